package yanzhen.app.chain.store;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.ObjectMapper;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.chain.ChainDraft;
import yanzhen.app.chain.ChainDraft.EdgeRow;
import yanzhen.app.chain.ChainDraft.FactRow;
import yanzhen.app.chain.ChainDraft.Head;
import yanzhen.app.chain.ChainDraft.NodeRow;
import yanzhen.app.chain.ChainDraft.ProviderRow;
import yanzhen.app.chain.ChainDraft.StageRow;
import yanzhen.app.chain.ChainDraft.SupplyRow;
import yanzhen.app.chain.ChainTables;
import yanzhen.app.chain.Provision;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.site.NotFound;

/** Compares in memory what two reads of the chain give with what was handed in; no row by row. */
@Component
class JdbcChainTables implements ChainTables {

    private static final Duration KEPT = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final Atlas atlas;
    private final Diagnoses diagnoses;
    private final ChainWriting writing;
    private final FactWriting facts;
    private final ProviderWriting providers;
    private final Statistics statistics;
    private final AuditTrail audit;
    private final Viewers viewers;
    private final ObjectMapper json;
    private final Clock clock;

    JdbcChainTables(
            JdbcClient jdbc,
            Atlas atlas,
            Diagnoses diagnoses,
            ChainWriting writing,
            FactWriting facts,
            ProviderWriting providers,
            Statistics statistics,
            AuditTrail audit,
            Viewers viewers,
            ObjectMapper json,
            Clock clock) {
        this.jdbc = jdbc;
        this.atlas = atlas;
        this.diagnoses = diagnoses;
        this.writing = writing;
        this.facts = facts;
        this.providers = providers;
        this.statistics = statistics;
        this.audit = audit;
        this.viewers = viewers;
        this.json = json;
        this.clock = clock;
    }

    /** One table of a draft against the same table as stored. */
    record Delta<T>(String table, List<T> added, List<T> changed, List<T> same, List<T> gone) {

        static <T> Delta<T> of(
                String table,
                @Nullable List<T> draft,
                List<T> stored,
                Function<T, String> key,
                BiPredicate<T, T> equal) {
            var delta =
                    new Delta<T>(
                            table,
                            new ArrayList<>(),
                            new ArrayList<>(),
                            new ArrayList<>(),
                            new ArrayList<>());
            if (draft == null) {
                delta.same.addAll(stored);
                return delta;
            }
            var before = byKey(stored, key);
            var after = byKey(draft, key);
            for (var row : draft) {
                var old = before.get(key.apply(row));
                (old == null ? delta.added : equal.test(old, row) ? delta.same : delta.changed)
                        .add(row);
            }
            stored.stream()
                    .filter(it -> !after.containsKey(key.apply(it)))
                    .forEach(delta.gone::add);
            return delta;
        }

        private static <T> Map<String, T> byKey(Collection<T> rows, Function<T, String> key) {
            return rows.stream()
                    .collect(Collectors.toMap(key, Function.identity(), (one, _) -> one));
        }

        Difference shown(Function<T, String> name) {
            return new Difference(
                    table,
                    added.size(),
                    changed.size(),
                    same.size(),
                    gone.stream().map(name).toList());
        }
    }

    /** All six. */
    record Deltas(
            Delta<StageRow> stages,
            Delta<NodeRow> nodes,
            Delta<EdgeRow> edges,
            Delta<SupplyRow> supplies,
            Delta<FactRow> facts,
            Delta<ProviderRow> providers) {

        static Deltas of(ChainDraft draft, ChainDraft stored) {
            return new Deltas(
                    ordered("stages", draft.stages(), list(stored.stages()), StageRow::key),
                    ordered("nodes", draft.nodes(), list(stored.nodes()), NodeRow::key),
                    Delta.of(
                            "edges",
                            draft.edges(),
                            list(stored.edges()),
                            it -> it.supplier() + ">" + it.consumer(),
                            Objects::equals),
                    Delta.of(
                            "supplies",
                            draft.supplies(),
                            list(stored.supplies()),
                            Deltas::supplier,
                            Deltas::sameFact),
                    Delta.of(
                            "facts",
                            draft.facts(),
                            list(stored.facts()),
                            FactWriting::place,
                            FactWriting::same),
                    Delta.of(
                            "providers",
                            draft.providers(),
                            list(stored.providers()),
                            ProviderWriting::place,
                            Objects::equals));
        }

        /** Their order is part of what they say. */
        private static <T> Delta<T> ordered(
                String table, @Nullable List<T> draft, List<T> stored, Function<T, String> key) {
            return Delta.of(table, draft, stored, key, Objects::equals);
        }

        static String supplier(SupplyRow it) {
            return it.node()
                    + '\u001f'
                    + it.statement().provider().zh()
                    + '\u001f'
                    + it.statement().country();
        }

        private static boolean sameFact(SupplyRow stored, SupplyRow draft) {
            return stored.statement().saysTheSameAs(draft.statement())
                    && (draft.staleAfter() == null
                            || draft.staleAfter().equals(stored.staleAfter()));
        }

        private static <T> List<T> list(@Nullable List<T> rows) {
            return rows == null ? List.of() : rows;
        }
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<ChainDraft> export(String chain) {
        return atlas.map(chain).map(this::stored);
    }

    private ChainDraft stored(Atlas.Map map) {
        var keys = map.nodes().stream().collect(Collectors.toMap(Atlas.Node::id, Atlas.Node::key));
        var homes = homes(map.chain().key());
        return new ChainDraft(
                map.chain().key(),
                new Head(
                        map.chain().name(),
                        map.chain().clause(),
                        map.chain().owner(),
                        map.chain().basis()),
                map.stages().stream().map(it -> new StageRow(it.key(), it.name())).toList(),
                map.nodes().stream().map(it -> row(it, homes.get(it.id()))).toList(),
                map.edges().stream()
                        .map(it ->
                                new EdgeRow(
                                        keys.getOrDefault(it.supplier(), ""),
                                        keys.getOrDefault(it.consumer(), ""),
                                        it.kind()))
                        .toList(),
                supplies(map.chain().key(), keys),
                facts.stored(map.chain().key()),
                providers.stored(map.chain().key()));
    }

    private static NodeRow row(Atlas.Node it, @Nullable String sameAs) {
        return new NodeRow(
                it.key(), it.stage(), it.kind(), it.category(), it.name(), it.essential(), sameAs);
    }

    /** Where nodes that another chain answers for stand in that one. */
    private Map<UUID, String> homes(String chain) {
        var homes = new HashMap<UUID, String>();
        jdbc.sql(
                        """
                        select p.node, h.chain || '/' || h.key as home
                        from chain.place p
                        join chain.node n on n.id = p.node and n.chain <> p.chain
                        join chain.place h on h.node = n.id and h.chain = n.chain and h.ended_at is null
                        where p.chain = ? and p.ended_at is null
                        """)
                .param(chain)
                .query(row -> {
                    homes.put(row.getObject("node", UUID.class), row.getString("home"));
                });
        return homes;
    }

    @Override
    @Transactional(readOnly = true)
    public Map<String, NodeRow> elsewhere(Collection<String> places) {
        var found = new HashMap<String, NodeRow>();
        if (places.isEmpty()) {
            return found;
        }
        jdbc.sql(
                        """
                        select p.chain || '/' || p.key as place, p.key, p.stage, p.essential,
                               n.kind, n.category, n.name_zh, n.name_en
                        from chain.place p join chain.node n on n.id = p.node and n.chain = p.chain
                        where p.ended_at is null and (p.chain, p.key) in (
                            select split_part(it, '/', 1), split_part(it, '/', 2) from unnest(?) as it)
                        """)
                .param(places.toArray(String[]::new))
                .query(row -> {
                    found.put(
                            row.getString("place"),
                            new NodeRow(
                                    row.getString("key"),
                                    row.getString("stage"),
                                    row.getString("kind"),
                                    BaseCategory.valueOf(row.getString("category")),
                                    JdbcAtlas.name(row),
                                    row.getBoolean("essential")));
                });
        return found;
    }

    private List<SupplyRow> supplies(String chain, Map<UUID, String> keys) {
        return jdbc
                .sql(
                        JdbcProvisions.SELECT
                                + """
                                join chain.place n on n.node = p.node and n.ended_at is null
                                where n.chain = ? and p.superseded_at is null
                                order by n.ordinal, p.share desc nulls last, p.provider_zh, p.id
                                """)
                .param(chain)
                .query((row, _) -> JdbcProvisions.provision(row))
                .list()
                .stream()
                .map(it -> supply(it, keys))
                .toList();
    }

    private static SupplyRow supply(Provision it, Map<UUID, String> keys) {
        return new SupplyRow(keys.getOrDefault(it.node(), ""), it.statement(), it.staleAfter());
    }

    @Override
    @Transactional
    public UUID keep(ChainDraft draft) {
        jdbc.sql("delete from chain.draft where account = ? and at < ?")
                .params(sender(), now().minus(KEPT))
                .update();
        var id =
                jdbc.sql(
                                """
                                insert into chain.draft (account, content, at)
                                values (?, ?::jsonb, ?) returning id
                                """)
                        .params(sender(), json.writeValueAsString(draft), now())
                        .query(UUID.class)
                        .single();
        audit.record(Change.created("chain.hand-in", "chain", draft.key(), new HandedIn(id)));
        return id;
    }

    private record HandedIn(UUID draft) {}

    private UUID sender() {
        var account = viewers.current().account();
        if (account == null) {
            throw new Forbidden("nobody", "Nobody is logged in.");
        }
        return account;
    }

    private Optional<ChainDraft> kept(UUID id) {
        return jdbc.sql("select content from chain.draft where id = ? and account = ?")
                .params(id, sender())
                .query(String.class)
                .optional()
                .map(it -> json.readValue(it, ChainDraft.class));
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Comparison> compare(UUID id) {
        return kept(id).map(it -> comparison(id, it));
    }

    private Comparison comparison(UUID id, ChainDraft draft) {
        var found = export(draft.key());
        var stored = found.orElse(nothing(draft.key()));
        var deltas = Deltas.of(draft, stored);
        var head = draft.head() == null ? stored.head() : draft.head();
        return new Comparison(
                id,
                draft.key(),
                head == null ? new Bilingual(draft.key(), draft.key()) : head.name(),
                found.isEmpty(),
                draft.head() != null && !draft.head().equals(stored.head()),
                List.of(
                        deltas.stages.shown(it -> it.name().zh()),
                        deltas.nodes.shown(it -> it.name().zh()),
                        deltas.edges.shown(it -> it.supplier() + " → " + it.consumer()),
                        deltas.supplies.shown(
                                it -> it.node() + " · " + it.statement().provider().zh()),
                        deltas.facts.shown(it ->
                                it.node()
                                        + " · "
                                        + it.statement().kind()
                                        + " · "
                                        + it.statement().value()),
                        deltas.providers.shown(it -> it.name().zh())));
    }

    private static ChainDraft nothing(String key) {
        return new ChainDraft(
                key, null, List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    /** Two who store the same chain at once go one after the other. */
    @Override
    @Transactional
    public String store(UUID id, How how) {
        var draft = kept(id).orElseThrow(() -> new NotFound("draft", id));
        var touched = new TreeSet<>(sharing(draft.key()));
        touched.add(draft.key());
        touched.forEach(diagnoses::lock);
        var found = export(draft.key());
        if (found.isEmpty()
                && (draft.head() == null || draft.stages() == null || draft.nodes() == null)) {
            throw new Incomplete(draft.key());
        }
        var comparison = comparison(id, draft);
        writing.write(draft, Deltas.of(draft, found.orElse(nothing(draft.key()))), how);
        record Stored(List<Difference> differences, boolean retired) {}
        audit.record(
                Change.created(
                        "chain.import",
                        "chain",
                        draft.key(),
                        new Stored(comparison.differences(), how.retire())));
        int written =
                comparison.differences().stream().mapToInt(it -> it.added() + it.changed()).sum();
        statistics.written(written);
        touched.addAll(sharing(draft.key()));
        touched.forEach(diagnoses::run);
        statistics.stored(written);
        return draft.key();
    }

    /** Chains that have nodes in common with this one. */
    private List<String> sharing(String chain) {
        return jdbc.sql(
                        """
                        select distinct o.chain from chain.place p
                        join chain.place o on o.node = p.node and o.chain <> p.chain and o.ended_at is null
                        where p.chain = ? and p.ended_at is null order by o.chain
                        """)
                .param(chain)
                .query((row, _) -> row.getString(1))
                .list();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    static LocalDate staleAfter(SupplyRow row, int freshMonths) {
        return row.staleAfter() == null
                ? row.statement().source().asOf().plusMonths(freshMonths)
                : row.staleAfter();
    }
}
