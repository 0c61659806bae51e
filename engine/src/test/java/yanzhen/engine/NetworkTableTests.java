package yanzhen.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import yanzhen.engine.Loaded.Refused;

class NetworkTableTests {

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void readsRowsSeparatedAsTheHeaderIs(String separator) throws IOException {
        var loaded =
                read("supplier,customer,weight\n1,2,10.25\n2,3,1.5e3\n".replace(",", separator));

        assertThat(loaded.network().weight(0, 1)).isEqualTo(10.25);
        assertThat(loaded.network().weight(1, 2)).isEqualTo(1500);
        assertThat(loaded.rows()).isEqualTo(2);
        assertThat(loaded.refused()).isEmpty();
    }

    @Test
    void readsTablesOfWindowsWithoutALastLineEnd() throws IOException {
        var loaded = read("\uFEFFsupplier,customer,weight\r\n1,2,10\r\n\r\n1,2,0.5");

        assertThat(loaded.network().weight(0, 1)).isEqualTo(10.5);
        assertThat(loaded.merged()).isEqualTo(1);
    }

    @Test
    void readsWhatIsPacked() throws IOException {
        var file = folder.resolve("edges.csv.gz");
        try (var packed = new GZIPOutputStream(Files.newOutputStream(file))) {
            packed.write("supplier,customer,weight\n1,2,4\n".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(NetworkTable.read(file, 2, 1).network().links()).isEqualTo(1);
    }

    @Test
    void namesEveryRowThatIsNoLinkWithItsLine() throws IOException {
        var loaded =
                read(
                        """
                        supplier,customer,weight
                        1,2,10
                        0,2,10
                        1,4,10
                        one,2,10
                        1,2
                        1,2,ten
                        1,2,-3
                        1,2,0
                        1,2,1d
                        1,2,10,
                        1,2,NaN
                        1,2,1e999
                        9999999999,2,1
                        """);

        assertThat(loaded.network().links()).isEqualTo(1);
        assertThat(loaded.rows()).isEqualTo(13);
        assertThat(loaded.refusedRows()).isEqualTo(12);
        assertThat(loaded.refused())
                .startsWith(
                        new Refused(3, "The supplier (0) is not between 1 and 3."),
                        new Refused(4, "The customer (4) is not between 1 and 3."),
                        new Refused(5, "The firm (one) is not a whole number."),
                        new Refused(6, "The row (1,2) has not three fields."),
                        new Refused(7, "The weight (ten) is not a number."),
                        new Refused(8, "The weight (-3.0) is not a number above 0."),
                        new Refused(9, "The weight (0.0) is not a number above 0."),
                        new Refused(10, "The weight (1d) is not a number."))
                .extracting(Refused::line)
                .endsWith(11L, 12L, 13L, 14L);
    }

    @Test
    void namesAThousandRowsAndCountsTheRest() throws IOException {
        var loaded = read("supplier,customer,weight\n" + "1,2,x\n".repeat(1234));

        assertThat(loaded.refused()).hasSize(1000);
        assertThat(loaded.refusedRows()).isEqualTo(1234);
    }

    @Test
    void refusesATableOfOtherColumns() {
        assertThatThrownBy(() -> read("seller,buyer,amount\n1,2,3\n"))
                .isInstanceOf(MalformedNetwork.class)
                .hasMessageContaining("Line 1 (seller,buyer,amount)");
        assertThatThrownBy(() -> read("")).isInstanceOf(MalformedNetwork.class);
    }

    static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    /** Any number as Java writes it is read to the last bit, on either way of reading numbers. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void readsNumbersToTheBit(int seed) throws IOException {
        var random = new Random(seed);
        for (int at = 0; at < 20; at++) {
            double weight =
                    random.nextBoolean()
                            ? Math.exp(random.nextGaussian() * 20)
                            : random.nextInt(1_000_000) / 1e3 + 0.001;

            var loaded = read("supplier,customer,weight\n1,2," + weight + "\n");

            assertThat(loaded.network().weight(0, 1)).isEqualTo(weight);
        }
    }

    /** Any bytes: every row is taken or named, and nothing is thrown. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void takesOrNamesEveryRow(int seed) throws IOException {
        var random = new Random(seed);
        var text = new StringBuilder("supplier,customer,weight\n");
        var alphabet = "0123,,,.-e+\nx\r\"\u96c1 ";
        for (int at = 0; at < 3000; at++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }

        var loaded = read(text.toString());

        assertThat(loaded.network().links() + loaded.merged() + loaded.refusedRows())
                .isEqualTo(loaded.rows());
    }

    /** A line longer than the buffer is still one line. */
    @Test
    void takesALineOfAnyLength() throws IOException {
        var loaded = read("supplier,customer,weight\n1,2,1" + "0".repeat(200_000) + "\n1,2,5\n");

        assertThat(loaded.refused()).extracting(Refused::line).containsExactly(2L);
        assertThat(loaded.network().weight(0, 1)).isEqualTo(5);
    }

    private Loaded read(String text) throws IOException {
        var file = folder.resolve("edges.csv");
        Files.writeString(file, text);
        return NetworkTable.read(file, 3, 1);
    }
}
