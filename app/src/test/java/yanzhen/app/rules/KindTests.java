package yanzhen.app.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.apache.commons.numbers.fraction.BigFraction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KindTests {

    /** A share that is short is short by percentage points, a place by places. */
    @ParameterizedTest
    @CsvSource({
        "MONEY, 1200000, 1, 120 万元, CNY 1.2 million",
        "SHARE, 23, 1000, 2.3 个百分点, 2.3 percentage points",
        "PLACE, 4, 1, 4 名, 4 places",
        "PEOPLE, 12, 1, 12 人, 12 people",
        "YEARS, 3, 1, 3 年, 3 years"
    })
    void saysWhatIsLacking(Kind kind, int numerator, int denominator, String zh, String en) {
        var distance = BigFraction.of(numerator, denominator);

        assertThat(kind.lacking(distance, Locale.SIMPLIFIED_CHINESE)).isEqualTo(zh);
        assertThat(kind.lacking(distance, Locale.ENGLISH)).isEqualTo(en);
    }
}
