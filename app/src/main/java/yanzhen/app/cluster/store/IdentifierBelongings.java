package yanzhen.app.cluster.store;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Belongings;
import yanzhen.app.kernel.Bilingual;

/** 其他标识随机构流转, but for the one by which a record without a code is told apart. */
@Component
@Order(51)
class IdentifierBelongings implements Belongings {

    private final JdbcClient jdbc;
    private final Viewers viewers;

    IdentifierBelongings(JdbcClient jdbc, Viewers viewers) {
        this.jdbc = jdbc;
        this.viewers = viewers;
    }

    @Override
    public String kind() {
        return "identifier";
    }

    @Override
    public List<Item> of(UUID organisation) {
        return jdbc.sql(
                        """
                        select i.id, i.value, coalesce(i.jurisdiction || ' ', '') as place, k.name_zh, k.name_en
                        from cluster.identifier i
                        join cluster.identifier_kind k on k.key = i.kind
                        join cluster.organisation o on o.id = i.organisation
                        where i.organisation = ? and i.superseded_at is null
                          and not (o.code is null and i.kind = o.lead_kind and i.value = o.lead_value
                                   and i.jurisdiction is not distinct from o.lead_jurisdiction)
                        order by k.ordinal, i.value, i.id
                        """)
                .param(organisation)
                .query((row, _) -> {
                    var number = " " + row.getString("place") + row.getString("value");
                    return new Item(
                            row.getString("id"),
                            new Bilingual(
                                    row.getString("name_zh") + number,
                                    row.getString("name_en") + number),
                            null);
                })
                .list();
    }

    @Override
    public List<Trace> pass(Passage passage) {
        var because = new Because(passage.reason(), passage.at());
        var traces = new ArrayList<Trace>();
        for (var item : passage.items()) {
            if (hand(UUID.fromString(item), passage.giver(), passage.taker(), because)) {
                traces.add(Trace.of(item));
            }
        }
        return traces;
    }

    private record Because(String reason, Instant at) {}

    /**
     * Ends the identifier of the one and gives it to the other; whichever row it has by now, the
     * kind and the value are the same.
     *
     * @return whether it was there
     */
    private boolean hand(UUID id, UUID from, UUID to, Because because) {
        var now = because.at.atOffset(ZoneOffset.UTC);
        var ended =
                jdbc.sql(
                                """
                                update cluster.identifier i set superseded_at = ?
                                from cluster.identifier was
                                where was.id = ? and i.kind = was.kind and i.value = was.value
                                  and i.jurisdiction is not distinct from was.jurisdiction
                                  and i.organisation = ? and i.superseded_at is null
                                returning i.id
                                """)
                        .params(now, id, from)
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .list();
        jdbc.sql(
                        """
                        insert into cluster.identifier
                            (organisation, kind, jurisdiction, value, valid, document, recorded_at,
                             recorded_by, recorded_by_name, reason, synthetic)
                        select ?, kind, jurisdiction, value, valid, document, ?, ?, ?, ?, synthetic
                        from cluster.identifier where id = any (?)
                        """)
                .param(to)
                .param(now)
                .param(viewers.current().account())
                .param(viewers.current().name())
                .param(because.reason)
                .param(ended.toArray(UUID[]::new))
                .update();
        return !ended.isEmpty();
    }

    @Override
    public List<String> bringBack(Return back) {
        var because = new Because(back.reason(), back.at());
        return back.traces().stream()
                .map(Trace::item)
                .filter(it -> !hand(UUID.fromString(it), back.taker(), back.giver(), because))
                .toList();
    }
}
