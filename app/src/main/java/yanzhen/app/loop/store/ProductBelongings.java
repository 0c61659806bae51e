package yanzhen.app.loop.store;

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

/** 产品随机构流转. One body lists a model once. */
@Component
@Order(80)
class ProductBelongings implements Belongings {

    private final JdbcClient jdbc;
    private final OwnedRows rows;
    private final Following following;

    ProductBelongings(JdbcClient jdbc, AuditTrail audit) {
        this.jdbc = jdbc;
        this.rows = new OwnedRows(jdbc, "loop", "product", "maker");
        this.following = new Following(audit, "loop.follow", "product");
    }

    @Override
    public String kind() {
        return "product";
    }

    @Override
    public List<Item> of(UUID organisation) {
        return jdbc.sql(
                        "select id, name, model from loop.product where maker = ? order by listed_on desc, id")
                .param(organisation)
                .query((row, _) ->
                        new Item(
                                row.getString("id"),
                                said(row.getString("name"), row.getString("model")),
                                "/products/" + row.getString("id")))
                .list();
    }

    private static Bilingual said(String name, String model) {
        var text = model.isEmpty() ? name : name + " " + model;
        return new Bilingual(text, text);
    }

    @Override
    public List<Clash> clashes(UUID giver, UUID taker) {
        return jdbc.sql(
                        """
                        select g.id, g.name, g.model from loop.product g
                        join loop.product t on t.maker = ? and t.name = g.name and t.model = g.model and t.withdrawn_on is null
                        where g.maker = ? and g.withdrawn_on is null order by g.name, g.model
                        """)
                .params(taker, giver)
                .query((row, _) ->
                        new Clash(
                                Clash.Weight.OBSTACLE,
                                "product-twice",
                                row.getString("id"),
                                List.of(said(row.getString("name"), row.getString("model"))),
                                "/products/" + row.getString("id")))
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
