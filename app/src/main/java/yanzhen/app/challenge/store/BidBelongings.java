package yanzhen.app.challenge.store;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.cluster.Belongings;
import yanzhen.app.cluster.Following;
import yanzhen.app.cluster.OwnedRows;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Files;
import yanzhen.app.kernel.Bilingual;

/**
 * 揭榜申请随机构流转, with the project that came of it, its papers and its outcome. What is sealed stays
 * sealed: whoever merges learns that there is a bid, and not for what.
 */
@Component
@Order(71)
class BidBelongings implements Belongings {

    private final JdbcClient jdbc;
    private final Files files;
    private final OwnedRows rows;
    private final Following following;

    BidBelongings(JdbcClient jdbc, Files files, AuditTrail audit) {
        this.jdbc = jdbc;
        this.files = files;
        this.rows = new OwnedRows(jdbc, "challenge", "bid", "organisation");
        this.following = new Following(audit, "challenge.follow", "bid");
    }

    @Override
    public String kind() {
        return "bid";
    }

    @Override
    public List<Item> of(UUID organisation) {
        return jdbc.sql(
                        """
                        select b.id, c.id as challenge, c.title, challenge.sealed(c.id) as open, p.id as project
                        from challenge.bid b join challenge.challenge c on c.id = b.challenge
                        left join challenge.project p on p.bid = b.id
                        where b.organisation = ? order by b.submitted_at desc, b.id
                        """)
                .param(organisation)
                .query((row, _) -> {
                    var title = row.getString("title");
                    var project = row.getString("project");
                    return row.getBoolean("open")
                            ? new Item(
                                    row.getString("id"),
                                    new Bilingual("密封中的揭榜申请", "A sealed bid"),
                                    null)
                            : new Item(
                                    row.getString("id"),
                                    new Bilingual(title, title),
                                    project == null
                                            ? "/challenges/" + row.getString("challenge")
                                            : "/projects/" + project);
                })
                .list();
    }

    @Override
    public List<Clash> clashes(UUID giver, UUID taker) {
        return Stream.concat(twice(giver, taker), onOwn(giver, taker)).toList();
    }

    /** Both bid on the same challenge: one bid stays where it is, and must be through first. */
    private Stream<Clash> twice(UUID giver, UUID taker) {
        return jdbc
                .sql(
                        """
                        select g.id, c.id as challenge, c.title, challenge.sealed(c.id) as open,
                               g.decision is null and g.withdrawn_at is null as standing
                        from challenge.bid g
                        join challenge.bid t on t.challenge = g.challenge and t.organisation = ?
                        join challenge.challenge c on c.id = g.challenge
                        where g.organisation = ? order by g.id
                        """)
                .params(taker, giver)
                .query((row, _) -> {
                    boolean standing = row.getBoolean("standing");
                    boolean open = row.getBoolean("open");
                    var code =
                            standing
                                    ? (open ? "bid-twice-sealed" : "bid-twice-standing")
                                    : "bid-twice";
                    return new Clash(
                            standing ? Clash.Weight.OBSTACLE : Clash.Weight.STAYS,
                            code,
                            row.getString("id"),
                            List.of(said(open ? "" : row.getString("title"))),
                            open ? null : "/challenges/" + row.getString("challenge"));
                })
                .list()
                .stream();
    }

    /** The one bid on a need of the other: as one body it would not have been allowed to. */
    private Stream<Clash> onOwn(UUID giver, UUID taker) {
        return jdbc
                .sql(
                        """
                        select b.id, c.id as challenge, c.title
                        from challenge.bid b join challenge.challenge c on c.id = b.challenge
                        where ((b.organisation = ? and c.owner = ?) or (b.organisation = ? and c.owner = ?))
                          and b.withdrawn_at is null and not challenge.sealed(c.id)
                        order by b.id
                        """)
                .params(giver, taker, taker, giver)
                .query((row, _) ->
                        new Clash(
                                Clash.Weight.WARNING,
                                "bid-on-own",
                                row.getString("id"),
                                List.of(said(row.getString("title"))),
                                "/challenges/" + row.getString("challenge")))
                .list()
                .stream();
    }

    private static Bilingual said(String text) {
        return new Bilingual(text, text);
    }

    @Override
    public List<Trace> pass(Passage passage) {
        var passed = rows.pass(passage);
        follow(passed.stream().map(Trace::item).toList(), passage.giver(), passage.taker());
        return following.passed(passage, passed);
    }

    @Override
    public List<String> bringBack(Return back) {
        var missing = rows.bringBack(back);
        var returned = new HashSet<>(back.traces().stream().map(Trace::item).toList());
        returned.removeAll(missing);
        follow(returned, back.taker(), back.giver());
        return following.returned(back, missing);
    }

    /** What came of the bids: projects, outcomes, papers of milestones. */
    private void follow(Collection<String> bids, UUID from, UUID to) {
        var ids = bids.stream().map(UUID::fromString).toArray(UUID[]::new);
        jdbc.sql(
                        """
                        update challenge.outcome set organisation = ?
                        where organisation = ? and project in (select p.id from challenge.project p where p.bid = any (?))
                        """)
                .param(to)
                .param(from)
                .param(ids)
                .update();
        jdbc.sql(
                        "update challenge.project set organisation = ? where organisation = ? and bid = any (?)")
                .param(to)
                .param(from)
                .param(ids)
                .update();
        jdbc.sql(
                        """
                        update challenge.arrival set organisation = ?
                        where organisation = ? and id in (select b.arrival from challenge.bid b where b.id = any (?))
                        """)
                .param(to)
                .param(from)
                .param(ids)
                .update();
        var papers =
                jdbc.sql(
                                """
                                select distinct f.file from challenge.milestone_file f
                                join challenge.milestone m on m.id = f.milestone
                                join challenge.project p on p.id = m.project where p.bid = any (?)
                                """)
                        .param(ids)
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .list();
        files.handOver(papers, from, to);
    }
}
