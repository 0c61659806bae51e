package yanzhen.app.chain.foresight.web;

import java.util.ArrayList;
import java.util.List;
import yanzhen.app.chain.foresight.Spread;

/**
 * 箱点图 of one question: a row for each candidate, in it the first round above the second. The box
 * spans the quartiles, the heavy line is the median, and each answer is a dot, stacked where
 * several are the same.
 *
 * @param ticks of the axis
 */
record BoxPlot(int height, List<Tick> ticks, List<Row> rows) {

    static final int WIDTH = 860;
    static final int LEFT = 220;

    private static final int RIGHT = 24;
    private static final int TOP = 30;
    private static final int BAND = 34;
    private static final int GAP = 16;
    private static final int BOX = 14;
    private static final int TICKS = 8;

    /** A value of the axis. */
    record Tick(int x, String label) {}

    /** One candidate. */
    record Row(String name, int y, List<Band> bands) {}

    /**
     * One round.
     *
     * @param said the same in words
     */
    record Band(int round, int y, int from, int width, int median, List<Dot> dots, String said) {
        public int boxHeight() {
            return BOX;
        }
    }

    record Dot(int x, int y) {}

    /**
     * What is drawn of one candidate.
     *
     * @param rounds spreads of the rounds, in order; a round without one is left out
     */
    record Drawn(String name, List<Round> rounds) {}

    /** A round with its spread and its words. */
    record Round(int round, Spread spread, String said) {}

    public int width() {
        return WIDTH;
    }

    public int left() {
        return LEFT;
    }

    /**
     * Draws a question.
     *
     * @param low least value of the axis; not above the least answer
     * @param high largest value of the axis, above {@code low}
     */
    static BoxPlot of(List<Drawn> candidates, int low, int high) {
        var rows = new ArrayList<Row>();
        int y = TOP;
        for (var it : candidates) {
            var bands = new ArrayList<Band>();
            int at = y;
            for (var round : it.rounds) {
                bands.add(band(round, at + BAND - BOX - 2, low, high));
                at += BAND;
            }
            rows.add(new Row(it.name, y + Math.max(1, it.rounds.size()) * BAND / 2 + 6, bands));
            y = Math.max(at, y + BAND) + GAP;
        }
        return new BoxPlot(y, ticks(low, high), rows);
    }

    private static Band band(Round it, int y, int low, int high) {
        var spread = it.spread;
        int from = x(spread.first(), low, high);
        var dots = new ArrayList<Dot>();
        for (var count : spread.counts()) {
            for (int n = 0; n < count.answers(); n++) {
                dots.add(new Dot(x(count.value(), low, high) + (n / 3) * 7, y - 3 - (n % 3) * 6));
            }
        }
        return new Band(
                it.round,
                y,
                from,
                Math.max(3, x(spread.third(), low, high) - from),
                x(spread.median(), low, high),
                dots,
                it.said);
    }

    private static int x(double value, int low, int high) {
        return LEFT
                + 20
                + (int) Math.round((value - low) / (high - low) * (WIDTH - LEFT - 20 - RIGHT));
    }

    private static List<Tick> ticks(int low, int high) {
        int step = Math.max(1, Math.ceilDiv(high - low, TICKS));
        var ticks = new ArrayList<Tick>();
        for (int value = low; value <= high; value += step) {
            ticks.add(new Tick(x(value, low, high), String.valueOf(value)));
        }
        return ticks;
    }
}
