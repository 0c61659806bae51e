package yanzhen.app.cluster.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import yanzhen.app.cluster.Duplicates.Reason;
import yanzhen.app.cluster.Imports;
import yanzhen.app.cluster.LikelyRows;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.site.NotFound;

@Component
class JdbcLikelyRows implements LikelyRows {

    private static final TypeReference<List<Reason>> REASONS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final ImportJobs jobs;
    private final AuditTrail audit;
    private final JsonMapper json;

    JdbcLikelyRows(JdbcClient jdbc, ImportJobs jobs, AuditTrail audit, JsonMapper json) {
        this.jdbc = jdbc;
        this.jobs = jobs;
        this.audit = audit;
        this.json = json;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Row> of(UUID job, int from, int most) {
        var rows = new LinkedHashMap<Integer, Row>();
        jdbc.sql(
                        """
                        with part as (
                            select l.line, max(l.probability) as likeliest, min(l.answer) as answer
                            from cluster.import_likeness l where l.job = ?
                            group by l.line order by min(l.answer) nulls first, likeliest desc, l.line offset ? limit ?)
                        select p.line, p.answer, s.key, s.name, s.address, l.likely, l.earlier_line, l.probability,
                               l.reasons, coalesce(o.key, e.key) as likely_key, coalesce(f.name, e.name) as likely_name,
                               case when f.id is null then e.address else f.address end as likely_address
                        from part p
                        join cluster.import_likeness l on l.job = ? and l.line = p.line
                        join cluster.import_organisation s on s.job = l.job and s.line = l.line
                        left join cluster.organisation o on o.id = cluster.present_of(l.likely)
                        left join cluster.organisation_fact f on f.organisation = o.id and f.superseded_at is null
                        left join cluster.import_organisation e on e.job = l.job and e.line = l.earlier_line
                        order by p.answer nulls first, p.likeliest desc, p.line, l.ordinal
                        """)
                .params(job, from, most, job)
                .query(row -> {
                    rows.merge(row.getInt("line"), row(row), JdbcLikelyRows::together);
                });
        return List.copyOf(rows.values());
    }

    private static Row together(Row one, Row other) {
        var likely = new ArrayList<>(one.likely());
        likely.addAll(other.likely());
        return new Row(one.line(), one.key(), one.name(), one.address(), likely, one.answer());
    }

    private Row row(ResultSet row) throws SQLException {
        var answer = row.getString("answer");
        return new Row(
                row.getInt("line"),
                row.getString("key"),
                row.getString("name"),
                row.getString("address"),
                List.of(
                        new Likely(
                                row.getObject("likely", UUID.class),
                                row.getObject("earlier_line", Integer.class),
                                row.getString("likely_key"),
                                row.getString("likely_name"),
                                row.getString("likely_address"),
                                row.getBigDecimal("probability"),
                                json.readValue(row.getString("reasons"), REASONS))),
                answer(answer));
    }

    private static @Nullable Answer answer(@Nullable String answer) {
        return answer == null ? null : Answer.valueOf(answer);
    }

    @Override
    @Transactional(readOnly = true)
    public Count count(UUID job) {
        return jdbc.sql(
                        """
                        select count(distinct line), count(distinct line) filter (where answer is null)
                        from cluster.import_likeness where job = ?
                        """)
                .param(job)
                .query((row, _) -> new Count(row.getInt(1), row.getInt(2)))
                .single();
    }

    @Override
    @Transactional
    public int settle(UUID id, Collection<Integer> lines, Answer answer) {
        var job = jobs.find(id).orElseThrow(() -> new NotFound("import", id));
        if (job.kind() != Imports.Kind.ORGANISATIONS || !jobs.hold(id, Imports.State.READY)) {
            throw new Imports.NotReady(job.state());
        }
        var settled = answered(id, lines, answer);
        jdbc.sql(
                        """
                        update cluster.import_organisation set left_out = ?
                        where job = ? and line = any (?) and left_out <> ?
                        """)
                .param(answer == Answer.LEFT_OUT)
                .param(id)
                .param(settled.toArray(Integer[]::new))
                .param(answer == Answer.LEFT_OUT)
                .update();
        jobs.retell(id);
        record Settled(String answer, List<Integer> rows) {}
        audit.record(
                Change.created(
                        "cluster.import-settle-rows",
                        "import",
                        id,
                        new Settled(answer.name().toLowerCase(Locale.ROOT), settled)));
        return settled.size();
    }

    private List<Integer> answered(UUID job, Collection<Integer> lines, Answer answer) {
        return jdbc
                .sql(
                        """
                        update cluster.import_likeness set answer = ? where job = ? and line = any (?) returning line
                        """)
                .param(answer.name())
                .param(job)
                .param(lines.toArray(Integer[]::new))
                .query((row, _) -> row.getInt(1))
                .list()
                .stream()
                .distinct()
                .sorted()
                .toList();
    }
}
