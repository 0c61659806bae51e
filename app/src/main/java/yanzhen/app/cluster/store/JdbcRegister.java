package yanzhen.app.cluster.store;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Holding;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.cluster.Register;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.AsOf;
import yanzhen.app.kernel.Period;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.Like;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Slice;

@Component
class JdbcRegister implements Register {

    /** Rows that a cursor brings at once. */
    private static final int FETCHED = 1_000;

    /** SQLSTATE of an exclusion constraint. */
    private static final String EXCLUSION = "23P01";

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
        var arguments = new ArrayList<Object>();
        var where = where(query, arguments);
        var column = column(query.sort());
        var direction = query.descending() ? "desc" : "asc";
        if (after != null) {
            where +=
                    " and (%s, o.code) %s (?, ?)".formatted(column, query.descending() ? "<" : ">");
            arguments.addAll(after.values());
        }
        arguments.add(size + 1);
        var found =
                jdbc.sql(
                                JdbcOrganisations.CURRENT
                                        + where
                                        + " order by %s %s, o.code %s limit ?"
                                                .formatted(column, direction, direction))
                        .params(arguments)
                        .query((row, _) -> JdbcOrganisations.read(row))
                        .list();
        return Slice.of(
                found, size, last -> Cursor.after(value(query.sort(), last), last.code().value()));
    }

    @Override
    @Transactional(readOnly = true)
    public long count(Query query) {
        var arguments = new ArrayList<Object>();
        var where = where(query, arguments);
        return jdbc.sql(
                        """
                        select count(*) from cluster.organisation o
                        join cluster.organisation_fact f on f.organisation = o.id and f.superseded_at is null
                        """
                                + where)
                .params(arguments)
                .query(Long.class)
                .single();
    }

    @Override
    @Transactional(readOnly = true)
    public void each(Query query, Consumer<Organisation> each) {
        var arguments = new ArrayList<Object>();
        var where = where(query, arguments);
        var direction = query.descending() ? "desc" : "asc";
        jdbc.sql(
                        JdbcOrganisations.CURRENT
                                + where
                                + " order by %s %s, o.code %s"
                                        .formatted(column(query.sort()), direction, direction))
                .withFetchSize(FETCHED)
                .params(arguments)
                .query(row -> {
                    each.accept(JdbcOrganisations.read(row));
                });
    }

    private static String where(Query query, List<Object> arguments) {
        var where = new StringBuilder("where true");
        if (!query.words().isEmpty()) {
            where.append(" and (f.name ilike ? or f.name_en ilike ? or o.code like ?)");
            var like = Like.containing(query.words());
            arguments.add(like);
            arguments.add(like);
            arguments.add(Like.beginning(query.words().toUpperCase(java.util.Locale.ROOT)));
        }
        if (!query.district().isEmpty()) {
            where.append(" and f.district = ?");
            arguments.add(query.district());
        }
        if (!query.kind().isEmpty()) {
            where.append(" and f.kind = ?");
            arguments.add(query.kind());
        }
        if (!query.scheme().isEmpty()) {
            where.append(
                    """
                     and exists (select from cluster.recognition r
                                 where r.organisation = o.id and r.scheme = ? and r.valid @> ?
                                   and upper_inf(r.known))
                    """);
            arguments.add(query.scheme());
            arguments.add(query.day());
        }
        return where.toString();
    }

    private static String column(Sort sort) {
        return switch (sort) {
            case CODE -> "o.code";
            case NAME -> "f.name";
            case REGISTERED -> "coalesce(f.registered, '0001-01-01')::text";
        };
    }

    private static String value(Sort sort, Organisation last) {
        return switch (sort) {
            case CODE -> last.code().value();
            case NAME -> last.name();
            case REGISTERED ->
                    last.registered() == null ? "0001-01-01" : last.registered().toString();
        };
    }

    @Override
    @Transactional(readOnly = true)
    public List<Held> history(UUID organisation, Instant knownAt) {
        return jdbc.sql(
                        """
                        select r.recognition, r.document as held_by, r.reason,
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
                                row.getString("reason")))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public Slice<Holding> holdings(String scheme, AsOf asOf, @Nullable Cursor after, int size) {
        var arguments = new ArrayList<Object>();
        arguments.add(asOf.day());
        arguments.add(asOf.knownAt().atOffset(ZoneOffset.UTC));
        var where = "where valid @> ? and known @> ?";
        if (!scheme.isEmpty()) {
            where += " and scheme = ?";
            arguments.add(scheme);
        }
        if (after != null) {
            where += " and (scheme, organisation) > (?, ?)";
            arguments.add(after.values().getFirst());
            arguments.add(UUID.fromString(after.values().getLast()));
        }
        arguments.add(size + 1);
        var found =
                jdbc.sql(
                                """
                                select *, lower(valid) as valid_from, upper(valid) as valid_until
                                from cluster.recognition
                                """
                                        + where
                                        + " order by scheme, organisation limit ?")
                        .params(arguments)
                        .query((row, _) -> JdbcRecognitions.holding(row))
                        .list();
        return Slice.of(
                found, size, last -> Cursor.after(last.scheme(), last.organisation().toString()));
    }

    @Override
    @Transactional(readOnly = true)
    public void eachListed(AsOf asOf, Consumer<Listed> listed) {
        jdbc.sql(
                        """
                        select o.code, f.name, r.scheme, lower(r.valid) as valid_from, upper(r.valid) as valid_until,
                               r.document, r.ended is not null as revoked, r.synthetic
                        from cluster.recognition r
                        join cluster.organisation o on o.id = r.organisation
                        join cluster.organisation_fact f on f.organisation = o.id and f.superseded_at is null
                        where r.valid @> ? and r.known @> ?
                        order by o.code, r.scheme
                        """)
                .withFetchSize(FETCHED)
                .params(asOf.day(), asOf.knownAt().atOffset(ZoneOffset.UTC))
                .query(row -> {
                    listed.accept(
                            new Listed(
                                    row.getString("code"),
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
        heldOn(organisation, scheme, period)
                .ifPresent(held -> {
                    throw new Overlaps(held);
                });
        var recognition = UUID.randomUUID();
        try {
            jdbc.sql(
                            """
                            insert into cluster.recognition
                                (recognition, organisation, scheme, valid, known, document)
                            values (?, ?, ?, daterange(?, ?), tstzrange(?, null), ?)
                            """)
                    .param(recognition)
                    .param(organisation)
                    .param(scheme)
                    .param(period.from())
                    .param(period.until())
                    .param(now())
                    .param(document)
                    .update();
        } catch (DataIntegrityViolationException e) {
            throw excluded(e) ? new Overlaps(period) : e;
        }
        audit.record(
                Change.created(
                        "cluster.grant",
                        "organisation",
                        organisation,
                        new Granted(recognition, scheme, period, document)));
        return recognition;
    }

    /** Whether the constraint on overlaps refused it: somebody else granted at the same time. */
    private static boolean excluded(DataIntegrityViolationException fault) {
        return fault.getMostSpecificCause() instanceof SQLException cause
                && EXCLUSION.equals(cause.getSQLState());
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

    /** Closes what was known so far and records the shorter period instead. */
    @Override
    @Transactional
    public void revoke(UUID recognition, LocalDate on, String reason) {
        var row =
                jdbc.sql(
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
        mustOversee(row.held.organisation());
        var valid = row.held.valid();
        if (!valid.covers(on) || on.equals(valid.from())) {
            throw new NotInForce(on);
        }
        replace(row, valid.endedBy(on), reason);
        audit.record(
                Change.of(
                                "cluster.revoke",
                                "organisation",
                                row.held.organisation(),
                                new Granted(recognition, row.held.scheme(), valid, row.document),
                                new Granted(
                                        recognition,
                                        row.held.scheme(),
                                        valid.endedBy(on),
                                        row.document))
                        .because(reason));
    }

    private record Row(UUID id, Holding held, String document) {}

    private void replace(Row row, Period shorter, String reason) {
        var now = now();
        jdbc.sql("update cluster.recognition set known = tstzrange(lower(known), ?) where id = ?")
                .params(now, row.id)
                .update();
        jdbc.sql(
                        """
                        insert into cluster.recognition
                            (recognition, organisation, scheme, valid, known, document, ended, reason, synthetic)
                        values (?, ?, ?, daterange(?, ?), tstzrange(?, null), ?, 'REVOKED', ?, ?)
                        """)
                .param(row.held.recognition())
                .param(row.held.organisation())
                .param(row.held.scheme())
                .param(shorter.from())
                .param(shorter.until())
                .param(now)
                .param(row.document)
                .param(reason)
                .param(row.held.synthetic())
                .update();
    }

    private void mustOversee(UUID id) {
        var organisation =
                organisations.find(id).orElseThrow(() -> new NotFound("organisation", id));
        var viewer = viewers.current();
        if (!viewer.runsRegion() && !viewer.oversees(organisation.district())) {
            throw new Forbidden(
                    "The account looks after another district than %s."
                            .formatted(organisation.district()));
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
