package yanzhen.app.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import yanzhen.app.chain.supply.RiskCase;

class DiagnoseCommandTests {

    @TempDir Path parent;

    private MadeFolder small() throws IOException {
        return MadeFolder.small(parent.resolve("small"));
    }

    private MadeFolder middling() throws IOException {
        return MadeFolder.random(parent.resolve("middling"), 300, 1_500, 7);
    }

    /**
     * By hand: 1 → 2 (10) and 4 (30), 2 → 3 (20) and 4 (5), 4 → 3 (40). When 3 fails nobody is hurt
     * downstream and it sells nothing; upstream 4 loses all, 2 then too, then 1.
     */
    @Test
    void writesTheLayoutOfTheReferenceValues() throws IOException {
        var lines = small().diagnosed().out().lines().toList();

        assertThat(lines.getFirst())
                .isEqualTo("scenario\tesri\tesri_down\tesri_up\tsteps\tloss_down\tloss_up");
        assertThat(lines).hasSize(5);
        var third = lines.get(3).split("\t", -1);
        assertThat(third[0]).isEqualTo("3");
        assertThat(Double.parseDouble(third[1])).isCloseTo(1, within(1e-15));
        assertThat(third[2]).isEqualTo("0");
        assertThat(third[5]).isEqualTo("0,0,1,0");
        assertThat(third[6]).isEqualTo("1,1,1,1");
    }

    @ParameterizedTest
    @EnumSource
    void knowsEveryCaseByItsName(RiskCase which) throws IOException {
        var said = small().diagnosed("--case", which.toString());

        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.err()).isEmpty();
        assertThat(said.out().lines()).hasSize(which.hasScenarios() ? 3 : 5);
    }

    @Test
    void namesTheCasesToWhoeverAsksForAnother() throws IOException {
        var said = small().diagnosed("--case", "bse");

        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err())
                .contains("no case 'bse'", "base, tight, nosub", "half", "diagnose --help");
    }

    /** The highest number of digits that differ is what every form must keep. */
    @ParameterizedTest
    @CsvSource({"base,index", "weights,index", "partial,losses", "updown,sectors"})
    void saysTheSameInEveryForm(String which, String table) throws IOException {
        var tsv = table(which, table, "tsv");
        var heads = tsv.getFirst();

        assertThat(csv(file(which, table, "csv"))).isEqualTo(tsv);
        var json = JsonMapper.shared().readTree(file(which, table, "json"));
        assertThat(json).hasSize(tsv.size() - 1);
        try (var book = new ReadableWorkbook(file(which, table, "xlsx").toFile())) {
            var rows = book.getFirstSheet().read();
            assertThat(rows).hasSameSizeAs(tsv);
            assertThat(rows.getFirst().stream().map(Cell::getText)).isEqualTo(heads);
            for (int row = 1; row < tsv.size(); row++) {
                var object = json.get(row - 1);
                assertThat(object.propertyNames()).containsExactlyElementsOf(heads);
                for (int column = 0; column < heads.size(); column++) {
                    var cell = tsv.get(row).get(column);
                    assertThat(numbers(object.get(heads.get(column)))).isEqualTo(numbers(cell));
                    assertThat(numbers(rows.get(row).getCell(column).getRawValue()))
                            .isEqualTo(numbers(cell));
                }
            }
        }
    }

    private List<List<String>> table(String which, String table, String form) throws IOException {
        return Files.readAllLines(file(which, table, form)).stream()
                .map(it -> Arrays.asList(it.split("\t", -1)))
                .toList();
    }

    private Path file(String which, String table, String form) throws IOException {
        var out = parent.resolve("result." + form);
        var said = small().diagnosed("--case", which, "--table", table, "--out", out.toString());
        assertThat(said.code()).as(said.err()).isZero();
        return out;
    }

    private static List<List<String>> csv(Path file) throws IOException {
        try (var reader = CsvReader.builder().ofCsvRecord(file)) {
            return reader.stream().map(it -> List.copyOf(it.getFields())).toList();
        }
    }

    private static double[] numbers(JsonNode node) {
        return node.isArray()
                ? node.valueStream().mapToDouble(JsonNode::doubleValue).toArray()
                : new double[] {node.doubleValue()};
    }

    private static double[] numbers(String cell) {
        return Arrays.stream(cell.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "relative", "nosub", "leontief"})
    void givesTheSameBytesOnOneTwoAndEightThreads(String which) throws IOException {
        var folder = middling();

        var one = folder.diagnosed("--case", which, "--threads", "1");

        assertThat(one.code()).as(one.err()).isZero();
        assertThat(one.out().lines()).hasSize(301);
        for (var threads : List.of("2", "8")) {
            assertThat(folder.diagnosed("--case", which, "--threads", threads)).isEqualTo(one);
        }
    }

    @Test
    void letsOnlyTheseFirmsFailInTheOrderAsked() throws IOException {
        var folder = middling();
        var all = folder.diagnosed().out().lines().toList();

        var some = folder.diagnosed("--firms", "17,300,2,17").out().lines().toList();

        assertThat(some).containsExactly(all.get(0), all.get(17), all.get(300), all.get(2));
    }

    @Test
    void namesEveryFirmAskedForThatIsNotThere() throws IOException {
        var said = small().diagnosed("--firms", "1,5,x,0,2.5");

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err().lines().filter(it -> it.startsWith("--firms = ")))
                .containsExactly("--firms = 5", "--firms = x", "--firms = 0", "--firms = 2.5");
        assertThat(said.out()).isEmpty();
    }

    @Test
    void takesTheScenariosThatHitAFirmWhereTheFolderGivesThem() throws IOException {
        var all = small().diagnosed("--case", "partial").out().lines().toList();

        assertThat(small().diagnosed("--case", "partial", "--firms", "4").out().lines())
                .containsExactly(all.get(0), all.get(2));
        var none = small().diagnosed("--case", "partial", "--firms", "3,1");
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err()).contains("--firms = 3", "No scenario of scenarios.tsv hits firm 3");
    }

    @Test
    void stopsAtTheThresholdAsked() throws IOException {
        var folder = middling();

        assertThat(folder.diagnosed("--eps", "1e-8"))
                .isEqualTo(folder.diagnosed("--case", "tight"));
        assertThat(folder.diagnosed("--eps", "1e-8")).isNotEqualTo(folder.diagnosed());
    }

    @Test
    void explainsAFailureInTheLanguageAsked() throws IOException {
        var english = small().diagnosed("--explain", "1");
        var chinese = Said.by("diagnose", small().folder().toString(), "--explain", "1");

        assertThat(english.code()).isZero();
        assertThat(english.out())
                .contains(
                        "Firm 1 (sector 1) fails altogether", "Case base, eps 0.01: settled after")
                .contains(
                        "firm 2 (sector 2) loses 100.00 % because supplies fail, most from firm 1 (100.00 % by itself), from step 1 on: 1 → 2");
        assertThat(chinese.out())
                .contains("1 号企业（1 号行业）全部停产", "自第 1 步起：1 → 2")
                .doesNotContain("firm");
        assertThat(small().diagnosed("--explain", "1", "--case", "half").out())
                .contains("loses half of its output");
    }

    @Test
    void explainsAFailureAsATableToo() throws IOException {
        var out = parent.resolve("why.json");

        var said = small().diagnosed("--explain", "1", "--out", out.toString());

        assertThat(said.out()).contains("fails altogether");
        var rows = JsonMapper.shared().readTree(out);
        assertThat(rows).hasSize(4);
        var second = rows.valueStream().filter(it -> it.get("firm").intValue() == 2).findFirst();
        assertThat(second).isPresent();
        assertThat(second.orElseThrow().get("through").stringValue()).isEqualTo("deliveries");
        assertThat(numbers(second.orElseThrow().get("way"))).containsExactly(1, 2);
    }

    @Test
    void doesNotExplainAFirmThatIsNotThere() throws IOException {
        var said = small().diagnosed("--explain", "12");

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).contains("--explain = 12", "There is no firm 12");
    }

    static Stream<List<String>> wrongCalls() {
        return Stream.of(
                List.of("--eps", "0"),
                List.of("--eps", "-1"),
                List.of("--eps", "NaN"),
                List.of("--eps", "1"),
                List.of("--threads", "0"),
                List.of("--threads", "2000"),
                List.of("--format", "xlsx"),
                List.of("--format", "pdf"),
                List.of("--table", "all"),
                List.of("--explain", "1", "--firms", "2"),
                List.of("--explain", "1", "--table", "losses"),
                List.of("--explain", "1", "--case", "relative"),
                List.of("--explain", "1", "--format", "json"),
                List.of("--caes", "base"),
                List.of("another"));
    }

    @ParameterizedTest
    @MethodSource("wrongCalls")
    void refusesAWrongCallWithTheWayToHelp(List<String> options) throws IOException {
        var said = small().diagnosed(options.toArray(String[]::new));

        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err()).contains("See ./yanzhen diagnose --help.").doesNotContain("\tat ");
        assertThat(said.out()).isEmpty();
    }

    @Test
    void saysWhereNothingCanBeReadOrWritten() throws IOException {
        var folder = small();
        var nowhere = parent.resolve("none").resolve("result.tsv");

        var missing = Said.by("diagnose", parent.resolve("nothing").toString());

        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).contains("There is no folder", "firms.tsv");
        assertThat(folder.diagnosed("--out", nowhere.toString()).err())
                .contains("there is no such folder", "--out");
        assertThat(folder.diagnosed("--out", parent.toString()).err()).contains("is a folder");
        assertThat(folder.diagnosed("--out", parent.toString()).code()).isEqualTo(1);
    }

    @Test
    void replacesAFileAndLeavesNothingBesideIt() throws IOException {
        var out = Files.writeString(parent.resolve("result.tsv"), "of yesterday");
        var link = Files.createSymbolicLink(parent.resolve("latest.tsv"), out);

        var said = small().diagnosed("--out", link.toString());

        assertThat(said.err()).contains("Case base, eps 0.01. Scenarios 4, firms 4, links 5; ");
        assertThat(Files.readString(out)).isEqualTo(small().diagnosed().out());
        assertThat(Files.isSymbolicLink(link)).isTrue();
        try (Stream<Path> files = Files.list(parent)) {
            assertThat(files.map(it -> it.getFileName().toString()))
                    .containsExactlyInAnyOrder("result.tsv", "latest.tsv", "small");
        }
    }

    @Test
    void doesNotReplaceTheNetworkByItsResults() throws IOException {
        var folder = small();
        var before = Files.readString(folder.folder().resolve("firms.tsv"));

        var said =
                folder.diagnosed("--out", folder.folder().resolve("../small/firms.tsv").toString());

        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err()).contains("is a file of the network itself");
        assertThat(Files.readString(folder.folder().resolve("firms.tsv"))).isEqualTo(before);
    }

    @Test
    void saysHowManyRowsWithoutAnAmountWereLeftOut() throws IOException {
        var folder =
                small().with(
                                "edges.tsv",
                                "supplier\tcustomer\tweight\n1\t2\t10\n2\t3\t0\n3\t4\t0.0\n");
        var out = parent.resolve("result.tsv");

        assertThat(folder.diagnosed("--out", out.toString()).err())
                .contains("links 1 (2 rows with a weight of 0 left out)");
    }

    /** Of 1's and 2's sales a ten millionth goes to 3: the loss goes round for ages. */
    @Test
    void saysWhichScenarioHadNotSettledAtTheLimitOfSteps() throws IOException {
        var folder =
                small().with(
                                "edges.tsv",
                                "supplier\tcustomer\tweight\n1\t2\t1e7\n1\t3\t1\n2\t1\t1e7\n2\t3\t1\n");

        var said = folder.diagnosed("--eps", "1e-9", "--firms", "3,4");

        assertThat(said.code()).isZero();
        assertThat(said.out()).contains("\t1000000\t");
        assertThat(said.err())
                .isEqualTo(
                        "Not settled after 1,000,000 steps and cut off, so that what is written of them is too small: scenarios 3\n");
        assertThat(folder.diagnosed("--eps", "1e-9", "--explain", "3").out())
                .contains("not settled after 1,000,000 steps and cut off");
    }

    @Test
    void writesEachObjectOfJsonOnALineOfItsOwn() throws IOException {
        var lines = small().diagnosed("--format", "json").out().lines().toList();

        assertThat(lines).hasSize(6).startsWith("[").endsWith("]");
        assertThat(lines.get(1)).startsWith("{\"scenario\":1,\"esri\":").endsWith("},");
        assertThat(lines.get(4)).startsWith("{\"scenario\":4,").endsWith("}");
    }

    @Test
    void worksWithoutAnyLink() throws IOException {
        var folder = small().with("edges.tsv", "supplier\tcustomer\tweight\n");

        for (var which : RiskCase.values()) {
            var said = folder.diagnosed("--case", which.toString());
            assertThat(said.code()).as("%s: %s", which, said.err()).isZero();
            assertThat(said.out()).doesNotContain("NaN");
        }
    }
}
