package yanzhen.app.cluster.store;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Belongings;
import yanzhen.app.kernel.Bilingual;

/** 所属战略性新兴产业随机构流转. Where both are stated to lie in an area, the taker's statement does. */
@Component
@Order(53)
class EmergingBelongings implements Belongings {

    /** Of a statement that ended because the taker had the same. */
    private static final String SAME = "same";

    private final JdbcClient jdbc;
    private final Viewers viewers;

    EmergingBelongings(JdbcClient jdbc, Viewers viewers) {
        this.jdbc = jdbc;
        this.viewers = viewers;
    }

    @Override
    public String kind() {
        return "emerging";
    }

    /** By area, of which an organisation has one statement at most. */
    @Override
    public List<Item> of(UUID organisation) {
        return jdbc.sql(
                        """
                        select a.key, a.name_zh, a.name_en
                        from cluster.emerging_statement s join cluster.emerging_area a on a.key = s.area
                        where s.organisation = ? and s.superseded_at is null order by a.ordinal
                        """)
                .param(organisation)
                .query((row, _) ->
                        new Item(
                                row.getString("key"),
                                new Bilingual(row.getString("name_zh"), row.getString("name_en")),
                                null))
                .list();
    }

    @Override
    public List<Trace> pass(Passage passage) {
        var has = areas(passage.taker());
        end(passage.giver(), passage.items(), passage.at());
        var traces = new ArrayList<Trace>();
        var coming = new HashSet<String>();
        for (var area : passage.items()) {
            boolean same = has.contains(area);
            traces.add(new Trace(area, same ? SAME : null));
            if (!same) {
                coming.add(area);
            }
        }
        state(passage.giver(), passage.taker(), coming, passage.at());
        return traces;
    }

    private Set<String> areas(UUID organisation) {
        return of(organisation).stream().map(Item::id).collect(Collectors.toSet());
    }

    private void end(UUID organisation, Set<String> areas, Instant now) {
        jdbc.sql(
                        """
                        update cluster.emerging_statement set superseded_at = ?
                        where organisation = ? and area = any (?) and superseded_at is null
                        """)
                .param(now.atOffset(ZoneOffset.UTC))
                .param(organisation)
                .param(areas.toArray(String[]::new))
                .update();
    }

    /** As the one was last stated to, so the other from now on. */
    private void state(UUID as, UUID organisation, Set<String> areas, Instant now) {
        jdbc.sql(
                        """
                        insert into cluster.emerging_statement
                            (organisation, area, document, as_of, recorded_at, recorded_by, recorded_by_name, synthetic)
                        select distinct on (area) ?, area, document, as_of, ?, ?, ?, synthetic
                        from cluster.emerging_statement where organisation = ? and area = any (?)
                        order by area, recorded_at desc
                        """)
                .param(organisation)
                .param(now.atOffset(ZoneOffset.UTC))
                .param(viewers.current().account())
                .param(viewers.current().name())
                .param(as)
                .param(areas.toArray(String[]::new))
                .update();
    }

    @Override
    public List<String> bringBack(Return back) {
        var has = areas(back.taker());
        var again = with(back, SAME);
        var moved = with(back, null);
        var missing = new HashSet<>(moved);
        missing.removeAll(has);
        moved.retainAll(has);
        end(back.taker(), moved, back.at());
        again.addAll(moved);
        state(back.giver(), back.giver(), again, back.at());
        return missing.stream().sorted().toList();
    }

    private static Set<String> with(Return back, @Nullable String detail) {
        return back.traces().stream()
                .filter(it -> Objects.equals(it.detail(), detail))
                .map(Trace::item)
                .collect(Collectors.toCollection(HashSet::new));
    }
}
