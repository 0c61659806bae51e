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

/** 专班成员随机构流转: where a firm sits on a task force. */
@Component
@Order(62)
class TaskForceBelongings implements Belongings {

    private final JdbcClient jdbc;
    private final OwnedRows rows;
    private final Following following;

    TaskForceBelongings(JdbcClient jdbc, AuditTrail audit) {
        this.jdbc = jdbc;
        this.rows = new OwnedRows(jdbc, "chain", "task_force_member", "organisation");
        this.following = new Following(audit, "chain.taskforce.follow", "task-force-member");
    }

    @Override
    public String kind() {
        return "task-force-member";
    }

    @Override
    public List<Item> of(UUID organisation) {
        return jdbc.sql(
                        """
                        select m.id, m.chain, c.name_zh, c.name_en from chain.task_force_member m
                        join chain.chain c on c.key = m.chain where m.organisation = ? order by m.chain, m.id
                        """)
                .param(organisation)
                .query((row, _) ->
                        new Item(
                                row.getString("id"),
                                new Bilingual(row.getString("name_zh"), row.getString("name_en")),
                                "/chains/%s/task-force".formatted(row.getString("chain"))))
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
