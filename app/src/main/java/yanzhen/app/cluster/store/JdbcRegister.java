package yanzhen.app.cluster.store;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Holding;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.cluster.Register;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.AsOf;
import yanzhen.app.kernel.Period;
import yanzhen.app.site.Conditions;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.Like;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Order;
import yanzhen.app.site.Slice;

@Component
class JdbcRegister implements Register {

    /** Rows that a cursor brings at once. */
    private static final int FETCHED = 1_000;

    private static final Order BY_SCHEME =
            Order.ascending("scheme", "text", "organisation", "uuid");

    /** Stands for a day of registration that is not known. */
    private static final LocalDate UNKNOWN = LocalDate.of(1, 1, 1);

    private final JdbcClient jdbc;
    private final Organisations organisations;
    private final Viewers viewers;
    private final AuditTrail audit;
    private final Clock clock;

    JdbcRegister(
            JdbcClient jdbc,
            Organisations organisations,
            Viewers viewers,
            AuditTrail audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.organisations = organisations;
        this.viewers = viewers;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public Slice<Organisation> search(Query query, @Nullable Cursor after, int size) {
        return where(query)
                .part(order(query), after, size)
                .of(
                        jdbc,
                        JdbcOrganisations.CURRENT,
                        (row, _) -> JdbcOrganisations.read(row),
                        it -> Cursor.after(value(query.sort(), it), it.key()));
    }

    @Override
    @Transactional(readOnly = true)
    public long count(Query query) {
        return where(query)
                .count(
                        jdbc,
                        """
                        cluster.organisation o
                        join cluster.organisation_fact f on f.organisation = o.id and f.superseded_at is null
                        """);
    }

    @Override
    @Transactional(readOnly = true)
    public void each(Query query, Consumer<Organisation> each) {
        where(query)
                .all(jdbc, JdbcOrganisations.CURRENT, order(query))
                .withFetchSize(FETCHED)
                .query(row -> {
                    each.accept(JdbcOrganisations.read(row));
                });
    }

    private static Conditions where(Query query) {
        var conditions =
                new Conditions()
                        .andIfGiven("f.district = ?", query.district())
                        .andIfGiven("f.park = ?", query.park())
                        .andIfGiven(EmergingRows.OF_AREA, query.emerging())
                        .andIfGiven("f.kind = ?", query.kind());
        if (!query.words().isEmpty()) {
            var like = Like.containing(query.words());
            var code = Like.beginning(query.words().toUpperCase(java.util.Locale.ROOT));
            conditions.and(
                    """
                    f.name ilike ? or f.name_en ilike ? or o.code like ?
                    or o.id in (select i.organisation from cluster.identifier i
                                where i.superseded_at is null and i.value like ?)
                    """,
                    like,
                    like,
                    code,
                    code);
        }
        return query.scheme().isEmpty()
                ? conditions
                : conditions.and(
                        """
                        exists (select from cluster.recognition r
                                where r.organisation = o.id and r.scheme = ? and r.valid @> ?
                                  and upper_inf(r.known))
                        """,
                        query.scheme(),
                        query.day());
    }

    private static Order order(Query query) {
        var order =
                switch (query.sort()) {
                    case CODE -> Order.ascending("o.key", "text", "o.key", "text");
                    case NAME -> Order.ascending("f.name", "text", "o.key", "text");
                    case REGISTERED ->
                            Order.ascending(
                                    "coalesce(f.registered, date '0001-01-01')",
                                    "date",
                                    "o.key",
                                    "text");
                };
        return order.turned(query.descending());
    }

    private static Object value(Sort sort, Organisation last) {
        return switch (sort) {
            case CODE -> last.key();
            case NAME -> last.name();
            case REGISTERED -> last.registered() == null ? UNKNOWN : last.registered();
        };
    }

    @Override
    @Transactional(readOnly = true)
    public List<Held> history(UUID organisation, Instant knownAt) {
        return jdbc.sql(
                        """
                        select r.recognition, r.document as held_by, r.reason, r.ended,
                               lower(r.valid) as valid_from, upper(r.valid) as valid_until, s.*
                        from cluster.recognition r join cluster.scheme s on s.key = r.scheme
                        where r.organisation = ? and r.known @> ?
                        order by lower(r.valid) desc, s.ordinal
                        """)
                .params(organisation, knownAt.atOffset(ZoneOffset.UTC))
                .query((row, _) ->
                        new Held(
                                row.getObject("recognition", UUID.class),
                                JdbcRecognitions.scheme(row),
                                new Period(
                                        row.getObject("valid_from", LocalDate.class),
                                        row.getObject("valid_until", LocalDate.class)),
                                row.getString("held_by"),
                                row.getString("reason"),
                                ending(row.getString("ended"))))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public Slice<Holding> holdings(String scheme, AsOf asOf, @Nullable Cursor after, int size) {
        return new Conditions()
                .and("valid @> ?", asOf.day())
                .and("known @> ?", asOf.knownAt().atOffset(ZoneOffset.UTC))
                .andIfGiven("scheme = ?", scheme)
                .part(BY_SCHEME, after, size)
                .of(
                        jdbc,
                        """
                        select *, lower(valid) as valid_from, upper(valid) as valid_until
                        from cluster.recognition
                        """,
                        (row, _) -> JdbcRecognitions.holding(row),
                        it -> Cursor.after(it.scheme(), it.organisation()));
    }

    @Override
    @Transactional(readOnly = true)
    public void eachListed(AsOf asOf, Consumer<Listed> listed) {
        jdbc.sql(
                        """
                        select o.key, f.name, r.scheme, lower(r.valid) as valid_from, upper(r.valid) as valid_until,
                               r.document, r.ended is not null as revoked, r.synthetic
                        from cluster.recognition r
                        join cluster.organisation o on o.id = r.organisation
                        cross join lateral (
                            select f.name from cluster.organisation_fact f where f.organisation = o.id
                            order by f.superseded_at is null desc, f.recorded_at desc limit 1) f
                        where r.valid @> ? and r.known @> ?
                        order by o.key, r.scheme
                        """)
                .withFetchSize(FETCHED)
                .params(asOf.day(), asOf.knownAt().atOffset(ZoneOffset.UTC))
                .query(row -> {
                    listed.accept(
                            new Listed(
                                    row.getString("key"),
                                    row.getString("name"),
                                    row.getString("scheme"),
                                    new Period(
                                            row.getObject("valid_from", LocalDate.class),
                                            row.getObject("valid_until", LocalDate.class)),
                                    row.getString("document"),
                                    row.getBoolean("revoked"),
                                    row.getBoolean("synthetic")));
                });
    }

    @Override
    @Transactional(readOnly = true)
    public List<Stock> stock(AsOf asOf) {
        return jdbc.sql(
                        """
                        select s.*, count(r.id) as held, coalesce(bool_or(r.synthetic), false) as made_up
                        from cluster.scheme s
                        left join cluster.recognition r
                            on r.scheme = s.key and r.valid @> ? and r.known @> ?
                        group by s.key order by s.ordinal
                        """)
                .params(asOf.day(), asOf.knownAt().atOffset(ZoneOffset.UTC))
                .query((row, _) ->
                        new Stock(
                                JdbcRecognitions.scheme(row),
                                row.getLong("held"),
                                row.getBoolean("made_up")))
                .list();
    }

    @Override
    @Transactional
    public UUID grant(UUID organisation, String scheme, Period period, String document) {
        mustOversee(organisation);
        mustEndInTime(scheme, period);
        var recognition = insert(organisation, scheme, period, document, false, now());
        audit.record(
                Change.created(
                        "cluster.grant",
                        "organisation",
                        organisation,
                        new Granted(recognition, scheme, period, document)));
        return recognition;
    }

    private void mustEndInTime(String scheme, Period period) {
        jdbc.sql("select cluster.latest_end(?, ?::date)")
                .params(scheme, period.from())
                .query(LocalDate.class)
                .optional()
                .filter(it -> period.until() == null || it.isBefore(period.until()))
                .ifPresent(end -> {
                    throw new BeyondTransition(end);
                });
    }

    private UUID insert(
            UUID organisation,
            String scheme,
            Period period,
            String document,
            boolean synthetic,
            OffsetDateTime now) {
        heldOn(organisation, scheme, period)
                .ifPresent(held -> {
                    throw new Overlaps(held);
                });
        var recognition = UUID.randomUUID();
        try {
            jdbc.sql(
                            """
                            insert into cluster.recognition
                                (recognition, organisation, scheme, valid, known, document, synthetic)
                            values (?, ?, ?, daterange(?, ?), tstzrange(?, null), ?, ?)
                            """)
                    .param(recognition)
                    .param(organisation)
                    .param(scheme)
                    .param(period.from())
                    .param(period.until())
                    .param(now)
                    .param(document)
                    .param(synthetic)
                    .update();
        } catch (DataIntegrityViolationException e) {
            throw Exclusion.refused(e) ? new Overlaps(period) : e;
        }
        return recognition;
    }

    record Granted(UUID recognition, String scheme, Period valid, String document) {}

    private java.util.Optional<Period> heldOn(UUID organisation, String scheme, Period period) {
        return jdbc.sql(
                        """
                        select lower(valid) as valid_from, upper(valid) as valid_until
                        from cluster.recognition
                        where organisation = ? and scheme = ? and upper_inf(known)
                          and valid && daterange(?, ?)
                        order by lower(valid) limit 1
                        """)
                .param(organisation)
                .param(scheme)
                .param(period.from())
                .param(period.until())
                .query((row, _) ->
                        new Period(
                                row.getObject(1, LocalDate.class),
                                row.getObject(2, LocalDate.class)))
                .optional();
    }

    static @Nullable Ending ending(@Nullable String ended) {
        return ended == null ? null : Ending.valueOf(ended);
    }

    @Override
    @Transactional
    public void revoke(UUID recognition, LocalDate on, String reason) {
        end("cluster.revoke", locked(recognition), on, Ending.REVOKED, reason, now());
    }

    @Override
    @Transactional
    public void cease(UUID recognition, LocalDate on, String reason) {
        end("cluster.cease", locked(recognition), on, Ending.CEASED, reason, now());
    }

    /** Both at one moment: at none is it known that nobody holds it, or that both do. */
    @Override
    @Transactional
    public UUID passOn(
            UUID recognition, UUID successor, LocalDate on, String document, String reason) {
        var row = locked(recognition);
        mustOversee(successor);
        var now = now();
        end("cluster.pass-on", row, on, Ending.SUCCEEDED, reason, now);
        var rest = new Period(on, row.held.valid().until());
        var next = insert(successor, row.held.scheme(), rest, document, row.held.synthetic(), now);
        audit.record(
                Change.created(
                                "cluster.take-over",
                                "organisation",
                                successor,
                                new Granted(next, row.held.scheme(), rest, document))
                        .because(reason));
        return next;
    }

    private Row locked(UUID recognition) {
        return jdbc.sql(
                        """
                        select *, lower(valid) as valid_from, upper(valid) as valid_until
                        from cluster.recognition
                        where recognition = ? and upper_inf(known) for update
                        """)
                .param(recognition)
                .query((it, _) ->
                        new Row(
                                it.getObject("id", UUID.class),
                                JdbcRecognitions.holding(it),
                                it.getString("document")))
                .optional()
                .orElseThrow(() -> new NotFound("recognition", recognition));
    }

    /** Closes what was known so far and records the shorter period instead. */
    private void end(
            String action, Row row, LocalDate on, Ending how, String reason, OffsetDateTime now) {
        mustOversee(row.held.organisation());
        var valid = row.held.valid();
        if (!valid.covers(on) || on.equals(valid.from())) {
            throw new NotInForce(on);
        }
        replace(row, valid.endedBy(on), how, reason, now);
        audit.record(
                Change.of(
                                action,
                                "organisation",
                                row.held.organisation(),
                                new Granted(
                                        row.held.recognition(),
                                        row.held.scheme(),
                                        valid,
                                        row.document),
                                new Granted(
                                        row.held.recognition(),
                                        row.held.scheme(),
                                        valid.endedBy(on),
                                        row.document))
                        .because(reason));
    }

    private record Row(UUID id, Holding held, String document) {}

    private void replace(Row row, Period shorter, Ending how, String reason, OffsetDateTime now) {
        jdbc.sql("update cluster.recognition set known = tstzrange(lower(known), ?) where id = ?")
                .params(now, row.id)
                .update();
        jdbc.sql(
                        """
                        insert into cluster.recognition
                            (recognition, organisation, scheme, valid, known, document, ended, reason, synthetic)
                        values (?, ?, ?, daterange(?, ?), tstzrange(?, null), ?, ?, ?, ?)
                        """)
                .param(row.held.recognition())
                .param(row.held.organisation())
                .param(row.held.scheme())
                .param(shorter.from())
                .param(shorter.until())
                .param(now)
                .param(row.document)
                .param(how.name())
                .param(reason)
                .param(row.held.synthetic())
                .update();
    }

    private void mustOversee(UUID id) {
        var organisation =
                organisations.find(id).orElseThrow(() -> new NotFound("organisation", id));
        viewers.current().mustRunDistrict(organisation.district());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
