package yanzhen.app.chain.store;

import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.chain.ChainDraft;
import yanzhen.app.chain.ChainDraft.EdgeRow;
import yanzhen.app.chain.ChainDraft.Head;
import yanzhen.app.chain.ChainDraft.SupplyRow;
import yanzhen.app.chain.ChainTables.How;

/** Writes what a draft changes, in batches, in the transaction of its caller. */
@Component
class ChainWriting {

    private static final int BATCH = 500;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final Structure structure;
    private final FactWriting facts;
    private final ProviderWriting providers;
    private final FactKeeping keeping;

    ChainWriting(
            JdbcClient jdbc,
            JdbcTemplate batches,
            Structure structure,
            FactWriting facts,
            ProviderWriting providers,
            FactKeeping keeping) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.structure = structure;
        this.facts = facts;
        this.providers = providers;
        this.keeping = keeping;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void write(ChainDraft draft, JdbcChainTables.Deltas deltas, How how) {
        var chain = draft.key();
        if (draft.head() != null) {
            head(chain, draft.head());
        }
        var act = new Structure.Act(keeping.now(), keeping.speaker(), how.reason(), true);
        if (draft.stages() != null) {
            structure.stages(chain, draft.stages());
        }
        if (draft.nodes() != null) {
            structure.nodes(chain, draft.nodes(), act);
        }
        var ids = JdbcAtlas.ids(jdbc, chain);
        edges(deltas.edges(), ids, how.retire(), act);
        supplies(chain, deltas.supplies(), ids, how);
        facts.write(chain, deltas.facts(), ids, how);
        providers.write(chain, deltas.providers(), act, how.retire());
        if (how.retire()) {
            retire(chain, deltas, ids, act);
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

    private void edges(
            JdbcChainTables.Delta<EdgeRow> delta,
            Map<String, UUID> ids,
            boolean retire,
            Structure.Act act) {
        structure.part(delta.changed(), ids, act);
        if (retire) {
            structure.part(delta.gone(), ids, act);
        }
        structure.join(
                Stream.concat(delta.added().stream(), delta.changed().stream()).toList(), ids, act);
    }

    private void supplies(
            String chain, JdbcChainTables.Delta<SupplyRow> delta, Map<String, UUID> ids, How how) {
        var present = present(chain);
        end(delta.changed(), ids, present, "CORRECTED", how.reason());
        if (how.retire()) {
            end(delta.gone(), ids, present, "WITHDRAWN", how.reason());
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
                        join chain.place n on n.node = p.node and n.ended_at is null
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
            List<SupplyRow> rows,
            Map<String, UUID> ids,
            Map<String, UUID> present,
            String kind,
            @Nullable String reason) {
        batches.batchUpdate(
                """
                update chain.provision set superseded_at = ?, ended = ?, ended_by = ?, end_reason = ?
                where id = ? and superseded_at is null
                """,
                rows,
                BATCH,
                (update, it) -> {
                    update.setObject(1, keeping.now());
                    update.setString(2, kind);
                    update.setString(3, keeping.speaker());
                    update.setString(4, reason);
                    update.setObject(5, present.get(place(it, ids)));
                });
    }

    private void insert(List<SupplyRow> rows, Map<String, UUID> ids, Map<String, UUID> replaced) {
        if (rows.isEmpty()) {
            return;
        }
        int fresh = keeping.freshMonths();
        batches.batchUpdate(
                """
                insert into chain.provision
                    (node, organisation, provider_zh, provider_en, country, share, source_title, source_url,
                     as_of, confidence, stale_after, recorded_at, synthetic, recorded_by, replaces, negligible, total)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
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
                    insert.setObject(12, keeping.now());
                    insert.setBoolean(13, said.synthetic());
                    insert.setString(14, keeping.speaker());
                    insert.setObject(15, replaced.get(place(it, ids)), Types.OTHER);
                    insert.setBoolean(16, said.negligible());
                    insert.setBoolean(17, said.total());
                });
    }

    /** Nodes keep their history; their edges go, and stages that nothing is left in. */
    private void retire(
            String chain, JdbcChainTables.Deltas deltas, Map<String, UUID> ids, Structure.Act act) {
        structure.takeOut(
                chain,
                deltas.nodes().gone().stream()
                        .map(it -> ids.get(it.key()))
                        .filter(Objects::nonNull)
                        .toList(),
                act);
        structure.endStages(chain, deltas.stages().gone(), act);
    }
}
