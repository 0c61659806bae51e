package yanzhen.app.chain.store;

import java.math.BigDecimal;
import java.sql.Types;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import yanzhen.app.chain.ChainDraft.EdgeRow;
import yanzhen.app.chain.EdgeCheck;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Problems;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackRow;
import yanzhen.app.pack.PackSection;

/** Chains, rules of diagnosis and, in a demonstration, synthetic suppliers. */
@Component
class ChainSection implements PackSection {

    private static final String RULES = "diagnosis.yaml";

    private final JdbcClient jdbc;
    private final Organisations organisations;
    private final Diagnoses diagnoses;
    private final Clock clock;

    ChainSection(JdbcClient jdbc, Organisations organisations, Diagnoses diagnoses, Clock clock) {
        this.jdbc = jdbc;
        this.organisations = organisations;
        this.diagnoses = diagnoses;
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

    private static String provisions(String chain) {
        return "demo/chains/" + chain + ".csv";
    }

    @Override
    public void validate(Pack pack, Problems problems) {
        if (!pack.has(RULES)) {
            return;
        }
        pack.yaml(RULES, "diagnosis", problems);
        for (var chain : pack.folders("chains")) {
            validate(pack, chain, problems);
        }
    }

    private static void validate(Pack pack, String chain, Problems problems) {
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
            if (!keys.add(row.text("key"))) {
                row.complain(problems, "key", "duplicate");
            }
        }
        validateEdges(pack.csv(edges(chain), "chain-edges.row", problems), keys, problems);
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
        if (!pack.has(RULES)) {
            return;
        }
        var nothing = new Problems();
        var rules = pack.yaml(RULES, "diagnosis", nothing);
        int fresh = rules.path("freshMonths").asInt();
        storeRules(rules, fresh);
        int ordinal = 0;
        for (var chain : pack.folders("chains")) {
            diagnoses.lock(chain);
            storeHead(pack.yaml(head(chain), "chain", nothing), ++ordinal);
            storeNodes(chain, pack.csv(nodes(chain), "chain-nodes.row", nothing));
            var ids = JdbcAtlas.ids(jdbc, chain);
            storeEdges(ids, pack.csv(edges(chain), "chain-edges.row", nothing));
            if (pack.demonstration() && pack.has(provisions(chain))) {
                pack.csv(provisions(chain), "demo-provisions.row", nothing)
                        .forEach(row -> storeProvision(row, ids, fresh));
            }
            diagnoses.run(chain);
        }
    }

    private void storeRules(JsonNode file, int freshMonths) {
        var basis = file.path("basis");
        int ordinal = 0;
        for (var rule : file.path("rules")) {
            jdbc.sql(
                            """
                            insert into chain.rule
                                (key, measure, compare, watch, weak, unknown, weight, name_zh, name_en,
                                 sentence_zh, sentence_en, document, place, note_zh, note_en, ordinal,
                                 fresh_months)
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                            on conflict (key) do update set
                                measure = excluded.measure, compare = excluded.compare, watch = excluded.watch,
                                weak = excluded.weak, unknown = excluded.unknown, weight = excluded.weight,
                                name_zh = excluded.name_zh, name_en = excluded.name_en,
                                sentence_zh = excluded.sentence_zh, sentence_en = excluded.sentence_en,
                                document = excluded.document, place = excluded.place,
                                note_zh = excluded.note_zh, note_en = excluded.note_en, ordinal = excluded.ordinal,
                                fresh_months = excluded.fresh_months
                            """)
                    .param(text(rule, "key"))
                    .param(text(rule, "measure"))
                    .param(text(rule, "compare"))
                    .param(number(rule, "watch"))
                    .param(number(rule, "weak"))
                    .param(number(rule, "unknown"))
                    .param(rule.path("weight").asInt())
                    .param(text(rule.path("name"), "zh"))
                    .param(text(rule.path("name"), "en"))
                    .param(text(rule.path("sentence"), "zh"))
                    .param(text(rule.path("sentence"), "en"))
                    .param(text(basis, "document"))
                    .param(text(basis, "place"))
                    .param(text(basis.path("note"), "zh"))
                    .param(text(basis.path("note"), "en"))
                    .param(++ordinal)
                    .param(freshMonths)
                    .update();
        }
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString();
    }

    private static @Nullable BigDecimal number(JsonNode node, String field) {
        return node.has(field) ? new BigDecimal(text(node, field)) : null;
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
        int at = 0;
        for (var stage : chain.path("stages")) {
            jdbc.sql(
                            """
                            insert into chain.stage (chain, key, name_zh, name_en, ordinal) values (?, ?, ?, ?, ?)
                            on conflict (chain, key) do update set name_zh = excluded.name_zh,
                                name_en = excluded.name_en, ordinal = excluded.ordinal
                            """)
                    .params(
                            text(chain, "key"),
                            text(stage, "key"),
                            text(stage, "zh"),
                            text(stage, "en"),
                            ++at)
                    .update();
        }
    }

    private void storeNodes(String chain, List<PackRow> rows) {
        int ordinal = 0;
        for (var row : rows) {
            jdbc.sql(
                            """
                            insert into chain.node
                                (chain, key, stage, kind, category, name_zh, name_en, essential, ordinal)
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                            on conflict (chain, key) do update set stage = excluded.stage, kind = excluded.kind,
                                category = excluded.category, name_zh = excluded.name_zh, name_en = excluded.name_en,
                                essential = excluded.essential, ordinal = excluded.ordinal
                            """)
                    .params(
                            chain,
                            row.text("key"),
                            row.text("stage"),
                            row.text("kind"),
                            row.text("category"),
                            row.text("name_zh"),
                            row.text("name_en"),
                            row.flag("essential"),
                            ++ordinal)
                    .update();
        }
    }

    private void storeEdges(Map<String, UUID> ids, List<PackRow> rows) {
        for (var row : rows) {
            jdbc.sql(
                            """
                            insert into chain.edge (supplier, consumer, kind) values (?, ?, ?)
                            on conflict do nothing
                            """)
                    .param(ids.get(row.text("supplier")))
                    .param(ids.get(row.text("consumer")))
                    .param(row.text("kind"))
                    .update();
        }
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
