package yanzhen.app.cluster.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * 雁阵图: the steps of the ladder as a wedge, the highest on top. Its form says which step stands
 * above which; how many stand there is written, not drawn.
 *
 * @param slices from above
 */
record Wedge(int height, List<Slice> slices) {

    static final int WIDTH = 900;
    private static final int ROW = 58;
    private static final int TOP = 30;
    private static final int GAP = 4;
    private static final double MIDDLE = 170;
    private static final double NARROWEST = 38;
    private static final double WIDEST = 165;

    /**
     * What goes into a slice.
     *
     * @param counts whether it can be judged by numbers
     */
    record Step(
            String key,
            String name,
            boolean counts,
            long held,
            long ready,
            long close,
            long falling) {}

    /**
     * A step.
     *
     * @param points of its outline, as SVG has them
     * @param middle height of its middle
     */
    record Slice(String points, int middle, Step step) {}

    /** Size of the drawing, for the template. */
    public int width() {
        return WIDTH;
    }

    /** The picture of steps that are given from above. */
    static Wedge of(List<Step> steps) {
        var slices = new ArrayList<Slice>();
        double slope = steps.isEmpty() ? 0 : (WIDEST - NARROWEST) / (steps.size() * (double) ROW);
        for (int at = 0; at < steps.size(); at++) {
            int top = TOP + at * ROW;
            int bottom = top + ROW - GAP;
            double upper = NARROWEST + slope * (top - TOP);
            double lower = NARROWEST + slope * (bottom - TOP);
            slices.add(
                    new Slice(
                            point(-upper, top)
                                    + point(upper, top)
                                    + point(lower, bottom)
                                    + point(-lower, bottom).strip(),
                            (top + bottom) / 2,
                            steps.get(at)));
        }
        return new Wedge(TOP + steps.size() * ROW, List.copyOf(slices));
    }

    private static String point(double x, int y) {
        return String.format(Locale.ROOT, "%.1f,%d ", MIDDLE + x, y);
    }
}
