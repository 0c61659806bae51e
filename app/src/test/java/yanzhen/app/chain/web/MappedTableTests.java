package yanzhen.app.chain.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.ChainDraft;
import yanzhen.app.chain.ChainTables;
import yanzhen.app.chain.SmallChain;
import yanzhen.app.chain.TableMappings;
import yanzhen.app.chain.TableMappings.Handed;
import yanzhen.app.chain.TableMappings.Mapping;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;
import yanzhen.app.site.Sheet;
import yanzhen.app.site.UploadedTable;

/** Tables with the columns of others, for a chain in which ore goes into wire. */
@IntegrationTest
class MappedTableTests {

    @Autowired PackLoader loader;
    @Autowired ChainTables tables;
    @Autowired TableMappings mappings;
    @Autowired HandedTables reading;
    @Autowired ColumnWords words;
    @Autowired Atlas atlas;

    @TempDir Path folder = Path.of("");

    private final Viewer officer = SmallChain.officer();
    private final String key = SmallChain.unique();

    @BeforeEach
    void makeAChain() {
        Viewers.doAs(
                Viewer.SYSTEM,
                () -> loader.load(Pack.at(Path.of("../packs/shanghai-14fyp"), true)));
        asOfficer(() ->
                tables.store(tables.keep(SmallChain.draft(key)), new ChainTables.How(false, null)));
    }

    @Test
    void guessesChineseAndEnglishHeads() {
        assertThat(
                        words.guess(
                                        ChainTable.PROVISIONS,
                                        List.of("产品", "企业名称", "国别", "市场份额（%）", "备用"))
                                .columns())
                .isEqualTo(Map.of("node", 0, "provider_zh", 1, "country", 2, "share", 3));
        assertThat(words.guess(ChainTable.EDGES, List.of("From", "To", "Relation")).columns())
                .isEqualTo(Map.of("supplier", 0, "consumer", 1, "kind", 2));
    }

    @Test
    void findsNodesByTheirNamesAndOurWordsForTheirs() throws Exception {
        var handed =
                handed(
                        "provisions",
                        """
                        产品,企业名称,国别,市场份额（%）
                        矿,甲矿业,澳大利亚,62.5%
                        Wire,乙线缆,CHN,可忽略
                        """);
        var mapping =
                new Mapping(
                        words.guess(ChainTable.PROVISIONS, handed.heads()).columns(),
                        Map.of(
                                "source_title", "行业年报",
                                "as_of", "2025-12-31",
                                "confidence", "GENERAL_KNOWLEDGE"));
        var problems = new Problems();

        var draft = read(handed, ChainTable.PROVISIONS, mapping, problems);

        assertThat(problems.kept()).isEmpty();
        asOfficer(() -> tables.store(UUID.fromString(draft), new ChainTables.How(false, null)));
        var out = asOfficer(() -> tables.export(key).orElseThrow());
        assertThat(Objects.requireNonNull(out.supplies()))
                .extracting(
                        ChainDraft.SupplyRow::node,
                        it -> it.statement().provider().zh(),
                        it -> it.statement().country(),
                        it -> NewStatements.written(it.statement()))
                .containsExactly(
                        tuple("ore", "甲矿业", "AU", "62.5"),
                        tuple("wire", "乙线缆", "CN", "negligible"));
    }

    @Test
    void namesTheProblemsOfEachRowWhereItStands() throws Exception {
        var handed =
                handed(
                        "edges",
                        """
                        上游,下游,关系

                        矿,线,用于制造
                        金,线,用于制造
                        矿,线,随便
                        """);
        var problems = new Problems();

        read(handed, ChainTable.EDGES, words.guess(ChainTable.EDGES, handed.heads()), problems);

        assertThat(problems.kept())
                .extracting(Problem::line, Problem::field, Problem::code)
                .containsExactlyInAnyOrder(
                        tuple(4, "supplier", "unknown-reference"), tuple(5, "kind", "one-of"));
    }

    @Test
    void givesNewNodesKeysOfTheirOwnAndKeepsThoseOfOldOnes() throws Exception {
        var handed =
                handed(
                        "nodes",
                        """
                        名称,英文名称,环节,种类
                        矿,Ore,材料,材料
                        铜杆,Copper rod,产品,产品
                        漆,,Materials,material
                        """);
        var mapping =
                new Mapping(
                        words.guess(ChainTable.NODES, handed.heads()).columns(),
                        Map.of("category", "BASIC_MATERIAL", "essential", "是"));
        var problems = new Problems();

        var draft = read(handed, ChainTable.NODES, mapping, problems);

        assertThat(problems.kept()).isEmpty();
        asOfficer(() -> tables.store(UUID.fromString(draft), new ChainTables.How(false, null)));
        assertThat(asOfficer(() -> atlas.map(key).orElseThrow()).nodes())
                .extracting(Atlas.Node::key)
                .contains("ore", "wire", "copper-rod")
                .hasSize(4);
    }

    @Test
    void remembersTheChoiceOfOneAccountForTheSameHeads() {
        var heads = List.of("甲列", "乙列");
        var mapping = new Mapping(Map.of("node", 1), Map.of("country", "CN"));
        var other =
                new Viewer(UUID.randomUUID(), "别人", Role.CITY_OFFICER, java.util.Set.of(), null);

        Viewers.doAs(officer, () -> mappings.remember("provisions", heads, mapping));

        assertThat(asOfficer(() -> mappings.remembered("provisions", heads))).contains(mapping);
        assertThat(asOfficer(() -> mappings.remembered("edges", heads))).isEmpty();
        assertThat(Viewers.doAs(other, () -> mappings.remembered("provisions", heads))).isEmpty();
    }

    private Handed handed(String holds, String csv) throws Exception {
        var file = folder.resolve("theirs.csv");
        Files.write(file, csv.getBytes(StandardCharsets.UTF_8));
        var raw = Objects.requireNonNull(UploadedTable.raw(file, 100, new Problems()));
        var id =
                asOfficer(() ->
                        mappings.keep(
                                "theirs.csv",
                                holds,
                                key,
                                raw.heads(),
                                raw.rows().stream()
                                        .map(it -> new TableMappings.Line(it.number(), it.cells()))
                                        .toList()));
        return asOfficer(() -> mappings.find(id).orElseThrow());
    }

    /** Identity of the draft; empty when there are problems. */
    private String read(Handed handed, ChainTable table, Mapping mapping, Problems problems) {
        return asOfficer(() -> {
            var stored = tables.export(key).orElseThrow();
            var sheet = MappedTable.of(handed, table, mapping, stored, words);
            var answer =
                    reading.mapped(
                            UUID.randomUUID().toString(),
                            key,
                            table,
                            Objects.requireNonNull(sheet.download(Sheet.Form.CSV).getBody()),
                            problems);
            return answer == null ? "" : answer.value();
        });
    }

    private <T> T asOfficer(Supplier<T> work) {
        return Viewers.doAs(officer, work);
    }
}
