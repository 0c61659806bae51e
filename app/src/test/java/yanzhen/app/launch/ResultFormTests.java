package yanzhen.app.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultFormTests {

    /** As printf of C says them with %.17g. */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "1, 1",
        "0.5, 0.5",
        "0.1, 0.10000000000000001",
        "1e-4, 0.0001",
        "0.00036261361598736031, 0.00036261361598736031",
        "2.9836117573580998e-05, 2.9836117573580998e-05",
        "-1.3877787807814457e-17, -1.3877787807814457e-17",
        "1e-100, 1e-100",
        "4.9e-324, 4.9406564584124654e-324",
        "12345.678, 12345.678",
        "1e16, 10000000000000000",
        "1e17, 1e+17",
        "1.5e300, 1.5000000000000001e+300"
    })
    void writesADecimalWithSeventeenDigits(double number, String written) {
        assertThat(ResultForm.decimal(number)).isEqualTo(written);
    }

    @Test
    void losesNoBitOfADecimal() {
        var random = new java.util.Random(11);
        for (int at = 0; at < 10_000; at++) {
            double number = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(number)) {
                assertThat(Double.parseDouble(ResultForm.decimal(number))).isEqualTo(number);
            }
        }
    }
}
