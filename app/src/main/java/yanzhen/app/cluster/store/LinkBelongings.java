package yanzhen.app.cluster.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Belongings;
import yanzhen.app.kernel.Bilingual;

/**
 * 控制关系随机构流转, on either side. What one body cannot have is in the way: a link to itself, the same
 * link twice, two of whom it is a branch, a circle.
 */
@Component
@Order(52)
class LinkBelongings implements Belongings {

    private static final String CHILD = "child";
    private static final String PARENT = "parent";

    private final JdbcClient jdbc;
    private final Viewers viewers;

    LinkBelongings(JdbcClient jdbc, Viewers viewers) {
        this.jdbc = jdbc;
        this.viewers = viewers;
    }

    @Override
    public String kind() {
        return "control-link";
    }

    @Override
    public List<Item> of(UUID organisation) {
        return jdbc.sql(
                        """
                        select l.link, c.name as child, coalesce(c.name_en, c.name) as child_en,
                               p.name as parent, coalesce(p.name_en, p.name) as parent_en
                        from cluster.control_link l
                        cross join lateral (select * from cluster.organisation_fact f where f.organisation = l.child
                                            order by f.recorded_at desc limit 1) c
                        cross join lateral (select * from cluster.organisation_fact f where f.organisation = l.parent
                                            order by f.recorded_at desc limit 1) p
                        where (l.child = ? or l.parent = ?) and upper_inf(l.known)
                        order by lower(l.valid), l.link
                        """)
                .params(organisation, organisation)
                .query((row, _) ->
                        new Item(
                                row.getString("link"),
                                new Bilingual(
                                        row.getString("child") + " → " + row.getString("parent"),
                                        row.getString("child_en")
                                                + " → "
                                                + row.getString("parent_en")),
                                null))
                .list();
    }

    @Override
    public List<Clash> clashes(UUID giver, UUID taker) {
        return Stream.of(between(giver, taker), twice(giver, taker), circles(giver, taker))
                .flatMap(List::stream)
                .toList();
    }

    private List<Clash> between(UUID giver, UUID taker) {
        return jdbc.sql(
                        """
                        select l.link from cluster.control_link l
                        where ((l.child = ? and l.parent = ?) or (l.child = ? and l.parent = ?)) and upper_inf(l.known)
                        """)
                .params(giver, taker, taker, giver)
                .query((row, _) -> clash("link-between", row.getString(1), giver))
                .list();
    }

    /** The same link from both, or both a branch of somebody, on one day. */
    private List<Clash> twice(UUID giver, UUID taker) {
        return jdbc.sql(
                        """
                        select distinct g.link
                        from cluster.control_link g
                        join cluster.control_link t on t.valid && g.valid and t.kind = g.kind and upper_inf(t.known)
                        where upper_inf(g.known)
                          and ((g.child = ? and t.child = ? and (t.parent = g.parent or g.kind = 'BRANCH'))
                               or (g.parent = ? and t.parent = ? and t.child = g.child))
                        """)
                .params(giver, taker, giver, taker)
                .query((row, _) -> clash("link-twice", row.getString(1), giver))
                .list();
    }

    /** The one lies above the other, with others between. */
    private List<Clash> circles(UUID giver, UUID taker) {
        boolean circle =
                jdbc.sql(
                                """
                                with recursive above (start, body, steps) as (
                                    select l.child, l.parent, 1 from cluster.control_link l
                                    where l.child in (?, ?) and upper_inf(l.known)
                                    union
                                    select a.start, l.parent, a.steps + 1
                                    from above a join cluster.control_link l on l.child = a.body and upper_inf(l.known)
                                    where a.steps < 20)
                                select exists (select from above
                                               where steps > 1 and ((start = ? and body = ?) or (start = ? and body = ?)))
                                """)
                        .params(giver, taker, giver, taker, taker, giver)
                        .query(Boolean.class)
                        .single();
        return circle ? List.of(clash("link-circle", "*", giver)) : List.of();
    }

    private static Clash clash(String code, String link, UUID giver) {
        return new Clash(
                Clash.Weight.OBSTACLE,
                code,
                link,
                List.of(),
                "/organisations/%s/group".formatted(giver));
    }

    @Override
    public List<Trace> pass(Passage passage) {
        lock();
        var links = passage.items().stream().map(UUID::fromString).toList();
        var because = new Because(passage.reason(), passage.at());
        var passed = new ArrayList<Trace>();
        for (var side : List.of(CHILD, PARENT)) {
            hand(side, links, passage.giver(), passage.taker(), because)
                    .forEach(it -> passed.add(new Trace(it.toString(), side)));
        }
        return passed;
    }

    /** The same lock as who writes of links takes. */
    private void lock() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('cluster.control_link'))").query(row -> {});
    }

    private record Because(String reason, Instant at) {
        OffsetDateTime moment() {
            return at.atOffset(ZoneOffset.UTC);
        }
    }

    private List<UUID> hand(String side, List<UUID> links, UUID from, UUID to, Because because) {
        var ended =
                jdbc.sql(
                                """
                                update cluster.control_link set known = tstzrange(lower(known), ?)
                                where link = any (?) and upper_inf(known)
                                  and case when ? = 'child' then child else parent end = ?
                                returning id
                                """)
                        .param(because.moment())
                        .param(links.toArray(UUID[]::new))
                        .param(side)
                        .param(from)
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .list();
        return jdbc.sql(
                        """
                        insert into cluster.control_link
                            (link, child, parent, kind, share, valid, known, document, as_of,
                             recorded_by, recorded_by_name, reason, synthetic)
                        select link, case when ? = 'child' then ? else child end, case when ? = 'parent' then ? else parent end,
                               kind, share, valid, tstzrange(?, null), document, as_of, ?, ?, ?, synthetic
                        from cluster.control_link where id = any (?) returning link
                        """)
                .param(side)
                .param(to)
                .param(side)
                .param(to)
                .param(because.moment())
                .param(viewers.current().account())
                .param(viewers.current().name())
                .param(because.reason)
                .param(ended.toArray(UUID[]::new))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    @Override
    public List<String> bringBack(Return back) {
        lock();
        var because = new Because(back.reason(), back.at());
        var missing =
                back.traces().stream()
                        .map(Trace::item)
                        .collect(Collectors.toCollection(HashSet::new));
        for (var side : List.of(CHILD, PARENT)) {
            var links =
                    back.traces().stream()
                            .filter(it -> side.equals(it.detail()))
                            .map(it -> UUID.fromString(it.item()))
                            .toList();
            hand(side, links, back.taker(), back.giver(), because)
                    .forEach(it -> missing.remove(it.toString()));
        }
        return missing.stream().sorted().toList();
    }
}
