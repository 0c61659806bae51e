package yanzhen.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import yanzhen.app.kernel.Bilingual;

class IdentifierKindTests {

    private static final IdentifierKind LEI =
            kind("[0-9A-Z]{18}[0-9]{2}", IdentifierKind.Proof.MOD_97_10, false);
    private static final IdentifierKind FOREIGN = kind("[0-9A-Z ]{1,40}", null, true);

    private static IdentifierKind kind(
            String pattern,
            IdentifierKind.@org.jspecify.annotations.Nullable Proof proof,
            boolean jurisdiction) {
        return new IdentifierKind(
                "KIND",
                new Bilingual("种类", "Kind"),
                Pattern.compile(pattern),
                proof,
                jurisdiction,
                true,
                "",
                false);
    }

    /** The code of Bloomberg Finance L.P., as the register of LEIs publishes it. */
    @Test
    void provesALegalEntityIdentifierByItsLastTwoDigits() {
        assertThat(LEI.faults("", "5493001KJTIIGC8Y1R12")).isEmpty();

        assertThat(LEI.faults("", "5493001KJTIIGC8Y1R21"))
                .containsExactly(new IdentifierKind.Fault("identifier", "identifier-proof"));
        assertThat(LEI.faults("", "5493001KJTIIGC8Y1R1"))
                .containsExactly(new IdentifierKind.Fault("identifier", "identifier-form"));
    }

    /**
     * By hand: A counts 10, so A…: two letters are four digits, and 98 less the rest of 97 proves.
     */
    @Test
    void countsLettersFromTen() {
        // "AA" with 00 behind is 101000; 101000 = 1041 · 97 + 23, so the digits are 98 - 23 = 75.
        assertThat(IdentifierKind.Proof.MOD_97_10.holds("AA75")).isTrue();
        assertThat(IdentifierKind.Proof.MOD_97_10.holds("AA76")).isFalse();
    }

    @Test
    void asksForTheCountryOnlyWhereItTellsValuesApart() {
        assertThat(FOREIGN.faults("DE", "HRB 1")).isEmpty();
        assertThat(FOREIGN.faults("", "HRB 1"))
                .containsExactly(new IdentifierKind.Fault("jurisdiction", "jurisdiction-form"));
        assertThat(FOREIGN.faults("DEU", "HRB 1"))
                .containsExactly(new IdentifierKind.Fault("jurisdiction", "jurisdiction-form"));
        assertThat(LEI.faults("DE", "5493001KJTIIGC8Y1R12"))
                .containsExactly(new IdentifierKind.Fault("jurisdiction", "jurisdiction-unneeded"));
        assertThat(LEI.faults("DEU", "x"))
                .containsExactly(
                        new IdentifierKind.Fault("jurisdiction", "jurisdiction-unneeded"),
                        new IdentifierKind.Fault("identifier", "identifier-form"));
    }

    @Test
    void readsAKeyAsItIsTyped() {
        assertThat(Identifier.keyOf(" 91310101dem0000015 ")).isEqualTo("91310101DEM0000015");
        assertThat(Identifier.keyOf("foreign-register：de:hrb  1"))
                .isEqualTo("FOREIGN-REGISTER:DE:HRB 1");
        assertThatThrownBy(() -> Identifier.keyOf("HRB 1"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
