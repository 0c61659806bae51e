package yanzhen.app.cluster.store;

import java.util.List;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.cluster.Belongings;
import yanzhen.app.cluster.Following;
import yanzhen.app.cluster.OwnedRows;
import yanzhen.app.cluster.PaperedRows;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Files;
import yanzhen.app.kernel.Bilingual;

/** 申请随机构流转, with its papers. One body has one application for a scheme under way. */
@Component
@Order(20)
class ApplicationBelongings implements Belongings {

    private final JdbcClient jdbc;
    private final PaperedRows rows;
    private final Following following;

    ApplicationBelongings(JdbcClient jdbc, Files files, AuditTrail audit) {
        this.jdbc = jdbc;
        this.rows =
                new PaperedRows(
                        new OwnedRows(jdbc, "cluster", "application", "organisation"),
                        jdbc,
                        files,
                        "select distinct file from cluster.application_paper where application = any (?)");
        this.following = new Following(audit, "cluster.follow", "application");
    }

    @Override
    public String kind() {
        return "application";
    }

    @Override
    public List<Item> of(UUID organisation) {
        return jdbc.sql(
                        """
                        select a.id, r.title from cluster.application a join cluster.round r on r.id = a.round
                        where a.organisation = ? order by a.created_at desc, a.id
                        """)
                .param(organisation)
                .query((row, _) ->
                        new Item(
                                row.getString("id"),
                                new Bilingual(row.getString("title"), row.getString("title")),
                                "/applications/" + row.getString("id")))
                .list();
    }

    @Override
    public List<Clash> clashes(UUID giver, UUID taker) {
        return jdbc.sql(
                        """
                        select g.id, s.name_zh, s.name_en
                        from cluster.application g
                        join cluster.application t on t.organisation = ? and t.scheme = g.scheme
                            and t.state in ('DRAFT', 'UNDER_WAY', 'RETURNED')
                        join cluster.scheme s on s.key = g.scheme
                        where g.organisation = ? and g.state in ('DRAFT', 'UNDER_WAY', 'RETURNED')
                        order by s.ordinal
                        """)
                .params(taker, giver)
                .query((row, _) ->
                        new Clash(
                                Clash.Weight.OBSTACLE,
                                "application-twice",
                                row.getString("id"),
                                List.of(
                                        new Bilingual(
                                                row.getString("name_zh"),
                                                row.getString("name_en"))),
                                "/applications/" + row.getString("id")))
                .list();
    }

    @Override
    public List<Trace> pass(Passage passage) {
        return following.passed(passage, rows.pass(passage));
    }

    @Override
    public List<String> bringBack(Return back) {
        return following.returned(back, rows.bringBack(back));
    }
}
