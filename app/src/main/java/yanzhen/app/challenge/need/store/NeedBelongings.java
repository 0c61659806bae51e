package yanzhen.app.challenge.need.store;

import java.util.List;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.cluster.Belongings;
import yanzhen.app.cluster.Following;
import yanzhen.app.cluster.OwnedRows;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.kernel.Bilingual;

/** 需求随机构流转: needs of an owner; those merged into others stay so, with their new owner beside. */
@Component
@Order(68)
class NeedBelongings implements Belongings {

    private final JdbcClient jdbc;
    private final OwnedRows rows;
    private final Following following;

    NeedBelongings(JdbcClient jdbc, AuditTrail audit) {
        this.jdbc = jdbc;
        this.rows = new OwnedRows(jdbc, "challenge", "need", "organisation");
        this.following = new Following(audit, "challenge.need.follow", "need");
    }

    @Override
    public String kind() {
        return "need";
    }

    @Override
    public List<Item> of(UUID organisation) {
        return items(
                jdbc.sql(
                                "select id, title from challenge.need where organisation = ? order by created_at desc, id")
                        .param(organisation));
    }

    static List<Item> items(JdbcClient.StatementSpec needs) {
        return needs.query((row, _) ->
                        new Item(
                                row.getString("id"),
                                new Bilingual(row.getString("title"), row.getString("title")),
                                "/needs/" + row.getString("id")))
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
