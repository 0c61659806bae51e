package yanzhen.app.chain.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.chain.ChainDraft.EdgeRow;
import yanzhen.app.chain.ChainDraft.NodeRow;
import yanzhen.app.chain.ChainDraft.StageRow;
import yanzhen.app.kernel.Bilingual;

/**
 * 图谱结构: writes stages, nodes with their places, and edges. What is to change ends, with its moment,
 * its author and the reason, and what takes its place begins; what does not differ is left alone.
 * Cost: two reads whatever the size, and batches.
 */
@Component
class Structure {

    private static final int BATCH = 500;

    /**
     * One change of the structure.
     *
     * @param by name of whoever makes it; null for the program itself
     * @param reason why, for what begins by it and what ends by it
     * @param revive whether what had been taken out comes back when it is named again
     */
    record Act(OffsetDateTime at, @Nullable String by, @Nullable String reason, boolean revive) {}

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    Structure(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    private record Ordered<T>(T row, int ordinal) {
        static <T> List<Ordered<T>> all(List<T> rows) {
            var ordered = new ArrayList<Ordered<T>>();
            rows.forEach(it -> ordered.add(new Ordered<>(it, ordered.size() + 1)));
            return ordered;
        }
    }

    void stages(String chain, List<StageRow> rows) {
        batches.batchUpdate(
                """
                insert into chain.stage (chain, key, name_zh, name_en, ordinal) values (?, ?, ?, ?, ?)
                on conflict (chain, key) do update set name_zh = excluded.name_zh,
                    name_en = excluded.name_en, ordinal = excluded.ordinal, ended_at = null
                """,
                Ordered.all(rows),
                BATCH,
                (insert, it) -> {
                    insert.setString(1, chain);
                    insert.setString(2, it.row.key());
                    insert.setString(3, it.row.name().zh());
                    insert.setString(4, it.row.name().en());
                    insert.setInt(5, it.ordinal);
                });
    }

    /** A node's place as stored, the present one or the last. */
    private record Stored(
            UUID place,
            UUID node,
            String stage,
            boolean essential,
            int ordinal,
            boolean present,
            boolean home,
            Named named) {}

    /** What a node is. */
    private record Named(String kind, BaseCategory category, Bilingual name) {
        static Named of(NodeRow it) {
            return new Named(it.kind(), it.category(), it.name());
        }
    }

    /** What is to be written. */
    private record Work(
            List<Ordered<NodeRow>> made,
            Map<UUID, Named> renamed,
            List<UUID> ended,
            List<Put> put,
            Map<UUID, Integer> moved) {
        Work() {
            this(
                    new ArrayList<>(),
                    new HashMap<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new HashMap<>());
        }
    }

    private record Put(UUID node, Ordered<NodeRow> row) {}

    /**
     * Nodes of a chain in their order. A row that is the node of another chain takes a place for
     * that node; what it is called is for its own chain to say.
     */
    void nodes(String chain, List<NodeRow> rows, Act act) {
        var stored = stored(chain);
        var elsewhere = elsewhere(rows);
        var work = new Work();
        for (var it : ordered(rows, stored)) {
            var before = stored.get(it.row.key());
            if (before == null) {
                first(it, elsewhere, work);
            } else if (before.present || act.revive) {
                again(it, before, work);
            }
        }
        write(chain, work, act);
    }

    /** A table that leaves out nodes adds to the others: they keep their order, new ones follow. */
    private static List<Ordered<NodeRow>> ordered(List<NodeRow> rows, Map<String, Stored> stored) {
        var named = rows.stream().map(NodeRow::key).collect(Collectors.toSet());
        var present = stored.entrySet().stream().filter(it -> it.getValue().present).toList();
        if (present.stream().allMatch(it -> named.contains(it.getKey()))) {
            return Ordered.all(rows);
        }
        int last = present.stream().mapToInt(it -> it.getValue().ordinal).max().orElse(0);
        var ordered = new ArrayList<Ordered<NodeRow>>();
        for (var row : rows) {
            var before = stored.get(row.key());
            ordered.add(
                    new Ordered<>(row, before != null && before.present ? before.ordinal : ++last));
        }
        return ordered;
    }

    private static void first(Ordered<NodeRow> it, Map<String, UUID> elsewhere, Work work) {
        var sameAs = it.row.sameAs();
        if (sameAs == null) {
            work.made.add(it);
            return;
        }
        var node = elsewhere.get(sameAs);
        if (node == null) {
            throw new IllegalArgumentException(
                    "The node %s is to be the same as %s, which is in no chain."
                            .formatted(it.row.key(), sameAs));
        }
        work.put.add(new Put(node, it));
    }

    private static void again(Ordered<NodeRow> it, Stored before, Work work) {
        if (before.home && !before.named.equals(Named.of(it.row))) {
            work.renamed.put(before.node, Named.of(it.row));
        }
        boolean same =
                before.present
                        && before.stage.equals(it.row.stage())
                        && before.essential == it.row.essential();
        if (!same) {
            if (before.present) {
                work.ended.add(before.place);
            }
            work.put.add(new Put(before.node, it));
        } else if (before.ordinal != it.ordinal) {
            work.moved.put(before.place, it.ordinal);
        }
    }

    private void write(String chain, Work work, Act act) {
        make(chain, work, act);
        rename(work.renamed, act);
        endPlaces(work.ended, act);
        batches.batchUpdate(
                """
                insert into chain.place (chain, node, key, stage, essential, ordinal, known_at, known_by, known_reason)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                work.put,
                BATCH,
                (insert, it) -> {
                    insert.setString(1, chain);
                    insert.setObject(2, it.node);
                    insert.setString(3, it.row.row.key());
                    insert.setString(4, it.row.row.stage());
                    insert.setBoolean(5, it.row.row.essential());
                    insert.setInt(6, it.row.ordinal);
                    insert.setObject(7, act.at);
                    insert.setString(8, act.by);
                    insert.setString(9, act.reason);
                });
        batches.batchUpdate(
                "update chain.place set ordinal = ? where id = ?",
                work.moved.entrySet(),
                BATCH,
                (update, it) -> {
                    update.setInt(1, it.getValue());
                    update.setObject(2, it.getKey());
                });
    }

    private void make(String chain, Work work, Act act) {
        var made = new ArrayList<Put>();
        work.made.forEach(it -> made.add(new Put(UUID.randomUUID(), it)));
        batches.batchUpdate(
                """
                insert into chain.node (id, chain, kind, category, name_zh, name_en, known_at, known_by, known_reason)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                made,
                BATCH,
                (insert, it) -> {
                    insert.setObject(1, it.node);
                    insert.setString(2, chain);
                    insert.setString(3, it.row.row.kind());
                    insert.setString(4, it.row.row.category().name());
                    insert.setString(5, it.row.row.name().zh());
                    insert.setString(6, it.row.row.name().en());
                    insert.setObject(7, act.at);
                    insert.setString(8, act.by);
                    insert.setString(9, act.reason);
                });
        work.put.addAll(made);
    }

    private void rename(Map<UUID, Named> renamed, Act act) {
        batches.batchUpdate(
                """
                update chain.node set kind = ?, category = ?, name_zh = ?, name_en = ?, known_at = ?, known_by = ?,
                    known_reason = ?
                where id = ?
                """,
                renamed.entrySet(),
                BATCH,
                (update, it) -> {
                    update.setString(1, it.getValue().kind);
                    update.setString(2, it.getValue().category.name());
                    update.setString(3, it.getValue().name.zh());
                    update.setString(4, it.getValue().name.en());
                    update.setObject(5, act.at);
                    update.setString(6, act.by);
                    update.setString(7, act.reason);
                    update.setObject(8, it.getKey());
                });
    }

    private void endPlaces(Collection<UUID> places, Act act) {
        jdbc.sql(
                        """
                        update chain.place set ended_at = ?, ended_by = ?, end_reason = ?
                        where id = any (?) and ended_at is null
                        """)
                .param(act.at)
                .param(act.by)
                .param(act.reason)
                .param(places.toArray(UUID[]::new))
                .update();
    }

    /** By key in the chain: the present place, else the last. */
    private Map<String, Stored> stored(String chain) {
        var stored = new HashMap<String, Stored>();
        jdbc.sql(
                        """
                        select distinct on (p.key) p.*, n.chain = p.chain as home,
                               n.kind, n.category, n.name_zh, n.name_en
                        from chain.place p join chain.node n on n.id = p.node
                        where p.chain = ? order by p.key, p.ended_at desc nulls first
                        """)
                .param(chain)
                .query(row -> {
                    stored.put(row.getString("key"), stored(row));
                });
        return stored;
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                row.getObject("id", UUID.class),
                row.getObject("node", UUID.class),
                row.getString("stage"),
                row.getBoolean("essential"),
                row.getInt("ordinal"),
                row.getObject("ended_at") == null,
                row.getBoolean("home"),
                new Named(
                        row.getString("kind"),
                        BaseCategory.valueOf(row.getString("category")),
                        JdbcAtlas.name(row)));
    }

    /** Nodes of other chains that rows refer to, by {@code chain/key}. */
    private Map<String, UUID> elsewhere(List<NodeRow> rows) {
        var asked = rows.stream().map(NodeRow::sameAs).filter(Objects::nonNull).distinct().toList();
        var found = new HashMap<String, UUID>();
        if (asked.isEmpty()) {
            return found;
        }
        jdbc.sql(
                        """
                        select chain || '/' || key as place, node from chain.place
                        where ended_at is null and (chain, key) in (
                            select split_part(it, '/', 1), split_part(it, '/', 2) from unnest(?) as it)
                        """)
                .param(asked.toArray(String[]::new))
                .query(row -> {
                    found.put(row.getString("place"), row.getObject("node", UUID.class));
                });
        return found;
    }

    /** Two ends. */
    private record Ends(UUID supplier, UUID consumer) {}

    /**
     * Edges that are not there yet.
     *
     * @param ids of the nodes of the chain by their keys
     */
    void join(List<EdgeRow> rows, Map<String, UUID> ids, Act act) {
        var over = act.revive ? Set.<Ends>of() : ended(ids.values());
        var fresh =
                rows.stream()
                        .filter(it ->
                                ids.containsKey(it.supplier()) && ids.containsKey(it.consumer()))
                        .filter(it -> !over.contains(ends(it, ids)))
                        .toList();
        batches.batchUpdate(
                """
                insert into chain.edge (supplier, consumer, kind, known_at, known_by, known_reason)
                values (?, ?, ?, ?, ?, ?)
                on conflict (supplier, consumer) where ended_at is null do nothing
                """,
                fresh,
                BATCH,
                (insert, it) -> {
                    insert.setObject(1, ids.get(it.supplier()));
                    insert.setObject(2, ids.get(it.consumer()));
                    insert.setString(3, it.kind());
                    insert.setObject(4, act.at);
                    insert.setString(5, act.by);
                    insert.setString(6, act.reason);
                });
    }

    private static Ends ends(EdgeRow it, Map<String, UUID> ids) {
        return new Ends(
                Objects.requireNonNull(ids.get(it.supplier())),
                Objects.requireNonNull(ids.get(it.consumer())));
    }

    /** Ends between which an edge has been taken out. */
    private Set<Ends> ended(Collection<UUID> nodes) {
        return new HashSet<>(
                jdbc.sql(
                                "select supplier, consumer from chain.edge where ended_at is not null and supplier = any (?)")
                        .param(nodes.toArray(UUID[]::new))
                        .query((row, _) ->
                                new Ends(
                                        row.getObject("supplier", UUID.class),
                                        row.getObject("consumer", UUID.class)))
                        .list());
    }

    void part(List<EdgeRow> rows, Map<String, UUID> ids, Act act) {
        batches.batchUpdate(
                """
                update chain.edge set ended_at = ?, ended_by = ?, end_reason = ?
                where supplier = ? and consumer = ? and ended_at is null
                """,
                rows,
                BATCH,
                (update, it) -> {
                    update.setObject(1, act.at);
                    update.setString(2, act.by);
                    update.setString(3, act.reason);
                    update.setObject(4, ids.get(it.supplier()));
                    update.setObject(5, ids.get(it.consumer()));
                });
    }

    /**
     * Takes nodes out of a chain, with their edges to what stays in it. A node that stands in
     * another chain too is answered for by that one from now on; its edges there stay.
     */
    void takeOut(String chain, List<UUID> nodes, Act act) {
        var gone = nodes.toArray(UUID[]::new);
        jdbc.sql(
                        """
                        update chain.edge e set ended_at = :at, ended_by = :by, end_reason = :reason
                        where e.ended_at is null and (e.supplier = any (:gone) or e.consumer = any (:gone))
                          and not exists (
                              select from chain.place s join chain.place c on c.chain = s.chain
                              where s.node = e.supplier and c.node = e.consumer and s.chain <> :chain
                                and s.ended_at is null and c.ended_at is null)
                        """)
                .param("at", act.at)
                .param("by", act.by)
                .param("reason", act.reason)
                .param("gone", gone)
                .param("chain", chain)
                .update();
        jdbc.sql(
                        """
                        update chain.place set ended_at = ?, ended_by = ?, end_reason = ?
                        where chain = ? and node = any (?) and ended_at is null
                        """)
                .param(act.at)
                .param(act.by)
                .param(act.reason)
                .param(chain)
                .param(gone)
                .update();
        jdbc.sql(
                        """
                        update chain.node n set chain = p.chain
                        from (select distinct on (node) node, chain from chain.place
                              where ended_at is null and node = any (:gone) order by node, known_at, chain) p
                        where n.id = p.node and n.chain = :chain
                        """)
                .param("gone", gone)
                .param("chain", chain)
                .update();
    }

    /** Stages that nothing stands in any longer. */
    void endStages(String chain, List<StageRow> rows, Act act) {
        jdbc.sql(
                        """
                        update chain.stage s set ended_at = :at
                        where s.chain = :chain and s.key = any (:gone) and s.ended_at is null
                        and not exists (select from chain.place p
                                        where p.chain = s.chain and p.stage = s.key and p.ended_at is null)
                        """)
                .param("at", act.at)
                .param("chain", chain)
                .param("gone", rows.stream().map(StageRow::key).toArray(String[]::new))
                .update();
    }
}
