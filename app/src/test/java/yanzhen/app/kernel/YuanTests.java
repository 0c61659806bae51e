package yanzhen.app.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class YuanTests {

    private static final Yuan MOST = new Yuan(Long.MAX_VALUE);

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 50);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    0            | 0
                    1250000.00   | 125000000
                    1,250,000.5  | 125000050
                    12.50        | 1250
                    .5           | 50
                    -3.07        | -307
                    +8           | 800
                    ' 7 '        | 700
                    １，２５０．５０    | 125050
                    92233720368547758.07 | 9223372036854775807
                    """)
    void readsWhatPeopleType(String typed, long fen) {
        assertThat(Yuan.of(typed)).isEqualTo(new Yuan(fen));
    }

    /** A comma that is no separator of thousands may be meant as a decimal point. */
    @ParameterizedTest
    @ValueSource(strings = {"12,50", "1,2,3", ",100", "100,", "1,2345", "1250,000"})
    void refusesACommaThatSeparatesNoThousands(String typed) {
        assertThatThrownBy(() -> Yuan.of(typed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(typed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "一百万", "1e5", "0x10", "--1", "1.2.3", "NaN", "5万", "."})
    void refusesWhatIsNoNumber(String typed) {
        assertThatThrownBy(() -> Yuan.of(typed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1250000.00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.001", "1.999", "92233720368547758.08", "1E30", "1E2000000000"})
    void refusesAThirdDecimalAndWhatDoesNotFit(String amount) {
        assertThatThrownBy(() -> Yuan.of(new BigDecimal(amount)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two decimals")
                .message()
                .hasSizeLessThan(200);
    }

    @Test
    void takesTrailingZerosForNoDecimals() {
        assertThat(Yuan.of(new BigDecimal("3.5000"))).isEqualTo(new Yuan(350));
    }

    @ParameterizedTest
    @CsvSource({
        "100.00, 0.333, 33.30", // 33.3 exactly
        "0.01, 0.99, 0.00", // less than a fen is not paid
        "10.00, 0.3337, 3.33", // 3.337
        "-10.00, 0.3337, -3.34", // a debt is rounded down too
        "7.77, 1, 7.77",
        "7.77, 0, 0.00"
    })
    void sharesRoundedDownToTheFen(String amount, String share, String paid) {
        assertThat(Yuan.of(amount).share(new BigDecimal(share))).isEqualTo(Yuan.of(paid));
    }

    /** Parts that make up the whole never come to more than the whole. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void neverPaysMoreInSharesThanThereIs(long seed) {
        var random = new Random(seed);
        var whole = new Yuan(random.nextLong(1_000_000_000_000L));
        var share = BigDecimal.valueOf(random.nextInt(1_001), 3);

        var paid = whole.share(share).plus(whole.share(BigDecimal.ONE.subtract(share)));

        assertThat(paid).isLessThanOrEqualTo(whole);
        assertThat(whole.minus(paid)).isLessThanOrEqualTo(new Yuan(1));
    }

    @Test
    void refusesToOverflowSilently() {
        var fen = new Yuan(1);

        assertThatThrownBy(() -> MOST.plus(fen)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new Yuan(Long.MIN_VALUE).minus(fen))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> MOST.share(new BigDecimal("1.1")))
                .isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void readsBackWhatItWrites(long seed) {
        var any = new Yuan(new Random(seed).nextLong());

        assertThat(Yuan.of(any.toString())).isEqualTo(any);
        assertThat(Yuan.of(any.amount())).isEqualTo(any);
    }

    @Test
    void writesTwoDecimalsAndComparesByAmount() {
        assertThat(new Yuan(5)).hasToString("0.05");
        assertThat(new Yuan(-1250)).hasToString("-12.50").isLessThan(Yuan.ZERO);
    }
}
