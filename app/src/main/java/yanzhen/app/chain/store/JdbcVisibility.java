package yanzhen.app.chain.store;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.access.OverAll;
import yanzhen.app.access.Role;
import yanzhen.app.chain.Disclosure;
import yanzhen.app.chain.Visibility;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.site.NotFound;

@Component
class JdbcVisibility implements Visibility {

    /** What stands where the reason of a protected node would. */
    static final Bilingual PROTECTED =
            new Bilingual("依据受保护，不公开。", "The grounds are protected and not public.");

    /** As an audit record has it. */
    record Protected(int level) {}

    private final JdbcClient jdbc;
    private final OverAll overAll;
    private final AuditTrail audit;

    JdbcVisibility(JdbcClient jdbc, OverAll overAll, AuditTrail audit) {
        this.jdbc = jdbc;
        this.overAll = overAll;
        this.audit = audit;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Level> levels() {
        return jdbc.sql("select * from chain.visibility_level order by level")
                .query((row, _) ->
                        new Level(
                                row.getInt("level"),
                                JdbcAtlas.name(row),
                                new Bilingual(row.getString("say_zh"), row.getString("say_en")),
                                Arrays.stream((String[]) row.getArray("roles").getArray())
                                        .map(Role::valueOf)
                                        .collect(Collectors.toUnmodifiableSet())))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public Marked of(UUID node) {
        return jdbc.sql(
                        """
                        select n.own_level, n.level, c.level as chain_level
                        from chain.node n join chain.chain c on c.key = n.chain where n.id = ?
                        """)
                .param(node)
                .query((row, _) ->
                        new Marked(
                                row.getInt("own_level"),
                                row.getInt("chain_level"),
                                row.getInt("level")))
                .optional()
                .orElseThrow(() -> new NotFound("node", node));
    }

    @Override
    @Transactional(readOnly = true)
    public int ofChain(String chain) {
        return jdbc.sql("select level from chain.chain where key = ?")
                .param(chain)
                .query(Integer.class)
                .optional()
                .orElseThrow(() -> new NotFound("chain", chain));
    }

    @Override
    @Transactional(readOnly = true)
    public Set<UUID> withheld() {
        return new HashSet<>(
                jdbc.sql(
                                """
                                select id from chain.node
                                where level > 0 and level > (select chain.viewer_level())
                                """)
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .list());
    }

    /** Single suppliers of a country, and the sum of their known shares. */
    private record Sum(int suppliers, @Nullable BigDecimal share) {}

    @Override
    @Transactional(readOnly = true)
    public Aggregate aggregate(UUID node) {
        var sums = overAll.ask(() -> sums(node));
        var counts = new LinkedHashMap<String, Integer>();
        sums.forEach((country, it) -> counts.put(country, it.suppliers));
        var line = Disclosure.of(counts);
        var places = new ArrayList<Place>();
        sums.forEach((country, it) -> {
            if (line.told().contains(country)) {
                places.add(new Place(country, it.suppliers, it.share));
            }
        });
        return new Aggregate(
                line.total() ? counts.values().stream().mapToInt(Integer::intValue).sum() : null,
                List.copyOf(places),
                sums.size() - places.size());
    }

    private Map<String, Sum> sums(UUID node) {
        var sums = new LinkedHashMap<String, Sum>();
        jdbc.sql(
                        """
                        select country, count(*) as suppliers, sum(share) as share from chain.provision
                        where node = ? and superseded_at is null and not total
                        group by country order by country <> 'CN', suppliers desc, country
                        """)
                .param(node)
                .query(row -> {
                    sums.put(
                            row.getString("country"),
                            new Sum(row.getInt("suppliers"), row.getBigDecimal("share")));
                });
        return sums;
    }

    private void mustBeThere(int level) {
        if (levels().stream().noneMatch(it -> it.level() == level)) {
            throw new Unchanged(level);
        }
    }

    @Override
    @Transactional
    public void protect(UUID node, int level, String reason) {
        mustBeThere(level);
        var before = of(node);
        int changed =
                jdbc.sql(
                                "update chain.node set own_level = ? where id = ? and coalesce(own_level, 0) <> ?")
                        .params(level, node, level)
                        .update();
        if (changed == 0) {
            throw new Unchanged(level);
        }
        audit.record(
                Change.of(
                                "chain.level.node",
                                "node",
                                node,
                                new Protected(before.own()),
                                new Protected(level))
                        .because(reason));
    }

    @Override
    @Transactional
    public void protect(String chain, int level, String reason) {
        mustBeThere(level);
        int before = ofChain(chain);
        int changed =
                jdbc.sql("update chain.chain set level = ? where key = ? and level <> ?")
                        .params(level, chain, level)
                        .update();
        if (changed == 0) {
            throw new Unchanged(level);
        }
        audit.record(
                Change.of(
                                "chain.level.chain",
                                "chain",
                                chain,
                                new Protected(before),
                                new Protected(level))
                        .because(reason));
    }
}
