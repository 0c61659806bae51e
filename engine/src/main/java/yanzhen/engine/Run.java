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
            double loss = Math.min(1, Math.max(startDown[firm], cascade.missing(firm, counted)));
            grown = Math.max(grown, loss - down[firm]);
            nextDown[firm] = loss;
        }
        return grown;
    }

    private double stepUp() {
        double grown = 0;
        for (int firm = 0; firm < cascade.firms; firm++) {
            double unsold = cascade.unsold(firm, up);
            double loss = Math.min(1, Math.max(startUp[firm], unsold));
            grown = Math.max(grown, loss - up[firm]);
            nextUp[firm] = loss;
        }
        return grown;
    }
}
