package yanzhen.app.chain.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.ChainDraft;
import yanzhen.app.chain.ChainTables;
import yanzhen.app.chain.Finding;
import yanzhen.app.chain.NodeFact.Kind;
import yanzhen.app.chain.Runs;
import yanzhen.app.chain.SmallChain;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;
import yanzhen.app.kernel.SourceNote;
import yanzhen.app.kernel.SourceNote.Confidence;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

/** Bread, invented, in the layout; and the published tables, where they lie beside the project. */
@IntegrationTest
class EtoLayoutTests {

    private static final Path PUBLISHED = Path.of("../../shared/data/eto-semiconductor");

    private static final Map<String, String> BREAD =
            Map.of(
                    "stages",
                    """
                    stage_id,stage_name,description,market_share_chart_global_market_size_info,market_share_chart_caption,market_share_chart_source
                    S1,Baking,"Dough is baked.

                    It rises.",$1 million (2020),Shares of bakers,Invented
                    """,
                    "inputs",
                    """
                    input_name,input_id,type,stage_name,stage_id,description,market_share_chart_global_market_size_info,market_share_chart_caption,market_share_chart_source
                    Kneading,N1,process,Baking,S1,Work the dough.,,,
                    Flour,N2,material_resource,,,Ground grain.,$2 million (2020),,
                    Rye flour,N3,material_resource,,,Ground rye.,,,
                    Oven,N4,tool_resource,,,Hot.,,,
                    Loaf,N5,ultimate_output,,,Bread.,,,
                    """,
                    "providers",
                    """
                    provider_name,provider_id,provider_type,country
                    NLD,P1,country,
                    Various,P2,country,
                    Miller,P3,organization,NLD
                    Idle mill,P4,organization,MAL
                    """,
                    "provision",
                    """
                    provider_name,provider_id,provided_name,provided_id,share_provided,negligible_market_share
                    NLD,P1,Baking,S1,91%,
                    Various,P2,Baking,S1,9%,
                    NLD,P1,Flour,N2,,
                    Miller,P3,Flour,N2,,negligible
                    Miller,P3,Flour,N2,,negligible
                    Miller,P3,Rye flour,N3,100%,
                    """,
                    "sequence",
                    """
                    input_name,input_id,goes_into_name,goes_into_id,is_type_of_name,is_type_of_id
                    Flour,N2,Kneading,N1,,
                    Rye flour,N3,,,Flour,N2
                    Oven,N4,Kneading,N1,,
                    Kneading,N1,Loaf,N5,,
                    """);

    @Autowired PackLoader loader;
    @Autowired ChainTables tables;
    @Autowired Runs runs;
    @Autowired Atlas atlas;

    @TempDir Path folder = Path.of("");

    private final Viewer officer = SmallChain.officer();
    private final String key = SmallChain.unique();

    @BeforeEach
    void load() {
        Viewers.doAs(
                Viewer.SYSTEM,
                () -> loader.load(Pack.at(Path.of("../packs/shanghai-14fyp"), true)));
    }

    @Test
    void makesAStageANodeTooAndGivesMaterialsAndToolsStagesOfTheirOwn() throws IOException {
        var draft = read(BREAD);

        assertThat(draft.nodes())
                .extracting(ChainDraft.NodeRow::key, ChainDraft.NodeRow::stage)
                .containsExactly(
                        tuple("s1", "s1"),
                        tuple("n1", "s1"),
                        tuple("n2", "materials"),
                        tuple("n3", "materials"),
                        tuple("n4", "tools"),
                        tuple("n5", "outputs"));
        assertThat(draft.edges())
                .extracting(ChainDraft.EdgeRow::kind)
                .containsExactly("made-from", "kind-of", "equipment-for", "step-before");
        assertThat(Objects.requireNonNull(draft.facts()))
                .extracting(it -> it.statement().kind(), it -> it.statement().value())
                .contains(
                        tuple(Kind.DESCRIPTION, "Dough is baked. It rises."),
                        tuple(Kind.MARKET_SIZE, "$2 million (2020)"));
    }

    @Test
    void tellsKnownNegligibleAndUnknownSharesApart() throws IOException {
        var said =
                Objects.requireNonNull(read(BREAD).supplies()).stream()
                        .map(ChainDraft.SupplyRow::statement)
                        .toList();

        assertThat(said)
                .extracting(
                        it -> it.provider().en(),
                        it -> it.country(),
                        NewStatements::written,
                        it -> it.total())
                .containsExactly(
                        tuple("Netherlands", "NL", "91", true),
                        tuple("Various", "ZZ", "9", true),
                        tuple("Netherlands", "NL", "", true),
                        tuple("Miller", "NL", "negligible", false),
                        tuple("Miller", "NL", "100", false));
    }

    @Test
    void keepsProvidersThatMakeNothing() throws IOException {
        assertThat(read(BREAD).providers())
                .extracting(it -> it.name().en(), ChainDraft.ProviderRow::country)
                .contains(tuple("Idle mill", "MY"))
                .hasSize(4);
    }

    @Test
    void namesEveryFaultWithItsFileRowAndField() throws IOException {
        var wrong = new HashMap<>(BREAD);
        wrong.put(
                "provision",
                BREAD.get("provision")
                        + "Nobody,P9,Flour,N2,5%,\n"
                        + "Miller,P3,Gold,N9,5%,\n"
                        + "NLD,P1,Oven,N4,120%,\n"
                        + "NLD,P1,Loaf,N5,5%,negligible\n");
        wrong.put("sequence", BREAD.get("sequence") + "Loaf,N5,Oven,N8,,\n");
        wrong.put("providers", BREAD.get("providers") + "Far mill,P5,organization,XYZ\n");
        var problems = new Problems();

        var found = EtoLayout.read(about(), files(wrong), problems);

        assertThat(found.draft()).isNull();
        assertThat(problems.kept())
                .extracting(Problem::file, Problem::line, Problem::field, Problem::code)
                .containsExactlyInAnyOrder(
                        tuple("providers", 6, "country", "country-unknown"),
                        tuple("sequence", 6, "goes_into_id", "unknown-reference"),
                        tuple("provision", 8, "provider_id", "unknown-reference"),
                        tuple("provision", 9, "provided_id", "unknown-reference"),
                        tuple("provision", 10, "share_provided", "share-range"),
                        tuple("provision", 11, "negligible_market_share", "share-and-negligible"));
    }

    @Test
    void comesOutOfTheStoreAsItWentIn() throws IOException {
        var draft = read(BREAD);
        asOfficer(() -> tables.store(tables.keep(draft), new ChainTables.How(false, null)));

        var kept = asOfficer(() -> tables.keep(draft));
        assertThat(asOfficer(() -> tables.compare(kept).orElseThrow()).idle()).isTrue();
        var out = asOfficer(() -> tables.export(key).orElseThrow());
        var again = asOfficer(() -> tables.keep(out));
        assertThat(asOfficer(() -> tables.compare(again).orElseThrow()).idle()).isTrue();
    }

    /** The tables lie beside the project and never enter it. */
    @Test
    void losesNothingOfThePublishedTables() {
        assumeTrue(Files.isDirectory(PUBLISHED), "The CSET/ETO tables are not at " + PUBLISHED);
        var files = new HashMap<String, Path>();
        for (var table : EtoLayout.Table.values()) {
            files.put(table.key(), PUBLISHED.resolve(table.key() + ".csv"));
        }
        var problems = new Problems();
        var found = EtoLayout.read(about(), files, problems);

        assertThat(problems.kept()).isEmpty();
        assertThat(found.rows())
                .containsEntry(EtoLayout.Table.STAGES, 3)
                .containsEntry(EtoLayout.Table.INPUTS, 79)
                .containsEntry(EtoLayout.Table.PROVIDERS, 294)
                .containsEntry(EtoLayout.Table.PROVISION, 660)
                .containsEntry(EtoLayout.Table.SEQUENCE, 93);
        var draft = Objects.requireNonNull(found.draft());
        asOfficer(() -> tables.store(tables.keep(draft), new ChainTables.How(false, null)));
        var out = asOfficer(() -> tables.export(key).orElseThrow());
        System.out.printf(
                "CSET/ETO: %d nodes, %d edges, %d supplies, %d facts, %d providers.%n",
                size(out.nodes()),
                size(out.edges()),
                size(out.supplies()),
                size(out.facts()),
                size(out.providers()));

        assertThat(out.nodes()).hasSize(3 + 79);
        assertThat(out.edges()).hasSize(93);
        assertThat(out.providers()).hasSize(294);
        // Of 660 rows two say the same of the same.
        var said =
                Objects.requireNonNull(out.supplies()).stream()
                        .map(ChainDraft.SupplyRow::statement)
                        .toList();
        assertThat(said).hasSize(659);
        assertThat(said.stream().filter(it -> it.share() != null)).hasSize(206);
        assertThat(said.stream().filter(it -> it.negligible())).hasSize(73);
        assertThat(said.stream().filter(it -> it.total())).hasSize(269);
        assertThat(said.stream().filter(it -> it.share() == null && !it.negligible())).hasSize(380);
        findsTheKnownChokePoints();
    }

    /**
     * Read off the tables by hand: inputs of which one country abroad has four fifths or more, and
     * those of one firm. The scanner for extreme ultraviolet light (n20) is both, of one firm.
     */
    private void findsTheKnownChokePoints() {
        var ids = new HashMap<UUID, String>();
        asOfficer(() -> atlas.map(key).orElseThrow())
                .nodes()
                .forEach(it -> ids.put(it.id(), it.key()));
        var run = asOfficer(() -> runs.of(key, 0, 1)).getFirst();
        var verdicts = asOfficer(() -> runs.verdicts(run.id()));
        verdicts.stream()
                .limit(8)
                .forEach(it ->
                        System.out.printf(
                                "%s %s, weight %d: %s%n",
                                ids.get(it.node()),
                                it.name().en(),
                                it.verdict().weight(),
                                it.verdict().findings().stream().map(Finding::rule).toList()));

        assertThat(ids.get(verdicts.getFirst().node())).isEqualTo("n20");
        assertThat(verdicts.getFirst().verdict().findings())
                .extracting(Finding::rule)
                .contains("single-source", "no-domestic", "foreign-share", "single-country");
        assertThat(
                        verdicts.stream()
                                .filter(it -> fires(it, "single-country"))
                                .map(it -> ids.get(it.node())))
                .contains(
                        "n8", "n9", "n10", "n11", "n12", "n20", "n22", "n29", "n30", "n32", "n38",
                        "n42", "n43", "n44", "n45", "n50", "n64", "n71", "n84")
                .as("a country at home is none abroad")
                .doesNotContain("n77");
        assertThat(
                        verdicts.stream()
                                .filter(it -> fires(it, "single-source"))
                                .map(it -> ids.get(it.node())))
                .contains("n8", "n20");
    }

    private static boolean fires(Runs.Judged it, String rule) {
        return it.verdict().findings().stream().anyMatch(finding -> finding.rule().equals(rule));
    }

    private static int size(java.util.@org.jspecify.annotations.Nullable List<?> rows) {
        return rows == null ? 0 : rows.size();
    }

    private ChainDraft read(Map<String, String> texts) throws IOException {
        var problems = new Problems();
        var found = EtoLayout.read(about(), files(texts), problems);
        assertThat(problems.kept()).isEmpty();
        return Objects.requireNonNull(found.draft());
    }

    private Map<String, Path> files(Map<String, String> texts) throws IOException {
        var files = new HashMap<String, Path>();
        for (var text : texts.entrySet()) {
            var file = folder.resolve(text.getKey() + ".csv");
            Files.writeString(file, text.getValue());
            files.put(text.getKey(), file);
        }
        return files;
    }

    private EtoLayout.About about() {
        return new EtoLayout.About(
                key,
                new ChainDraft.Head(
                        new Bilingual("面包", "Bread"),
                        "chain-3-a",
                        new Bilingual("测试组", "Testers"),
                        null),
                new SourceNote(
                        "公开图谱", null, LocalDate.of(2022, 1, 1), Confidence.GENERAL_KNOWLEDGE));
    }

    private <T> T asOfficer(Supplier<T> work) {
        return Viewers.doAs(officer, work);
    }
}
