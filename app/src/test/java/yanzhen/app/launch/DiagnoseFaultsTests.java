package yanzhen.app.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a folder may look like, and what is said where it is wrong. */
class DiagnoseFaultsTests {

    @TempDir Path parent;

    private MadeFolder small() throws IOException {
        return MadeFolder.small(parent.resolve("网络"));
    }

    /** Places, fields and values of the problems, each in a line of its own. */
    private static List<String> places(Said said) {
        return said.err()
                .lines()
                .filter(it -> !it.startsWith("    ") && !it.matches("\\d+ problems?\\. .*"))
                .toList();
    }

    static Stream<Arguments> faults() {
        var firms = "firm\tsector\n1\t1\n2\t2\n3\t3\n4\t2\n";
        var edges = "supplier\tcustomer\tweight\n1\t2\t10\n1\t4\t30\n";
        return Stream.of(
                Arguments.of(
                        "firms.tsv",
                        firms + "2\t1\n",
                        "firms.tsv:6  firm = 2",
                        "Firm 2 stands in line 3 already"),
                Arguments.of(
                        "firms.tsv",
                        "firm\tsector\n1\t1\n2\t2\n3\t3\n4\t2\n7\t1\n",
                        "firms.tsv:6  firm = 7",
                        "5–6 is missing before 7"),
                Arguments.of(
                        "firms.tsv",
                        firms + "5\t4\n",
                        "firms.tsv:6  sector = 4",
                        "There is no sector 4 in essential.txt, which has 3"),
                Arguments.of(
                        "firms.tsv",
                        firms + "5\t2.5\n",
                        "firms.tsv:6  sector = 2.5",
                        "not a whole number"),
                Arguments.of(
                        "firms.tsv",
                        firms + "five\t2\n",
                        "firms.tsv:6  firm = five",
                        "not a whole number"),
                Arguments.of(
                        "firms.tsv",
                        firms + "99999999999\t2\n",
                        "firms.tsv:6  firm = 99999999999",
                        "not a whole number"),
                Arguments.of(
                        "firms.tsv",
                        "firm\tsector\n1\t1\n2\t1\n3\t3\n4\t1\n",
                        "firms.tsv  sector = 2",
                        "No firm belongs to sector 2"),
                Arguments.of(
                        "firms.tsv",
                        "firm\tbranch\n1\t1\n2\t2\n3\t3\n4\t2\n",
                        "firms.tsv:1  sector = firm\tbranch",
                        "There is no column sector"),
                Arguments.of(
                        "edges.tsv",
                        edges + "1\t5\t1\n",
                        "edges.tsv:4  customer = 5",
                        "There is no firm 5 in firms.tsv, which has 4"),
                Arguments.of(
                        "edges.tsv",
                        edges + "0\t3\t1\n",
                        "edges.tsv:4  supplier = 0",
                        "not a whole number"),
                Arguments.of(
                        "edges.tsv",
                        edges + "2\t3\t-1\n",
                        "edges.tsv:4  weight = -1",
                        "not a number of 0 or more"),
                Arguments.of(
                        "edges.tsv",
                        edges + "2\t3\tNaN\n",
                        "edges.tsv:4  weight = NaN",
                        "not a number of 0 or more"),
                Arguments.of(
                        "edges.tsv",
                        edges + "2\t3\tInf\n",
                        "edges.tsv:4  weight = Inf",
                        "not a number of 0 or more"),
                Arguments.of(
                        "edges.tsv",
                        edges + "2\t3\t1e999\n",
                        "edges.tsv:4  weight = 1e999",
                        "not a number of 0 or more"),
                Arguments.of(
                        "edges.tsv",
                        edges + "2\t3\t1,5\n",
                        "edges.tsv:4  weight = 1,5",
                        "not a number of 0 or more"),
                Arguments.of(
                        "edges.tsv",
                        edges + "2\t3\t\n",
                        "edges.tsv:4  weight",
                        "not a number of 0 or more"),
                Arguments.of(
                        "edges.tsv",
                        edges + "2\t3\n",
                        "edges.tsv:4 = 2\t3",
                        "The row has 2 fields where the first line has 3"),
                Arguments.of(
                        "edges.tsv",
                        edges + "1\t2\t3\n",
                        "edges.tsv:4  supplier, customer = 1 → 2",
                        "stand in line 2 already"),
                Arguments.of(
                        "edges.tsv",
                        "supplier,customer,weight\n1,2,10\n",
                        "edges.tsv:1 = supplier,customer,weight",
                        "with a tab between any two"),
                Arguments.of(
                        "edges.tsv",
                        edges + "2\t3\t\u001b[2J\n",
                        "edges.tsv:4  weight = \uFFFD[2J",
                        "not a number of 0 or more"),
                Arguments.of("edges.tsv", "", "edges.tsv", "The file is empty"),
                Arguments.of(
                        "edges.tsv",
                        "supplier\tcustomer\tweight\tweight\n1\t2\t10\t3\n",
                        "edges.tsv:1  weight = supplier\tcustomer\tweight\tweight",
                        "The column weight is there twice"),
                Arguments.of(
                        "essential.txt",
                        "022\n012\n00\n",
                        "essential.txt:3 = 2",
                        "The line has 2 digits, but there are 3 lines"),
                Arguments.of(
                        "essential.txt",
                        "022\n032\n000\n",
                        "essential.txt:2  2 = 3",
                        "“3” is no class of input"),
                Arguments.of(
                        "essential.txt",
                        "0220\n0120\n0000\n0000\n",
                        "firms.tsv  sector = 4",
                        "No firm belongs to sector 4, though essential.txt has 4"),
                Arguments.of("essential.txt", "\n", "essential.txt", "There is no sector"));
    }

    @ParameterizedTest(name = "{2}: {3}")
    @MethodSource("faults")
    void namesFileLineFieldValueAndRemedyAndWritesNothing(
            String file, String content, String place, String what) throws IOException {
        var out = parent.resolve("result.tsv");

        var said = small().with(file, content).diagnosed("--out", out.toString());

        assertThat(said.code()).isEqualTo(1);
        assertThat(places(said)).containsExactly(place);
        assertThat(said.err()).contains(what).endsWith("1 problem. Nothing has been written.\n");
        assertThat(said.err().lines().filter(it -> it.startsWith("    "))).hasSize(2);
        assertThat(said.out()).isEmpty();
        assertThat(out).doesNotExist();
    }

    static Stream<Arguments> faultsOfCases() {
        var attributes = "firm\tmarket\trevenue\tcosts\temployees\n";
        return Stream.of(
                Arguments.of(
                        "revenue",
                        "attributes.tsv",
                        attributes
                                + "1\t1\t0\t1\t1\n2\t1\t1\t-3\t1\n3\t1\t1\t1\t1\n4\t1\t1\t1\t1\n",
                        List.of("attributes.tsv:2  revenue = 0", "attributes.tsv:3  costs = -3")),
                Arguments.of(
                        "market",
                        "attributes.tsv",
                        attributes + "1\tA\t1\t1\t1\n2\t1\t1\t1\t1\n2\t1\t1\t1\t1\n9\t1\t1\t1\t1\n",
                        List.of(
                                "attributes.tsv:2  market = A",
                                "attributes.tsv:4  firm = 2",
                                "attributes.tsv:5  firm = 9",
                                "attributes.tsv  firm = 3",
                                "attributes.tsv  firm = 4")),
                Arguments.of(
                        "weights",
                        "attributes.tsv",
                        "firm\temployees\n1\t0\n2\t0\n3\t0\n4\t0\n",
                        List.of("attributes.tsv  employees = 0")),
                Arguments.of(
                        "market",
                        "attributes.tsv",
                        "firm\temployees\n1\t0\n",
                        List.of("attributes.tsv:1  market = firm\temployees")),
                Arguments.of(
                        "partial",
                        "scenarios.tsv",
                        "scenario\tfirm\tpsi\n1\t1\t1.5\n1\t2\t0.5\n1\t2\t0.4\n2\t8\t0.1\n",
                        List.of(
                                "scenarios.tsv:2  psi = 1.5",
                                "scenarios.tsv:4  firm = 2",
                                "scenarios.tsv:5  firm = 8")),
                Arguments.of(
                        "updown",
                        "scenarios.tsv",
                        "scenario\tfirm\tpsi\n1\t1\t0.5\n",
                        List.of("scenarios.tsv:1  psi_up = scenario\tfirm\tpsi")),
                Arguments.of(
                        "partial",
                        "scenarios.tsv",
                        "scenario\tfirm\tpsi\n",
                        List.of("scenarios.tsv")));
    }

    @ParameterizedTest(name = "{0}: {3}")
    @MethodSource("faultsOfCases")
    void findsWhatIsWrongWithWhatOnlyACaseNeeds(
            String which, String file, String content, List<String> places) throws IOException {
        var folder = small().with(file, content);

        assertThat(places(folder.diagnosed("--case", which))).isEqualTo(places);
        assertThat(folder.diagnosed().code()).as("base does not look at it").isZero();
    }

    @Test
    void saysWhichFileACaseNeedsThatIsNotThere() throws IOException {
        var folder = small().without("attributes.tsv").without("scenarios.tsv");

        assertThat(folder.diagnosed("--case", "market").err())
                .contains("attributes.tsv")
                .contains("the case market needs it", "such as base");
        assertThat(folder.diagnosed("--case", "updown").err()).contains("scenarios.tsv");
        assertThat(folder.diagnosed().code()).isZero();
    }

    /** What follows from a fault is not held against other rows. */
    @Test
    void doesNotCallAFirmUnknownWhoseNumberCouldNotBeRead() throws IOException {
        var folder = small().with("firms.tsv", "firm\tsector\n1\t1\n2\ttwo\n3\t3\nfour\t2\n");

        assertThat(places(folder.diagnosed()))
                .containsExactly("firms.tsv:3  sector = two", "firms.tsv:5  firm = four");
        folder.with("firms.tsv", "firm\tsector\n");
        assertThat(places(folder.diagnosed())).containsExactly("firms.tsv");
        assertThat(folder.diagnosed().err()).contains("There is no firm\n");
    }

    @Test
    void namesEveryFileThatIsMissingAtOnce() throws IOException {
        var empty = new MadeFolder(Files.createDirectory(parent.resolve("empty")));

        assertThat(places(empty.diagnosed("--case", "weights")))
                .containsExactly("essential.txt", "firms.tsv", "edges.tsv", "attributes.tsv");
    }

    /** A number that only the broken end of firms.tsv would have is not called wrong elsewhere. */
    @Test
    void saysFromWhichLineOnAGzipIsBroken() throws IOException {
        var whole = MadeFolder.gzip("firm\tsector\n1\t1\n2\t2\n".getBytes(StandardCharsets.UTF_8));
        var folder = small().without("firms.tsv");

        for (int length : new int[] {0, 5, 12, whole.length - 9, whole.length - 1}) {
            folder.with("firms.tsv.gz", Arrays.copyOf(whole, length));
            var said = folder.diagnosed();
            assertThat(places(said)).as("%d bytes", length).hasSize(1);
            assertThat(places(said).getFirst()).startsWith("firms.tsv.gz:");
            assertThat(said.err()).contains("cut short or damaged", "gzip -t firms.tsv.gz");
        }
        folder.with("firms.tsv.gz", "firm\tsector\n".getBytes(StandardCharsets.UTF_8));
        assertThat(folder.diagnosed().err()).contains("cut short or damaged");
    }

    @Test
    void wantsAFilePlainOrAsGzipButNotBoth() throws IOException {
        var folder = small();
        folder.with("edges.tsv.gz", MadeFolder.gzip(new byte[0]));

        assertThat(folder.diagnosed().err()).contains("there twice");
    }

    @Test
    void saysThatATextIsInGbkOrUtf16() throws IOException {
        var gbk = Charset.forName("GBK");
        var folder =
                small().with(
                                "firms.tsv",
                                "firm\tsector\tname\n1\t1\t钢厂\n2\t2\t铜厂\n3\t3\t厂\n4\t2\t厂\n"
                                        .getBytes(gbk));

        assertThat(places(folder.diagnosed())).containsExactly("firms.tsv:2 = 1\t1\t钢厂");
        assertThat(folder.diagnosed().err()).contains("not in UTF-8", "iconv");
        folder.with("firms.tsv", "\uFEFFfirm\tsector\n1\t1\n".getBytes(StandardCharsets.UTF_16LE));
        assertThat(folder.diagnosed().err()).contains("not in UTF-8").doesNotContain("\tat ");
    }

    @Test
    void saysInChineseWhatIsWrongUnlessAskedOtherwise() throws IOException {
        var folder = small().with("firms.tsv", "firm\tsector\n1\t1\n1\t2\n2\t3\n");

        var said = Said.by("diagnose", folder.folder().toString());

        assertThat(said.err()).contains("firms.tsv:3  firm = 1", "1 号企业已在第 2 行出现", "未写入任何结果");
    }

    /** Each is the same network, written otherwise. */
    static Stream<Arguments> writings() {
        var firms = "firm\tsector\n1\t1\n2\t2\n3\t3\n4\t2\n";
        return Stream.of(
                Arguments.of("firms.tsv", "\uFEFF" + firms),
                Arguments.of("firms.tsv", firms.replace("\n", "\r\n")),
                Arguments.of("firms.tsv", firms.strip()),
                Arguments.of("firms.tsv", firms + "\n\n"),
                Arguments.of("firms.tsv", "firm\tsector\n4\t2\n3\t3\n1\t1\n2\t2\n"),
                Arguments.of("firms.tsv", "sector\t名称\tfirm\n1\t一\t1\n2\t二\t2\n3\t\t3\n2\t四\t4\n"),
                Arguments.of("firms.tsv", "\"firm\"\t\"sector\"\n\"1\"\t1\n2\t 2\n3\t3\n4\t2e0\n"),
                Arguments.of(
                        "edges.tsv",
                        "supplier\tcustomer\tweight\n1\t2\t1e+01\n1\t4\t30.0\n2\t3\t.2e2\n2\t4\t5.\n4\t3\t4E1\n3\t1\t0\n"),
                Arguments.of(
                        "edges.tsv",
                        "customer\tweight\tsupplier\n3\t40\t4\n4\t5\t2\n3\t20\t2\n4\t30\t1\n2\t10\t1\n"),
                Arguments.of("essential.txt", "022 \r\n012\t\r\n000"));
    }

    @ParameterizedTest
    @MethodSource("writings")
    void readsTheSameNetworkHoweverItIsWritten(String file, String content) throws IOException {
        var plain = small().diagnosed();

        assertThat(plain.code()).isZero();
        assertThat(small().with(file, content).diagnosed()).isEqualTo(plain);
        assertThat(small().with(file, content).packed(file).diagnosed()).isEqualTo(plain);
    }

    /** As R writes round numbers. */
    @Test
    void takesAFirmWhoseNumberHasAnExponent() throws IOException {
        var folder = MadeFolder.random(parent.resolve("round"), 100, 150, 5);
        var firms = Files.readString(folder.folder().resolve("firms.tsv"));
        var plain = folder.diagnosed();

        var said = folder.with("firms.tsv", firms.replace("\n100\t", "\n1e+02\t")).diagnosed();

        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out()).isEqualTo(plain.out());
    }

    @Test
    void namesAThousandProblemsAndCountsTheRest() throws IOException {
        var rows = new StringBuilder("supplier\tcustomer\tweight\n");
        for (int row = 0; row < 2_500; row++) {
            rows.append("1\t2\tnone\n");
        }

        var said = small().with("edges.tsv", rows.toString()).diagnosed();

        assertThat(places(said).stream().filter(it -> it.startsWith("edges.tsv:"))).hasSize(1_000);
        assertThat(said.err()).contains("1,500 more problems are not listed", "2,500 problems.");
    }

    @Test
    void cutsALineWithoutAnEndInsteadOfKeepingItAll() throws IOException {
        var endless = new byte[5 << 20];
        Arrays.fill(endless, (byte) '7');
        var folder = small().with("edges.tsv", "supplier\tcustomer\tweight\n");
        Files.write(
                folder.folder().resolve("edges.tsv"),
                endless,
                java.nio.file.StandardOpenOption.APPEND);

        assertThat(folder.diagnosed().err()).contains("longer than 1048576 bytes");
    }
}
