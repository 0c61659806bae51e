package yanzhen.app.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What facts rest on, and when they were so: clause, source, point in time, bilingual text. */
class SourcesTests {

    private static final LocalDate DAY = LocalDate.of(2025, 12, 31);

    @Test
    void citeAClauseByDocumentAndPlace() {
        assertThat(new Clause("沪经信技〔2021〕1114号", "表1 第1项")).hasToString("沪经信技〔2021〕1114号 表1 第1项");
    }

    @Test
    void refuseAClauseThatSaysNotWhereItStands() {
        assertThatThrownBy(() -> new Clause("沪经信技〔2021〕1114号", " "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("place");
        assertThatThrownBy(() -> new Clause("", "表1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("document");
    }

    @Test
    void refuseASourceWithoutATitle() {
        assertThatThrownBy(() ->
                        new SourceNote("", null, DAY, SourceNote.Confidence.GENERAL_KNOWLEDGE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("title");
    }

    @Test
    void tellTheDayAskedAboutFromTheMomentOfKnowing() {
        var then = new AsOf(DAY, Instant.parse("2026-01-15T00:00:00Z"));
        var later = new AsOf(DAY, Instant.parse("2026-03-15T00:00:00Z"));

        assertThat(then.day()).isEqualTo(later.day());
        assertThat(then).isNotEqualTo(later);
    }

    @Test
    void speakChineseToEverybodyButReadersOfEnglish() {
        var text = new Bilingual("短板", "weak link");

        assertThat(text.in(Locale.UK)).isEqualTo("weak link");
        assertThat(text.in(Locale.SIMPLIFIED_CHINESE)).isEqualTo("短板");
        assertThat(text.in(Locale.FRENCH)).isEqualTo("短板");
    }
}
