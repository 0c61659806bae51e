package yanzhen.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodeTests {

    /** Published codes of well-known firms. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "91350100M000100Y43",
                "91110108351303601C",
                "914403003429409755",
                "91350200MA2YJ1XR9G"
            })
    void passesARightCode(String code) {
        assertThat(Code.passes(code)).isTrue();
    }

    @Test
    void failsAWrongOne() {
        assertThat(Code.passes("91350100M000100Y34")).isFalse();
        assertThat(Code.passes("91350100M000100Y4")).isFalse();
        assertThat(Code.passes("91350100M00010OY43")).isFalse();
    }

    @Test
    void readsWhatLooksAlikeAndWhatIsWrittenWide() {
        assertThat(Code.folded(" 9135 0100-m00o1ooY43 ")).isEqualTo("91350100M000100Y43");
        assertThat(Code.folded("９１３５０１００Ｍ０００１００Ｙ４３")).isEqualTo("91350100M000100Y43");
    }

    @ParameterizedTest
    @CsvSource({
        "ABCDE, ABCDE, true",
        "ABCDE, ABXDE, true",
        "ABCDE, ACBDE, true",
        "ABCDE, ABDE, true",
        "ABCDE, BCDE, true",
        "ABCDE, ABCD, true",
        "ABCDE, ABXCDE, true",
        "ABCDE, ABCDEX, true",
        "ABCDE, AXCXE, false",
        "ABCDE, BACED, false",
        "ABCDE, ABC, false",
        "ABCDE, XABCE, false"
    })
    void knowsASlip(String one, String other, boolean slip) {
        assertThat(Code.slip(one, other)).isEqualTo(slip);
        assertThat(Code.slip(other, one)).isEqualTo(slip);
    }
}
