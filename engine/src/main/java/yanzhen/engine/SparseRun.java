package yanzhen.engine;

/**
 * The cascade of one failing firm, visiting only what it touches; a workspace for many of them.
 *
 * <p>The sums are those of {@link Run}, term by term and in the same order: what is left out is
 * zero. A step costs the links of the firms touched so far and the members of the markets in which
 * a loss has grown.
 */
final class SparseRun {

    private final Cascade cascade;
    private final Weights weights;
    private final MarketMembers members;
    private final double[] down;
    private final double[] counted;
    private final double[] up;
    private final double[] stillSold;
    private final Marked losing;
    private final Marked supplied;
    private final Marked unsold;
    private final Marked selling;
    private final Marked shaken;
    private double[] newUp = new double[64];

    SparseRun(Cascade cascade, Weights weights) {
        this.cascade = cascade;
        this.weights = weights;
        this.members = cascade.members();
        down = new double[cascade.firms];
        counted = new double[cascade.firms];
        up = new double[cascade.firms];
        stillSold = members.whole();
        losing = new Marked(cascade.firms);
        supplied = new Marked(cascade.firms);
        unsold = new Marked(cascade.firms);
        selling = new Marked(cascade.firms);
        shaken = new Marked(cascade.markets);
    }

    void fail(int failed, StopRule.Absolute rule, RiskRanking ranking) {
        down[failed] = 1;
        up[failed] = 1;
        lost(failed);
        ceasedToBuy(failed);
        int steps = 0;
        double grown;
        do {
            steps++;
            count();
            grown = Math.max(stepDown(failed), stepUp(failed));
        } while (grown > rule.growth() && steps < rule.limit());
        ranking.put(failed, index(), steps, grown > rule.growth());
        clear();
    }

    /** A firm delivers less than before: who buys from it, and its market, will feel it. */
    private void lost(int firm) {
        if (losing.add(firm)) {
            for (int link = cascade.customerStart[firm];
                    link < cascade.customerStart[firm + 1];
                    link++) {
                supplied.add(cascade.customer[link]);
            }
        }
        if (cascade.markets > 0) {
            shaken.add(members.marketOf(firm));
        }
    }

    private void ceasedToBuy(int firm) {
        if (unsold.add(firm)) {
            for (int link = cascade.supplierStart[firm];
                    link < cascade.supplierStart[firm + 1];
                    link++) {
                selling.add(cascade.supplierOf[link]);
            }
        }
    }

    /** What is left of the markets that were shaken, and what each loss counts for there. */
    private void count() {
        for (int at = 0; at < shaken.size(); at++) {
            stillSold[shaken.at(at)] = members.stillSold(shaken.at(at), cascade.sold, down);
        }
        shaken.clear();
        for (int at = 0; at < losing.size(); at++) {
            int firm = losing.at(at);
            counted[firm] =
                    cascade.markets == 0
                            ? down[firm]
                            : down[firm]
                                    * Cascade.sigma(
                                            cascade.sold[firm],
                                            stillSold[members.marketOf(firm)],
                                            cascade.inFull);
        }
    }

    private double stepDown(int failed) {
        double grown = 0;
        int touched = supplied.size();
        for (int at = 0; at < touched; at++) {
            int firm = supplied.at(at);
            double start = firm == failed ? 1 : 0;
            double loss = Math.min(1, Math.max(start, cascade.missing(firm, counted)));
            double more = loss - down[firm];
            grown = Math.max(grown, more);
            if (more != 0) {
                down[firm] = loss;
                lost(firm);
            }
        }
        return grown;
    }

    /** The new values wait until all are known, so that all firms step at once. */
    private double stepUp(int failed) {
        double grown = 0;
        int touched = selling.size();
        if (newUp.length < touched) {
            newUp = new double[Math.max(touched, newUp.length * 2)];
        }
        for (int at = 0; at < touched; at++) {
            int firm = selling.at(at);
            double start = firm == failed ? 1 : 0;
            newUp[at] = Math.min(1, Math.max(start, cascade.unsold(firm, up)));
        }
        for (int at = 0; at < touched; at++) {
            int firm = selling.at(at);
            double more = newUp[at] - up[firm];
            grown = Math.max(grown, more);
            if (more != 0) {
                up[firm] = newUp[at];
                ceasedToBuy(firm);
            }
        }
        return grown;
    }

    /** By number, as a sum over all firms would go. */
    private RiskIndex index() {
        for (int at = 0; at < unsold.size(); at++) {
            losing.add(unsold.at(at));
        }
        losing.sort();
        double both = 0;
        double downwards = 0;
        double upwards = 0;
        for (int at = 0; at < losing.size(); at++) {
            int firm = losing.at(at);
            double weight = weights.of(firm);
            both += weight * Math.max(down[firm], up[firm]);
            downwards += weight * down[firm];
            upwards += weight * up[firm];
        }
        return new RiskIndex(both, downwards, upwards);
    }

    private void clear() {
        for (int at = 0; at < losing.size(); at++) {
            int firm = losing.at(at);
            down[firm] = 0;
            counted[firm] = 0;
            up[firm] = 0;
            if (cascade.markets > 0) {
                int market = members.marketOf(firm);
                stillSold[market] = members.whole(market);
            }
        }
        losing.clear();
        supplied.clear();
        unsold.clear();
        selling.clear();
        shaken.clear();
    }
}
