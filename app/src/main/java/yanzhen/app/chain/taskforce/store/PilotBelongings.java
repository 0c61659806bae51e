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

/** 一条龙成员随机构流转: where a firm stands in the line of a pilot. */
@Component
@Order(64)
class PilotBelongings implements Belongings {

    private final JdbcClient jdbc;
    private final OwnedRows rows;
    private final Following following;

    PilotBelongings(JdbcClient jdbc, AuditTrail audit) {
        this.jdbc = jdbc;
        this.rows = new OwnedRows(jdbc, "chain", "pilot_position", "organisation");
        this.following = new Following(audit, "chain.pilot.follow", "pilot");
    }

    @Override
    public String kind() {
        return "pilot-position";
    }

    @Override
    public List<Item> of(UUID organisation) {
        return jdbc.sql(
                        """
                        select p.id, l.id as pilot, l.title from chain.pilot_position p
                        join chain.pilot l on l.id = p.pilot where p.organisation = ? order by l.created_at, p.id
                        """)
                .param(organisation)
                .query((row, _) ->
                        new Item(
                                row.getString("id"),
                                new Bilingual(row.getString("title"), row.getString("title")),
                                "/pilots/" + row.getString("pilot")))
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
