package yanzhen.engine.tiers;

import java.util.ArrayList;
import java.util.List;

/** 停产: when each firm stops after some have stopped on day 0, and why. */
public final class Outage {

    private final double[] day;
    private final int[] lacks;
    private final int[] from;

    /** Takes the arrays as they are. */
    Outage(double[] day, int[] lacks, int[] from) {
        this.day = day;
        this.lacks = lacks;
        this.from = from;
    }

    /**
     * How one firm came to stop.
     *
     * @param firm its number
     * @param day on which it stops
     * @param stockDays for how long it went on without the input
     * @param lacks the kind of input that ran out first; -1 for a firm that was stopped
     * @param from the supplier of it that stopped last; -1 for a firm that was stopped
     */
    public record Step(int firm, double day, double stockDays, int lacks, int from) {}

    public int firms() {
        return day.length;
    }

    /** For how many days a firm goes on; infinite when it never stops. */
    public double survives(int firm) {
        return day[firm];
    }

    /** For how many days a firm stands still when all that was stopped is back on this day. */
    public double lostDays(int firm, double recovery) {
        return Math.max(0, recovery - day[firm]);
    }

    /** From a firm that was stopped to this one, along what ran out first; empty if it goes on. */
    public List<Step> wayTo(int firm) {
        var way = new ArrayList<Step>();
        if (Double.isInfinite(day[firm])) {
            return way;
        }
        int at = firm;
        while (from[at] >= 0) {
            way.add(new Step(at, day[at], day[at] - day[from[at]], lacks[at], from[at]));
            at = from[at];
        }
        way.add(new Step(at, day[at], 0, lacks[at], from[at]));
        return way.reversed();
    }
}
