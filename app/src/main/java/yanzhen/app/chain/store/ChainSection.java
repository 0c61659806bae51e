package yanzhen.app.chain.store;

import java.sql.Types;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.chain.ChainDraft.EdgeRow;
import yanzhen.app.chain.ChainDraft.FactRow;
import yanzhen.app.chain.ChainDraft.NodeRow;
import yanzhen.app.chain.ChainDraft.StageRow;
import yanzhen.app.chain.EdgeCheck;
import yanzhen.app.chain.NodeFact;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Problems;
import yanzhen.app.kernel.SourceNote;
import yanzhen.app.kernel.SourceNote.Confidence;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackRow;
import yanzhen.app.pack.PackSection;

/** Chains, rules of diagnosis and, in a demonstration, synthetic suppliers. */
@Component
class ChainSection implements PackSection {

    private static final String RULES = "diagnosis.yaml";

    private final JdbcClient jdbc;
    private final Structure structure;
    private final FactWriting factWriting;
    private final Organisations organisations;
    private final Diagnoses diagnoses;
    private final Rulebooks books;
    private final TilesFile tiles;
    private final CataloguesFile catalogues;
    private final KeepingFile keeping;
    private final Clock clock;

    ChainSection(
            JdbcClient jdbc,
            Structure structure,
            FactWriting factWriting,
            Organisations organisations,
            Diagnoses diagnoses,
            Rulebooks books,
            TilesFile tiles,
            CataloguesFile catalogues,
            KeepingFile keeping,
            Clock clock) {
        this.jdbc = jdbc;
        this.structure = structure;
        this.factWriting = factWriting;
        this.organisations = organisations;
        this.diagnoses = diagnoses;
        this.books = books;
        this.tiles = tiles;
        this.catalogues = catalogues;
        this.keeping = keeping;
        this.clock = clock;
    }

    @Override
    public int floor() {
        return 2;
    }

    private static String head(String chain) {
        return "chains/" + chain + "/chain.yaml";
    }

    private static String nodes(String chain) {
        return "chains/" + chain + "/nodes.csv";
    }

    private static String edges(String chain) {
        return "chains/" + chain + "/edges.csv";
    }

    private static String facts(String chain) {
        return "chains/" + chain + "/facts.csv";
    }

    private static String provisions(String chain) {
        return "demo/chains/" + chain + ".csv";
    }

    @Override
    public void validate(Pack pack, Problems problems) {
        TilesFile.validate(pack, problems);
        CataloguesFile.validate(pack, problems);
        KeepingFile.validate(pack, allNodes(pack), problems);
        if (!pack.has(RULES)) {
            return;
        }
        pack.yaml(RULES, "diagnosis", problems);
        var own = ownNodes(pack);
        for (var chain : pack.folders("chains")) {
            validate(pack, chain, own, problems);
        }
    }

    /** Nodes that a chain does not share from another one, as {@code chain/key}. */
    private static Set<String> ownNodes(Pack pack) {
        return nodes(pack, it -> it.orNull("same_as") == null);
    }

    private static Set<String> allNodes(Pack pack) {
        return nodes(pack, _ -> true);
    }

    private static Set<String> nodes(Pack pack, Predicate<PackRow> which) {
        var found = new HashSet<String>();
        for (var chain : pack.folders("chains")) {
            if (pack.has(nodes(chain))) {
                pack.csv(nodes(chain), "chain-nodes.row", new Problems()).stream()
                        .filter(which)
                        .forEach(it -> found.add(chain + "/" + it.find("key").orElse("")));
            }
        }
        return found;
    }

    private static void validate(Pack pack, String chain, Set<String> own, Problems problems) {
        var stages = new HashSet<String>();
        var head = pack.yaml(head(chain), "chain", problems);
        if (!head.path("key").asString("").equals(chain)) {
            problems.add(
                    head(chain), null, "key", head.path("key").asString(""), "chain-folder", chain);
        }
        dayOf(head, chain, problems);
        head.path("stages").forEach(stage -> stages.add(stage.path("key").asString("")));
        var keys = new HashSet<String>();
        for (var row : pack.csv(nodes(chain), "chain-nodes.row", problems)) {
            row.known(problems, "stage", stages);
            if (row.orNull("same_as") != null) {
                row.known(problems, "same_as", own);
            }
            if (!keys.add(row.text("key"))) {
                row.complain(problems, "key", "duplicate");
            }
        }
        validateEdges(pack.csv(edges(chain), "chain-edges.row", problems), keys, problems);
        if (pack.has(facts(chain))) {
            validateFacts(pack.csv(facts(chain), "chain-facts.row", problems), keys, problems);
        }
        if (pack.demonstration() && pack.has(provisions(chain))) {
            for (var row : pack.csv(provisions(chain), "demo-provisions.row", problems)) {
                row.known(problems, "node", keys);
                if (row.orNull("organisation") == null && row.orNull("provider_zh") == null) {
                    row.complain(problems, "provider_zh", "required");
                }
            }
        }
    }

    private static void validateEdges(List<PackRow> rows, Set<String> nodes, Problems problems) {
        var edges = new ArrayList<EdgeRow>();
        var places = new ArrayList<PackRow>();
        for (var row : rows) {
            boolean from = row.known(problems, "supplier", nodes);
            boolean to = row.known(problems, "consumer", nodes);
            if (from && to) {
                edges.add(
                        new EdgeRow(row.text("supplier"), row.text("consumer"), row.text("kind")));
                places.add(row);
            }
        }
        for (var fault : EdgeCheck.of(edges)) {
            places.get(fault.edge())
                    .complain(
                            problems,
                            "consumer",
                            fault.code(),
                            fault.details().toArray(String[]::new));
        }
    }

    private static void validateFacts(List<PackRow> rows, Set<String> nodes, Problems problems) {
        var seen = new ArrayList<FactRow>();
        for (var row : rows) {
            boolean known = row.known(problems, "node", nodes);
            row.days(problems, "as_of", "valid_from", "valid_until", "stale_after");
            FactRow fact;
            try {
                fact = fact(row);
            } catch (IllegalArgumentException
                    | IllegalStateException
                    | java.time.DateTimeException e) {
                row.complain(problems, "value", "fact-form", row.find("kind").orElse(""));
                continue;
            }
            if (known && seen.stream().anyMatch(it -> FactRow.clash(it, fact))) {
                row.complain(problems, "value", "fact-overlapping");
            }
            seen.add(fact);
        }
    }

    /** The schema sees only the form of a day. */
    private static void dayOf(JsonNode head, String chain, Problems problems) {
        var written = head.path("source").path("asOf").asString("");
        try {
            LocalDate.parse(written);
        } catch (java.time.DateTimeException e) {
            problems.add(head(chain), null, "source.asOf", written, "date");
        }
    }

    @Override
    public void load(Pack pack) {
        tiles.load(pack);
        catalogues.load(pack);
        keeping.load(pack);
        if (!pack.has(RULES)) {
            return;
        }
        var nothing = new Problems();
        var rules = pack.yaml(RULES, "diagnosis", nothing);
        int fresh = rules.path("freshMonths").asInt();
        books.load(rules);
        storeChains(pack, nothing);
        for (var chain : pack.folders("chains")) {
            var ids = JdbcAtlas.ids(jdbc, chain);
            storeFacts(pack, chain, ids);
            if (pack.demonstration() && pack.has(provisions(chain))) {
                pack.csv(provisions(chain), "demo-provisions.row", nothing)
                        .forEach(row -> storeProvision(row, ids, fresh));
            }
        }
        keeping.loadDemonstration(pack);
        pack.folders("chains").forEach(diagnoses::run);
    }

    /** Nodes of the chains' own first, so that other chains may share them whatever their order. */
    private void storeChains(Pack pack, Problems nothing) {
        var act = new Structure.Act(clock.instant().atOffset(ZoneOffset.UTC), null, null, false);
        var shared = new TreeMap<String, List<NodeRow>>();
        int ordinal = 0;
        for (var chain : pack.folders("chains")) {
            diagnoses.lock(chain);
            storeHead(pack.yaml(head(chain), "chain", nothing), ++ordinal);
            var rows =
                    pack.csv(nodes(chain), "chain-nodes.row", nothing).stream()
                            .map(ChainSection::node)
                            .toList();
            var own = rows.stream().filter(it -> it.sameAs() == null).toList();
            structure.nodes(chain, own, act);
            if (own.size() < rows.size()) {
                shared.put(chain, rows);
            }
        }
        shared.forEach((chain, rows) -> structure.nodes(chain, rows, act));
        for (var chain : pack.folders("chains")) {
            structure.join(
                    pack.csv(edges(chain), "chain-edges.row", nothing).stream()
                            .map(ChainSection::edge)
                            .toList(),
                    JdbcAtlas.ids(jdbc, chain),
                    act);
        }
    }

    private static NodeRow node(PackRow row) {
        return new NodeRow(
                row.text("key"),
                row.text("stage"),
                row.text("kind"),
                BaseCategory.valueOf(row.text("category")),
                new Bilingual(row.text("name_zh"), row.text("name_en")),
                row.flag("essential"),
                row.orNull("same_as"));
    }

    private static EdgeRow edge(PackRow row) {
        return new EdgeRow(row.text("supplier"), row.text("consumer"), row.text("kind"));
    }

    /** A fact that is or was there already stays as it is, corrections included. */
    private void storeFacts(Pack pack, String chain, Map<String, UUID> ids) {
        if (!pack.has(facts(chain))) {
            return;
        }
        var known = factWriting.known(chain);
        var fresh =
                pack.csv(facts(chain), "chain-facts.row", new Problems()).stream()
                        .map(ChainSection::fact)
                        .filter(it -> !known.contains(FactWriting.place(it)))
                        .toList();
        factWriting.insert(fresh, ids, Map.of());
    }

    private static FactRow fact(PackRow row) {
        var asOf = row.date("as_of");
        var from = row.dateOrNull("valid_from");
        return new FactRow(
                row.text("node"),
                new NodeFact.Statement(
                        NodeFact.Kind.valueOf(row.text("kind")),
                        row.text("value"),
                        row.orNull("reference"),
                        new Bilingual(row.text("owner_zh"), row.text("owner_en")),
                        new SourceNote(
                                row.text("source_title"),
                                row.orNull("source_url"),
                                asOf,
                                Confidence.valueOf(row.text("confidence"))),
                        from == null ? asOf : from,
                        row.dateOrNull("valid_until")),
                row.dateOrNull("stale_after"));
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString();
    }

    private void storeHead(JsonNode chain, int ordinal) {
        var source = chain.path("source");
        jdbc.sql(
                        """
                        insert into chain.chain
                            (key, name_zh, name_en, clause, owner, owner_en, source_title_zh, source_title_en,
                             source_url, source_as_of, source_confidence, ordinal)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::date, ?, ?)
                        on conflict (key) do update set name_zh = excluded.name_zh, name_en = excluded.name_en,
                            clause = excluded.clause, owner = excluded.owner, owner_en = excluded.owner_en,
                            source_title_zh = excluded.source_title_zh, source_title_en = excluded.source_title_en,
                            source_url = excluded.source_url, source_as_of = excluded.source_as_of,
                            source_confidence = excluded.source_confidence, ordinal = excluded.ordinal
                        """)
                .param(text(chain, "key"))
                .param(text(chain.path("name"), "zh"))
                .param(text(chain.path("name"), "en"))
                .param(text(chain, "clause"))
                .param(text(chain.path("owner"), "zh"))
                .param(text(chain.path("owner"), "en"))
                .param(text(source, "zh"))
                .param(text(source, "en"))
                .param(source.has("url") ? text(source, "url") : null)
                .param(text(source, "asOf"))
                .param(text(source, "confidence"))
                .param(ordinal)
                .update();
        var stages = new ArrayList<StageRow>();
        for (var stage : chain.path("stages")) {
            stages.add(
                    new StageRow(
                            text(stage, "key"),
                            new Bilingual(text(stage, "zh"), text(stage, "en"))));
        }
        structure.stages(text(chain, "key"), stages);
    }

    /** A synthetic fact; one that is or was there already stays as it is, corrections included. */
    private void storeProvision(PackRow row, Map<String, UUID> ids, int freshMonths) {
        var organisation =
                row.find("organisation")
                        .flatMap(code -> organisations.findByKey(code))
                        .orElse(null);
        var provider = provider(row, organisation);
        LocalDate asOf = row.date("as_of");
        jdbc.sql(
                        """
                        insert into chain.provision
                            (node, organisation, provider_zh, provider_en, country, share, source_title,
                             as_of, confidence, stale_after, recorded_at, synthetic)
                        select :node, :organisation, :zh, :en, :country, :share, '演示数据',
                               :asOf, 'SYNTHETIC', :staleAfter, :now, true
                        where not exists (
                            select from chain.provision
                            where node = :node and provider_zh = :zh and country = :country)
                        """)
                .param("node", ids.get(row.text("node")))
                .param("organisation", organisation == null ? null : organisation.id(), Types.OTHER)
                .param("zh", provider.zh())
                .param("en", provider.en())
                .param("country", row.text("country"))
                .param("share", row.decimalOrNull("share"), Types.NUMERIC)
                .param("asOf", asOf)
                .param("staleAfter", asOf.plusMonths(freshMonths))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private static Bilingual provider(PackRow row, @Nullable Organisation organisation) {
        if (organisation == null) {
            var name = row.text("provider_zh");
            return new Bilingual(name, row.find("provider_en").orElse(name));
        }
        var english = organisation.nameEn();
        return new Bilingual(organisation.name(), english == null ? organisation.name() : english);
    }
}
