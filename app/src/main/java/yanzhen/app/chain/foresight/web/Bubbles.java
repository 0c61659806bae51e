package yanzhen.app.chain.foresight.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 组合图: topics by horizon and readiness; the larger a bubble, the more important experts find it. A
 * bubble carries the rank; its name stands beside it where there is room, below one another
 * otherwise. A hollow bubble says that experts have not been asked.
 */
record Bubbles(int height, List<Column> columns, List<Line> lines, List<Bubble> bubbles) {

    static final int WIDTH = 1160;

    private static final int LEFT = 74;
    private static final int TOP = 36;
    private static final int LEVEL = 46;
    private static final int LEVELS = 9;
    private static final int UNKNOWN = 11;
    private static final int LEAST = 9;
    private static final int MOST = 22;

    /**
     * Bubbles of the same horizon and readiness stand side by side; their labels carry the rank.
     */
    private static final int APART = 46;

    private static final int LABEL = 17;
    private static final int LETTER = 13;

    record Column(int x, int middle, int width, String name) {}

    record Line(int y, int level) {}

    /**
     * One topic.
     *
     * @param fits in, out or none when no budget is asked about
     */
    record Bubble(
            UUID id,
            int rank,
            int x,
            int y,
            int radius,
            boolean known,
            int labelX,
            int labelY,
            String label,
            String name,
            String fits) {}

    /** What is drawn of a topic. */
    record Drawn(
            UUID id,
            int rank,
            String name,
            int band,
            int level,
            @Nullable Double importance,
            @Nullable Boolean fits) {}

    public int width() {
        return WIDTH;
    }

    public int left() {
        return LEFT;
    }

    static Bubbles of(List<Drawn> topics, List<String> bands) {
        int room = (WIDTH - LEFT) / bands.size();
        var columns = new ArrayList<Column>();
        for (int at = 0; at < bands.size(); at++) {
            columns.add(
                    new Column(LEFT + at * room, LEFT + at * room + room / 2, room, bands.get(at)));
        }
        var lines = new ArrayList<Line>();
        for (int level = 0; level <= LEVELS; level++) {
            lines.add(new Line(y(level), level));
        }
        var taken = new HashMap<Integer, List<int[]>>();
        var cells = new HashMap<String, Integer>();
        var together = new HashMap<String, Integer>();
        topics.forEach(it ->
                together.merge(
                        Math.min(it.band, bands.size() - 1) + " " + it.level, 1, Integer::sum));
        var bubbles = new ArrayList<Bubble>();
        for (var it : topics) {
            int band = Math.min(it.band, bands.size() - 1);
            int left = columns.get(band).x + 34;
            int before = cells.merge(band + " " + it.level, 1, Integer::sum) - 1;
            int beside = together.getOrDefault(band + " " + it.level, 1) - 1;
            int y = y(it.level);
            int labelX = left + beside * APART + MOST + 4;
            bubbles.add(
                    new Bubble(
                            it.id,
                            it.rank,
                            left + before * APART,
                            y,
                            radius(it.importance),
                            it.importance != null,
                            labelX,
                            free(taken.computeIfAbsent(band, _ -> new ArrayList<>()), y + 5),
                            cut(
                                    (beside > 0 ? it.rank + " " : "") + it.name,
                                    columns.get(band).x + room - labelX - 8),
                            it.name,
                            it.fits == null ? "none" : it.fits ? "in" : "out"));
        }
        return new Bubbles(y(0) + 30, columns, lines, bubbles);
    }

    private static int y(int level) {
        return TOP + (LEVELS - level) * LEVEL + 10;
    }

    private static int radius(@Nullable Double importance) {
        return importance == null
                ? UNKNOWN
                : (int) Math.round(LEAST + (importance - 1) / 4 * (MOST - LEAST));
    }

    /** The height nearest to the wished one at which no other label of the column lies. */
    private static int free(List<int[]> taken, int wished) {
        for (int step = 0; step < 40; step++) {
            for (int sign : new int[] {1, -1}) {
                int y = wished + sign * step * LABEL / 2;
                if (taken.stream().noneMatch(it -> Math.abs(it[0] - y) < LABEL)) {
                    taken.add(new int[] {y});
                    return y;
                }
            }
        }
        return wished;
    }

    /** As much of a name as fits; Latin letters take about half the room of a Chinese one. */
    private static String cut(String name, int room) {
        double used = 0;
        for (int at = 0; at < name.length(); at++) {
            used += name.charAt(at) < 0x2e80 ? LETTER * 0.52 : LETTER;
            if (used > room) {
                return name.substring(0, Math.max(1, at - 1)) + "…";
            }
        }
        return name;
    }
}
