package yanzhen.app.challenge.store;

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

/** 榜单随机构流转: needs of an owner. */
@Component
@Order(70)
class ChallengeBelongings implements Belongings {

    private final JdbcClient jdbc;
    private final OwnedRows rows;
    private final Following following;

    ChallengeBelongings(JdbcClient jdbc, AuditTrail audit) {
        this.jdbc = jdbc;
        this.rows = new OwnedRows(jdbc, "challenge", "challenge", "owner");
        this.following = new Following(audit, "challenge.follow", "challenge");
    }

    @Override
    public String kind() {
        return "challenge";
    }

    @Override
    public List<Item> of(UUID organisation) {
        return jdbc.sql(
                        """
                        select id, title from challenge.challenge where owner = ? order by created_at desc, id
                        """)
                .param(organisation)
                .query((row, _) ->
                        new Item(
                                row.getString("id"),
                                new Bilingual(row.getString("title"), row.getString("title")),
                                "/challenges/" + row.getString("id")))
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
