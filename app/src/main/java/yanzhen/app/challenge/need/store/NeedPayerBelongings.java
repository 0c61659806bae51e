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

/** 需求出资方随机构流转: needs that an organisation pays for, be they its own or another's. */
@Component
@Order(69)
class NeedPayerBelongings implements Belongings {

    private final JdbcClient jdbc;
    private final OwnedRows rows;
    private final Following following;

    NeedPayerBelongings(JdbcClient jdbc, AuditTrail audit) {
        this.jdbc = jdbc;
        this.rows = new OwnedRows(jdbc, "challenge", "need", "payer");
        this.following = new Following(audit, "challenge.need.follow-payer", "need");
    }

    @Override
    public String kind() {
        return "need-payer";
    }

    @Override
    public List<Item> of(UUID organisation) {
        return NeedBelongings.items(
                jdbc.sql(
                                "select id, title from challenge.need where payer = ? order by created_at desc, id")
                        .param(organisation));
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
