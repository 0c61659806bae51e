package yanzhen.app.chain.taskforce.store;

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

/** 应对方案随机构流转: measures that are meant for a firm. Meant for both it is named once already. */
@Component
@Order(63)
class PlanBelongings implements Belongings {

    private final JdbcClient jdbc;
    private final OwnedRows rows;
    private final Following following;

    PlanBelongings(JdbcClient jdbc, AuditTrail audit) {
        this.jdbc = jdbc;
        this.rows = new OwnedRows(jdbc, "chain", "response_plan_target", "organisation");
        this.following = new Following(audit, "chain.plan.follow", "response-plan");
    }

    @Override
    public String kind() {
        return "response-plan";
    }

    @Override
    public List<Item> of(UUID organisation) {
        return jdbc.sql(
                        """
                        select t.id, p.id as plan, p.title from chain.response_plan_target t
                        join chain.response_plan p on p.id = t.plan where t.organisation = ? order by p.proposed_at, t.id
                        """)
                .param(organisation)
                .query((row, _) ->
                        new Item(
                                row.getString("id"),
                                said(row.getString("title")),
                                "/response-plans/" + row.getString("plan")))
                .list();
    }

    private static Bilingual said(String text) {
        return new Bilingual(text, text);
    }

    @Override
    public List<Clash> clashes(UUID giver, UUID taker) {
        return jdbc.sql(
                        """
                        select g.id, p.id as plan, p.title from chain.response_plan_target g
                        join chain.response_plan_target t on t.plan = g.plan and t.organisation = ?
                        join chain.response_plan p on p.id = g.plan where g.organisation = ? order by g.id
                        """)
                .params(taker, giver)
                .query((row, _) ->
                        new Clash(
                                Clash.Weight.STAYS,
                                "response-plan-twice",
                                row.getString("id"),
                                List.of(said(row.getString("title"))),
                                "/response-plans/" + row.getString("plan")))
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
