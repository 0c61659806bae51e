package yanzhen.app.plan.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import yanzhen.app.plan.web.Loom.Mark;

class LoomTests {

    private static final List<String> COLUMNS =
            List.of("LINK", "CHALLENGE", "PROJECT", "OUTCOME", "PRODUCT", "CONTRACT", "INDICATOR");

    @Test
    void drawsAThreadWithoutBranchesAsOneStraightLine() {
        var marks = new ArrayList<Mark>();
        for (int column = 0; column < COLUMNS.size(); column++) {
            marks.add(
                    mark(
                            "s" + column,
                            column,
                            column == 0 ? List.of() : List.of("s" + (column - 1))));
        }

        var loom = Loom.of(marks, COLUMNS);

        assertThat(loom.boxes()).extracting(Loom.Box::y).containsOnly(loom.boxes().getFirst().y());
        assertThat(loom.curves()).hasSize(6);
        assertThat(loom.boxes().getLast().x() + loom.boxWidth()).isEqualTo(loom.width());
    }

    @Test
    void beginsARowOfItsOwnForEveryFurtherBranch() {
        var marks =
                List.of(
                        mark("link", 0, List.of()),
                        mark("one", 1, List.of("link")),
                        mark("two", 1, List.of("link")),
                        mark("of-two", 2, List.of("two")));

        var loom = Loom.of(marks, COLUMNS);

        assertThat(loom.boxes().get(1).y()).isEqualTo(loom.boxes().get(0).y());
        assertThat(loom.boxes().get(2).y()).isGreaterThan(loom.boxes().get(1).y());
        assertThat(loom.boxes().get(3).y()).isEqualTo(loom.boxes().get(2).y());
    }

    static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    /** Any tree: no two boxes share a place, and all lie inside of the drawing. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void neverPutsTwoBoxesOnOnePlace(int seed) {
        var loom = Loom.of(anyThread(new Random(seed)), COLUMNS);

        assertThat(loom.boxes()).extracting(box -> box.x() + "," + box.y()).doesNotHaveDuplicates();
        assertThat(loom.boxes())
                .allSatisfy(box -> {
                    assertThat(box.x() + loom.boxWidth()).isLessThanOrEqualTo(loom.width());
                    assertThat(box.y() + loom.boxHeight()).isLessThanOrEqualTo(loom.height());
                });
    }

    private static List<Mark> anyThread(Random random) {
        var marks = new ArrayList<Mark>(List.of(mark("root", 0, List.of())));
        int more = random.nextInt(25);
        for (int at = 0; at < more; at++) {
            var from = marks.get(random.nextInt(marks.size()));
            if (from.column() < COLUMNS.size() - 1) {
                int column = from.column() + 1 + random.nextInt(COLUMNS.size() - 1 - from.column());
                marks.add(mark("m" + at, column, List.of(from.key())));
            }
        }
        return marks;
    }

    private static Mark mark(String key, int column, List<String> before) {
        return new Mark(key, column, key, null, "state", "", "", before, true, false, false);
    }
}
