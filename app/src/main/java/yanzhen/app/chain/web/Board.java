package yanzhen.app.chain.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import yanzhen.app.chain.Atlas;

/**
 * 链图: a chain as columns of boxes, one column a stage, upstream on the left.
 *
 * <p>{@link Layering} says in which order the boxes stand, {@link Spread} at which height; here
 * they become shapes. Columns share the width of the page as long as their boxes stay wide enough
 * for a name; with more columns the board grows to the right and is scrolled.
 *
 * @param width and height in pixels at full size
 */
record Board(
        int width,
        int height,
        int boxWidth,
        List<Column> columns,
        List<Box> boxes,
        List<Curve> curves,
        List<Tip> tips) {

    static final int BOX_HEIGHT = 42;

    private static final int ROOM = 1140;
    private static final int NARROWEST = 126;
    private static final int WIDEST = 168;
    private static final int GAP_X = 40;
    private static final int HEAD = 34;
    private static final int SIDE = 16;

    /** Corner of a line that turns, and how far the first line inside of a column stands off. */
    private static final int CORNER = 4;

    private static final int OFF = 8;
    private static final int LANE = 5;
    private static final int LANES = 4;

    /** Lines inside of a column enter above the middle, where lines from the left end. */
    private static final int ASIDE = 12;

    record Column(int x, String key, String name, int count) {}

    /**
     * One node.
     *
     * @param lines its name on one or two lines
     * @param reason why it is in its state; empty when nothing was found
     * @param out whether the filter of the page leaves it out
     */
    record Box(
            UUID id,
            int x,
            int y,
            String name,
            List<Label> lines,
            String state,
            String reason,
            boolean synthetic,
            boolean out) {
        public int midY() {
            return y + BOX_HEIGHT / 2;
        }
    }

    /** One edge as the data of an SVG path. */
    record Curve(UUID from, UUID to, String path) {}

    /** The head of an arrow, once for all the lines that end there. */
    record Tip(UUID to, String path) {}

    public int boxHeight() {
        return BOX_HEIGHT;
    }

    /**
     * Draws a chain.
     *
     * @param shown nodes that the filter lets through; the others are drawn pale
     */
    static Board of(Atlas.Map map, Set<UUID> shown, Locale locale) {
        return new Drawing(map).board(shown, locale);
    }

    /** Makes one board. */
    private static final class Drawing {

        private final Atlas.Map map;
        private final Map<UUID, Integer> numbers = new HashMap<>();
        private final Layering layering;
        private final Spread spread;
        private final int boxWidth;

        Drawing(Atlas.Map map) {
            this.map = map;
            var stages = new HashMap<String, Integer>();
            map.stages().forEach(it -> stages.put(it.key(), stages.size()));
            map.nodes().forEach(it -> numbers.put(it.id(), numbers.size()));
            this.layering =
                    Layering.of(
                            stages.size(),
                            map.nodes().stream()
                                    .mapToInt(it -> stages.getOrDefault(it.stage(), 0))
                                    .toArray(),
                            map.edges().stream()
                                    .map(it ->
                                            new int[] {
                                                number(it.supplier()), number(it.consumer())
                                            })
                                    .toList());
            this.spread = Spread.of(layering);
            int columns = Math.max(1, stages.size());
            this.boxWidth =
                    Math.clamp(
                            (ROOM - 2 * SIDE - (columns - 1L) * GAP_X) / columns,
                            NARROWEST,
                            WIDEST);
        }

        private int number(UUID node) {
            var number = numbers.get(node);
            if (number == null) {
                throw new IllegalArgumentException("There is no box for node %s.".formatted(node));
            }
            return number;
        }

        Board board(Set<UUID> shown, Locale locale) {
            var tips = new ArrayList<Tip>();
            return new Board(
                    2 * SIDE + map.stages().size() * (boxWidth + GAP_X) - GAP_X,
                    HEAD + (int) Math.ceil(spread.height()) + CORNER,
                    boxWidth,
                    heads(locale),
                    inReadingOrder(shown, locale),
                    curves(tips),
                    tips);
        }

        private List<Column> heads(Locale locale) {
            var heads = new ArrayList<Column>();
            for (int at = 0; at < map.stages().size(); at++) {
                var stage = map.stages().get(at);
                heads.add(
                        new Column(
                                left(at),
                                stage.key(),
                                stage.name().in(locale),
                                (int)
                                        layering.columns().get(at).stream()
                                                .filter(layering::isBox)
                                                .count()));
            }
            return heads;
        }

        private List<Box> inReadingOrder(Set<UUID> shown, Locale locale) {
            return layering.columns().stream()
                    .flatMap(List::stream)
                    .filter(layering::isBox)
                    .map(it -> box(it, shown, locale))
                    .toList();
        }

        private Box box(int item, Set<UUID> shown, Locale locale) {
            var node = map.nodes().get(item);
            var name = node.name().in(locale);
            return new Box(
                    node.id(),
                    left(layering.column(item)),
                    middle(item) - BOX_HEIGHT / 2,
                    name,
                    Label.lines(name, boxWidth),
                    node.state().key(),
                    node.reason() == null ? "" : node.reason().in(locale),
                    node.synthetic(),
                    !shown.contains(node.id()));
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
            for (int at = 0; at < map.edges().size(); at++) {
                var edge = map.edges().get(at);
                var route = layering.routes().get(at);
                int to = route[route.length - 1];
                int step = Integer.signum(layering.column(to) - layering.column(route[0]));
                curves.add(
                        new Curve(
                                edge.supplier(),
                                edge.consumer(),
                                step == 0
                                        ? inside(route[0], to, lanes.of(to, layering.column(to)))
                                        : across(route, step)));
                var tip = new Tip(edge.consumer(), tip(to, step));
                tipped.putIfAbsent(tip.to() + tip.path(), tip);
            }
            tipped.values().stream()
                    .sorted(java.util.Comparator.comparing(Tip::path))
                    .forEach(tips::add);
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
            int start = middle(from) + ASIDE;
            int end = middle(to) - ASIDE;
            int turn = start < end ? CORNER : -CORNER;
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
            int y = middle(to) - (step == 0 ? ASIDE : 0);
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
