package yanzhen.app.chain.store;

import java.sql.Types;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.ChainDraft;
import yanzhen.app.chain.ChainDraft.EdgeRow;
import yanzhen.app.chain.ChainDraft.Head;
import yanzhen.app.chain.ChainDraft.NodeRow;
import yanzhen.app.chain.ChainDraft.StageRow;
import yanzhen.app.chain.ChainDraft.SupplyRow;
import yanzhen.app.site.NotFound;

/** Writes what a draft changes, in batches, in the transaction of its caller. */
@Component
class ChainWriting {

    private static final int BATCH = 500;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final Atlas atlas;
    private final Viewers viewers;
    private final Clock clock;

    ChainWriting(JdbcClient jdbc, JdbcTemplate batches, Atlas atlas, Viewers viewers, Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.atlas = atlas;
        this.viewers = viewers;
        this.clock = clock;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void write(ChainDraft draft, JdbcChainTables.Deltas deltas, boolean retire) {
        var chain = draft.key();
        if (draft.head() != null) {
            head(chain, draft.head());
        }
        if (draft.stages() != null) {
            stages(chain, draft.stages());
        }
        if (draft.nodes() != null) {
            nodes(chain, draft.nodes());
        }
        var ids = JdbcAtlas.ids(jdbc, chain);
        edges(deltas.edges(), ids, retire);
        supplies(chain, deltas.supplies(), ids, retire);
        if (retire) {
            retire(chain, deltas, ids);
        }
    }

    private void head(String chain, Head head) {
        var basis = head.basis();
        jdbc.sql(
                        """
                        insert into chain.chain
                            (key, name_zh, name_en, clause, owner, owner_en, source_title_zh, source_title_en,
                             source_url, source_as_of, source_confidence, ordinal)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::date, ?,
                                (select coalesce(max(ordinal), 0) + 1 from chain.chain))
                        on conflict (key) do update set name_zh = excluded.name_zh, name_en = excluded.name_en,
                            clause = excluded.clause, owner = excluded.owner, owner_en = excluded.owner_en,
                            source_title_zh = excluded.source_title_zh, source_title_en = excluded.source_title_en,
                            source_url = excluded.source_url, source_as_of = excluded.source_as_of,
                            source_confidence = excluded.source_confidence
                        """)
                .param(chain)
                .param(head.name().zh())
                .param(head.name().en())
                .param(head.clause())
                .param(head.owner().zh())
                .param(head.owner().en())
                .param(basis == null ? null : basis.title().zh())
                .param(basis == null ? null : basis.title().en())
                .param(basis == null ? null : basis.url())
                .param(basis == null ? null : basis.asOf().toString())
                .param(basis == null ? null : basis.confidence().name())
                .update();
    }

    private record Placed<T>(T row, int ordinal) {
        static <T> List<Placed<T>> all(List<T> rows) {
            var placed = new ArrayList<Placed<T>>();
            rows.forEach(it -> placed.add(new Placed<>(it, placed.size() + 1)));
            return placed;
        }
    }

    private void stages(String chain, List<StageRow> rows) {
        batches.batchUpdate(
                """
                insert into chain.stage (chain, key, name_zh, name_en, ordinal) values (?, ?, ?, ?, ?)
                on conflict (chain, key) do update set name_zh = excluded.name_zh,
                    name_en = excluded.name_en, ordinal = excluded.ordinal
                """,
                Placed.all(rows),
                BATCH,
                (insert, it) -> {
                    insert.setString(1, chain);
                    insert.setString(2, it.row.key());
                    insert.setString(3, it.row.name().zh());
                    insert.setString(4, it.row.name().en());
                    insert.setInt(5, it.ordinal);
                });
    }

    /** A node that had been retired comes back. */
    private void nodes(String chain, List<NodeRow> rows) {
        batches.batchUpdate(
                """
                insert into chain.node (chain, key, stage, kind, category, name_zh, name_en, essential, ordinal)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (chain, key) do update set stage = excluded.stage, kind = excluded.kind,
                    category = excluded.category, name_zh = excluded.name_zh, name_en = excluded.name_en,
                    essential = excluded.essential, ordinal = excluded.ordinal, retired_at = null
                """,
                Placed.all(rows),
                BATCH,
                (insert, it) -> {
                    insert.setString(1, chain);
                    insert.setString(2, it.row.key());
                    insert.setString(3, it.row.stage());
                    insert.setString(4, it.row.kind());
                    insert.setString(5, it.row.category().name());
                    insert.setString(6, it.row.name().zh());
                    insert.setString(7, it.row.name().en());
                    insert.setBoolean(8, it.row.essential());
                    insert.setInt(9, it.ordinal);
                });
    }

    private void edges(
            JdbcChainTables.Delta<EdgeRow> delta, Map<String, UUID> ids, boolean retire) {
        remove(delta.changed(), ids);
        if (retire) {
            remove(delta.gone(), ids);
        }
        batches.batchUpdate(
                "insert into chain.edge (supplier, consumer, kind) values (?, ?, ?) on conflict do nothing",
                Stream.concat(delta.added().stream(), delta.changed().stream()).toList(),
                BATCH,
                (insert, it) -> {
                    insert.setObject(1, ids.get(it.supplier()));
                    insert.setObject(2, ids.get(it.consumer()));
                    insert.setString(3, it.kind());
                });
    }

    private void remove(List<EdgeRow> rows, Map<String, UUID> ids) {
        batches.batchUpdate(
                "delete from chain.edge where supplier = ? and consumer = ?",
                rows,
                BATCH,
                (delete, it) -> {
                    delete.setObject(1, ids.get(it.supplier()));
                    delete.setObject(2, ids.get(it.consumer()));
                });
    }

    private void supplies(
            String chain,
            JdbcChainTables.Delta<SupplyRow> delta,
            Map<String, UUID> ids,
            boolean retire) {
        var present = present(chain);
        end(delta.changed(), ids, present, "CORRECTED");
        if (retire) {
            end(delta.gone(), ids, present, "WITHDRAWN");
        }
        insert(delta.added(), ids, Map.of());
        insert(delta.changed(), ids, present);
    }

    /** Present facts of the chain by node and supplier, as the register names it. */
    private Map<String, UUID> present(String chain) {
        var present = new java.util.HashMap<String, UUID>();
        jdbc.sql(
                        """
                        select p.id, p.node, coalesce(f.name, p.provider_zh) as provider, p.country
                        from chain.provision p
                        join chain.node n on n.id = p.node
                        left join cluster.organisation_fact f
                            on f.organisation = p.organisation and f.superseded_at is null
                        where n.chain = ? and p.superseded_at is null
                        """)
                .param(chain)
                .query(row -> {
                    present.put(
                            place(
                                    row.getObject("node", UUID.class),
                                    row.getString("provider"),
                                    row.getString("country")),
                            row.getObject("id", UUID.class));
                });
        return present;
    }

    private static String place(@Nullable UUID node, String provider, String country) {
        return node + "\u001f" + provider + '\u001f' + country;
    }

    private static String place(SupplyRow it, Map<String, UUID> ids) {
        var said = it.statement();
        return place(ids.get(it.node()), said.provider().zh(), said.country());
    }

    private void end(
            List<SupplyRow> rows, Map<String, UUID> ids, Map<String, UUID> present, String kind) {
        batches.batchUpdate(
                """
                update chain.provision set superseded_at = ?, ended = ?, ended_by = ?, end_reason = ?
                where id = ? and superseded_at is null
                """,
                rows,
                BATCH,
                (update, it) -> {
                    update.setObject(1, now());
                    update.setString(2, kind);
                    update.setString(3, speaker());
                    update.setString(4, "导入 import");
                    update.setObject(5, present.get(place(it, ids)));
                });
    }

    private void insert(List<SupplyRow> rows, Map<String, UUID> ids, Map<String, UUID> replaced) {
        if (rows.isEmpty()) {
            return;
        }
        int fresh =
                atlas.rulebook()
                        .orElseThrow(() -> new NotFound("rule", "of diagnosis"))
                        .freshMonths();
        batches.batchUpdate(
                """
                insert into chain.provision
                    (node, organisation, provider_zh, provider_en, country, share, source_title, source_url,
                     as_of, confidence, stale_after, recorded_at, synthetic, recorded_by, replaces)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                rows,
                BATCH,
                (insert, it) -> {
                    var said = it.statement();
                    insert.setObject(1, ids.get(it.node()));
                    insert.setObject(2, said.organisation(), Types.OTHER);
                    insert.setString(3, said.provider().zh());
                    insert.setString(4, said.provider().en());
                    insert.setString(5, said.country());
                    insert.setBigDecimal(6, said.share());
                    insert.setString(7, said.source().title());
                    insert.setString(8, said.source().url());
                    insert.setObject(9, said.source().asOf());
                    insert.setString(10, said.source().confidence().name());
                    insert.setObject(11, JdbcChainTables.staleAfter(it, fresh));
                    insert.setObject(12, now());
                    insert.setBoolean(13, said.synthetic());
                    insert.setString(14, speaker());
                    insert.setObject(15, replaced.get(place(it, ids)), Types.OTHER);
                });
    }

    /** Nodes keep their history; their edges go, and stages that nothing is left in. */
    private void retire(String chain, JdbcChainTables.Deltas deltas, Map<String, UUID> ids) {
        var gone = deltas.nodes().gone().stream().map(it -> ids.get(it.key())).toArray(UUID[]::new);
        jdbc.sql("delete from chain.edge where supplier = any (:gone) or consumer = any (:gone)")
                .param("gone", gone)
                .update();
        jdbc.sql("update chain.node set retired_at = ? where id = any (?)")
                .params(now(), gone)
                .update();
        jdbc.sql(
                        """
                        delete from chain.stage s where s.chain = :chain and s.key = any (:gone)
                        and not exists (select from chain.node n where n.chain = s.chain and n.stage = s.key)
                        """)
                .param("chain", chain)
                .param(
                        "gone",
                        deltas.stages().gone().stream().map(StageRow::key).toArray(String[]::new))
                .update();
    }

    private @Nullable String speaker() {
        var viewer = viewers.current();
        return viewer.equals(Viewer.SYSTEM) ? null : viewer.name();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
