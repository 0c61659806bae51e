package yanzhen.app.chain.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import yanzhen.app.chain.web.Board.Stack;
import yanzhen.app.kernel.Bilingual;

class BoardTests {

    private static final List<State> STATES = List.of(State.values());
    private static final Pattern COMMAND = Pattern.compile("[A-Z][^A-Z]*");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+");
    private static final Pattern START = Pattern.compile("^M(-?\\d+) (-?\\d+)");
    private static final Board.Links LINKS =
            new Board.Links(it -> "/" + it.key(), it -> "/?" + it, _ -> Board.Mark.NONE);
    private static final Pattern STRAIGHT = Pattern.compile("(-?\\d+) (-?\\d+)H(-?\\d+)(?=C)");

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 12);
    }

    /** Chains of 300 nodes; in every third most nodes lie in the first stage. */
    static LongStream largeSeeds() {
        return LongStream.rangeClosed(1, 6);
    }

    /** Any chain, edges backwards and inside of a stage included. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void neverLayTwoBoxesOverEachOther(long seed) {
        assertApart(drawn(chain(seed)));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("largeSeeds")
    void neverLayTwoOfThreeHundredBoxesOverEachOther(long seed) {
        assertApart(drawn(large(seed)));
    }

    private static void assertApart(Board board) {
        var boxes = board.boxes();
        for (int one = 0; one < boxes.size(); one++) {
            for (int two = one + 1; two < boxes.size(); two++) {
                var a = boxes.get(one);
                var b = boxes.get(two);
                assertThat(a.x() != b.x() || Math.abs(a.y() - b.y()) >= board.boxHeight())
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
                        .noneMatch(it -> y >= it.y() && y <= it.y() + it.height());
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
                    assertThat(it.y()).isBetween(24, board.height() - it.height());
                    assertThat(it.x()).isBetween(0, board.width() - board.boxWidth());
                });
    }

    /**
     * Points of a curve lie inside of the hull of its numbers, so these are enough: ends and the
     * points that pull.
     */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("largeSeeds")
    void keepEveryLineOnTheBoard(long seed) {
        var board = drawn(large(seed));

        assertThat(board.curves()).isNotEmpty().allSatisfy(it -> assertInside(it.path(), board));
        assertThat(board.tips()).isNotEmpty();
    }

    /**
     * Down the left side of the first column, where nothing is left of the boxes but the margin.
     */
    @Test
    void keepLinesInsideOfAVeryLargeFirstColumnOnTheBoard() {
        var nodes = IntStream.range(0, 120).mapToObj(it -> node(it, "s0")).toList();
        var edges = new ArrayList<Atlas.Edge>();
        for (int at = 0; at + 7 < nodes.size(); at++) {
            edges.add(new Atlas.Edge(nodes.get(at).id(), nodes.get(at + 7).id(), "made-from"));
        }

        var board = drawn(map(2, nodes, edges));

        assertThat(board.curves()).hasSize(113).allSatisfy(it -> assertInside(it.path(), board));
    }

    private static void assertInside(String path, Board board) {
        boolean across = true;
        var commands = COMMAND.matcher(path).results().map(it -> it.group()).toList();
        for (var command : commands) {
            var numbers = NUMBER.matcher(command).results().map(it -> number(it.group())).toList();
            char kind = command.charAt(0);
            for (int at = 0; at < numbers.size(); at++) {
                boolean x = kind == 'H' || (kind != 'V' && at % 2 == 0);
                across &= numbers.get(at) >= 1;
                across &= numbers.get(at) <= (x ? board.width() : board.height()) - 1;
            }
        }
        assertThat(across).as(path).isTrue();
    }

    /** Folding loses no node: what a stack counts by state is what its stage holds. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("largeSeeds")
    void countTheSameNodesFoldedAsOpen(long seed) {
        var chain = large(seed);
        var folded = new Framing("", 2, 2, Set.of("s0", "s2"));

        var open = drawn(chain);
        var board = Board.of(folded.of(chain), all(chain), LINKS, Locale.CHINESE);

        assertThat(board.stacks()).hasSize(2);
        assertThat(board.boxes().size() + board.stacks().stream().mapToInt(Stack::nodes).sum())
                .isEqualTo(open.boxes().size());
        for (var stack : board.stacks()) {
            var stage = stack.id().substring("stage-".length());
            for (var count : stack.counts()) {
                assertThat(count.nodes())
                        .isEqualTo(
                                chain.nodes().stream()
                                        .filter(it ->
                                                it.stage().equals(stage)
                                                        && it.state().key().equals(count.state()))
                                        .count());
            }
        }
        assertApart(board);
        assertThat(board.curves()).allSatisfy(it -> assertInside(it.path(), board));
    }

    /** An edge between two nodes is a line between their boxes, or inside of one stack. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("largeSeeds")
    void drawALineForEveryEdgeThatLeavesAFoldedStage(long seed) {
        var chain = large(seed);
        var excerpt = new Framing("", 2, 2, Set.of("s1")).of(chain);
        var stage = new HashMap<UUID, String>();
        chain.nodes().forEach(it -> stage.put(it.id(), it.stage()));

        var board = Board.of(excerpt, all(chain), LINKS, Locale.CHINESE);

        var expected =
                chain.edges().stream()
                        .map(it -> box(it.supplier(), stage) + " " + box(it.consumer(), stage))
                        .filter(it -> !it.equals("stage-s1 stage-s1"))
                        .collect(Collectors.toSet());
        assertThat(board.curves())
                .extracting(it -> it.from() + " " + it.to())
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private static String box(UUID node, Map<UUID, String> stage) {
        return "s1".equals(stage.get(node)) ? "stage-s1" : node.toString();
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
                        chain.nodes().stream().map(it -> it.id().toString()).toList());
    }

    @Test
    void paleWhatTheFilterLeavesOut() {
        var chain = chain(3);
        var first = chain.nodes().getFirst().id();

        var board = Board.of(Framing.whole().of(chain), Set.of(first), LINKS, Locale.ENGLISH);

        assertThat(board.boxes())
                .filteredOn(it -> !it.out())
                .extracting(Box::id)
                .containsExactly(first.toString());
    }

    private static Board drawn(Atlas.Map chain) {
        return Board.of(Framing.whole().of(chain), all(chain), LINKS, Locale.CHINESE);
    }

    private static Set<UUID> all(Atlas.Map chain) {
        return chain.nodes().stream().map(Atlas.Node::id).collect(Collectors.toSet());
    }

    private static boolean onSideOf(Box box, Board board, int[] point) {
        boolean beside = point[0] == box.x() || point[0] == box.x() + board.boxWidth();
        return beside && point[1] > box.y() && point[1] < box.y() + box.height();
    }

    private static Box box(Board board, String id) {
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

    /** Mostly forward edges, as chains have them. */
    static Atlas.Map large(long seed) {
        var random = new Random(seed);
        int stages = 7;
        boolean topHeavy = seed % 3 == 0;
        var nodes =
                IntStream.range(0, 300)
                        .mapToObj(it ->
                                node(it, "s" + (topHeavy && it < 160 ? 0 : random.nextInt(stages))))
                        .toList();
        var edges = new ArrayList<Atlas.Edge>();
        var seen = new HashSet<String>();
        while (edges.size() < 420) {
            var one = nodes.get(random.nextInt(300));
            var two = nodes.get(random.nextInt(300));
            boolean forward = one.stage().compareTo(two.stage()) <= 0 || random.nextInt(10) == 0;
            if (forward && !one.equals(two) && seen.add(one.key() + " " + two.key())) {
                edges.add(new Atlas.Edge(one.id(), two.id(), "made-from"));
            }
        }
        return map(stages, nodes, edges);
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
        return map(stages, all, joined);
    }

    private static Atlas.Map map(int stages, List<Atlas.Node> nodes, List<Atlas.Edge> edges) {
        return new Atlas.Map(
                new Atlas.Chain(
                        "test", new Bilingual("链", "chain"), "c", new Bilingual("人", "who"), null),
                IntStream.range(0, stages)
                        .mapToObj(
                                it -> new Atlas.Stage("s" + it, new Bilingual("环" + it, "S" + it)))
                        .toList(),
                nodes,
                edges,
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
                STATES.get(number % STATES.size()),
                0,
                null,
                null,
                false);
    }
}
