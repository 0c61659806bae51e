package yanzhen.engine;

/**
 * 行业损失: which share of each sector is lost, apart from what the shock itself took.
 *
 * <p>A sector's loss is the weighted mean of its firms' losses; a sector whose firms weigh nothing
 * has nothing to lose.
 */
public final class SectorLosses {

    /**
     * Shares of a sector, 0 to 1.
     *
     * @param down by what suppliers fail to deliver
     * @param up by what customers cease to buy
     * @param both by the larger of each firm's two losses
     */
    public record Shares(double down, double up, double both) {}

    private final Shares[] beyond;
    private final Shares[] shock;

    private SectorLosses(Shares[] beyond, Shares[] shock) {
        this.beyond = beyond;
        this.shock = shock;
    }

    /** What followed from the shock in a sector, without the shock itself. */
    public Shares beyondTheShock(int sector) {
        return beyond[sector];
    }

    /**
     * What the shock took from a sector by itself; of both, what it took of purchases, as in the
     * authors' code.
     */
    public Shares ofTheShock(int sector) {
        return shock[sector];
    }

    public int sectors() {
        return beyond.length;
    }

    /**
     * Losses by sector.
     *
     * @param losses that followed from the shock
     * @param sectorOf number of each firm's sector, from 0
     * @param weights what each firm counts for in its sector
     * @throws IllegalArgumentException when there is not one sector for each firm
     */
    public static SectorLosses of(Losses losses, Shock shock, int[] sectorOf, Weights weights) {
        if (sectorOf.length != losses.firms()) {
            throw new IllegalArgumentException(
                    "There are %d entries of sector for %d firms."
                            .formatted(sectorOf.length, losses.firms()));
        }
        var after = new Means(sectorOf, weights);
        for (int firm = 0; firm < sectorOf.length; firm++) {
            after.add(firm, losses.down(firm), losses.up(firm), losses.of(firm));
        }
        var before = new Means(sectorOf, weights);
        for (int at = 0; at < shock.size(); at++) {
            before.add(shock.firm(at), shock.down(at), shock.up(at), shock.up(at));
        }
        var first = before.shares();
        return new SectorLosses(beyond(after.shares(), first), first);
    }

    private static Shares[] beyond(Shares[] after, Shares[] before) {
        var beyond = new Shares[after.length];
        for (int sector = 0; sector < after.length; sector++) {
            var first = before[sector];
            beyond[sector] =
                    new Shares(
                            after[sector].down - first.down,
                            after[sector].up - first.up,
                            after[sector].both - Math.max(first.down, first.both));
        }
        return beyond;
    }

    /** Weighted means by sector. */
    private static final class Means {

        private final int[] sectorOf;
        private final Weights weights;
        private final double[] whole;
        private final double[] down;
        private final double[] up;
        private final double[] both;

        Means(int[] sectorOf, Weights weights) {
            this.sectorOf = sectorOf;
            this.weights = weights;
            int sectors = java.util.Arrays.stream(sectorOf).max().orElse(-1) + 1;
            whole = new double[sectors];
            down = new double[sectors];
            up = new double[sectors];
            both = new double[sectors];
            for (int firm = 0; firm < sectorOf.length; firm++) {
                whole[sectorOf[firm]] += weights.of(firm);
            }
        }

        void add(int firm, double lossDown, double lossUp, double lossBoth) {
            int sector = sectorOf[firm];
            down[sector] += weights.of(firm) * lossDown;
            up[sector] += weights.of(firm) * lossUp;
            both[sector] += weights.of(firm) * lossBoth;
        }

        Shares[] shares() {
            var shares = new Shares[whole.length];
            for (int sector = 0; sector < shares.length; sector++) {
                double all = whole[sector] == 0 ? 1 : whole[sector];
                shares[sector] =
                        new Shares(down[sector] / all, up[sector] / all, both[sector] / all);
            }
            return shares;
        }
    }
}
