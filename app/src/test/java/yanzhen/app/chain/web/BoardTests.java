package yanzhen.app.chain.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.chain.NodeDiagnosis.State;
import yanzhen.app.chain.web.Board.Box;
import yanzhen.app.kernel.Bilingual;

class BoardTests {

    private static final Pattern START = Pattern.compile("^M(-?\\d+) (-?\\d+)");
    private static final Pattern STRAIGHT = Pattern.compile("(-?\\d+) (-?\\d+)H(-?\\d+)(?=C)");

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 12);
    }

    /** Any chain, edges backwards and inside of a stage included. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void neverLayTwoBoxesOverEachOther(long seed) {
        var boxes = drawn(chain(seed)).boxes();

        for (int one = 0; one < boxes.size(); one++) {
            for (int two = one + 1; two < boxes.size(); two++) {
                var a = boxes.get(one);
                var b = boxes.get(two);
                assertThat(a.x() != b.x() || Math.abs(a.y() - b.y()) >= Board.BOX_HEIGHT)
                        .as("%s and %s", a.name(), b.name())
                        .isTrue();
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void beginAndEndEveryEdgeAtItsBoxes(long seed) {
        var board = drawn(chain(seed));

        for (var curve : board.curves()) {
            assertThat(onSideOf(box(board, curve.from()), board, start(curve.path()))).isTrue();
            assertThat(onSideOf(box(board, curve.to()), board, end(curve.path()))).isTrue();
        }
    }

    /**
     * The straight pieces are those that pass a column; boxes of that column keep clear of them.
     */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void leadNoLineBehindABox(long seed) {
        var board = drawn(chain(seed));

        for (var curve : board.curves()) {
            var pieces = STRAIGHT.matcher(curve.path());
            while (pieces.find()) {
                int left = Math.min(number(pieces.group(1)), number(pieces.group(3)));
                int y = number(pieces.group(2));
                assertThat(board.boxes())
                        .filteredOn(it -> it.x() == left)
                        .noneMatch(it -> y >= it.y() && y <= it.y() + Board.BOX_HEIGHT);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void drawTheSameChainTheSameTwice(long seed) {
        assertThat(drawn(chain(seed))).isEqualTo(drawn(chain(seed)));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void keepEveryBoxOnTheBoard(long seed) {
        var board = drawn(chain(seed));

        assertThat(board.boxes())
                .allSatisfy(it -> {
                    assertThat(it.y()).isBetween(24, board.height() - Board.BOX_HEIGHT);
                    assertThat(it.x()).isBetween(0, board.width() - board.boxWidth());
                });
    }

    @Test
    void uncrossTwoEdgesThatThePacksOrderCrosses() {
        // a → 2 and b → 1, in columns (a b) and (1 2): crossed as given, free when one turns.
        var edges = List.of(new int[] {0, 3}, new int[] {1, 2});

        var layering = Layering.of(2, new int[] {0, 0, 1, 1}, edges);

        assertThat(layering.crossings()).isZero();
    }

    @Test
    void letEdgesIntoOneConsumerShareTheirWayThroughAColumn() {
        // Two suppliers in column 0, one consumer in column 2: one pass in column 1, item 3.
        var edges = List.of(new int[] {0, 2}, new int[] {1, 2});

        var layering = Layering.of(3, new int[] {0, 0, 2}, edges);

        assertThat(layering.routes()).containsExactly(new int[] {0, 3, 2}, new int[] {1, 3, 2});
    }

    @Test
    void keepPartsAboveWhatTheyGoInto() {
        // 0 is made from 2, 1 stands alone; all in one column.
        var layering = Layering.of(1, new int[] {0, 0, 0}, List.of(new int[] {2, 0}));

        var column = layering.columns().getFirst();

        assertThat(column.indexOf(2)).isEqualTo(column.indexOf(0) - 1);
    }

    /** The limit only guards against a layering that does not end. */
    @Test
    @Timeout(60)
    void drawEachOfTwoHundredNodesOnce() {
        var chain = chain(new Random(1), 8, 200, 420);

        assertThat(drawn(chain).boxes())
                .extracting(Box::id)
                .containsExactlyInAnyOrderElementsOf(
                        chain.nodes().stream().map(Atlas.Node::id).toList());
    }

    @Test
    void paleWhatTheFilterLeavesOut() {
        var chain = chain(3);
        var first = chain.nodes().getFirst().id();

        var board = Board.of(chain, Set.of(first), Locale.ENGLISH);

        assertThat(board.boxes())
                .filteredOn(it -> !it.out())
                .extracting(Box::id)
                .containsExactly(first);
    }

    private static Board drawn(Atlas.Map chain) {
        var all = chain.nodes().stream().map(Atlas.Node::id).collect(Collectors.toSet());
        return Board.of(chain, all, Locale.CHINESE);
    }

    private static boolean onSideOf(Box box, Board board, int[] point) {
        boolean beside = point[0] == box.x() || point[0] == box.x() + board.boxWidth();
        return beside && point[1] > box.y() && point[1] < box.y() + Board.BOX_HEIGHT;
    }

    private static Box box(Board board, UUID id) {
        return board.boxes().stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow();
    }

    private static int[] start(String path) {
        var found = START.matcher(path);
        assertThat(found.find()).isTrue();
        return new int[] {number(found.group(1)), number(found.group(2))};
    }

    /**
     * The last two numbers; of a line inside of a column, whose last piece is level, the y before.
     */
    private static int[] end(String path) {
        var numbers =
                Pattern.compile("-?\\d+")
                        .matcher(path)
                        .results()
                        .map(it -> number(it.group()))
                        .toList();
        boolean level = path.matches(".*H-?\\d+$");
        int size = numbers.size();
        return level
                ? new int[] {numbers.get(size - 1), numbers.get(size - 2)}
                : new int[] {numbers.get(size - 2), numbers.get(size - 1)};
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    private static Atlas.Map chain(long seed) {
        var random = new Random(seed);
        return chain(
                random, 3 + random.nextInt(6), 10 + random.nextInt(60), 20 + random.nextInt(90));
    }

    private static Atlas.Map chain(Random random, int stages, int nodes, int edges) {
        var all =
                IntStream.range(0, nodes)
                        .mapToObj(it -> node(it, "s" + random.nextInt(stages)))
                        .toList();
        var joined = new ArrayList<Atlas.Edge>();
        for (int at = 0; at < edges; at++) {
            var supplier = all.get(random.nextInt(nodes)).id();
            var consumer = all.get(random.nextInt(nodes)).id();
            if (!supplier.equals(consumer)
                    && joined.stream()
                            .noneMatch(it ->
                                    it.supplier().equals(supplier)
                                            && it.consumer().equals(consumer))) {
                joined.add(new Atlas.Edge(supplier, consumer, "made-from"));
            }
        }
        return new Atlas.Map(
                new Atlas.Chain(
                        "test", new Bilingual("链", "chain"), "c", new Bilingual("人", "who"), null),
                IntStream.range(0, stages)
                        .mapToObj(
                                it -> new Atlas.Stage("s" + it, new Bilingual("环" + it, "S" + it)))
                        .toList(),
                all,
                joined,
                new Atlas.Run(new UUID(0, 0), LocalDate.of(2026, 1, 1), Instant.EPOCH));
    }

    private static Atlas.Node node(int number, String stage) {
        return new Atlas.Node(
                new UUID(1, number),
                "n" + number,
                stage,
                "component",
                BaseCategory.CORE_COMPONENT,
                new Bilingual("节点" + number, "Node " + number),
                true,
                State.SOUND,
                0,
                null,
                null,
                false);
    }
}
