package yanzhen.app.cluster.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import yanzhen.app.cluster.Formations.Movement;

/**
 * 升降图: who stood on which step on two days, the highest step on top, with a band from each step to
 * each other.
 *
 * <p>Bars and bands are true to scale, one firm as high as another; steps keep a row for their name
 * even where nobody stands. Bands leave and arrive in the order of the steps, so that none that
 * need not cross do.
 */
record Flow(int height, List<Bar> first, List<Bar> second, List<Band> bands) {

    static final int WIDTH = 1000;
    private static final double LEFT = 290;
    private static final double RIGHT = 710;
    private static final double THICK = 14;
    private static final double TOP = 40;
    private static final double GAP = 20;
    private static final double SCALED = 300;

    /** A step on one of the days. */
    record Bar(int step, String x, String y, String height, String middle, long firms) {}

    /**
     * Firms that went from one step to another.
     *
     * @param tone up, down or same
     */
    record Band(String path, String tone, Movement movement) {}

    /** Size of the drawing, for the template. */
    public int width() {
        return WIDTH;
    }

    /**
     * The picture.
     *
     * @param highest step of the ladder; 0 is on no step
     */
    static Flow of(List<Movement> movements, int highest) {
        long all = movements.stream().mapToLong(Movement::firms).sum();
        double scale = all == 0 ? 0 : SCALED / all;
        var before = new long[highest + 1];
        var after = new long[highest + 1];
        for (var it : movements) {
            before[it.before()] += it.firms();
            after[it.after()] += it.firms();
        }
        var first = bars(before, LEFT - THICK, scale);
        var second = bars(after, RIGHT, scale);
        return new Flow(
                (int) (TOP + SCALED + GAP * (highest + 1)),
                first,
                second,
                bands(movements, tops(before, scale), tops(after, scale), scale));
    }

    /** Where each step begins, the highest on top. */
    private static double[] tops(long[] firms, double scale) {
        var tops = new double[firms.length];
        double y = TOP;
        for (int step = firms.length - 1; step >= 0; step--) {
            tops[step] = y;
            y += firms[step] * scale + GAP;
        }
        return tops;
    }

    private static List<Bar> bars(long[] firms, double x, double scale) {
        var tops = tops(firms, scale);
        var bars = new ArrayList<Bar>();
        for (int step = firms.length - 1; step >= 0; step--) {
            double height = firms[step] * scale;
            bars.add(
                    new Bar(
                            step,
                            said(x),
                            said(tops[step]),
                            said(height),
                            said(tops[step] + height / 2),
                            firms[step]));
        }
        return bars;
    }

    private static List<Band> bands(
            List<Movement> movements, double[] leave, double[] arrive, double scale) {
        var bands = new ArrayList<Band>();
        for (int before = leave.length - 1; before >= 0; before--) {
            for (int after = arrive.length - 1; after >= 0; after--) {
                for (var it : movements) {
                    if (it.before() == before && it.after() == after) {
                        double thick = it.firms() * scale;
                        bands.add(band(it, leave[before], arrive[after], thick));
                        leave[before] += thick;
                        arrive[after] += thick;
                    }
                }
            }
        }
        return bands;
    }

    private static Band band(Movement it, double left, double right, double thick) {
        double middle = (LEFT + RIGHT) / 2;
        var path =
                String.format(
                        Locale.ROOT,
                        "M%.1f %.1fC%.1f %.1f %.1f %.1f %.1f %.1fV%.1fC%.1f %.1f %.1f %.1f %.1f %.1fZ",
                        LEFT,
                        left,
                        middle,
                        left,
                        middle,
                        right,
                        RIGHT,
                        right,
                        right + thick,
                        middle,
                        right + thick,
                        middle,
                        left + thick,
                        LEFT,
                        left + thick);
        return new Band(
                path,
                it.after() > it.before() ? "up" : it.after() < it.before() ? "down" : "same",
                it);
    }

    private static String said(double length) {
        return String.format(Locale.ROOT, "%.1f", length);
    }
}
