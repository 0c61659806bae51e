package yanzhen.app.chain.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import yanzhen.app.chain.ChainDraft;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Sheet;

class ChainReadingTests {

    private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);

    private static final String HEAD =
            """
            key,name_zh,name_en,clause,owner_zh,owner_en
            cables,电缆,Cables,chain-3-a,专班,Task force
            """;
    private static final String STAGES =
            """
            key,name_zh,name_en
            materials,材料,Materials
            products,产品,Products
            """;
    private static final String NODES =
            """
            key,stage,kind,category,name_zh,name_en,essential
            ore,materials,material,BASIC_MATERIAL,矿,Ore,true
            wire,products,product,OTHER,线,Wire,否
            """;
    private static final String EDGES =
            """
            supplier,consumer,kind
            ore,wire,made-from
            """;
    private static final String PROVISIONS =
            """
            node,organisation,provider_zh,provider_en,country,share,source_title,source_url,as_of,stale_after,confidence
            ore,,甲矿,Mine A,AU,62.5,行业年报,https://example.org/a,2025-12-31,,GENERAL_KNOWLEDGE
            """;

    private static final String FACTS =
            """
            node,kind,value,reference,owner_zh,owner_en,source_title,source_url,as_of,valid_from,valid_until,stale_after,confidence
            ore,FOREIGN_DEPENDENCE,62.50%,,专班,Task force,海关统计,,2025-12-31,2025-01-01,2026-01-01,,GENERAL_KNOWLEDGE
            ore,SUBSTITUTABLE,否,,,,专家研判,,2025-12-31,,,,GENERAL_KNOWLEDGE
            """;

    @TempDir Path folder = Path.of("");

    @Test
    void readAWholeChain() throws IOException {
        var problems = new Problems();

        var draft = read(whole(), problems);

        assertThat(problems.kept()).isEmpty();
        assertThat(draft).isInstanceOfSatisfying(ChainDraft.class, ChainReadingTests::isWhole);
    }

    private static void isWhole(ChainDraft draft) {
        assertThat(draft.key()).isEqualTo("cables");
        assertThat(draft.nodes())
                .extracting(ChainDraft.NodeRow::key)
                .containsExactly("ore", "wire");
        assertThat(draft.supplies())
                .singleElement()
                .satisfies(it -> assertThat(it.statement().share()).isEqualByComparingTo("62.5"));
        assertThat(draft.facts())
                .extracting(
                        it -> it.statement().value(),
                        it -> it.statement().owner().in(Locale.ENGLISH))
                .containsExactly(tuple("62.5", "Task force"), tuple("false", "Task force"));
    }

    @Test
    void nameEveryProblemOfEveryTableAtOnce() throws IOException {
        var problems = new Problems();
        var draft =
                read(
                        Map.of(
                                "chain.csv",
                                HEAD,
                                "stages.csv",
                                STAGES,
                                "nodes.csv",
                                NODES
                                        + "ore,materials,material,BASIC_MATERIAL,又矿,Ore again,true\n"
                                        + "lost,nowhere,magic,NOTHING,失,Lost,maybe\n",
                                "edges.csv",
                                EDGES
                                        + "ore,gold,made-from\n"
                                        + "wire,wire,made-from\n"
                                        + "ore,wire,made-from\n",
                                "provisions.csv",
                                PROVISIONS
                                        + "ore,91310101DEM0000016,,,CN,12,来源,,2025-01-01,,VERIFIED\n"
                                        + "ore,,乙矿,,XX,一半,来源,nowhere,2021-02-30,,SURE\n"
                                        + "ore,,,,CN,101,来源,,2025-01-01,2024-01-01,VERIFIED\n"),
                        problems);

        assertThat(draft).isNull();
        assertThat(problems.kept())
                .extracting(ChainReadingTests::said)
                .contains(
                        "nodes 4 key duplicate",
                        "nodes 5 stage unknown-reference",
                        "nodes 5 kind one-of",
                        "nodes 5 category one-of",
                        "nodes 5 essential one-of",
                        "edges 3 consumer unknown-reference",
                        "edges 4 consumer edge-to-itself",
                        "edges 5 consumer duplicate",
                        "provisions 3 organisation credit-code-check",
                        "provisions 4 country country-unknown",
                        "provisions 4 share number",
                        "provisions 4 source_url url",
                        "provisions 4 as_of date",
                        "provisions 5 provider_zh supplier-missing",
                        "provisions 5 share share-range");
    }

    /** The address becomes a link on every page of the chain. */
    @Test
    void refuseASourceWhoseAddressIsNoPageOfTheWeb() throws IOException {
        var problems = new Problems();
        var tables = new java.util.HashMap<>(whole());
        tables.put(
                "chain.csv",
                """
                key,name_zh,name_en,clause,owner_zh,owner_en,source_zh,source_url,source_as_of,source_confidence
                cables,电缆,Cables,chain-3-a,专班,Task force,自绘,javascript:alert(1),2025-01-01,VERIFIED
                """);

        read(tables, problems);

        assertThat(problems.kept())
                .extracting(ChainReadingTests::said)
                .containsExactly("chain 2 source_url url");
    }

    @Test
    void refuseStepsThatGoRoundInACircleAndNameTheWay() throws IOException {
        var problems = new Problems();
        var tables = new java.util.HashMap<>(whole());
        tables.put("nodes.csv", NODES + "test,products,process,OTHER,测,Test,false\n");
        tables.put(
                "edges.csv",
                """
                supplier,consumer,kind
                ore,wire,step-before
                wire,test,step-before
                test,ore,step-before
                """);

        read(tables, problems);

        assertThat(problems.kept())
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.code()).isEqualTo("edge-circle");
                    assertThat(it.details()).containsExactly("test → ore → wire → test");
                });
    }

    @Test
    void askForTheTablesThatANewChainNeeds() throws IOException {
        var problems = new Problems();

        read(Map.of("edges.csv", EDGES, "notes.csv", "a,b\n1,2\n"), problems);

        assertThat(problems.kept())
                .extracting(Problem::code)
                .contains("chain-table-unknown", "chain-unnamed-here");
    }

    @Test
    void nameFactsThatContradictEachOtherOrHaveNoForm() throws IOException {
        var problems = new Problems();
        var tables = new java.util.HashMap<>(whole());
        tables.put(
                "facts.csv",
                FACTS
                        + "ore,SUBSTITUTABLE,是,,,,专家研判,,2025-12-31,2026-06-01,,,GENERAL_KNOWLEDGE\n"
                        + "ore,READINESS,10,,,,专家研判,,2025-12-31,,,,GENERAL_KNOWLEDGE\n"
                        + "gold,INDUSTRY_CODE,C3985,,,,分类,,2025-12-31,,,,GENERAL_KNOWLEDGE\n");

        assertThat(read(tables, problems)).isNull();
        assertThat(problems.kept())
                .extracting(ChainReadingTests::said)
                .containsExactlyInAnyOrder(
                        "facts 4 value fact-overlapping",
                        "facts 5 value fact-form",
                        "facts 6 node unknown-reference");
    }

    @Test
    void readTheSheetsOfOneWorkbook() throws IOException {
        var sheets = new ArrayList<Sheet>();
        for (var table : whole().entrySet()) {
            sheets.add(sheet(table.getKey().replace(".csv", ""), table.getValue()));
        }
        var file = folder.resolve("cables.xlsx");
        Files.write(
                file, java.util.Objects.requireNonNull(Sheet.workbook("cables", sheets).getBody()));
        var problems = new Problems();

        var found =
                UploadedTables.read(
                        List.of(new UploadedTables.Upload("cables.xlsx", file)), problems);

        assertThat(problems.kept()).isEmpty();
        assertThat(found).containsOnlyKeys(ChainTable.values());
        assertThat(found.get(ChainTable.NODES)).hasSize(2);
    }

    private static Sheet sheet(String name, String csv) {
        var lines = csv.strip().lines().toList();
        var sheet = new Sheet(name, List.of(lines.getFirst().split(",", -1)));
        lines.stream().skip(1).forEach(it -> sheet.add((Object[]) it.split(",", -1)));
        return sheet;
    }

    private static Map<String, String> whole() {
        return Map.of(
                "chain.csv", HEAD,
                "stages.csv", STAGES,
                "nodes.csv", NODES,
                "edges.csv", EDGES,
                "provisions.csv", PROVISIONS,
                "facts.csv", FACTS,
                "providers.csv",
                        "name_zh,name_en,country,scope\n甲矿,Mine A,AU,\n澳大利亚,Australia,AU,COUNTRY\n");
    }

    private @Nullable ChainDraft read(Map<String, String> files, Problems problems)
            throws IOException {
        var uploads = new ArrayList<UploadedTables.Upload>();
        for (var file : files.entrySet()) {
            var path = folder.resolve(file.getKey());
            Files.writeString(path, file.getValue());
            uploads.add(new UploadedTables.Upload(file.getKey(), path));
        }
        var tables = UploadedTables.read(uploads, problems);
        var key = ChainReading.keyOf(tables, problems);
        if (key == null) {
            problems.add("", null, "key", "", "chain-unnamed-here");
            return null;
        }
        return ChainReading.read(
                key,
                tables,
                null,
                new ChainReading.Register(_ -> Optional.empty(), Map.of()),
                TODAY,
                problems);
    }

    private static String said(Problem it) {
        return "%s %d %s %s".formatted(it.file(), it.line(), it.field(), it.code());
    }
}
