package yanzhen.app.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file of expected values that lies beside the checkout, through the command itself. */
@DisabledIf(
        value = "absent",
        disabledReason = "There is no folder ../shared/reference/esri beside this checkout.")
class DiagnoseReferenceTests {

    private static final Path ROOT = Path.of("..", "..", "shared", "reference", "esri");
    private static final Pattern EXPECTED =
            Pattern.compile("(expected|losses|sectors)_([a-z]+)\\.tsv(\\.gz)?");
    private static final double TOLERANCE = 1e-12;
    private static final double LONG_RUNS = 1e-9;

    @TempDir Path parent;

    static boolean absent() {
        return !Files.isDirectory(ROOT);
    }

    static List<Arguments> files() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(it -> EXPECTED.matcher(it.getFileName().toString()).matches())
                    .sorted()
                    .map(it ->
                            Arguments.of(
                                    ROOT.relativize(it.getParent()).toString(),
                                    it.getFileName().toString()))
                    .toList();
        }
    }

    @Test
    void areAllFound() throws IOException {
        assertThat(files()).hasSizeGreaterThanOrEqualTo(43);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("files")
    void areMetInTheirLayoutWithStepsExactly(String folder, String file) throws IOException {
        var name = EXPECTED.matcher(file);
        assertThat(name.matches()).isTrue();
        var which = name.group(2);
        var table = name.group(1).equals("expected") ? "index" : name.group(1);
        var out = parent.resolve("result.tsv");

        var said =
                Said.by(
                        "diagnose",
                        ROOT.resolve(folder).toString(),
                        "--case",
                        which,
                        "--table",
                        table,
                        "--out",
                        out.toString());

        assertThat(said.code()).as(said.err()).isZero();
        double tolerance =
                List.of("tight", "updown", "relative").contains(which) ? LONG_RUNS : TOLERANCE;
        assertSame(lines(ROOT.resolve(folder).resolve(file)), lines(out), tolerance);
    }

    private static void assertSame(List<String> expected, List<String> found, double tolerance) {
        assertThat(found).hasSameSizeAs(expected);
        assertThat(found.getFirst()).isEqualTo(expected.getFirst());
        var heads = expected.getFirst().split("\t", -1);
        for (int row = 1; row < expected.size(); row++) {
            var wanted = expected.get(row).split("\t", -1);
            var cells = found.get(row).split("\t", -1);
            assertThat(cells).hasSameSizeAs(wanted);
            for (int column = 0; column < heads.length; column++) {
                if (List.of("scenario", "firm", "sector", "steps").contains(heads[column])) {
                    assertThat(cells[column])
                            .as("%s of %s", heads[column], expected.get(row))
                            .isEqualTo(wanted[column]);
                } else {
                    assertThat(numbers(cells[column]))
                            .as("%s of %s", heads[column], expected.get(row))
                            .containsExactly(numbers(wanted[column]), within(tolerance));
                }
            }
        }
    }

    private static double[] numbers(String cell) {
        return Arrays.stream(cell.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
    }

    private static List<String> lines(Path file) throws IOException {
        try (var bytes = Files.newInputStream(file);
                var text = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
                var reader =
                        new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }
}
