package yanzhen.engine;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * One shock as it spreads; a workspace for many, one after the other.
 *
 * <p>As long as few firms have lost anything, they hand their losses on along their links, and
 * nothing else is looked at. Once their links are more than half of all (a quarter where cores
 * share the work), every firm collects instead. Both add up the same terms in the same order; what
 * is left out is zero.
 */
final class Spread {

    /** No factor is below 0. */
    private static final int UNKNOWN = -1;

    /** When more than one link in so many is given along, every firm collects. */
    private static final int HALF = 2;

    /** The same where all cores collect, while giving takes one. */
    private static final int SHARED = 4;

    /** So many places that handing them out costs little beside them. */
    private static final int STRETCH = 4096;

    private final Cascade cascade;
    private final boolean onAllCores;
    private final Replaceability replaceability;
    private final double[] down;
    private final double[] counted;
    private final Touched downSide;
    private final Touched upSide;
    private final double[] lost;
    private final double[] factor;
    private double[] up;
    private double[] nextUp;
    private boolean everywhere;
    private int steps;

    Spread(Cascade cascade) {
        this(cascade, false);
    }

    /**
     * A workspace.
     *
     * @param onAllCores whether a step of all firms may use the common pool, for somebody who waits
     */
    Spread(Cascade cascade, boolean onAllCores) {
        this.cascade = cascade;
        this.onAllCores = onAllCores;
        replaceability = cascade.replaceability;
        down = new double[cascade.firms()];
        counted = new double[cascade.firms()];
        up = new double[cascade.firms()];
        nextUp = new double[0];
        downSide = new Touched(cascade.down);
        upSide = new Touched(cascade.up);
        lost = new double[replaceability.markets];
        factor = new double[replaceability.markets];
    }

    /** Forgets what was, and begins with this shock. */
    void begin(Shock shock) {
        clear();
        for (int at = 0; at < shock.size(); at++) {
            int firm = shock.firm(at);
            if (firm < 0 || firm >= cascade.firms()) {
                throw new IllegalArgumentException(
                        "The shock hits firm %d; there are firms 0 to %d."
                                .formatted(firm, cascade.firms() - 1));
            }
            int place = cascade.places.placeOf(firm);
            if (shock.down(at) > 0) {
                down[place] = shock.down(at);
                downSide.loses(place);
            }
            if (shock.up(at) > 0) {
                up[place] = shock.up(at);
                upSide.loses(place);
            }
        }
    }

    private void clear() {
        if (everywhere) {
            Arrays.fill(down, 0);
            Arrays.fill(counted, 0);
            Arrays.fill(up, 0);
        } else {
            downSide.list();
            for (int at = 0; at < downSide.size(); at++) {
                down[downSide.place(at)] = 0;
                counted[downSide.place(at)] = 0;
            }
            upSide.list();
            for (int at = 0; at < upSide.size(); at++) {
                up[upSide.place(at)] = 0;
            }
        }
        downSide.clear();
        upSide.clear();
        everywhere = false;
        steps = 0;
    }

    /** All firms step at once; the largest growth of a loss in either channel. */
    double step() {
        steps++;
        if (everywhere
                || giving() * (onAllCores ? SHARED : HALF)
                        > cascade.down.links() + cascade.up.links()) {
            everywhere = true;
            return stepOfAll();
        }
        downSide.list();
        upSide.list();
        count();
        downSide.give(counted);
        upSide.give(up);
        return Math.max(downSide.take(down), upSide.take(up));
    }

    int steps() {
        return steps;
    }

    /** How many links there are along which losses are handed on in the next step. */
    long giving() {
        return downSide.giving() + upSide.giving();
    }

    /** What the losses count for in their markets. */
    private void count() {
        var market = replaceability.market;
        int losing = downSide.size();
        for (int at = 0; at < losing; at++) {
            lost[market[downSide.place(at)]] = 0;
            factor[market[downSide.place(at)]] = UNKNOWN;
        }
        for (int at = 0; at < losing; at++) {
            int place = downSide.place(at);
            lost[market[place]] += replaceability.sold[place] * down[place];
        }
        for (int at = 0; at < losing; at++) {
            int place = downSide.place(at);
            int of = market[place];
            if (factor[of] == UNKNOWN) {
                factor[of] = replaceability.factor(of, lost[of], down, 1, 0);
            }
            counted[place] = down[place] * replaceability.counts(place, factor[of]);
        }
    }

    private double stepOfAll() {
        if (nextUp.length == 0) {
            nextUp = new double[up.length];
        }
        countAll();
        double grown = stretches().mapToDouble(this::collect).max().orElse(0);
        var was = up;
        up = nextUp;
        nextUp = was;
        return grown;
    }

    /**
     * Places do not depend on each other within a step, so it makes no difference who does which.
     */
    private IntStream stretches() {
        var numbers = IntStream.range(0, (down.length + STRETCH - 1) / STRETCH);
        return onAllCores && everywhere ? numbers.parallel() : numbers;
    }

    private int end(int stretch) {
        return Math.min(down.length, (stretch + 1) * STRETCH);
    }

    /** Both channels of a stretch; the largest growth. */
    private double collect(int stretch) {
        int from = stretch * STRETCH;
        int until = end(stretch);
        return Math.max(collectDown(from, until), collectUp(from, until));
    }

    private double collectDown(int from, int until) {
        double grown = 0;
        for (int place = from; place < until; place++) {
            double received = cascade.down.received(place, counted);
            double more = grownTo(received) - down[place];
            if (more > 0) {
                down[place] = grownTo(received);
                grown = more > grown ? more : grown;
            }
        }
        return grown;
    }

    private double collectUp(int from, int until) {
        double grown = 0;
        for (int place = from; place < until; place++) {
            double received = cascade.up.received(place, up);
            double more = grownTo(received) - up[place];
            nextUp[place] = more > 0 ? grownTo(received) : up[place];
            grown = more > grown ? more : grown;
        }
        return grown;
    }

    private static double grownTo(double received) {
        return received > 1 ? 1 : received;
    }

    private void countAll() {
        Arrays.fill(lost, 0);
        for (int place = 0; place < down.length; place++) {
            lost[replaceability.market[place]] += replaceability.sold[place] * down[place];
        }
        for (int at = 0; at < lost.length; at++) {
            factor[at] = replaceability.factor(at, lost[at], down, 1, 0);
        }
        stretches().forEach(this::countStretch);
    }

    private void countStretch(int number) {
        for (int place = number * STRETCH, end = end(number); place < end; place++) {
            double counts = replaceability.counts(place, factor[replaceability.market[place]]);
            counted[place] = down[place] * counts;
        }
    }

    /** The index by place, so that it does not depend on how it was reached. */
    RiskIndex index(double[] weights) {
        var sum = new IndexSum();
        if (everywhere) {
            for (int place = 0; place < down.length; place++) {
                sum.add(weights[place], down[place], up[place]);
            }
            return sum.index();
        }
        downSide.list();
        upSide.list();
        int lower = 0;
        int upper = 0;
        int place = Math.min(downSide.place(lower), upSide.place(upper));
        while (place < down.length) {
            sum.add(weights[place], down[place], up[place]);
            lower += downSide.place(lower) == place ? 1 : 0;
            upper += upSide.place(upper) == place ? 1 : 0;
            place = Math.min(downSide.place(lower), upSide.place(upper));
        }
        return sum.index();
    }

    /**
     * Beside the losses: when each firm was first hit, and what each loss counts for in the end.
     */
    Explanation explanation(Settlement settlement, Arrival downArrival, Arrival upArrival) {
        if (everywhere) {
            countAll();
        } else {
            downSide.list();
            count();
        }
        var losses = losses(settlement);
        return new Explanation(cascade, losses, counted.clone(), downArrival, upArrival);
    }

    void note(Arrival downArrival, Arrival upArrival) {
        stretches()
                .forEach(it -> {
                    downArrival.note(steps, down, it * STRETCH, end(it));
                    upArrival.note(steps, up, it * STRETCH, end(it));
                });
    }

    Losses losses(Settlement settlement) {
        return new Losses(cascade.places, down.clone(), up.clone(), settlement);
    }

    /** Which share of its output a place has lost in either direction. */
    double lossAt(int place) {
        return Math.max(down[place], up[place]);
    }

    /** Whether a place has lost anything of its deliveries. */
    boolean losesDeliveries(int place) {
        return down[place] > 0;
    }

    /** Hands every loss over, as long as few firms have any. */
    void moveTo(Lanes lanes, int lane) {
        downSide.list();
        for (int at = 0; at < downSide.size(); at++) {
            lanes.setDown(downSide.place(at), lane, down[downSide.place(at)]);
        }
        upSide.list();
        for (int at = 0; at < upSide.size(); at++) {
            lanes.setUp(upSide.place(at), lane, up[upSide.place(at)]);
        }
    }
}
