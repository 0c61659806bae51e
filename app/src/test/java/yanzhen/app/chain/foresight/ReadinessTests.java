package yanzhen.app.chain.foresight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import yanzhen.app.chain.foresight.ForesightRules.Level;
import yanzhen.app.chain.foresight.Readiness.Shown;
import yanzhen.app.kernel.Bilingual;

class ReadinessTests {

    /** Each level asks for a paper, and for a test or a trial. */
    private static List<Level> levels() {
        var levels = new ArrayList<Level>();
        for (int level = 1; level <= 9; level++) {
            levels.add(
                    new Level(
                            level,
                            new Bilingual("级", "Level"),
                            List.of(List.of("paper"), List.of("test", "trial"))));
        }
        return levels;
    }

    @Test
    void isNothingWithoutEvidenceAndSaysWhatTheFirstLevelAsksFor() {
        var readiness = Readiness.of(levels(), List.of());

        assertThat(readiness)
                .isEqualTo(
                        new Readiness(0, 1, List.of(List.of("paper"), List.of("test", "trial"))));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
    void reachesALevelByAllThatItAsksForAndNotByAPart(int level) {
        var part = List.of(new Shown(level, "paper"));
        var whole = List.of(new Shown(level, "paper"), new Shown(level, "trial"));
        var elsewhere = List.of(new Shown(level, "paper"), new Shown(level % 9 + 1, "trial"));

        assertThat(Readiness.of(levels(), part).level()).isZero();
        assertThat(Readiness.of(levels(), elsewhere).level()).isZero();
        assertThat(Readiness.of(levels(), whole).level()).isEqualTo(level);
        assertThat(Readiness.of(levels(), whole).next()).isEqualTo(level == 9 ? 0 : level + 1);
    }

    @Test
    void takesTheHighestAndSaysWhatIsLeftOfTheNext() {
        var readiness =
                Readiness.of(
                        levels(),
                        List.of(
                                new Shown(2, "paper"),
                                new Shown(2, "test"),
                                new Shown(4, "paper"),
                                new Shown(4, "trial"),
                                new Shown(5, "paper")));

        assertThat(readiness).isEqualTo(new Readiness(4, 5, List.of(List.of("test", "trial"))));
    }
}
