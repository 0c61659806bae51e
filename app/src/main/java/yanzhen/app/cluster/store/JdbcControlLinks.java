package yanzhen.app.cluster.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.ControlLinks;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.AsOf;
import yanzhen.app.kernel.Period;
import yanzhen.app.site.Conditions;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Order;
import yanzhen.app.site.Slice;

/** One lock for all links: a circle is made by two that are each harmless. */
@Component
class JdbcControlLinks implements ControlLinks {

    private static final int FETCHED = 1_000;

    private static final String COLUMNS =
            "l.*, lower(l.valid) as valid_from, upper(l.valid) as valid_until, lower(l.known) as recorded_at";

    private static final String BELOW =
            "select "
                    + COLUMNS
                    + ", o.key from cluster.control_link l join cluster.organisation o on o.id = l.child";

    /** The organisation and everybody below it, each once and at the nearest level. */
    private static final String GROUP =
            """
            (with recursive down (organisation, level) as (
                 select ?::uuid, 0
                 union
                 select l.child, d.level + 1
                 from down d
                 join cluster.control_link l on l.parent = d.organisation and l.valid @> ?::date and l.known @> ?::timestamptz
             )
             select organisation, min(level) as level from down group by organisation) g
            """;

    private static final String HELD =
            """
            select o.id, o.code, o.lead_kind, o.lead_jurisdiction, o.lead_value, o.synthetic, o.key,
                   k.name_zh as lead_zh, k.name_en as lead_en,
                   f.name, f.name_en, f.kind, f.district, f.park, f.industry, f.registered, f.address,
                   g.level, r.scheme, r.document, lower(r.valid) as valid_from, upper(r.valid) as valid_until
            from
            """
                    + GROUP
                    + """
                    join cluster.recognition r on r.organisation = g.organisation
                    join cluster.organisation o on o.id = g.organisation
                    join cluster.organisation_fact f on f.organisation = o.id and f.superseded_at is null
                    left join cluster.identifier_kind k on k.key = o.lead_kind and o.code is null
                    where r.valid @> ?::date and r.known @> ?::timestamptz
                    """;

    private final JdbcClient jdbc;
    private final Organisations organisations;
    private final Viewers viewers;
    private final AuditTrail audit;
    private final Clock clock;

    JdbcControlLinks(
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

    /** Whoever is above on several ways is named once for each link. */
    @Override
    @Transactional(readOnly = true)
    public List<Above> above(UUID organisation, AsOf asOf) {
        return jdbc.sql(
                        """
                        with recursive up (organisation, level) as (
                            select ?::uuid, 0
                            union
                            select l.parent, u.level + 1
                            from up u
                            join cluster.control_link l
                                on l.child = u.organisation and l.valid @> ?::date and l.known @> ?::timestamptz
                        )
                        select min(u.level) + 1 as level,
                        """
                                + COLUMNS
                                + """
                                 from up u
                                join cluster.control_link l
                                    on l.child = u.organisation and l.valid @> ?::date and l.known @> ?::timestamptz
                                group by l.id order by 1, l.kind, l.parent
                                """)
                .param(organisation)
                .param(asOf.day())
                .param(moment(asOf))
                .param(asOf.day())
                .param(moment(asOf))
                .query((row, _) -> new Above(row.getInt("level"), link(row)))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public Slice<Link> below(UUID organisation, AsOf asOf, @Nullable Cursor after, int size) {
        record Placed(Link link, String key) {}
        return right(organisation, asOf)
                .part(Order.ascending("o.key", "text", "l.link", "uuid"), after, size)
                .of(
                        jdbc,
                        BELOW,
                        (row, _) -> new Placed(link(row), row.getString("key")),
                        it -> Cursor.after(it.key, it.link.link()))
                .map(Placed::link);
    }

    @Override
    @Transactional(readOnly = true)
    public long countBelow(UUID organisation, AsOf asOf) {
        return right(organisation, asOf).count(jdbc, "cluster.control_link l");
    }

    private static Conditions right(UUID organisation, AsOf asOf) {
        return new Conditions()
                .and("l.parent = ?", organisation)
                .and("l.valid @> ?::date", asOf.day())
                .and("l.known @> ?::timestamptz", moment(asOf));
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Link> find(UUID link) {
        return jdbc.sql(
                        "select "
                                + COLUMNS
                                + " from cluster.control_link l where l.link = ? and upper_inf(l.known)")
                .param(link)
                .query((row, _) -> link(row))
                .optional();
    }

    private static Link link(ResultSet row) throws SQLException {
        return new Link(
                row.getObject("link", UUID.class),
                row.getObject("child", UUID.class),
                row.getObject("parent", UUID.class),
                new Terms(
                        Kind.valueOf(row.getString("kind")),
                        row.getBigDecimal("share"),
                        period(row),
                        row.getString("document"),
                        row.getObject("as_of", LocalDate.class)),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                row.getString("recorded_by_name"),
                row.getString("reason"),
                row.getBoolean("synthetic"));
    }

    private static Period period(ResultSet row) throws SQLException {
        return new Period(
                row.getObject("valid_from", LocalDate.class),
                row.getObject("valid_until", LocalDate.class));
    }

    @Override
    @Transactional(readOnly = true)
    public Slice<GroupHeld> held(UUID organisation, AsOf asOf, @Nullable Cursor after, int size) {
        var from = after == null ? List.of("", "") : after.values();
        var found =
                jdbc.sql(
                                "select * from ("
                                        + HELD
                                        + ") h where (h.key, h.scheme) > (?, ?) order by h.key, h.scheme limit ?")
                        .params(asked(organisation, asOf))
                        .param(from.get(0))
                        .param(from.get(1))
                        .param(size + 1)
                        .query((row, _) -> groupHeld(row))
                        .list();
        return Slice.of(found, size, it -> Cursor.after(it.holder().key(), it.scheme()));
    }

    @Override
    @Transactional(readOnly = true)
    public void eachHeld(UUID organisation, AsOf asOf, Consumer<GroupHeld> each) {
        jdbc.sql(HELD + " order by o.key, r.scheme")
                .withFetchSize(FETCHED)
                .params(asked(organisation, asOf))
                .query(row -> {
                    each.accept(groupHeld(row));
                });
    }

    private static List<Object> asked(UUID organisation, AsOf asOf) {
        return List.of(organisation, asOf.day(), moment(asOf), asOf.day(), moment(asOf));
    }

    private static GroupHeld groupHeld(ResultSet row) throws SQLException {
        return new GroupHeld(
                JdbcOrganisations.read(row),
                row.getInt("level"),
                row.getString("scheme"),
                period(row),
                row.getString("document"));
    }

    @Override
    @Transactional(readOnly = true)
    public GroupCount count(UUID organisation, AsOf asOf) {
        return jdbc.sql(
                        "select count(distinct g.organisation) as bodies, count(distinct r.organisation) as holders, count(r.id) as held from "
                                + GROUP
                                + """
                                left join cluster.recognition r on r.organisation = g.organisation
                                    and r.valid @> ?::date and r.known @> ?::timestamptz
                                """)
                .params(asked(organisation, asOf))
                .query((row, _) ->
                        new GroupCount(
                                row.getLong("bodies"), row.getLong("holders"), row.getLong("held")))
                .single();
    }

    @Override
    @Transactional
    public UUID add(UUID child, UUID parent, Terms terms) {
        var below = mustOversee(child);
        var _ = organisations.find(parent).orElseThrow(() -> new NotFound("organisation", parent));
        var link = UUID.randomUUID();
        lock();
        mustNotCircle(link, child, parent, terms.valid());
        insert(link, child, parent, terms, null, below.synthetic(), now());
        audit.record(
                Change.created(
                        "cluster.link", "organisation", child, new Said(link, parent, terms)));
        return link;
    }

    @Override
    @Transactional
    public void end(UUID link, LocalDate on, String reason) {
        lock();
        var present = must(link);
        var terms = present.terms();
        if (!terms.valid().covers(on) || on.equals(terms.valid().from())) {
            throw new NotInForce(on);
        }
        replace(
                present,
                new Terms(
                        terms.kind(),
                        terms.share(),
                        terms.valid().endedBy(on),
                        terms.document(),
                        terms.asOf()),
                reason,
                "cluster.end-link");
    }

    @Override
    @Transactional
    public void correct(UUID link, Terms terms, String reason) {
        lock();
        var present = must(link);
        if (same(present.terms(), terms)) {
            throw new Unchanged();
        }
        mustNotCircle(link, present.child(), present.parent(), terms.valid());
        replace(present, terms, reason, "cluster.correct-link");
    }

    @Override
    @Transactional
    public void withdraw(UUID link, String reason) {
        lock();
        var present = must(link);
        close(present, now());
        audit.record(
                new Change(
                        "cluster.withdraw-link",
                        "organisation",
                        present.child().toString(),
                        new Said(link, present.parent(), present.terms()),
                        null,
                        reason));
    }

    /** Shares of 51 and 51.00 per cent are the same. */
    private static boolean same(Terms one, Terms other) {
        return one.kind() == other.kind()
                && one.valid().equals(other.valid())
                && one.document().equals(other.document())
                && one.asOf().equals(other.asOf())
                && java.util.Objects.equals(plain(one), plain(other));
    }

    private static @Nullable String plain(Terms it) {
        var share = it.share();
        return share == null ? null : share.stripTrailingZeros().toPlainString();
    }

    /** What an audit record keeps. */
    private record Said(UUID link, UUID parent, Terms terms) {}

    private void replace(Link present, Terms terms, String reason, String action) {
        var now = now();
        close(present, now);
        insert(
                present.link(),
                present.child(),
                present.parent(),
                terms,
                reason,
                present.synthetic(),
                now);
        audit.record(
                Change.of(
                                action,
                                "organisation",
                                present.child(),
                                new Said(present.link(), present.parent(), present.terms()),
                                new Said(present.link(), present.parent(), terms))
                        .because(reason));
    }

    private void close(Link present, OffsetDateTime now) {
        jdbc.sql(
                        """
                        update cluster.control_link set known = tstzrange(lower(known), ?)
                        where link = ? and upper_inf(known)
                        """)
                .params(now, present.link())
                .update();
    }

    private void insert(
            UUID link,
            UUID child,
            UUID parent,
            Terms terms,
            @Nullable String reason,
            boolean synthetic,
            OffsetDateTime now) {
        var actor = viewers.current();
        try {
            jdbc.sql(
                            """
                            insert into cluster.control_link
                                (link, child, parent, kind, share, valid, known, document, as_of,
                                 recorded_by, recorded_by_name, reason, synthetic)
                            values (?, ?, ?, ?, ?, daterange(?, ?), tstzrange(?, null), ?, ?, ?, ?, ?, ?)
                            """)
                    .param(link)
                    .param(child)
                    .param(parent)
                    .param(terms.kind().name())
                    .param(terms.share())
                    .param(terms.valid().from())
                    .param(terms.valid().until())
                    .param(now)
                    .param(terms.document())
                    .param(terms.asOf())
                    .param(actor.account())
                    .param(actor.name())
                    .param(reason)
                    .param(synthetic)
                    .update();
        } catch (DataIntegrityViolationException e) {
            throw Exclusion.refused(e) ? new Overlaps() : e;
        }
    }

    /** Until the end of the transaction nobody else changes a link. */
    private void lock() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('cluster.control_link'))::text")
                .query(String.class)
                .single();
    }

    /**
     * Follows all ways up from the parent on days that they have in common with the new link. There
     * is no circle yet, so every way ends.
     */
    private void mustNotCircle(UUID link, UUID child, UUID parent, Period valid) {
        var path =
                jdbc.sql(
                                """
                                with recursive up (organisation, valid, path) as (
                                    select ?::uuid, daterange(?, ?), array[?::uuid, ?::uuid]
                                    union all
                                    select l.parent, u.valid * l.valid, u.path || l.parent
                                    from up u
                                    join cluster.control_link l
                                        on l.child = u.organisation and upper_inf(l.known) and l.valid && u.valid
                                           and l.link <> ?
                                    where u.organisation <> ?
                                )
                                select path from up where organisation = ? limit 1
                                """)
                        .param(parent)
                        .param(valid.from())
                        .param(valid.until())
                        .param(child)
                        .param(parent)
                        .param(link)
                        .param(child)
                        .param(child)
                        .query((row, _) -> List.of((UUID[]) row.getArray(1).getArray()))
                        .optional();
        path.ifPresent(it -> {
            throw new Circle(it, named(it));
        });
    }

    private String named(List<UUID> path) {
        var bodies = organisations.byId(path);
        return path.stream()
                .map(it -> {
                    var body = bodies.get(it);
                    return body == null ? it.toString() : body.name();
                })
                .collect(Collectors.joining(" → "));
    }

    private Link must(UUID link) {
        var present = find(link).orElseThrow(() -> new NotFound("control link", link));
        mustOversee(present.child());
        return present;
    }

    private Organisation mustOversee(UUID id) {
        var organisation =
                organisations.find(id).orElseThrow(() -> new NotFound("organisation", id));
        viewers.current().mustRunDistrict(organisation.district());
        return organisation;
    }

    private static OffsetDateTime moment(AsOf asOf) {
        return asOf.knownAt().atOffset(ZoneOffset.UTC);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
