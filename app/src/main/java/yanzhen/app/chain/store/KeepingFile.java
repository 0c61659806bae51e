package yanzhen.app.chain.store;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import yanzhen.app.chain.ChainDraft.FactRow;
import yanzhen.app.chain.KeepingRules;
import yanzhen.app.chain.KeepingRules.Asking;
import yanzhen.app.chain.NodeFact;
import yanzhen.app.chain.NodeOwner;
import yanzhen.app.chain.UpdateRequests;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Clause;
import yanzhen.app.kernel.Problems;
import yanzhen.app.kernel.SourceNote;
import yanzhen.app.kernel.SourceNote.Confidence;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackRow;

/** 时效规则 of a pack, and in a demonstration who answers for which node and what they are asked. */
@Component
class KeepingFile {

    private static final String RULES = "freshness.yaml";
    private static final String SCHEMA = "freshness";
    private static final String OWNERS = "demo/owners.csv";
    private static final String OWNER_ROW = "demo-owners.row";
    private static final String AGING = "demo/aging-facts.csv";
    private static final String AGING_ROW = "demo-aging-facts.row";

    /** Those who keep chains see what they keep, whatever its level. */
    private static final Set<String> KEEPERS = Set.of("CITY_OFFICER", "CHAIN_TASK_FORCE");

    private static final String LEVELS = "demo/levels.csv";
    private static final String LEVEL_ROW = "demo-levels.row";

    private final JdbcClient jdbc;
    private final KeepingBook book;
    private final FactWriting facts;
    private final JdbcNodeOwners owners;
    private final UpdateRequests requests;
    private final JdbcVisibility visibility;
    private final Organisations organisations;
    private final FactKeeping keeping;
    private final Clock clock;

    KeepingFile(
            JdbcClient jdbc,
            KeepingBook book,
            FactWriting facts,
            JdbcNodeOwners owners,
            UpdateRequests requests,
            JdbcVisibility visibility,
            Organisations organisations,
            FactKeeping keeping,
            Clock clock) {
        this.jdbc = jdbc;
        this.book = book;
        this.facts = facts;
        this.owners = owners;
        this.requests = requests;
        this.visibility = visibility;
        this.organisations = organisations;
        this.keeping = keeping;
        this.clock = clock;
    }

    /**
     * Holds the files against their schemas and what they refer to.
     *
     * @param nodes of all chains of the pack, as {@code chain/key}
     */
    static void validate(Pack pack, Set<String> nodes, Problems problems) {
        if (pack.has(RULES)) {
            var file = pack.yaml(RULES, SCHEMA, problems);
            var seen = new HashSet<String>();
            for (var it : file.path("kinds")) {
                var kind = it.path("kind").asString("");
                if (!seen.add(kind)) {
                    problems.add(RULES, null, "kind", kind, "duplicate");
                }
            }
            levels(file.path("levels"), problems);
        }
        if (!pack.demonstration()) {
            return;
        }
        if (pack.has(OWNERS)) {
            pack.csv(OWNERS, OWNER_ROW, problems).forEach(it -> node(it, nodes, problems));
        }
        if (pack.has(AGING)) {
            pack.csv(AGING, AGING_ROW, problems).forEach(it -> node(it, nodes, problems));
        }
        if (pack.has(LEVELS)) {
            pack.csv(LEVELS, LEVEL_ROW, problems).forEach(it -> node(it, nodes, problems));
        }
    }

    /** Levels rise by one from 0; who sees a level also sees those below it. */
    private static void levels(JsonNode levels, Problems problems) {
        int next = 0;
        var below = Set.<String>of();
        for (var it : levels) {
            int level = it.path("level").asInt(-1);
            if (level != next++) {
                problems.add(RULES, null, "level", String.valueOf(level), "level-order");
            }
            var roles = roles(it);
            if (level > 1 && !below.containsAll(roles)) {
                problems.add(RULES, null, "roles", String.join(", ", roles), "level-roles");
            }
            if (level > 0 && !roles.containsAll(KEEPERS)) {
                problems.add(RULES, null, "roles", String.join(", ", roles), "level-keepers");
            }
            below = roles;
        }
    }

    private static void node(PackRow row, Set<String> nodes, Problems problems) {
        if (!nodes.contains(row.text("chain") + "/" + row.text("node"))) {
            row.complain(problems, "node", "unknown-reference");
        }
    }

    void load(Pack pack) {
        if (pack.has(RULES)) {
            var file = pack.yaml(RULES, SCHEMA, new Problems());
            book.replace(rules(file));
            levels(file.path("levels"));
        }
    }

    private void levels(JsonNode levels) {
        jdbc.sql("delete from chain.visibility_level").update();
        for (var it : levels) {
            jdbc.sql(
                            """
                            insert into chain.visibility_level (level, name_zh, name_en, say_zh, say_en, roles)
                            values (?, ?, ?, ?, ?, ?)
                            """)
                    .param(it.path("level").asInt())
                    .param(it.path("name").path("zh").asString())
                    .param(it.path("name").path("en").asString())
                    .param(it.path("say").path("zh").asString())
                    .param(it.path("say").path("en").asString())
                    .param(roles(it).toArray(String[]::new))
                    .update();
        }
    }

    private static Set<String> roles(JsonNode level) {
        var roles = new TreeSet<String>();
        level.path("roles").forEach(it -> roles.add(it.asString("")));
        return roles;
    }

    private static KeepingRules rules(JsonNode file) {
        var basis = file.path("basis");
        var note = file.path("note");
        var kinds = new ArrayList<Asking>();
        for (var it : file.path("kinds")) {
            kinds.add(
                    new Asking(
                            it.path("kind").asString(),
                            it.path("leadDays").asInt(),
                            it.path("againDays").asInt()));
        }
        return new KeepingRules(
                new Clause(basis.path("document").asString(), basis.path("place").asString()),
                new Bilingual(note.path("zh").asString(), note.path("en").asString()),
                kinds);
    }

    /** After the chains are there. What stands there already stays as it is. */
    void loadDemonstration(Pack pack) {
        if (!pack.demonstration()) {
            return;
        }
        var ids = new HashMap<String, Map<String, UUID>>();
        if (pack.has(OWNERS)) {
            pack.csv(OWNERS, OWNER_ROW, new Problems()).forEach(it -> own(it, of(it, ids)));
        }
        if (pack.has(AGING)) {
            var rows = pack.csv(AGING, AGING_ROW, new Problems());
            rows.stream()
                    .map(it -> it.text("chain"))
                    .distinct()
                    .forEach(chain -> {
                        var known = facts.known(chain);
                        age(
                                rows,
                                chain,
                                known,
                                ids.computeIfAbsent(chain, it -> JdbcAtlas.ids(jdbc, it)));
                    });
        }
        if (pack.has(LEVELS)) {
            pack.csv(LEVELS, LEVEL_ROW, new Problems()).forEach(it -> protect(it, of(it, ids)));
        }
        requests.ask();
    }

    /** Once; whoever lowered it is not overruled. */
    private void protect(PackRow row, UUID node) {
        boolean untouched =
                jdbc.sql("select own_level is null from chain.node where id = ?")
                        .param(node)
                        .query(Boolean.class)
                        .single();
        if (untouched) {
            visibility.protect(node, Integer.parseInt(row.text("level")), row.text("reason"));
        }
    }

    private UUID of(PackRow row, Map<String, Map<String, UUID>> ids) {
        var nodes = ids.computeIfAbsent(row.text("chain"), it -> JdbcAtlas.ids(jdbc, it));
        return java.util.Objects.requireNonNull(nodes.get(row.text("node")));
    }

    private void own(PackRow row, UUID node) {
        if (!owners.history(node).isEmpty()) {
            return;
        }
        var owner =
                switch (NodeOwner.Kind.valueOf(row.text("kind"))) {
                    case TASK_FORCE -> NodeOwner.TASK_FORCE;
                    case DISTRICT -> NodeOwner.district(row.text("district"));
                    case ORGANISATION ->
                            NodeOwner.organisation(
                                    organisations
                                            .findByKey(row.text("organisation"))
                                            .orElseThrow()
                                            .id());
                };
        owners.name(node, owner, row.text("reason"));
    }

    /** One fact of a kind at a node; whoever corrected or withdrew it is not overruled. */
    private void age(List<PackRow> rows, String chain, Set<String> known, Map<String, UUID> ids) {
        var fresh = new ArrayList<FactRow>();
        for (var row : rows) {
            var place = row.text("node") + '\u001f' + row.text("kind") + '\u001f';
            if (row.text("chain").equals(chain)
                    && known.stream().noneMatch(it -> it.startsWith(place))) {
                fresh.add(aging(row));
            }
        }
        facts.insert(fresh, ids, Map.of());
    }

    private FactRow aging(PackRow row) {
        var last = LocalDate.now(clock).plusDays(Long.parseLong(row.text("days_left")));
        var asOf = last.minusMonths(keeping.freshMonths());
        return new FactRow(
                row.text("node"),
                new NodeFact.Statement(
                        NodeFact.Kind.valueOf(row.text("kind")),
                        row.text("value"),
                        null,
                        new Bilingual("产业链专班", "Chain task force"),
                        new SourceNote("演示数据", null, asOf, Confidence.SYNTHETIC),
                        asOf,
                        null),
                last);
    }
}
