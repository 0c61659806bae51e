package yanzhen.app.plan.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * 脉络图: a thread as seven columns of boxes, from the weak link on the left to the indicators on the
 * right.
 *
 * <p>A station stands on the row of its first branch, so that an unbranched thread is one straight
 * line; every further branch begins a row of its own below. An indicator stands as high as the
 * first that it counts. Each station is visited once.
 *
 * @param boxes by column, then from above
 */
record Loom(int width, int height, List<Column> columns, List<Box> boxes, List<Curve> curves) {

    static final int BOX_WIDTH = 144;
    static final int BOX_HEIGHT = 92;
    private static final int GAP_X = 22;
    private static final int GAP_Y = 16;
    private static final int TOP = 34;
    private static final int COLUMNS = 7;

    /** One kind of station. */
    record Column(int x, String key) {}

    /** What goes into a box, before it has a place. */
    record Mark(
            String key,
            int column,
            String title,
            @Nullable String path,
            String state,
            String tone,
            String day,
            List<String> before,
            boolean along,
            boolean start,
            boolean synthetic) {}

    record Box(int x, int y, Mark mark) {
        int midY() {
            return y + BOX_HEIGHT / 2;
        }
    }

    record Curve(String path, boolean along) {}

    /** Size of a box, for the template. */
    public int boxWidth() {
        return BOX_WIDTH;
    }

    public int boxHeight() {
        return BOX_HEIGHT;
    }

    /**
     * Draws marks that stand in the order of the thread: what they came from stands before them.
     *
     * @param columns keys of the columns' names
     */
    static Loom of(List<Mark> marks, List<String> columns) {
        var rows = rows(marks);
        var boxes = new HashMap<String, Box>();
        var drawn = new ArrayList<Box>();
        for (var mark : marks) {
            int row = rows.getOrDefault(mark.key, 0);
            var box = new Box(x(mark.column), TOP + row * (BOX_HEIGHT + GAP_Y), mark);
            boxes.put(mark.key, box);
            drawn.add(box);
        }
        int deepest = rows.values().stream().mapToInt(it -> it).max().orElse(0);
        var heads = new ArrayList<Column>();
        for (int column = 0; column < columns.size(); column++) {
            heads.add(new Column(x(column), columns.get(column)));
        }
        return new Loom(
                x(COLUMNS - 1) + BOX_WIDTH,
                TOP + (deepest + 1) * (BOX_HEIGHT + GAP_Y),
                heads,
                drawn,
                curves(drawn, boxes));
    }

    private static int x(int column) {
        return column * (BOX_WIDTH + GAP_X);
    }

    /** Rows of all marks; the last column is set after the others. */
    private static Map<String, Integer> rows(List<Mark> marks) {
        var children = new HashMap<String, List<Mark>>();
        var roots = new ArrayList<Mark>();
        for (var mark : marks) {
            if (mark.column == COLUMNS - 1) {
                continue;
            }
            if (mark.before.isEmpty()) {
                roots.add(mark);
            } else {
                children.computeIfAbsent(mark.before.getFirst(), _ -> new ArrayList<>()).add(mark);
            }
        }
        var rows = new HashMap<String, Integer>();
        int next = 0;
        for (var root : roots) {
            next = place(root, next, children, rows);
        }
        int free = 0;
        for (var mark : marks) {
            if (mark.column == COLUMNS - 1) {
                int wanted =
                        mark.before.stream()
                                .mapToInt(it -> rows.getOrDefault(it, 0))
                                .min()
                                .orElse(0);
                rows.put(mark.key, Math.max(wanted, free));
                free = Math.max(wanted, free) + 1;
            }
        }
        return rows;
    }

    /** The row after the last one that this branch takes. */
    private static int place(
            Mark mark, int row, Map<String, List<Mark>> children, Map<String, Integer> rows) {
        rows.put(mark.key, row);
        int next = row;
        for (var child : children.getOrDefault(mark.key, List.of())) {
            next = place(child, next, children, rows);
        }
        return Math.max(next, row + 1);
    }

    private static List<Curve> curves(List<Box> drawn, Map<String, Box> boxes) {
        var curves = new ArrayList<Curve>();
        for (var box : drawn) {
            for (var key : box.mark.before) {
                var from = boxes.get(key);
                if (from != null) {
                    curves.add(new Curve(curve(from, box), from.mark.along && box.mark.along));
                }
            }
        }
        return curves;
    }

    private static String curve(Box from, Box to) {
        int start = from.x + BOX_WIDTH;
        int middle = (to.x - GAP_X / 2);
        return "M%d %dH%dC%d %d %d %d %d %d"
                .formatted(
                        start,
                        from.midY(),
                        middle - GAP_X / 2,
                        middle,
                        from.midY(),
                        middle,
                        to.midY(),
                        to.x,
                        to.midY());
    }
}
