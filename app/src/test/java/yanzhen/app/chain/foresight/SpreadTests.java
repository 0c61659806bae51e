package yanzhen.app.chain.foresight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import yanzhen.app.chain.foresight.Spread.Count;
import yanzhen.app.chain.foresight.Spread.Rated;

class SpreadTests {

    private static List<Rated> equally(int... values) {
        return Arrays.stream(values).mapToObj(it -> new Rated(it, 3)).toList();
    }

    @Test
    void interpolatesQuartilesBetweenAnswers() {
        // Sorted 1 2 3 4 4 5: positions 1.25, 2.5 and 3.75 from 0. By hand: 2.25, 3.5, 4.
        var spread = Spread.of(equally(4, 1, 5, 3, 2, 4));

        assertThat(spread.first()).isEqualTo(2.25);
        assertThat(spread.median()).isEqualTo(3.5);
        assertThat(spread.third()).isEqualTo(4.0);
        assertThat(spread.range()).isEqualTo(1.75);
        assertThat(spread.answers()).isEqualTo(6);
        assertThat(spread.counts())
                .containsExactly(
                        new Count(1, 1),
                        new Count(2, 1),
                        new Count(3, 1),
                        new Count(4, 2),
                        new Count(5, 1));
    }

    @Test
    void isOnePointForOneAnswerAndForTies() {
        assertThat(Spread.of(equally(4)).range()).isZero();
        assertThat(Spread.of(equally(2, 2, 2, 2)).median()).isEqualTo(2.0);
    }

    @Test
    void letsExpertiseMoveOnlyTheWeightedMedian() {
        // Expertise 1+1+1 for a 2 against 5 for a 5: half of 8 is reached by the 5 alone.
        var spread =
                Spread.of(
                        List.of(
                                new Rated(2, 1),
                                new Rated(2, 1),
                                new Rated(2, 1),
                                new Rated(5, 5)));

        assertThat(spread.median()).isEqualTo(2.0);
        assertThat(spread.weightedMedian()).isEqualTo(5.0);
    }

    @Test
    void countsTheQuartilesThemselvesAsInside() {
        var spread = Spread.of(equally(1, 2, 3, 4, 5));

        assertThat(spread.outside(2)).isFalse();
        assertThat(spread.outside(4)).isFalse();
        assertThat(spread.outside(1)).isTrue();
        assertThat(spread.outside(5)).isTrue();
    }

    @Test
    void isNothingWithoutAnswers() {
        assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
