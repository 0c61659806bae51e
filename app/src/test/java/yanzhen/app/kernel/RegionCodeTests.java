package yanzhen.app.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegionCodeTests {

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "31011", "3101155", "031011", "31011a", "３１０１１５", " 310115"})
    void refusesWhatIsNotSixDigits(String wrong) {
        assertThatThrownBy(() -> new RegionCode(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(" + wrong + ")")
                .hasMessageContaining("310115");
    }

    @Test
    void liesInTheProvinceOfItsFirstTwoDigits() {
        assertThat(new RegionCode("310115").province()).isEqualTo(new RegionCode("310000"));
        assertThat(new RegionCode("310000").province()).isEqualTo(new RegionCode("310000"));
    }

    @ParameterizedTest
    @CsvSource({
        "310000, 310115, true", // Shanghai holds Pudong
        "310000, 310000, true",
        "310115, 310000, false",
        "310115, 310104, false",
        "330100, 330106, true", // Hangzhou holds Xihu
        "330100, 330200, false",
        "310000, 320500, false",
        "310110, 310115, false", // a single 0 at the end belongs to the district
        "320000, 320500, true",
        "500000, 500112, true",
        "200000, 210000, false"
    })
    void containsWhatBeginsLikeIt(String whole, String part, boolean contained) {
        assertThat(new RegionCode(whole).contains(new RegionCode(part))).isEqualTo(contained);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void isContainedInItselfAndInItsProvince(long seed) {
        var any = new RegionCode(String.valueOf(100_000 + new Random(seed).nextInt(900_000)));

        assertThat(any.contains(any)).isTrue();
        assertThat(any.province().contains(any)).isTrue();
        assertThat(any.province().province()).isEqualTo(any.province());
    }
}
