package yanzhen.app.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreditCodeTests {

    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int LENGTH = 18;

    /** A code on a real licence that its users must special-case. */
    private static final String PRINTED_WRONG = "91350203M0001QAY9B";

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "91350100M000100Y43",
                "91110108351303601C",
                "914403003429409755",
                "91350200MA2YJ1XR9G"
            })
    void takesCodesOfRealOrganisations(String real) {
        assertThat(CreditCode.of(real).value()).isEqualTo(real);
    }

    @Test
    void computesTheCheckByTheWeightsOfTheStandard() {
        // Only place 1 counts, with weight 1: 31 - 9 = 22, the 23rd of the alphabet is N.
        assertThat(CreditCode.completing("90000000000000000").value())
                .isEqualTo("90000000000000000N");
        // Places 1 and 2, weights 1 and 3: 9 + 3 = 12, 31 - 12 = 19, the 20th is K.
        assertThat(CreditCode.completing("91000000000000000").value())
                .isEqualTo("91000000000000000K");
    }

    @Test
    void endsInZeroWhenTheRemainderIsZero() {
        // 1·1 + 3·10 = 31: remainder 0, and 31 - 0 is no place of the alphabet.
        var code = CreditCode.completing("1A000000000000000");

        assertThat(code.value()).isEqualTo("1A0000000000000000");
        assertThat(CreditCode.of("1A0000000000000000").passesCheck()).isTrue();
    }

    @Test
    void takesARealCodeThatFailsTheCheckOnlyByOverride() {
        assertThatThrownBy(() -> CreditCode.of(PRINTED_WRONG))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(PRINTED_WRONG)
                .hasMessageContaining("ends in B");
        assertThat(CreditCode.admittedByOverride(PRINTED_WRONG).passesCheck()).isFalse();
    }

    @Test
    void namesTheCharacterThatItExpected() {
        assertThatThrownBy(() -> CreditCode.of("914403003429409750"))
                .hasMessageContaining("ends in 0")
                .hasMessageContaining("call for 5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {" 91350200ma2yj1xr9g ", "９１３５０２００ＭＡ２ＹＪ１ＸＲ９Ｇ", "91350200MA2YJ1XR9G\u3000"})
    void readsSmallAndFullWidthLettersAndSpacesAround(String typed) {
        assertThat(CreditCode.of(typed).value()).isEqualTo("91350200MA2YJ1XR9G");
    }

    @ParameterizedTest
    @ValueSource(strings = {"I", "O", "S", "V", "Z", "-", "中", " "})
    void refusesACharacterOutsideTheAlphabetAndSaysWhere(String wrong) {
        assertThatThrownBy(() -> CreditCode.of("9135010" + wrong + "M000100Y43"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'%s' at place 8".formatted(wrong));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "91350100M000100Y4", "91350100M000100Y430"})
    void refusesAnyLengthButEighteen(String wrong) {
        assertThatThrownBy(() -> CreditCode.of(wrong))
                .hasMessageContaining("%d characters, not 18".formatted(wrong.length()));
    }

    /** 31 is a prime and no weight a multiple of it, so one wrong character always shows. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void refusesEveryChangeOfOneCharacter(long seed) {
        var valid = any(seed).value();
        for (int at = 0; at < LENGTH; at++) {
            for (int place = 0; place < ALPHABET.length(); place++) {
                char other = ALPHABET.charAt(place);
                if (other != valid.charAt(at)) {
                    var changed = valid.substring(0, at) + other + valid.substring(at + 1);
                    assertThat(new CreditCode(changed).passesCheck()).as(changed).isFalse();
                }
            }
        }
    }

    /** Neighbouring weights differ by a factor of 3, so neighbours that change places show. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void refusesNeighboursThatChangedPlaces(long seed) {
        var valid = any(seed).value();
        for (int at = 0; at + 2 < LENGTH; at++) {
            var swapped = new StringBuilder(valid);
            swapped.setCharAt(at, valid.charAt(at + 1));
            swapped.setCharAt(at + 1, valid.charAt(at));
            assertThat(new CreditCode(swapped.toString()).passesCheck())
                    .as(swapped.toString())
                    .isEqualTo(swapped.toString().equals(valid));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void completesAnySeventeenCharactersToACodeThatItTakes(long seed) {
        var code = any(seed);

        assertThat(CreditCode.of(code.value())).isEqualTo(code).hasToString(code.value());
    }

    private static CreditCode any(long seed) {
        var random = new Random(seed);
        var first = new StringBuilder();
        for (int at = 0; at < LENGTH - 1; at++) {
            first.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return CreditCode.completing(first.toString());
    }
}
