package yanzhen.app.cluster.store;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Duplicates;
import yanzhen.app.cluster.Identities;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.site.Conditions;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Order;
import yanzhen.app.site.Slice;

@Component
class JdbcDuplicates implements Duplicates {

    private static final String PAIRS =
            """
            select d.*, coalesce(d.probability, 2) as likeness,
                   a.key as one_code, af.name as one_name, af.name_en as one_name_en, af.district as one_district,
                   b.key as other_code, bf.name as other_name, bf.name_en as other_name_en, bf.district as other_district,
                   (select count(*) from cluster.recognition r where r.organisation = d.one and upper_inf(r.known)) as one_held,
                   (select count(*) from cluster.recognition r where r.organisation = d.other and upper_inf(r.known)) as other_held
            from
            """;

    private static final String TABLES =
            """
            cluster.duplicate d
            join cluster.organisation a on a.id = d.one
            join cluster.organisation b on b.id = d.other
            cross join lateral (select * from cluster.organisation_fact f where f.organisation = a.id
                                order by f.recorded_at desc limit 1) af
            cross join lateral (select * from cluster.organisation_fact f where f.organisation = b.id
                                order by f.recorded_at desc limit 1) bf
            """;

    private static final Order LIKELIEST =
            Order.descending("coalesce(d.probability, 2)", "numeric", "d.id", "uuid");

    /** A million organisations take a minute or two. */
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private static final TypeReference<List<Reason>> REASONS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final Organisations organisations;
    private final Identities identities;
    private final RegisterComparison comparison;
    private final Viewers viewers;
    private final AuditTrail audit;
    private final JsonMapper json;
    private final Clock clock;

    JdbcDuplicates(
            JdbcClient jdbc,
            Organisations organisations,
            Identities identities,
            RegisterComparison comparison,
            Viewers viewers,
            AuditTrail audit,
            JsonMapper json,
            Clock clock) {
        this.jdbc = jdbc;
        this.organisations = organisations;
        this.identities = identities;
        this.comparison = comparison;
        this.viewers = viewers;
        this.audit = audit;
        this.json = json;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public Slice<Pair> search(Query query, @Nullable Cursor after, int size) {
        return where(query)
                .part(LIKELIEST, after, size)
                .of(
                        jdbc,
                        PAIRS + TABLES,
                        (row, _) -> pair(row),
                        it ->
                                Cursor.after(
                                        it.probability() == null
                                                ? BigDecimal.TWO
                                                : it.probability(),
                                        it.id()));
    }

    @Override
    @Transactional(readOnly = true)
    public long count(Query query) {
        return where(query).count(jdbc, TABLES);
    }

    /** A pair of which one was merged with something else waits no longer. */
    private static Conditions where(Query query) {
        var conditions =
                query.state().equals("WAITING")
                        ? new Conditions()
                                .and(
                                        "d.decision is null and a.merged_into is null and b.merged_into is null")
                        : new Conditions().and("d.decision = ?", query.state());
        if (!query.district().isEmpty()) {
            conditions.and(
                    "af.district = ? or bf.district = ?", query.district(), query.district());
        }
        return query.least() <= 0
                ? conditions
                : conditions.and(
                        "coalesce(d.probability, 2) >= ?",
                        BigDecimal.valueOf(query.least()).movePointLeft(2));
    }

    @Override
    @Transactional(readOnly = true)
    public List<Pair> of(UUID organisation) {
        return jdbc.sql(
                        PAIRS
                                + TABLES
                                + """
                                where (d.one = ? or d.other = ?) and d.decision is null
                                  and a.merged_into is null and b.merged_into is null
                                order by coalesce(d.probability, 2) desc, d.id
                                """)
                .params(organisation, organisation)
                .query((row, _) -> pair(row))
                .list();
    }

    @Override
    @Transactional
    public UUID report(UUID first, UUID second, String note) {
        if (first.equals(second)) {
            throw new Identities.Same();
        }
        var districts = List.of(present(first).district(), present(second).district());
        var viewer = viewers.current();
        if (districts.stream().noneMatch(viewer::runsDistrict)) {
            viewer.mustRunDistrict(districts.getFirst());
        }
        boolean ordered = isBefore(first, second);
        var id =
                jdbc.sql(
                                """
                                insert into cluster.duplicate (one, other, note, found_at, found_by) values (?, ?, ?, ?, ?)
                                on conflict (one, other) do update
                                set note = excluded.note, found_at = excluded.found_at, found_by = excluded.found_by,
                                    probability = null,
                                    decision = null, decided_at = null, decided_by_name = null, reason = null
                                returning id
                                """)
                        .param(ordered ? first : second)
                        .param(ordered ? second : first)
                        .param(note)
                        .param(now())
                        .param(viewer.name())
                        .query(UUID.class)
                        .single();
        record Reported(UUID pair, UUID other) {}
        audit.record(
                Change.created(
                                "cluster.report-duplicate",
                                "organisation",
                                first,
                                new Reported(id, second))
                        .because(note));
        return id;
    }

    /** As the database orders them. */
    private static boolean isBefore(UUID one, UUID other) {
        return one.toString().compareTo(other.toString()) < 0;
    }

    private Organisation present(UUID id) {
        return organisations.find(id).orElseThrow(() -> new NotFound("organisation", id));
    }

    @Override
    @Transactional
    public int dismiss(List<UUID> pairs, String reason) {
        record Different(UUID pair, UUID other) {}
        var decided = decide(pairs, Decision.DIFFERENT, reason);
        audit.recordAll(
                decided.stream()
                        .map(it ->
                                Change.created(
                                                "cluster.tell-apart",
                                                "organisation",
                                                it.one,
                                                new Different(it.id, it.other))
                                        .because(reason))
                        .toList());
        return decided.size();
    }

    private record Two(UUID id, UUID one, UUID other) {}

    private List<Two> decide(List<UUID> pairs, Decision decision, String reason) {
        return jdbc.sql(
                        """
                        update cluster.duplicate
                        set decision = ?, decided_at = ?, decided_by_name = ?, reason = ?
                        where id = any (?) and decision is null returning id, one, other
                        """)
                .param(decision.name())
                .param(now())
                .param(viewers.current().name())
                .param(reason)
                .param(pairs.toArray(UUID[]::new))
                .query((row, _) -> two(row))
                .list();
    }

    private static Two two(ResultSet row) throws SQLException {
        return new Two(
                row.getObject("id", UUID.class),
                row.getObject("one", UUID.class),
                row.getObject("other", UUID.class));
    }

    @Override
    @Transactional
    public Merged merge(List<UUID> pairs, String reason) {
        int merged = 0;
        var asked = new ArrayList<UUID>();
        for (var two : waiting(pairs)) {
            if (mergedIfClear(two, reason)) {
                merged++;
            } else {
                asked.add(two.id);
            }
        }
        return new Merged(merged, asked);
    }

    /** Locks the organisations of all of them in one order, so that two who merge wait in turn. */
    private List<Two> waiting(List<UUID> pairs) {
        jdbc.sql(
                        """
                        select o.id from cluster.organisation o
                        where o.id in (select unnest(array[d.one, d.other]) from cluster.duplicate d where d.id = any (?))
                        order by o.id for update
                        """)
                .param(pairs.toArray(UUID[]::new))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
        return jdbc.sql(
                        """
                        select id, one, other from cluster.duplicate where id = any (?) and decision is null order by id
                        """)
                .param(pairs.toArray(UUID[]::new))
                .query((row, _) -> two(row))
                .list();
    }

    private boolean mergedIfClear(Two two, String reason) {
        if (organisations.find(two.one).isEmpty() || organisations.find(two.other).isEmpty()) {
            return false;
        }
        var one = identities.outlook(two.one, two.other);
        var other = identities.outlook(two.other, two.one);
        var chosen = one.size() <= other.size() ? one : other;
        if (!chosen.clear()) {
            return false;
        }
        identities.merge(
                new Identities.Merge(
                        chosen.giver().id(),
                        chosen.taker().id(),
                        Map.of(),
                        reason,
                        chosen.fingerprint()));
        return true;
    }

    @Override
    @Transactional
    public void compare() {
        giveUp();
        try {
            var run =
                    jdbc.sql(
                                    """
                                    insert into cluster.comparison (started_at, by_name) values (?, ?) returning id
                                    """)
                            .param(now())
                            .param(viewers.current().name())
                            .query(UUID.class)
                            .single();
            record Compared(UUID comparison) {}
            audit.record(Change.created("cluster.compare", "organisation", "*", new Compared(run)));
            comparison.begin(run, viewers.current());
        } catch (DuplicateKeyException e) {
            throw new Busy();
        }
    }

    /** What a program that was stopped has left behind. */
    private void giveUp() {
        jdbc.sql(
                        "update cluster.comparison set ended_at = started_at where ended_at is null and started_at < ?")
                .param(now().minus(LONGEST))
                .update();
    }

    @Override
    public void await(Duration patience) {
        comparison.await(patience);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Comparison> latest() {
        return jdbc.sql("select * from cluster.comparison order by started_at desc limit 1")
                .query((row, _) ->
                        new Comparison(
                                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                                row.getString("by_name"),
                                row.getObject("ended_at", OffsetDateTime.class) == null
                                        ? null
                                        : row.getObject("ended_at", OffsetDateTime.class)
                                                .toInstant(),
                                row.getInt("compared"),
                                row.getInt("found")))
                .optional();
    }

    private Pair pair(ResultSet row) throws SQLException {
        return new Pair(
                row.getObject("id", UUID.class),
                body(row, "one"),
                body(row, "other"),
                row.getBigDecimal("probability"),
                json.readValue(row.getString("reasons"), REASONS),
                row.getString("note"),
                row.getObject("found_at", OffsetDateTime.class).toInstant(),
                row.getString("found_by"),
                verdict(row));
    }

    private static Body body(ResultSet row, String side) throws SQLException {
        return new Body(
                IdentitySteps.party(row, side),
                row.getString(side + "_district"),
                row.getLong(side + "_held"));
    }

    private static @Nullable Verdict verdict(ResultSet row) throws SQLException {
        var decision = row.getString("decision");
        return decision == null
                ? null
                : new Verdict(
                        Decision.valueOf(decision),
                        row.getObject("decided_at", OffsetDateTime.class).toInstant(),
                        row.getString("decided_by_name"),
                        row.getString("reason"));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
