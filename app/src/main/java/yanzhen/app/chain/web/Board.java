package yanzhen.app.chain.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import yanzhen.app.chain.Atlas;

/**
 * 链图: a chain as columns of boxes, one column a stage, upstream on the left.
 *
 * <p>Within a column boxes are put near their neighbours: {@value #SWEEPS} sweeps by the mean place
 * of what they are joined to (the barycentre method of layered drawing), ties in the pack's order,
 * so that two runs agree. Cost: sweeps × (nodes log nodes + edges).
 *
 * @param width and height in pixels at full size
 */
record Board(int width, int height, List<Column> columns, List<Box> boxes, List<Curve> curves) {

    private static final int BOX_WIDTH = 160;
    private static final int BOX_HEIGHT = 44;
    private static final int GAP_X = 26;
    private static final int GAP_Y = 10;
    private static final int HEAD = 34;
    private static final int SIDE = 4;
    private static final int SWEEPS = 8;

    record Column(int x, String name, int count) {}

    /**
     * One node.
     *
     * @param lines its name on one or two lines
     * @param reason why it is in its state; empty when nothing was found
     */
    record Box(
            UUID id,
            int x,
            int y,
            String name,
            List<String> lines,
            String state,
            String reason,
            boolean synthetic) {
        public int midY() {
            return y + BOX_HEIGHT / 2;
        }
    }

    record Curve(UUID from, UUID to, String path) {}

    public int boxWidth() {
        return BOX_WIDTH;
    }

    public int boxHeight() {
        return BOX_HEIGHT;
    }

    static Board of(Atlas.Map map, Locale locale) {
        var columns = arranged(map);
        int tallest = columns.stream().mapToInt(List::size).max().orElse(0);
        var boxes = new HashMap<UUID, Box>();
        var heads = new ArrayList<Column>();
        var inOrder = new ArrayList<Box>();
        for (int at = 0; at < columns.size(); at++) {
            int x = SIDE + at * (BOX_WIDTH + GAP_X);
            heads.add(
                    new Column(x, map.stages().get(at).name().in(locale), columns.get(at).size()));
            int y = HEAD + (tallest - columns.get(at).size()) * (BOX_HEIGHT + GAP_Y) / 2;
            for (var node : columns.get(at)) {
                var box = box(node, x, y, locale);
                boxes.put(node.id(), box);
                inOrder.add(box);
                y += BOX_HEIGHT + GAP_Y;
            }
        }
        return new Board(
                2 * SIDE + columns.size() * (BOX_WIDTH + GAP_X) - GAP_X,
                HEAD + tallest * (BOX_HEIGHT + GAP_Y) + SIDE,
                heads,
                inOrder,
                map.edges().stream().map(edge -> curve(edge, boxes)).toList());
    }

    private static Box box(Atlas.Node node, int x, int y, Locale locale) {
        var name = node.name().in(locale);
        return new Box(
                node.id(),
                x,
                y,
                name,
                Label.lines(name),
                node.state().key(),
                node.reason() == null ? "" : node.reason().in(locale),
                node.synthetic());
    }

    private static List<List<Atlas.Node>> arranged(Atlas.Map map) {
        var columns = new ArrayList<List<Atlas.Node>>();
        for (var stage : map.stages()) {
            columns.add(
                    new ArrayList<>(
                            map.nodes().stream()
                                    .filter(it -> it.stage().equals(stage.key()))
                                    .toList()));
        }
        var places = new HashMap<UUID, Double>();
        columns.forEach(column -> place(column, places));
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (var column : columns) {
                var wanted = wanted(column, map.edges(), places);
                column.sort(Comparator.comparingDouble(it -> wanted.getOrDefault(it.id(), 0.0)));
                place(column, places);
            }
        }
        return columns;
    }

    /** Places run from 0 to 1, so that long and short columns compare. */
    private static void place(List<Atlas.Node> column, Map<UUID, Double> places) {
        for (int at = 0; at < column.size(); at++) {
            places.put(column.get(at).id(), (at + 0.5) / column.size());
        }
    }

    private static Map<UUID, Double> wanted(
            List<Atlas.Node> column, List<Atlas.Edge> edges, Map<UUID, Double> places) {
        var wanted = new HashMap<UUID, Double>();
        for (var node : column) {
            var mean =
                    edges.stream()
                            .filter(it ->
                                    it.supplier().equals(node.id())
                                            || it.consumer().equals(node.id()))
                            .map(it ->
                                    it.supplier().equals(node.id()) ? it.consumer() : it.supplier())
                            .mapToDouble(it -> places.getOrDefault(it, 0.5))
                            .average();
            wanted.put(node.id(), mean.orElse(places.getOrDefault(node.id(), 0.5)));
        }
        return wanted;
    }

    /** Between columns an S; within a column a bow on the left side. */
    private static Curve curve(Atlas.Edge edge, Map<UUID, Box> boxes) {
        var from = find(boxes, edge.supplier());
        var to = find(boxes, edge.consumer());
        String path;
        if (from.x == to.x) {
            path =
                    "M%d %dc-22 0 -22 %d 0 %d"
                            .formatted(
                                    from.x,
                                    from.midY(),
                                    to.midY() - from.midY(),
                                    to.midY() - from.midY());
        } else {
            boolean forward = from.x < to.x;
            int startX = forward ? from.x + BOX_WIDTH : from.x;
            int endX = forward ? to.x : to.x + BOX_WIDTH;
            int middle = (startX + endX) / 2;
            path =
                    "M%d %dC%d %d %d %d %d %d"
                            .formatted(
                                    startX,
                                    from.midY(),
                                    middle,
                                    from.midY(),
                                    middle,
                                    to.midY(),
                                    endX,
                                    to.midY());
        }
        return new Curve(edge.supplier(), edge.consumer(), path);
    }

    private static Box find(Map<UUID, Box> boxes, UUID node) {
        var box = boxes.get(node);
        if (box == null) {
            throw new IllegalArgumentException("There is no box for node %s.".formatted(node));
        }
        return box;
    }
}
