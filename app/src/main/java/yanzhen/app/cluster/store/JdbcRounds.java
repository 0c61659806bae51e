package yanzhen.app.cluster.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Procedure;
import yanzhen.app.cluster.Rounds;
import yanzhen.app.cluster.ScoreSheet;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.rules.Vocabulary;
import yanzhen.app.site.NotFound;

@Component
class JdbcRounds implements Rounds {

    private final JdbcClient jdbc;
    private final JdbcConditions conditions;
    private final RoundText text;
    private final Viewers viewers;
    private final AuditTrail audit;
    private final Clock clock;

    JdbcRounds(
            JdbcClient jdbc,
            JdbcConditions conditions,
            RoundText text,
            Viewers viewers,
            AuditTrail audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.conditions = conditions;
        this.text = text;
        this.viewers = viewers;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    @Transactional
    public UUID open(Opening opening) {
        mustRunRegion();
        var id = insert(opening);
        new TreeMap<>(opening.quotas()).forEach((district, places) -> store(id, district, places));
        audit.record(Change.created("cluster.round-open", "round", id, opening));
        if (opening.dueBy() != null) {
            draftForAllDue(id, opening, opening.dueBy());
        }
        return id;
    }

    /** With the procedure and the sheet of its scheme, as the pack has them now. */
    private UUID insert(Opening opening) {
        return jdbc.sql(
                        """
                        insert into cluster.round
                            (scheme, kind, title, opens, closes, places, procedure, sheet, conditions, opened_at, opened_by)
                        select scheme, ?, ?, ?::date, ?::date, ?::integer, text, sheet, ?::jsonb, ?::timestamptz, ?
                        from cluster.procedure where scheme = ? returning id
                        """)
                .param(opening.kind().name())
                .param(opening.title())
                .param(opening.opens())
                .param(opening.closes())
                .param(opening.places())
                .param(text.of(asked(opening)))
                .param(now())
                .param(viewers.current().name())
                .param(opening.scheme())
                .query(UUID.class)
                .optional()
                .orElseThrow(() -> new NoProcedure(opening.scheme()));
    }

    /** Who is evaluated has entered already. */
    private List<RoundText.Written> asked(Opening opening) {
        return conditions.written(opening.scheme()).stream()
                .filter(it -> opening.kind() == Kind.RECOGNITION || !it.entry())
                .toList();
    }

    private void store(UUID round, String district, int places) {
        jdbc.sql("insert into cluster.round_quota (round, district, places) values (?, ?, ?)")
                .params(round, district, places)
                .update();
    }

    /** One statement for all of them, and one for their audit records. */
    private void draftForAllDue(UUID round, Opening opening, LocalDate before) {
        int drafted =
                jdbc.sql(
                                """
                                insert into cluster.application
                                    (round, organisation, scheme, district, state, recognition, created_at, synthetic)
                                select ?, d.organisation, ?, f.district, 'DRAFT', d.recognition, ?, o.synthetic
                                from (%s) d
                                join cluster.organisation o on o.id = d.organisation
                                join cluster.organisation_fact f on f.organisation = d.organisation and f.superseded_at is null
                                where not exists (select from cluster.application a
                                                  where a.organisation = d.organisation and a.scheme = ?
                                                    and a.state in ('DRAFT', 'UNDER_WAY', 'RETURNED'))
                                """
                                        .formatted(DUE))
                        .param(round)
                        .param(opening.scheme())
                        .param(now())
                        .param(LocalDate.now(clock))
                        .param(opening.scheme())
                        .param(LocalDate.now(clock))
                        .param(before)
                        .param(opening.scheme())
                        .update();
        if (drafted == 0) {
            throw new NobodyDue(before);
        }
        audit.recordRows(
                """
                select ?::text as action, 'application' as subject_type, a.id::text as subject,
                       null::jsonb as before,
                       jsonb_build_object('round', a.round, 'organisation', a.organisation, 'recognition', a.recognition) as after,
                       null::text as reason
                from cluster.application a where a.round = ?::uuid order by a.id
                """,
                "cluster.evaluation-begin",
                round);
    }

    /** Recognitions of a scheme in force on a day whose next evaluation is due before another. */
    private static final String DUE =
            """
            select r.recognition, r.organisation, due.day
            from cluster.recognition r
            join cluster.scheme s on s.key = r.scheme
            left join cluster.succession p on p.successor = r.recognition
            cross join lateral (
                select coalesce(
                    (select e.next_due from cluster.evaluation e
                     where e.recognition = any (case when p.successor is null then array[r.recognition]
                                                     else cluster.chain(r.recognition) end)
                       and e.day <= ?::date order by e.day desc limit 1),
                    (case when p.successor is null then lower(r.valid) else cluster.chain_since(r.recognition) end
                     + make_interval(months => s.cycle_months))::date) as day) due
            where r.scheme = ? and r.valid @> ?::date and upper_inf(r.known)
              and s.cycle_months is not null and due.day < ?::date
            """;

    @Override
    @Transactional(readOnly = true)
    public List<Due> due(String scheme, LocalDate before) {
        var today = LocalDate.now(clock);
        return jdbc.sql(DUE + " order by due.day, r.organisation")
                .params(today, scheme, today, before)
                .query((row, _) ->
                        new Due(
                                row.getObject("recognition", UUID.class),
                                row.getObject("organisation", UUID.class),
                                row.getObject("day", LocalDate.class)))
                .list();
    }

    private record Closing(LocalDate closes) {}

    @Override
    @Transactional
    public void closeOn(UUID round, LocalDate day, String reason) {
        mustRunRegion();
        var before =
                jdbc.sql("select closes from cluster.round where id = ? for update")
                        .param(round)
                        .query(LocalDate.class)
                        .optional()
                        .orElseThrow(() -> new NotFound("round", round));
        jdbc.sql("update cluster.round set closes = ? where id = ?").params(day, round).update();
        audit.record(
                Change.of(
                                "cluster.round-close",
                                "round",
                                round,
                                new Closing(before),
                                new Closing(day))
                        .because(reason));
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Round> find(UUID round) {
        var vocabulary = conditions.vocabulary();
        return jdbc.sql("select * from cluster.round where id = ?")
                .param(round)
                .query((row, _) -> round(row, vocabulary))
                .optional();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Round> all() {
        var vocabulary = conditions.vocabulary();
        return jdbc.sql("select * from cluster.round order by closes desc, id desc")
                .query((row, _) -> round(row, vocabulary))
                .list();
    }

    private Round round(ResultSet row, Vocabulary vocabulary) throws SQLException {
        return new Round(
                row.getObject("id", UUID.class),
                row.getString("scheme"),
                Kind.valueOf(row.getString("kind")),
                row.getString("title"),
                row.getObject("opens", LocalDate.class),
                row.getObject("closes", LocalDate.class),
                row.getObject("places", Integer.class),
                row.getInt("taken"),
                text.procedure(row.getString("procedure")),
                text.conditions(row.getString("conditions")).stream()
                        .map(it -> it.read(vocabulary))
                        .toList(),
                sheet(row.getString("sheet"), vocabulary),
                row.getBoolean("synthetic"));
    }

    private @Nullable ScoreSheet sheet(@Nullable String kept, Vocabulary vocabulary) {
        return kept == null ? null : SheetReader.kept(text.read(kept, JsonNode.class), vocabulary);
    }

    @Override
    @Transactional(readOnly = true)
    public Map<String, Procedure> procedures() {
        var all = new HashMap<String, Procedure>();
        jdbc.sql("select scheme, text from cluster.procedure")
                .query(row -> {
                    all.put(row.getString(1), text.procedure(row.getString(2)));
                });
        return all;
    }

    @Override
    @Transactional(readOnly = true)
    public Map<String, ScoreSheet> sheets() {
        var vocabulary = conditions.vocabulary();
        var all = new HashMap<String, ScoreSheet>();
        jdbc.sql("select scheme, sheet from cluster.procedure where sheet is not null")
                .query(row -> {
                    var sheet = text.read(row.getString(2), JsonNode.class);
                    all.put(row.getString(1), SheetReader.kept(sheet, vocabulary));
                });
        return all;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Quota> quotas(UUID round) {
        return jdbc.sql(
                        "select district, places, taken from cluster.round_quota where round = ? order by district")
                .param(round)
                .query((row, _) -> new Quota(row.getString(1), row.getInt(2), row.getInt(3)))
                .list();
    }

    private void mustRunRegion() {
        if (!viewers.current().runsRegion()) {
            throw new Forbidden(
                    "city-officer", "Only officers of the region open and close rounds.");
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
