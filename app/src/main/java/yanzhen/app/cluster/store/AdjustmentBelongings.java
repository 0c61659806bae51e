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

/** 调整申请随机构流转, with its papers. One body has one request of a kind under way. */
@Component
@Order(21)
class AdjustmentBelongings implements Belongings {

    private final JdbcClient jdbc;
    private final PaperedRows rows;
    private final Following following;

    AdjustmentBelongings(JdbcClient jdbc, Files files, AuditTrail audit) {
        this.jdbc = jdbc;
        this.rows =
                new PaperedRows(
                        new OwnedRows(jdbc, "cluster", "adjustment", "organisation"),
                        jdbc,
                        files,
                        "select distinct file from cluster.adjustment_paper where adjustment = any (?)");
        this.following = new Following(audit, "cluster.follow", "adjustment");
    }

    @Override
    public String kind() {
        return "adjustment";
    }

    @Override
    public List<Item> of(UUID organisation) {
        return jdbc.sql(
                        """
                        select id, kind, filed_at::date as day from cluster.adjustment
                        where organisation = ? order by filed_at desc, id
                        """)
                .param(organisation)
                .query((row, _) ->
                        new Item(
                                row.getString("id"),
                                said(row.getString("kind"), row.getString("day")),
                                "/adjustments/" + row.getString("id")))
                .list();
    }

    private static Bilingual said(String kind, String day) {
        return switch (kind) {
            case "NAME" -> new Bilingual("更名 " + day, "Change of name " + day);
            case "SUCCESSION" -> new Bilingual("承继 " + day, "Succession " + day);
            default -> new Bilingual("终止 " + day, "Cessation " + day);
        };
    }

    @Override
    public List<Clash> clashes(UUID giver, UUID taker) {
        return jdbc.sql(
                        """
                        select g.id, g.kind, g.filed_at::date as day from cluster.adjustment g
                        join cluster.adjustment t
                            on t.organisation = ? and t.kind = g.kind and t.state in ('UNDER_WAY', 'RETURNED')
                        where g.organisation = ? and g.state in ('UNDER_WAY', 'RETURNED') order by g.kind
                        """)
                .params(taker, giver)
                .query((row, _) ->
                        new Clash(
                                Clash.Weight.OBSTACLE,
                                "adjustment-twice",
                                row.getString("id"),
                                List.of(said(row.getString("kind"), row.getString("day"))),
                                "/adjustments/" + row.getString("id")))
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
