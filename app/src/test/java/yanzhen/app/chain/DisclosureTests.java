package yanzhen.app.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DisclosureTests {

    @Test
    void tellsAllWhereEveryCellHasThree() {
        assertThat(Disclosure.of(Map.of("CN", 4, "JP", 3)))
                .isEqualTo(new Disclosure.Line(java.util.Set.of("CN", "JP"), true));
    }

    /** 10 in all and 8 at home would say that abroad there are 2. */
    @Test
    void hidesASecondCellThatWouldGiveTheHiddenOneAway() {
        assertThat(Disclosure.of(Map.of("CN", 8, "JP", 2)).told()).isEmpty();
        assertThat(Disclosure.of(Map.of("CN", 8, "US", 4, "JP", 2)).told()).containsExactly("CN");
    }

    /** 1 and 1 hidden: their sum of 2 would be told by the total. */
    @Test
    void hidesMoreWhileTheHiddenTogetherAreFewerThanThree() {
        assertThat(Disclosure.of(Map.of("CN", 8, "US", 3, "JP", 1, "DE", 1)).told())
                .containsExactly("CN");
        assertThat(Disclosure.of(Map.of("CN", 8, "US", 3, "JP", 1, "DE", 2)).told())
                .containsExactlyInAnyOrder("CN", "US");
    }

    @Test
    void tellsNoTotalOfFewerThanThree() {
        assertThat(Disclosure.of(Map.of("CN", 2)))
                .isEqualTo(new Disclosure.Line(java.util.Set.of(), false));
        assertThat(Disclosure.of(Map.of()).total()).isFalse();
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    /** Whatever the counts: no cell below three is told, nor can its value be reckoned. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void neverLetsACellBelowThreeBeReckoned(long seed) {
        var random = new Random(seed);
        var cells = new HashMap<String, Integer>();
        int size = 1 + random.nextInt(6);
        for (int i = 0; i < size; i++) {
            cells.put("c" + i, random.nextInt(7));
        }

        var line = Disclosure.of(cells);

        assertThat(line.told()).allMatch(it -> cells.getOrDefault(it, 0) >= Disclosure.LEAST);
        var hidden =
                cells.entrySet().stream()
                        .filter(it -> it.getValue() > 0 && !line.told().contains(it.getKey()))
                        .toList();
        if (line.total() && !hidden.isEmpty()) {
            assertThat(hidden).hasSizeGreaterThan(1);
            assertThat(hidden.stream().mapToInt(Map.Entry::getValue).sum())
                    .isGreaterThanOrEqualTo(Disclosure.LEAST);
        }
    }
}
