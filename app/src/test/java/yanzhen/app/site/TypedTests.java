package yanzhen.app.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;

class TypedTests {

    @Test
    void readsADay() {
        var problems = new Problems();

        assertThat(Typed.day("on", " 2100-12-31 ", problems)).isEqualTo(LocalDate.of(2100, 12, 31));
        assertThat(Typed.day("on", "", problems)).isNull();
        assertThat(problems.none()).isTrue();
    }

    /** The database would hold some of them as other days than were typed. */
    @ParameterizedTest
    @ValueSource(
            strings = {"-9999-01-01", "+999999999-01-01", "0201-03-31", "2101-01-01", "2021-02-30"})
    void refusesADayThatIsNoneOrLiesFarAway(String typed) {
        var problems = new Problems();

        assertThat(Typed.day("on", typed, problems)).isNull();
        assertThat(problems.kept())
                .singleElement()
                .extracting(Problem::field, Problem::value, Problem::code)
                .containsExactly("on", typed, "date");
    }
}
