package yanzhen.app.chain.store;

import java.sql.Types;
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
import yanzhen.app.chain.ChainDraft.FactRow;
import yanzhen.app.chain.ChainTables.How;
import yanzhen.app.chain.Fact.End;
import yanzhen.app.chain.NodeFact;

/** 节点事实 of a whole chain: read at once, and what a draft changes of them written in batches. */
@Component
class FactWriting {

    private static final int BATCH = 500;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final FactKeeping keeping;

    FactWriting(JdbcClient jdbc, JdbcTemplate batches, FactKeeping keeping) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.keeping = keeping;
    }

    /** One fact of a node: kind, what it speaks of, from when. */
    static String place(FactRow it) {
        return it.node()
                + '\u001f'
                + it.statement().subject()
                + '\u001f'
                + it.statement().validFrom();
    }

    static boolean same(FactRow stored, FactRow draft) {
        return stored.statement().equals(draft.statement())
                && (draft.staleAfter() == null || draft.staleAfter().equals(stored.staleAfter()));
    }

    /** A fact with the key of its node in the chain. */
    private record Placed(FactRow row, NodeFact fact) {}

    /** Facts of the chain's nodes, in their order. */
    private List<Placed> read(String chain, boolean ended) {
        return jdbc.sql(
                        """
                        select f.*, lower(f.valid) as valid_from, upper(f.valid) as valid_until, n.key as place
                        from chain.node_fact f
                        join chain.place n on n.node = f.node and n.ended_at is null
                        where n.chain = ? and (f.superseded_at is null or ?)
                        order by n.ordinal, f.kind, f.valid, f.value
                        """)
                .params(chain, ended)
                .query((row, _) -> {
                    var fact = JdbcNodeFacts.fact(row);
                    return new Placed(
                            new FactRow(
                                    row.getString("place"), fact.statement(), fact.staleAfter()),
                            fact);
                })
                .list();
    }

    /** Present facts of the chain's nodes, in their order. */
    List<FactRow> stored(String chain) {
        return read(chain, false).stream().map(Placed::row).toList();
    }

    /** Whatever the chain's nodes ever had, by {@link #place}. */
    Set<String> known(String chain) {
        return read(chain, true).stream().map(it -> place(it.row)).collect(Collectors.toSet());
    }

    void write(String chain, JdbcChainTables.Delta<FactRow> delta, Map<String, UUID> ids, How how) {
        var present = present(chain);
        end(delta.changed(), present, End.Kind.CORRECTED, how.reason());
        if (how.retire()) {
            end(delta.gone(), present, End.Kind.WITHDRAWN, how.reason());
        }
        insert(delta.changed(), ids, present);
        insert(delta.added(), ids, Map.of());
    }

    private Map<String, UUID> present(String chain) {
        return read(chain, false).stream()
                .collect(
                        Collectors.toMap(it -> place(it.row), it -> it.fact.id(), (one, _) -> one));
    }

    private void end(
            List<FactRow> rows, Map<String, UUID> present, End.Kind kind, @Nullable String reason) {
        batches.batchUpdate(
                """
                update chain.node_fact set superseded_at = ?, ended = ?, ended_by = ?, end_reason = ?
                where id = ? and superseded_at is null
                """,
                rows,
                BATCH,
                (update, it) -> {
                    update.setObject(1, keeping.now());
                    update.setString(2, kind.name());
                    update.setString(3, keeping.speaker());
                    update.setString(4, reason);
                    update.setObject(5, present.get(place(it)));
                });
    }

    /** Also for packs, which name no fact that is to be replaced. */
    void insert(List<FactRow> rows, Map<String, UUID> ids, Map<String, UUID> replaced) {
        if (rows.isEmpty()) {
            return;
        }
        int fresh = keeping.freshMonths();
        batches.batchUpdate(
                """
                insert into chain.node_fact
                    (node, kind, value, reference, owner_zh, owner_en, source_title, source_url, as_of,
                     valid, confidence, stale_after, recorded_at, recorded_by, replaces)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, daterange(?, ?), ?, ?, ?, ?, ?)
                """,
                rows,
                BATCH,
                (insert, it) -> {
                    var said = it.statement();
                    var source = said.source();
                    insert.setObject(1, Objects.requireNonNull(ids.get(it.node())));
                    insert.setString(2, said.kind().name());
                    insert.setString(3, said.value());
                    insert.setString(4, said.reference());
                    insert.setString(5, said.owner().zh());
                    insert.setString(6, said.owner().en());
                    insert.setString(7, source.title());
                    insert.setString(8, source.url());
                    insert.setObject(9, source.asOf());
                    insert.setObject(10, said.validFrom());
                    insert.setObject(11, said.validUntil(), Types.DATE);
                    insert.setString(12, source.confidence().name());
                    insert.setObject(
                            13,
                            it.staleAfter() == null
                                    ? source.asOf().plusMonths(fresh)
                                    : it.staleAfter());
                    insert.setObject(14, keeping.now());
                    insert.setString(15, keeping.speaker());
                    insert.setObject(16, replaced.get(place(it)), Types.OTHER);
                });
    }
}
