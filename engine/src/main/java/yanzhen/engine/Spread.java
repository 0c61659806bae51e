package yanzhen.engine;

import java.util.Arrays;

/**
 * One shock as it spreads; a workspace for many, one after the other.
 *
 * <p>As long as few firms have lost anything, they hand their losses on along their links, and
 * nothing else is looked at. Once their links are more than half of all, every firm collects
 * instead. Both add up the same terms in the same order; what is left out is zero.
 */
final class Spread {

    private final Cascade cascade;
    private final Replaceability replaceability;
    private final double[] down;
    private final double[] counted;
    private final Side downSide;
    private final Side upSide;
    private final double[] lost;
    private final double[] factor;
    private final int[] factorOf;
    private double[] up;
    private double[] nextUp;
    private boolean everywhere;
    private int steps;

    /** What was touched of one channel. */
    private static final class Side {
        final Channel channel;
        final PlaceSet losing;
        final double[] sums;
        final PlaceSet touched;
        long giving;

        Side(Channel channel) {
            this.channel = channel;
            losing = new PlaceSet(channel.places());
            sums = new double[channel.receiverOf.length];
            touched = new PlaceSet(sums.length);
        }

        void loses(int place) {
            if (losing.addNew(place)) {
                giving += channel.given(place);
            }
        }

        void give(double[] loss) {
            for (int place = losing.next(0); place >= 0; place = losing.next(place + 1)) {
                double given = loss[place];
                for (int link = channel.giveStart[place];
                        link < channel.giveStart[place + 1];
                        link++) {
                    int sum = channel.sum[link];
                    sums[sum] += channel.giveShare[link] * given;
                    touched.add(sum);
                }
            }
        }

        /** The largest growth. */
        double take(double[] loss) {
            double grown = 0;
            int sum = touched.next(0);
            while (sum >= 0) {
                int place = channel.receiverOf[sum];
                double worst = loss[place];
                for (; sum >= 0 && channel.receiverOf[sum] == place; sum = touched.next(sum + 1)) {
                    worst = Math.max(worst, sums[sum]);
                    sums[sum] = 0;
                }
                double now = Math.min(1, worst);
                grown = Math.max(grown, now - loss[place]);
                if (now > 0) {
                    loss[place] = now;
                    loses(place);
                }
            }
            touched.clear();
            return grown;
        }

        void clear() {
            losing.clear();
            giving = 0;
        }
    }

    Spread(Cascade cascade) {
        this.cascade = cascade;
        replaceability = cascade.replaceability;
        down = new double[cascade.firms()];
        counted = new double[cascade.firms()];
        up = new double[cascade.firms()];
        nextUp = new double[0];
        downSide = new Side(cascade.down);
        upSide = new Side(cascade.up);
        lost = new double[replaceability.markets];
        factor = new double[replaceability.markets];
        factorOf = new int[replaceability.markets];
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
            var losing = downSide.losing;
            for (int place = losing.next(0); place >= 0; place = losing.next(place + 1)) {
                down[place] = 0;
                counted[place] = 0;
            }
            losing = upSide.losing;
            for (int place = losing.next(0); place >= 0; place = losing.next(place + 1)) {
                up[place] = 0;
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
        if (everywhere || giving() * 2 > cascade.down.links() + cascade.up.links()) {
            everywhere = true;
            return stepOfAll();
        }
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
        return downSide.giving + upSide.giving;
    }

    /** What the losses count for in their markets. */
    private void count() {
        var losing = downSide.losing;
        var market = replaceability.market;
        for (int place = losing.next(0); place >= 0; place = losing.next(place + 1)) {
            lost[market[place]] = 0;
            factorOf[market[place]] = 0;
        }
        for (int place = losing.next(0); place >= 0; place = losing.next(place + 1)) {
            lost[market[place]] += replaceability.sold[place] * down[place];
        }
        for (int place = losing.next(0); place >= 0; place = losing.next(place + 1)) {
            int at = market[place];
            if (factorOf[at] == 0) {
                factorOf[at] = 1;
                factor[at] = replaceability.factor(at, lost[at], down, 1, 0);
            }
            counted[place] = down[place] * replaceability.counts(place, factor[at]);
        }
    }

    private double stepOfAll() {
        if (nextUp.length == 0) {
            nextUp = new double[up.length];
        }
        countAll();
        double grown = 0;
        for (int place = 0; place < down.length; place++) {
            double received = cascade.down.received(place, counted);
            double now = Math.min(1, Math.max(down[place], received));
            grown = Math.max(grown, now - down[place]);
            down[place] = now;
        }
        for (int place = 0; place < up.length; place++) {
            double now = Math.min(1, Math.max(up[place], cascade.up.received(place, up)));
            grown = Math.max(grown, now - up[place]);
            nextUp[place] = now;
        }
        var was = up;
        up = nextUp;
        nextUp = was;
        return grown;
    }

    private void countAll() {
        Arrays.fill(lost, 0);
        for (int place = 0; place < down.length; place++) {
            lost[replaceability.market[place]] += replaceability.sold[place] * down[place];
        }
        for (int at = 0; at < lost.length; at++) {
            factor[at] = replaceability.factor(at, lost[at], down, 1, 0);
        }
        for (int place = 0; place < down.length; place++) {
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
        int lower = downSide.losing.next(0);
        int upper = upSide.losing.next(0);
        while (lower >= 0 || upper >= 0) {
            int place = upper < 0 || (lower >= 0 && lower < upper) ? lower : upper;
            sum.add(weights[place], down[place], up[place]);
            lower = lower == place ? downSide.losing.next(place + 1) : lower;
            upper = upper == place ? upSide.losing.next(place + 1) : upper;
        }
        return sum.index();
    }

    Losses losses(Settlement settlement) {
        return new Losses(cascade.places, down.clone(), up.clone(), settlement);
    }

    /** Hands every loss over, as long as few firms have any. */
    void moveTo(Lanes lanes, int lane) {
        var losing = downSide.losing;
        for (int place = losing.next(0); place >= 0; place = losing.next(place + 1)) {
            lanes.setDown(place, lane, down[place]);
        }
        losing = upSide.losing;
        for (int place = losing.next(0); place >= 0; place = losing.next(place + 1)) {
            lanes.setUp(place, lane, up[place]);
        }
    }
}
