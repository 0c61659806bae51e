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
import yanzhen.app.cluster.SchemeVersion;
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

    /** With the procedure and the sheet of the version that it follows. */
    private UUID insert(Opening opening) {
        var version = version(opening);
        return jdbc.sql(
                        """
                        insert into cluster.round
                            (scheme, version, cycle_months, validity_months, kind, title, opens, closes, places,
                             procedure, sheet, conditions, opened_at, opened_by)
                        select scheme, version, ?::integer, ?::integer, ?, ?, ?::date, ?::date, ?::integer,
                               text, sheet, ?::jsonb, ?::timestamptz, ?
                        from cluster.procedure where scheme = ? and version = ? returning id
                        """)
                .param(version.cycleMonths())
                .param(version.validityMonths())
                .param(opening.kind().name())
                .param(opening.title())
                .param(opening.opens())
                .param(opening.closes())
                .param(opening.places())
                .param(text.of(asked(opening, version)))
                .param(now())
                .param(viewers.current().name())
                .param(opening.scheme())
                .param(version.key())
                .query(UUID.class)
                .optional()
                .orElseThrow(() -> new NoProcedure(opening.scheme()));
    }

    private SchemeVersion version(Opening opening) {
        return conditions
                .versions(opening.scheme())
                .orElseThrow(() -> new NoProcedure(opening.scheme()))
                .ofRound(opening.kind(), opening.opens())
                .orElseThrow(() -> new NoRules(opening.scheme(), opening.opens()));
    }

    /** Who is evaluated has entered already. */
    private List<RoundText.Written> asked(Opening opening, SchemeVersion version) {
        return conditions.written(opening.scheme(), version.key()).stream()
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
            left join cluster.succession p on p.successor = r.recognition
            cross join lateral (
                select case when p.successor is null then lower(r.valid) else cluster.chain_since(r.recognition) end as day) began
            cross join lateral (select cluster.cycle_of(r.scheme, began.day, ?::date) as months) cycle
            cross join lateral (
                select coalesce(
                    (select e.next_due from cluster.evaluation e
                     where e.recognition = any (case when p.successor is null then array[r.recognition]
                                                     else cluster.chain(r.recognition) end)
                       and e.day <= ?::date order by e.day desc limit 1),
                    (began.day + make_interval(months => cycle.months))::date) as day) due
            where r.scheme = ? and r.valid @> ?::date and upper_inf(r.known)
              and cycle.months is not null and due.day < ?::date
            """;

    @Override
    @Transactional(readOnly = true)
    public List<Due> due(String scheme, LocalDate before) {
        var today = LocalDate.now(clock);
        return jdbc.sql(DUE + " order by due.day, r.organisation")
                .params(today, today, scheme, today, before)
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
                new Version(
                        row.getString("version"),
                        row.getObject("cycle_months", Integer.class),
                        row.getObject("validity_months", Integer.class)),
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

    /** Of the versions that stand on a day. */
    private static final String STANDING =
            "select p.* from cluster.procedure p join "
                    + JdbcConditions.STANDING_VERSIONS
                    + " s on s.key = p.scheme and s.version = p.version ";

    private static final String OF_VERSION =
            "select * from cluster.procedure where scheme = ? and version = ?";

    @Override
    @Transactional(readOnly = true)
    public Map<String, Procedure> procedures() {
        var all = new HashMap<String, Procedure>();
        jdbc.sql(STANDING)
                .param(LocalDate.now(clock))
                .query(row -> {
                    all.put(row.getString("scheme"), text.procedure(row.getString("text")));
                });
        return all;
    }

    @Override
    @Transactional(readOnly = true)
    public Map<String, ScoreSheet> sheets() {
        var vocabulary = conditions.vocabulary();
        var all = new HashMap<String, ScoreSheet>();
        jdbc.sql(STANDING + "where p.sheet is not null")
                .param(LocalDate.now(clock))
                .query(row -> {
                    var sheet = text.read(row.getString("sheet"), JsonNode.class);
                    all.put(row.getString("scheme"), SheetReader.kept(sheet, vocabulary));
                });
        return all;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<ScoreSheet> sheet(String scheme, String version) {
        var vocabulary = conditions.vocabulary();
        return jdbc.sql(OF_VERSION + " and sheet is not null")
                .params(scheme, version)
                .query((row, _) ->
                        SheetReader.kept(
                                text.read(row.getString("sheet"), JsonNode.class), vocabulary))
                .optional();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Procedure> procedure(String scheme, String version) {
        return jdbc.sql(OF_VERSION)
                .params(scheme, version)
                .query((row, _) -> text.procedure(row.getString("text")))
                .optional();
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
