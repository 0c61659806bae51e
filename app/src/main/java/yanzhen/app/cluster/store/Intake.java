package yanzhen.app.cluster.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.IntConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import yanzhen.app.access.Viewer;
import yanzhen.app.cluster.Imports.Kind;
import yanzhen.app.cluster.Imports.Line;
import yanzhen.app.cluster.Imports.Value;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.site.UploadedTable.Column;

/**
 * How rows of one kind are read, held against the register and stored. All inside a transaction.
 *
 * <p>Each kind has a table of waiting rows and a view of their effects: beside what a row says it
 * gives the verdict (NEW, CHANGED or UNCHANGED) and the values that it would replace.
 */
abstract class Intake {

    private static final int SLICE = 25_000;

    final JdbcClient jdbc;
    private final AuditTrail audit;
    private final String thing;

    /**
     * The intake of one kind.
     *
     * @param thing as the tables call what a row is about
     */
    Intake(JdbcClient jdbc, AuditTrail audit, String thing) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.thing = thing;
    }

    abstract Kind kind();

    abstract List<Column> columns();

    /** For the rows of one table. */
    abstract Waiting waiting(UUID job, Viewer viewer, Findings findings);

    /** Holds all waiting rows against the register. */
    abstract void check(UUID job, Viewer viewer, Findings findings);

    /** Looks at rows with which nothing is wrong for what somebody may want to look at too. */
    void compare(UUID job, Viewer viewer) {}

    /** A number for the state of the register behind each row, to be summed over all rows. */
    abstract String trace();

    /** What a waiting row would set, for people. */
    abstract List<Value> values(ResultSet row) throws SQLException;

    /** Writes what was fixed into the register. */
    abstract void write(String source, OffsetDateTime now);

    /**
     * What is recorded of each fixed row, in SQL.
     *
     * @param action of the record, by the verdict
     * @param subject an organisation
     * @param before state of a row that changes something, as {@code jsonb}, without nulls, as the
     *     register records one that is typed in
     * @param after state, likewise
     */
    record Recording(String action, String subject, String before, String after) {}

    abstract Recording recording();

    /** Whether a waiting row is about something new. */
    static boolean fresh(ResultSet row) throws SQLException {
        return row.getString("verdict").equals("NEW");
    }

    /** The view with what each waiting row would do. */
    final String effects() {
        return "cluster.import_" + thing + "_effect";
    }

    final String fixed() {
        return "waiting_" + thing + "_effect";
    }

    /** Finds the same fault with all waiting rows for which a condition holds. */
    final void find(
            UUID job,
            String condition,
            Findings findings,
            String field,
            String shown,
            String code) {
        findings.nextCheck();
        jdbc.sql(
                        "select line, %s from %s where job = ? and %s order by line"
                                .formatted(shown, effects(), condition))
                .param(job)
                .query(row -> {
                    findings.add(row.getInt(1), field, String.valueOf(row.getString(2)), code);
                });
    }

    /** Forgets rows with which something was found wrong: they change nothing. */
    final void leaveOut(UUID job, Integer[] lines) {
        if (lines.length > 0) {
            jdbc.sql(
                            "delete from cluster.import_%s where job = ? and line = any (?)"
                                    .formatted(thing))
                    .params(job, lines)
                    .update();
        }
    }

    final List<Line> preview(UUID job, int afterLine, int most) {
        return jdbc.sql(
                        "select * from %s where job = ? and line > ? and verdict in ('NEW', 'CHANGED') order by line limit ?"
                                .formatted(effects()))
                .params(job, afterLine, most)
                .query((row, _) ->
                        new Line(
                                row.getInt("line"),
                                fresh(row),
                                row.getString("key"),
                                row.getObject("organisation", UUID.class),
                                values(row)))
                .list();
    }

    /**
     * Fixes what each waiting row would do, for the rest of the transaction.
     *
     * @return the table that holds it, like {@link #effects}
     */
    final String fix(UUID job) {
        jdbc.sql(
                        """
                        create temporary table %s on commit drop as
                        select *, coalesce(%s, uuidv7()) as id from %s where job = ?
                        """
                                .formatted(fixed(), thing, effects()))
                .param(job)
                .update();
        return fixed();
    }

    /**
     * Stores what was fixed, one audit record for each change, and drops the waiting rows.
     *
     * @param source the reason in the audit records
     * @param stored told now and then how many rows are stored
     */
    final void store(UUID job, String source, OffsetDateTime now, IntConsumer stored) {
        write(source, now);
        record(source, stored);
        drop(job);
    }

    /**
     * Inside the database, where the states lie already; a slice of lines at a time, so that one
     * can tell how far it is.
     */
    private void record(String source, IntConsumer stored) {
        int last =
                jdbc.sql("select coalesce(max(line), 0) from " + fixed())
                        .query(Integer.class)
                        .single();
        var changes = changes(recording());
        int written = 0;
        for (int line = 0; line <= last; line += SLICE) {
            written += audit.recordRows(changes, source, line, line + SLICE);
            stored.accept(written);
        }
    }

    private String changes(Recording recording) {
        return """
        select %s as action, 'organisation' as subject_type, %s::text as subject,
               case verdict when 'CHANGED' then %s end as before, %s as after, ?::text as reason
        from %s where verdict in ('NEW', 'CHANGED') and line >= ? and line < ? order by line
        """
                .formatted(
                        recording.action,
                        recording.subject,
                        recording.before,
                        recording.after,
                        fixed());
    }

    /** Forgets all waiting rows. */
    void drop(UUID job) {
        jdbc.sql("delete from cluster.import_%s where job = ?".formatted(thing))
                .param(job)
                .update();
    }
}
