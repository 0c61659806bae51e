package yanzhen.engine;

import java.util.Arrays;

/** One cascade at work: two states of each channel that take turns. */
final class Run {

    private final Cascade cascade;
    private final double[] startDown;
    private final double[] startUp;
    private final double[] stillSold;
    private final double[] counted;
    private double[] down;
    private double[] up;
    private double[] nextDown;
    private double[] nextUp;

    Run(Cascade cascade, Shock shock) {
        this.cascade = cascade;
        startDown = new double[cascade.firms];
        startUp = new double[cascade.firms];
        for (int at = 0; at < shock.size(); at++) {
            int firm = shock.firm(at);
            if (firm < 0 || firm >= cascade.firms) {
                throw new IllegalArgumentException(
                        "The shock hits firm %d; there are firms 0 to %d."
                                .formatted(firm, cascade.firms - 1));
            }
            startDown[firm] = shock.down(at);
            startUp[firm] = shock.up(at);
        }
        stillSold = new double[cascade.markets];
        counted = new double[cascade.firms];
        down = startDown.clone();
        up = startUp.clone();
        nextDown = new double[cascade.firms];
        nextUp = new double[cascade.firms];
    }

    Losses untilQuiet(double growth, int limit) {
        for (int steps = 1; ; steps++) {
            double grown = step();
            if (grown <= growth) {
                return losses(new Settlement.Settled(steps, grown));
            }
            if (steps == limit) {
                return losses(new Settlement.CutOff(steps, grown));
            }
        }
    }

    /** A ratio that is no number, of nothing to nothing, counts as quiet. */
    Losses untilIndexIsQuiet(double growth, int limit, Weights weights) {
        double before = index(weights);
        for (int steps = 1; ; steps++) {
            double grown = step();
            double now = index(weights);
            if (!(now / before > 1 + growth)) {
                return losses(new Settlement.Settled(steps, grown));
            }
            if (steps == limit) {
                return losses(new Settlement.CutOff(steps, grown));
            }
            before = now;
        }
    }

    private double index(Weights weights) {
        double index = 0;
        for (int firm = 0; firm < cascade.firms; firm++) {
            index += weights.of(firm) * Math.max(down[firm], up[firm]);
        }
        return index;
    }

    private Losses losses(Settlement settlement) {
        return new Losses(
                Arrays.copyOf(down, down.length), Arrays.copyOf(up, up.length), settlement);
    }

    /** All firms step at once; the largest growth of a loss in either channel. */
    private double step() {
        cascade.replaceability(down, stillSold, counted);
        double grown = Math.max(stepDown(), stepUp());
        var wasDown = down;
        down = nextDown;
        nextDown = wasDown;
        var wasUp = up;
        up = nextUp;
        nextUp = wasUp;
        return grown;
    }

    private double stepDown() {
        double grown = 0;
        for (int firm = 0; firm < cascade.firms; firm++) {
            double loss = Math.min(1, Math.max(startDown[firm], missing(firm)));
            grown = Math.max(grown, loss - down[firm]);
            nextDown[firm] = loss;
        }
        return grown;
    }

    /** The worst of: all non-essential inputs together, each essential sector by itself. */
    private double missing(int firm) {
        int link = cascade.start[firm];
        double worst = 0;
        for (; link < cascade.essentialFrom[firm]; link++) {
            worst += cascade.share[link] * counted[cascade.supplier[link]];
        }
        for (int group = cascade.groupStart[firm]; group < cascade.groupStart[firm + 1]; group++) {
            double sum = 0;
            for (; link < cascade.groupEnd[group]; link++) {
                sum += cascade.share[link] * counted[cascade.supplier[link]];
            }
            worst = Math.max(worst, sum);
        }
        return worst;
    }

    private double stepUp() {
        double grown = 0;
        for (int firm = 0; firm < cascade.firms; firm++) {
            double unsold = 0;
            for (int link = cascade.customerStart[firm];
                    link < cascade.customerStart[firm + 1];
                    link++) {
                unsold += cascade.salesShare[link] * up[cascade.customer[link]];
            }
            double loss = Math.min(1, Math.max(startUp[firm], unsold));
            grown = Math.max(grown, loss - up[firm]);
            nextUp[firm] = loss;
        }
        return grown;
    }
}
