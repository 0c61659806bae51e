package yanzhen.app.chain.taskforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import yanzhen.app.chain.Finding;
import yanzhen.app.chain.Finding.Severity;
import yanzhen.app.chain.taskforce.ResponseRules.Kind;
import yanzhen.app.chain.taskforce.ResponseRules.Reading;
import yanzhen.app.chain.taskforce.ResponseRules.Work;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Clause;

class OptionsTests {

    private static final Bilingual TEXT = new Bilingual("文", "Text");

    private static final ResponseRules RULES =
            new ResponseRules(
                    new Clause("沪经信技〔2021〕1114号", "三（二）3"),
                    TEXT,
                    List.of(
                            reading("no-domestic", Direction.FILL, null),
                            reading("single-source", Direction.SECURE, null),
                            reading("foreign-share", Direction.STRENGTHEN, "no-domestic")),
                    List.of(
                            kind("standard", Direction.STRENGTHEN),
                            kind("new-maker", Direction.FILL, Direction.SECURE),
                            kind("recruitment", Direction.FILL),
                            kind("existing-maker", Direction.SECURE)),
                    List.of(),
                    new ResponseRules.Structure(3, 1, 12, TEXT),
                    true,
                    7);

    private static Reading reading(String rule, Direction direction, @Nullable String unless) {
        return new Reading(rule, direction, unless, TEXT);
    }

    private static Kind kind(String key, Direction... directions) {
        return new Kind(
                key,
                TEXT,
                Set.copyOf(Arrays.asList(directions)),
                key.equals("existing-maker") ? "no-domestic" : null,
                Work.NONE,
                List.of(),
                null,
                TEXT);
    }

    private static Finding found(String rule, Severity severity) {
        return new Finding(rule, severity, TEXT, BigDecimal.ONE, BigDecimal.ONE, 1);
    }

    @Test
    void askForTheDirectionsOfWhatIsWeakOrToBeWatched() {
        var options =
                Options.of(
                        List.of(
                                found("no-domestic", Severity.WEAK),
                                found("single-source", Severity.WATCH)),
                        RULES);

        assertThat(options.asked()).containsOnlyKeys(Direction.FILL, Direction.SECURE);
        assertThat(options.asked().get(Direction.FILL))
                .extracting(it -> it.finding().rule())
                .containsExactly("no-domestic");
    }

    @Test
    void putKindsThatHelpInMoreDirectionsFirst() {
        var options =
                Options.of(
                        List.of(
                                found("no-domestic", Severity.WEAK),
                                found("single-source", Severity.WEAK)),
                        RULES);

        assertThat(options.kinds())
                .extracting(it -> it.kind().key())
                .containsExactly("new-maker", "recruitment", "standard", "existing-maker");
        assertThat(options.kinds().getFirst().helps())
                .containsExactly(Direction.FILL, Direction.SECURE);
        assertThat(options.kinds().getLast().helps()).isEmpty();
    }

    /** Nobody at home makes it, so there is nobody to be made stronger. */
    @Test
    void leaveOutAReadingThatAnotherFindingTakesAway() {
        assertThat(Options.of(List.of(found("foreign-share", Severity.WEAK)), RULES).asked())
                .containsOnlyKeys(Direction.STRENGTHEN);
        assertThat(
                        Options.of(
                                        List.of(
                                                found("foreign-share", Severity.WEAK),
                                                found("no-domestic", Severity.WEAK)),
                                        RULES)
                                .asked())
                .containsOnlyKeys(Direction.FILL);
    }

    /** Where nobody at home makes it there is no existing maker to be raised. */
    @Test
    void leaveOutAKindThatAFindingTakesAway() {
        var source = found("single-source", Severity.WEAK);
        var with = Options.of(List.of(source), RULES);
        var without = Options.of(List.of(source, found("no-domestic", Severity.WEAK)), RULES);

        assertThat(helps(with, "existing-maker")).containsExactly(Direction.SECURE);
        assertThat(helps(without, "existing-maker")).isEmpty();
    }

    private static List<Direction> helps(Options options, String kind) {
        return options.kinds().stream()
                .filter(it -> it.kind().key().equals(kind))
                .findFirst()
                .orElseThrow()
                .helps();
    }

    @Test
    void doNotListenToNotesAndToWhatCannotBeJudged() {
        var options =
                Options.of(
                        List.of(
                                found("no-domestic", Severity.NOTE),
                                found("single-source", Severity.UNKNOWN)),
                        RULES);

        assertThat(options.asked()).isEmpty();
        assertThat(options.kinds()).hasSize(4);
    }
}
