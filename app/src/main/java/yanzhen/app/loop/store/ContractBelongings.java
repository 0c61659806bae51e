package yanzhen.app.loop.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.cluster.Belongings;
import yanzhen.app.cluster.Following;
import yanzhen.app.cluster.OwnedRows;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.kernel.Bilingual;

/** 技术合同随机构流转, on either side. A contract between the two stays with both records. */
@Component
@Order(81)
class ContractBelongings implements Belongings {

    private static final String SELLER = "seller";
    private static final String BUYER = "buyer";

    private final JdbcClient jdbc;
    private final OwnedRows sold;
    private final OwnedRows bought;
    private final Following following;

    ContractBelongings(JdbcClient jdbc, AuditTrail audit) {
        this.jdbc = jdbc;
        this.sold = new OwnedRows(jdbc, "loop", "contract", SELLER);
        this.bought = new OwnedRows(jdbc, "loop", "contract", BUYER);
        this.following = new Following(audit, "loop.follow", "contract");
    }

    @Override
    public String kind() {
        return "contract";
    }

    @Override
    public List<Item> of(UUID organisation) {
        return jdbc.sql(
                        """
                        select id, number, name from loop.contract where seller = ? or buyer = ?
                        order by submitted_on desc, id
                        """)
                .params(organisation, organisation)
                .query((row, _) ->
                        new Item(
                                row.getString("id"),
                                said(row.getString("name"), row.getString("number")),
                                "/contracts/" + row.getString("id")))
                .list();
    }

    private static Bilingual said(String name, String number) {
        var text = name + " " + number;
        return new Bilingual(text, text);
    }

    @Override
    public List<Clash> clashes(UUID giver, UUID taker) {
        return jdbc.sql(
                        """
                        select id, number, name from loop.contract
                        where (seller = ? and buyer = ?) or (seller = ? and buyer = ?) order by submitted_on, id
                        """)
                .params(giver, taker, taker, giver)
                .query((row, _) ->
                        new Clash(
                                Clash.Weight.STAYS,
                                "contract-between",
                                row.getString("id"),
                                List.of(said(row.getString("name"), row.getString("number"))),
                                "/contracts/" + row.getString("id")))
                .list();
    }

    @Override
    public List<Trace> pass(Passage passage) {
        var traces = new ArrayList<Trace>();
        for (var id : sold.move(passage.items(), passage.giver(), passage.taker())) {
            traces.add(new Trace(id.toString(), SELLER));
        }
        for (var id : bought.move(passage.items(), passage.giver(), passage.taker())) {
            traces.add(new Trace(id.toString(), BUYER));
        }
        return following.passed(passage, traces);
    }

    @Override
    public List<String> bringBack(Return back) {
        var returned = new ArrayList<UUID>();
        returned.addAll(sold.move(on(SELLER, back), back.taker(), back.giver()));
        returned.addAll(bought.move(on(BUYER, back), back.taker(), back.giver()));
        var missing =
                back.traces().stream()
                        .map(Trace::item)
                        .filter(it -> !returned.contains(UUID.fromString(it)))
                        .toList();
        return following.returned(back, missing);
    }

    private static Set<String> on(String side, Return back) {
        return back.traces().stream()
                .filter(it -> side.equals(it.detail()))
                .map(Trace::item)
                .collect(Collectors.toSet());
    }
}
