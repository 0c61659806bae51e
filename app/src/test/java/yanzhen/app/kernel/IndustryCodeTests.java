package yanzhen.app.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IndustryCodeTests {

    @ParameterizedTest
    @ValueSource(strings = {"C", "C39", "C397", "C3973", "A0111", "T97"})
    void takesSectionDivisionGroupAndClass(String code) {
        assertThat(new IndustryCode(code)).hasToString(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "U", "c39", "39", "C3", "C39733", "C3 9", "CC39", "C397x"})
    void refusesAnotherForm(String wrong) {
        assertThatThrownBy(() -> new IndustryCode(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(" + wrong + ")")
                .hasMessageContaining("C3973");
    }

    @ParameterizedTest
    @CsvSource({
        "C, C3973, true",
        "C39, C3973, true",
        "C3973, C3973, true",
        "C3973, C39, false",
        "C39, C40, false",
        "I, C39, false"
    })
    void containsItselfAndItsParts(String whole, String part, boolean contained) {
        assertThat(new IndustryCode(whole).contains(new IndustryCode(part))).isEqualTo(contained);
    }
}
