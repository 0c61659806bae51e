package yanzhen.app.chain.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.Atlas;

/**
 * 链图: a chain as columns of boxes, one column a stage, upstream on the left. A folded stage is one
 * box that counts its nodes by state.
 *
 * <p>{@link Layering} says in which order the boxes stand, {@link Spread} at which height; here
 * they become shapes. Columns share the width of the page as long as their boxes stay wide enough
 * for a name; with more columns the board grows to the right and is scrolled. With many boxes in a
 * column all are drawn low (紧凑), with one line each, so that 300 nodes stay readable.
 *
 * <p>Over 300 lines because the shapes of boxes, folded stages, lines and tips share one geometry.
 *
 * @param width and height in pixels at full size
 * @param low whether boxes have one line only
 */
record Board(
        int width,
        int height,
        int boxWidth,
        int boxHeight,
        boolean low,
        List<Column> columns,
        List<Box> boxes,
        List<Stack> stacks,
        List<Curve> curves,
        List<Tip> tips) {

    private static final int HIGH_BOX = 42;
    private static final int LOW_BOX = 26;

    /** With more boxes in a column than these they are drawn low. */
    private static final int HIGH_COLUMN = 22;

    private static final int STACK = 78;
    private static final int MARK_WIDTH = 16;

    private static final int ROOM = 1140;
    private static final int NARROWEST = 126;
    private static final int WIDEST = 168;
    private static final int GAP_X = 40;
    private static final int HEAD = 34;

    /** Corner of a line that turns, and how far the first line inside of a column stands off. */
    private static final int CORNER = 4;

    private static final int OFF = 8;
    private static final int LANE = 5;
    private static final int LANES = 4;

    /** Left of the first column run all lanes of its own lines, each with its width. */
    private static final int SIDE = OFF + LANES * LANE;

    /** Names of a folded stage are searched in the page as long as they are not more than these. */
    private static final int NAMED = 400;

    /**
     * The head of a stage.
     *
     * @param turn where the stage is folded or opened; null when it cannot be
     */
    record Column(
            int x, String key, String name, int count, boolean folded, @Nullable String turn) {}

    /**
     * One node.
     *
     * @param id of the node
     * @param lines its name on one or two lines
     * @param reason why it is in its state; empty when nothing was found
     * @param mark what else is to be said of it
     * @param out whether the filter of the page leaves it out
     * @param focus whether the neighbourhood drawn is its own
     */
    record Box(
            String id,
            int x,
            int y,
            int height,
            String key,
            String name,
            List<Label> lines,
            String state,
            String reason,
            Mark mark,
            boolean synthetic,
            boolean out,
            boolean focus,
            String href) {
        public int midY() {
            return y + height / 2;
        }

        /** How wide a line of its name may be that is wider than the box. */
        public int room(int boxWidth) {
            return boxWidth - 32 - mark.width();
        }

        /** Where a line of its name is written. */
        public int lineY(int line) {
            return lines.size() == 1 ? midY() + 5 : midY() - 4 + line * 16;
        }
    }

    /**
     * 收起的环节: a stage as one box.
     *
     * @param counts its nodes by state, in the order of the legend
     * @param names of its nodes, one a line; empty when they are too many
     * @param hits how many of them the filter lets through
     */
    record Stack(
            String id,
            int x,
            int y,
            int height,
            String name,
            int nodes,
            List<Count> counts,
            String names,
            int hits,
            String href) {}

    /** How many nodes are in a state. */
    record Count(String state, int nodes) {}

    /**
     * One edge as the data of an SVG path, or all edges between two boxes one of which is a folded
     * stage.
     *
     * @param kind of the edges; {@code mixed} when there are several
     */
    record Curve(String from, String to, String kind, String path) {}

    /** The head of an arrow, once for all the lines that end there. */
    record Tip(String to, String path) {}

    /**
     * Where boxes lead.
     *
     * @param node the page of a node
     * @param turn the page with a stage folded or opened; null where stages stay as they are
     * @param mark what else is to be said of a node
     */
    record Links(
            Function<Atlas.Node, String> node,
            @Nullable UnaryOperator<String> turn,
            Function<Atlas.Node, Mark> mark) {}

    /**
     * What else is to be said of a node.
     *
     * @param sign drawn in the corner of its box; empty for none
     */
    record Mark(String sign, String words) {

        static final Mark NONE = new Mark("", "");

        /** What its box loses of its room for a name. */
        private int width() {
            return sign.isEmpty() ? 0 : MARK_WIDTH;
        }
    }

    /** Whether it grows beyond the width of the page. */
    public boolean wide() {
        return width > ROOM + 2 * SIDE;
    }

    /** Whether it would be drawn larger than it is to fill the page. */
    public boolean slim() {
        return width < ROOM - 180;
    }

    /** Kinds of edges that it draws, in the order of the legend. */
    public List<String> kinds() {
        return EdgeKinds.ALL.stream()
                .filter(kind -> curves.stream().anyMatch(it -> it.kind.equals(kind)))
                .toList();
    }

    /**
     * Draws a chain or what of it is shown.
     *
     * @param shown nodes that the filter lets through; the others are drawn pale
     */
    static Board of(Framing.Excerpt excerpt, Set<UUID> shown, Links links, Locale locale) {
        return new Drawing(excerpt, links, locale).board(shown);
    }

    /** What a box stands for: one node, or all nodes of a folded stage. */
    private record Unit(String id, int column, List<Atlas.Node> nodes, boolean stack) {}

    /** All edges from one box to another. */
    private record Line(int from, int to, Set<String> kinds) {}

    /** Makes one board. */
    private static final class Drawing {

        private final Framing.Excerpt excerpt;
        private final Atlas.Map map;
        private final Links links;
        private final Locale locale;
        private final List<Unit> units = new ArrayList<>();
        private final List<Line> lines;
        private final Layering layering;
        private final Spread spread;
        private final boolean low;
        private final int boxWidth;

        Drawing(Framing.Excerpt excerpt, Links links, Locale locale) {
            this.excerpt = excerpt;
            this.map = excerpt.map();
            this.links = links;
            this.locale = locale;
            this.lines = lines(number());
            this.layering =
                    Layering.of(
                            map.stages().size(),
                            units.stream().mapToInt(Unit::column).toArray(),
                            lines.stream().map(it -> new int[] {it.from, it.to}).toList());
            this.low = layering.columns().stream().anyMatch(it -> boxesOf(it) > HIGH_COLUMN);
            this.spread =
                    Spread.of(
                            layering,
                            low
                                    ? new Spread.Sizes(this::half, 1.5, 3, 1.5, this::isStack)
                                    : new Spread.Sizes(this::half, 2, 4, 3, this::isStack));
            int columns = Math.max(1, map.stages().size());
            this.boxWidth =
                    Math.clamp(
                            (ROOM - 2 * SIDE - (columns - 1L) * GAP_X) / columns,
                            low ? WIDEST : NARROWEST,
                            WIDEST);
        }

        private long boxesOf(List<Integer> column) {
            return column.stream().filter(layering::isBox).count();
        }

        /** Gives each node the number of its box. */
        private Map<UUID, Integer> number() {
            var stages = new HashMap<String, Integer>();
            map.stages().forEach(it -> stages.put(it.key(), stages.size()));
            var stacks = new HashMap<String, Integer>();
            var numbers = new HashMap<UUID, Integer>();
            for (var node : map.nodes()) {
                int column = stages.getOrDefault(node.stage(), 0);
                if (!excerpt.folded().contains(node.stage())) {
                    numbers.put(node.id(), units.size());
                    units.add(new Unit(node.id().toString(), column, List.of(node), false));
                    continue;
                }
                int at = stacks.computeIfAbsent(node.stage(), it -> stack(it, column));
                units.get(at).nodes.add(node);
                numbers.put(node.id(), at);
            }
            return numbers;
        }

        private int stack(String stage, int column) {
            units.add(new Unit("stage-" + stage, column, new ArrayList<>(), true));
            return units.size() - 1;
        }

        private List<Line> lines(Map<UUID, Integer> numbers) {
            var lines = new LinkedHashMap<List<Integer>, Line>();
            for (var edge : map.edges()) {
                int from = numberOf(edge.supplier(), numbers);
                int to = numberOf(edge.consumer(), numbers);
                if (from != to) {
                    lines.computeIfAbsent(
                                    List.of(from, to), _ -> new Line(from, to, new TreeSet<>()))
                            .kinds
                            .add(edge.kind());
                }
            }
            return List.copyOf(lines.values());
        }

        private static int numberOf(UUID node, Map<UUID, Integer> numbers) {
            var number = numbers.get(node);
            if (number == null) {
                throw new IllegalArgumentException("There is no box for node %s.".formatted(node));
            }
            return number;
        }

        private int height(int item) {
            return units.get(item).stack ? STACK : boxHeight();
        }

        private int boxHeight() {
            return low ? LOW_BOX : HIGH_BOX;
        }

        private boolean isStack(int item) {
            return units.get(item).stack;
        }

        private double half(int item) {
            return height(item) / 2.0;
        }

        /** Lines inside of a column leave below the middle and enter above it. */
        private int aside() {
            return low ? 7 : 12;
        }

        Board board(Set<UUID> shown) {
            var tips = new ArrayList<Tip>();
            return new Board(
                    2 * SIDE + Math.max(1, map.stages().size()) * (boxWidth + GAP_X) - GAP_X,
                    HEAD + (int) Math.ceil(spread.height()) + CORNER,
                    boxWidth,
                    boxHeight(),
                    low,
                    heads(),
                    inReadingOrder(false).stream().map(it -> box(it, shown)).toList(),
                    inReadingOrder(true).stream().map(it -> stack(it, shown)).toList(),
                    curves(tips),
                    tips);
        }

        private List<Column> heads() {
            var heads = new ArrayList<Column>();
            for (int at = 0; at < map.stages().size(); at++) {
                var stage = map.stages().get(at);
                int nodes =
                        (int)
                                map.nodes().stream()
                                        .filter(it -> it.stage().equals(stage.key()))
                                        .count();
                boolean folded = excerpt.folded().contains(stage.key());
                heads.add(
                        new Column(
                                left(at),
                                stage.key(),
                                stage.name().in(locale),
                                nodes,
                                folded,
                                folded || nodes > 1 ? turn(stage.key()) : null));
            }
            return heads;
        }

        private @Nullable String turn(String stage) {
            return links.turn == null ? null : links.turn.apply(stage);
        }

        private List<Integer> inReadingOrder(boolean stacks) {
            return layering.columns().stream()
                    .flatMap(List::stream)
                    .filter(it -> layering.isBox(it) && units.get(it).stack == stacks)
                    .toList();
        }

        private Box box(int item, Set<UUID> shown) {
            var node = units.get(item).nodes.getFirst();
            var name = node.name().in(locale);
            var mark = links.mark.apply(node);
            return new Box(
                    units.get(item).id,
                    left(layering.column(item)),
                    middle(item) - boxHeight() / 2,
                    boxHeight(),
                    node.key(),
                    name,
                    Label.lines(name, boxWidth - mark.width(), low ? 1 : 2),
                    node.state().key(),
                    node.reason() == null ? "" : node.reason().in(locale),
                    mark,
                    node.synthetic(),
                    !shown.contains(node.id()),
                    node.equals(excerpt.focus()),
                    links.node.apply(node));
        }

        private Stack stack(int item, Set<UUID> shown) {
            var unit = units.get(item);
            var stage = map.stages().get(unit.column);
            return new Stack(
                    unit.id,
                    left(unit.column),
                    middle(item) - STACK / 2,
                    STACK,
                    stage.name().in(locale),
                    unit.nodes.size(),
                    NodeQuery.STATES.stream().map(it -> new Count(it, count(unit, it))).toList(),
                    unit.nodes.size() > NAMED
                            ? ""
                            : String.join(
                                    "\n",
                                    unit.nodes.stream().map(it -> it.name().in(locale)).toList()),
                    (int) unit.nodes.stream().filter(it -> shown.contains(it.id())).count(),
                    turn(stage.key()) == null ? "" : String.valueOf(turn(stage.key())));
        }

        private static int count(Unit unit, String state) {
            return (int) unit.nodes.stream().filter(it -> it.state().key().equals(state)).count();
        }

        private int left(int column) {
            return SIDE + column * (boxWidth + GAP_X);
        }

        private int middle(int item) {
            return HEAD + (int) Math.round(spread.middle(item));
        }

        private List<Curve> curves(List<Tip> tips) {
            var curves = new ArrayList<Curve>();
            var tipped = new HashMap<String, Tip>();
            var lanes = new Lanes();
            for (int at = 0; at < lines.size(); at++) {
                var line = lines.get(at);
                var route = layering.routes().get(at);
                int step = Integer.signum(layering.column(line.to) - layering.column(line.from));
                curves.add(
                        new Curve(
                                units.get(line.from).id,
                                units.get(line.to).id,
                                line.kinds.size() == 1
                                        ? line.kinds.iterator().next()
                                        : EdgeKinds.MIXED,
                                step == 0
                                        ? inside(
                                                line.from,
                                                line.to,
                                                lanes.of(line.to, layering.column(line.to)))
                                        : across(route, step)));
                var tip = new Tip(units.get(line.to).id, tip(line.to, step));
                tipped.putIfAbsent(tip.to() + tip.path(), tip);
            }
            tipped.values().stream().sorted(Comparator.comparing(Tip::path)).forEach(tips::add);
            return curves;
        }

        /** An S from column to column, straight where it passes between boxes. */
        private String across(int[] route, int step) {
            var path = new StringBuilder();
            for (int at = 0; at < route.length; at++) {
                int near = left(layering.column(route[at])) + (step > 0 ? 0 : boxWidth);
                int far = left(layering.column(route[at])) + (step > 0 ? boxWidth : 0);
                int y = middle(route[at]);
                if (at == 0) {
                    path.append("M%d %d".formatted(far, y));
                    continue;
                }
                int middle = near - step * GAP_X / 2;
                path.append(
                        "C%d %d %d %d %d %d"
                                .formatted(middle, middle(route[at - 1]), middle, y, near, y));
                if (at < route.length - 1) {
                    path.append("H%d".formatted(far));
                }
            }
            return path.toString();
        }

        /** Down (or up) along the left side of the column. */
        private String inside(int from, int to, int lane) {
            int x = left(layering.column(to));
            int off = x - OFF - lane * LANE;
            boolean below = middle(from) < middle(to);
            int start = middle(from) + aside();
            int end = middle(to) - aside();
            int turn = below ? CORNER : -CORNER;
            return "M%d %dH%dQ%d %d %d %dV%dQ%d %d %d %dH%d"
                    .formatted(
                            x,
                            start,
                            off + CORNER,
                            off,
                            start,
                            off,
                            start + turn,
                            end - turn,
                            off,
                            end,
                            off + CORNER,
                            end,
                            x);
        }

        private String tip(int to, int step) {
            int y = middle(to) - (step == 0 ? aside() : 0);
            int x = left(layering.column(to)) + (step < 0 ? boxWidth : 0);
            int back = step < 0 ? 6 : -6;
            return "M%d %dl%d -4v8z".formatted(x, y, back);
        }
    }

    /** Which of the few lanes beside a column the lines into a box take. */
    private static final class Lanes {

        private final Map<Integer, Integer> laneOf = new HashMap<>();
        private final Map<Integer, Integer> next = new HashMap<>();

        int of(int consumer, int column) {
            return laneOf.computeIfAbsent(
                    consumer, _ -> (next.merge(column, 1, Integer::sum) - 1) % LANES);
        }
    }
}
