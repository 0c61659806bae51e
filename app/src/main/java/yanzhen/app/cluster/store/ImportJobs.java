package yanzhen.app.cluster.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.cluster.Imports.Job;
import yanzhen.app.cluster.Imports.Kind;
import yanzhen.app.cluster.Imports.State;
import yanzhen.app.cluster.Imports.Tally;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;

/** Import jobs and their problems in the database. All inside a transaction. */
@Component
class ImportJobs {

    /** Who is at work on a job says so every few seconds; after this silence nobody is. */
    static final Duration SILENCE = Duration.ofSeconds(30);

    private static final int BATCH = 500;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final Clock clock;

    ImportJobs(JdbcClient jdbc, JdbcTemplate batches, Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.clock = clock;
    }

    /** A file that was uploaded. */
    record Upload(Kind kind, String fileName, long bytes, String sha256, String source) {}

    UUID insert(Upload upload, @Nullable UUID account) {
        return jdbc.sql(
                        """
                        insert into cluster.import_job
                            (kind, account, file_name, file_bytes, sha256, source, state, created_at, alive_at)
                        values (?, ?, ?, ?, ?, ?, 'READING', ?, ?) returning id
                        """)
                .param(upload.kind.name())
                .param(account)
                .param(upload.fileName)
                .param(upload.bytes)
                .param(upload.sha256)
                .param(upload.source)
                .param(now())
                .param(now())
                .query(UUID.class)
                .single();
    }

    Optional<Job> find(UUID id) {
        return jdbc.sql("select * from cluster.import_job where id = ?")
                .param(id)
                .query((row, _) -> read(row))
                .optional();
    }

    List<Job> latest(@Nullable UUID account, int most) {
        return jdbc.sql(
                        "select * from cluster.import_job where account = ? order by id desc limit ?")
                .param(account)
                .param(most)
                .query((row, _) -> read(row))
                .list();
    }

    /** Says of jobs on which nobody is at work any more that they failed. */
    void declareDead() {
        jdbc.sql(
                        """
                        update cluster.import_job
                        set state = 'FAILED', fault = 'interrupted', ended_at = ?, rows_stored = 0
                        where state in ('READING', 'STORING') and alive_at < ?
                        """)
                .params(now(), now().minus(SILENCE))
                .update();
    }

    void alive(Collection<UUID> jobs) {
        jdbc.sql(
                        "update cluster.import_job set alive_at = ? where id = any (?) and state in ('READING', 'STORING')")
                .params(now(), jobs.toArray(UUID[]::new))
                .update();
    }

    void progress(UUID job, int read, int stored) {
        jdbc.sql(
                        """
                        update cluster.import_job set rows_read = ?, rows_stored = ?, alive_at = ?
                        where id = ? and state in ('READING', 'STORING')
                        """)
                .params(read, stored, now(), job)
                .update();
    }

    void columns(UUID job, Collection<String> columns) {
        jdbc.sql("update cluster.import_job set columns = ? where id = ?")
                .params(columns.stream().sorted().toArray(String[]::new), job)
                .update();
    }

    /** What the waiting rows would do, and a number that changes when the register does. */
    record Outlook(Tally tally, String fingerprint) {}

    Outlook outlook(UUID job, String effects, String trace, int wrong) {
        return jdbc.sql(
                        """
                        select count(*) filter (where verdict = 'NEW'),
                               count(*) filter (where verdict = 'CHANGED'),
                               count(*) filter (where verdict = 'UNCHANGED'),
                               count(*) filter (where verdict = 'OUT'),
                               coalesce(sum(%s::numeric), 0)
                        from %s where job = ?
                        """
                                .formatted(trace, effects))
                .param(job)
                .query((row, _) ->
                        new Outlook(
                                new Tally(
                                        row.getInt(1),
                                        row.getInt(2),
                                        row.getInt(3),
                                        wrong,
                                        row.getInt(4)),
                                row.getString(5)))
                .single();
    }

    void read(UUID job, int rows, Outlook outlook, Problems problems) {
        boolean clean = problems.none();
        jdbc.sql(
                        """
                        update cluster.import_job
                        set state = ?, rows_read = ?, rows_fresh = ?, rows_changed = ?, rows_unchanged = ?, rows_wrong = ?, rows_out = 0,
                            problem_count = ?, fingerprint = ?::numeric, fault = null
                        where id = ? and state = 'READING'
                        """)
                .param(clean ? "READY" : "WRONG")
                .param(rows)
                .param(outlook.tally.fresh())
                .param(outlook.tally.changed())
                .param(outlook.tally.unchanged())
                .param(outlook.tally.wrong())
                .param(problems.count())
                .param(outlook.fingerprint)
                .param(job)
                .update();
    }

    void keep(UUID job, @Nullable UUID account, List<Problem> problems) {
        var ordinals = new int[] {0};
        batches.batchUpdate(
                """
                insert into cluster.import_problem (job, ordinal, account, line, field, value, code, details)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                problems,
                BATCH,
                (row, problem) -> {
                    row.setObject(1, job);
                    row.setInt(2, ++ordinals[0]);
                    row.setObject(3, account);
                    row.setObject(4, problem.line(), java.sql.Types.INTEGER);
                    row.setString(5, problem.field());
                    row.setString(6, problem.value());
                    row.setString(7, problem.code());
                    row.setArray(
                            8,
                            row.getConnection().createArrayOf("text", problem.details().toArray()));
                });
    }

    List<Problem> problems(UUID job, int from, int most) {
        return jdbc.sql(
                        "select * from cluster.import_problem where job = ? order by ordinal offset ? limit ?")
                .params(job, from, most)
                .query((row, _) ->
                        new Problem(
                                "",
                                row.getObject("line", Integer.class),
                                row.getString("field"),
                                row.getString("value"),
                                row.getString("code"),
                                List.of((String[]) row.getArray("details").getArray())))
                .list();
    }

    /**
     * Moves a job on, unless somebody else did.
     *
     * @return whether it was in the first state
     */
    boolean move(UUID job, State from, State to) {
        return jdbc.sql(
                                """
                                update cluster.import_job set state = ?, alive_at = ?, rows_stored = 0, fault = null,
                                       ended_at = case when ? in ('STORED', 'DISCARDED') then ?::timestamptz end
                                where id = ? and state = ?
                                """)
                        .params(to.name(), now(), to.name(), now(), job, from.name())
                        .update()
                == 1;
    }

    /** Everything is in the register. */
    void stored(UUID job, int rows) {
        jdbc.sql(
                        """
                        update cluster.import_job set state = 'STORED', rows_stored = ?, ended_at = ?
                        where id = ? and state = 'STORING'
                        """)
                .params(rows, now(), job)
                .update();
    }

    /** The register has moved since the preview: it must be looked at again. */
    void moved(UUID job, Outlook outlook) {
        jdbc.sql(
                        """
                        update cluster.import_job
                        set state = 'READY', fault = 'moved', rows_fresh = ?, rows_changed = ?, rows_unchanged = ?,
                            fingerprint = ?::numeric, rows_stored = 0
                        where id = ?
                        """)
                .param(outlook.tally.fresh())
                .param(outlook.tally.changed())
                .param(outlook.tally.unchanged())
                .param(outlook.fingerprint)
                .param(job)
                .update();
    }

    /**
     * Keeps a job in its state until the transaction ends.
     *
     * @return whether it is in the state
     */
    boolean hold(UUID job, State state) {
        return jdbc.sql("update cluster.import_job set alive_at = ? where id = ? and state = ?")
                        .params(now(), job, state.name())
                        .update()
                == 1;
    }

    /** Counts anew how many rows add something and how many are left out. */
    void retell(UUID job) {
        jdbc.sql(
                        """
                        update cluster.import_job j set rows_fresh = t.fresh, rows_out = t.left_out
                        from (select count(*) filter (where verdict = 'NEW') as fresh,
                                     count(*) filter (where verdict = 'OUT') as left_out
                              from cluster.import_organisation_effect where job = ?) t
                        where j.id = ?
                        """)
                .params(job, job)
                .update();
    }

    String fingerprint(UUID job) {
        return jdbc.sql(
                        "select coalesce(fingerprint, 0)::text from cluster.import_job where id = ?")
                .param(job)
                .query(String.class)
                .single();
    }

    void failed(UUID job, String fault) {
        jdbc.sql(
                        """
                        update cluster.import_job set state = 'FAILED', fault = ?, ended_at = ?, rows_stored = 0
                        where id = ? and state in ('READING', 'STORING')
                        """)
                .params(fault, now(), job)
                .update();
    }

    void dropProblems(UUID job) {
        jdbc.sql("delete from cluster.import_problem where job = ?").param(job).update();
    }

    /** Jobs whose rows have waited too long. */
    List<Job> forgotten(OffsetDateTime before) {
        return jdbc.sql(
                        """
                        select * from cluster.import_job
                        where state in ('READY', 'WRONG', 'FAILED') and created_at < ?
                        """)
                .param(before)
                .query((row, _) -> read(row))
                .list();
    }

    OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Job read(ResultSet row) throws SQLException {
        var ended = row.getObject("ended_at", OffsetDateTime.class);
        return new Job(
                row.getObject("id", UUID.class),
                Kind.valueOf(row.getString("kind")),
                row.getString("file_name"),
                row.getLong("file_bytes"),
                row.getString("sha256"),
                row.getString("source"),
                State.valueOf(row.getString("state")),
                List.of((String[]) row.getArray("columns").getArray()),
                new Tally(
                        row.getInt("rows_fresh"),
                        row.getInt("rows_changed"),
                        row.getInt("rows_unchanged"),
                        row.getInt("rows_wrong"),
                        row.getInt("rows_out")),
                row.getInt("rows_read"),
                row.getInt("rows_stored"),
                row.getLong("problem_count"),
                row.getString("fault"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                ended == null ? null : ended.toInstant());
    }
}
