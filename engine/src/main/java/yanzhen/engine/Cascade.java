package yanzhen.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * 级联: how losses run along a supply network when nobody finds a new supplier outside of the market.
 *
 * <p>Follows Diem, Borsos, Reisch, Kertész, Thurner, “Quantifying firm-level economic systemic risk
 * from nation-wide supply networks”, Scientific Reports 12, 7719 (2022). All firms step at once. A
 * firm's loss of deliveries is the largest of: its own shock; for each essential input sector the
 * share missing of it; the shares of all non-essential inputs missing, added up. Its loss of sales
 * is the share of its customers' losses in what it sold. Losses never shrink, so both run from
 * below to the smallest fixed point, and are cut off by the stop rule.
 *
 * <p>A step costs one pass over the links that are not negligible and one over the sales links.
 * Sums go by firm number within an input sector, and by sector, so that two runs agree to the bit.
 *
 * <p>It answers “who is hit, and how hard at most”. It does not know stocks, prices or time; do not
 * read a loss as a forecast. The upward loss knows neither input classes nor replacement, and tends
 * to 1 in nearly closed networks.
 */
public final class Cascade {

    /** Below this a market counts as dead, in the unit of the amounts, as in the authors' code. */
    private static final double DEAD = 1e-10;

    final int firms;
    final double[] sold;
    final double[] share;
    final int[] supplier;
    final int[] start;
    final int[] essentialFrom;
    final int[] groupStart;
    final int[] groupEnd;
    final int[] customerStart;
    final int[] customer;
    final int[] supplierStart;
    final int[] supplierOf;
    final double[] salesShare;
    final int @Nullable [] market;
    final int markets;
    final boolean inFull;

    private Cascade(Layout layout, SupplyNetwork network, Markets markets, double[] salesShare) {
        this.firms = network.firms();
        this.sold = network.sold();
        this.share = layout.share;
        this.supplier = layout.supplier;
        this.start = layout.start;
        this.essentialFrom = layout.essentialFrom;
        this.groupStart = layout.groupStart;
        this.groupEnd = Arrays.copyOf(layout.groupEnd, layout.groups);
        this.customerStart = network.outStart;
        this.customer = network.outCustomer;
        this.supplierStart = network.inStart;
        this.supplierOf = network.inSupplier;
        this.salesShare = salesShare;
        this.market = markets.of();
        this.markets = market == null ? 0 : Arrays.stream(market).max().orElse(-1) + 1;
        this.inFull = markets.inFull();
    }

    /**
     * Prepares a cascade; costs a sort of each firm's suppliers by sector.
     *
     * @throws IllegalArgumentException when a sector or market is out of range, an array has not
     *     one entry for each firm, or revenue or costs are not above 0
     */
    public static Cascade on(CascadeSetting setting) {
        Checks.check(setting);
        var network = setting.network;
        return new Cascade(new Layout(setting), network, setting.markets, salesShares(setting));
    }

    private static double[] salesShares(CascadeSetting setting) {
        var network = setting.network;
        var revenue = setting.revenue;
        var shares = new double[network.links()];
        for (int firm = 0; firm < network.firms(); firm++) {
            double whole = revenue == null ? network.sold(firm) : revenue[firm];
            for (int link = network.outStart[firm]; link < network.outStart[firm + 1]; link++) {
                shares[link] = network.outWeight[link] / whole;
            }
        }
        return shares;
    }

    /** Each customer's inputs: the non-essential first, then the essential grouped by sector. */
    private static final class Layout {

        final int[] start;
        final int[] supplier;
        final double[] share;
        final int[] essentialFrom;
        final int[] groupStart;
        int[] groupEnd = new int[16];
        int groups;
        private int kept;

        Layout(CascadeSetting setting) {
            var network = setting.network;
            int firms = network.firms();
            start = new int[firms + 1];
            essentialFrom = new int[firms];
            groupStart = new int[firms + 1];
            var suppliers = new int[network.links()];
            var shares = new double[network.links()];
            for (int firm = 0; firm < firms; firm++) {
                start[firm] = kept;
                groupStart[firm] = groups;
                var inputs = inputs(setting, firm);
                double factor = costFactor(setting, firm);
                nonEssential(setting, firm, inputs, factor, suppliers, shares);
                essentialFrom[firm] = kept;
                essential(setting, firm, inputs, factor, suppliers, shares);
            }
            start[firms] = kept;
            groupStart[firms] = groups;
            supplier = Arrays.copyOf(suppliers, kept);
            share = Arrays.copyOf(shares, kept);
        }

        /** The firm's links by sector of the supplier, then by supplier. */
        private static int[] inputs(CascadeSetting setting, int firm) {
            var network = setting.network;
            var sector = setting.sector;
            int from = network.inStart[firm];
            var keys = new long[network.inStart[firm + 1] - from];
            for (int at = 0; at < keys.length; at++) {
                keys[at] = ((long) sector[network.inSupplier[from + at]] << Integer.SIZE) | at;
            }
            Arrays.sort(keys);
            var links = new int[keys.length];
            for (int at = 0; at < keys.length; at++) {
                links[at] = from + (int) keys[at];
            }
            return links;
        }

        /** From shares of what was bought on the network to shares of all costs. */
        private static double costFactor(CascadeSetting setting, int firm) {
            var costs = setting.costs;
            return costs == null ? 1 : setting.network.bought(firm) / costs[firm];
        }

        private static InputClass classOf(CascadeSetting setting, int link, int firm) {
            var sector = setting.sector;
            return setting.classes.of(sector[setting.network.inSupplier[link]], sector[firm]);
        }

        private void nonEssential(
                CascadeSetting setting,
                int firm,
                int[] inputs,
                double factor,
                int[] suppliers,
                double[] shares) {
            var network = setting.network;
            for (int link : inputs) {
                if (classOf(setting, link, firm) == InputClass.NON_ESSENTIAL) {
                    suppliers[kept] = network.inSupplier[link];
                    shares[kept] = network.inWeight[link] / network.bought(firm) * factor;
                    kept++;
                }
            }
        }

        private void essential(
                CascadeSetting setting,
                int firm,
                int[] inputs,
                double factor,
                int[] suppliers,
                double[] shares) {
            var network = setting.network;
            var sector = setting.sector;
            int at = 0;
            while (at < inputs.length) {
                int group = sector[network.inSupplier[inputs[at]]];
                int end = at;
                double whole = 0;
                while (end < inputs.length && sector[network.inSupplier[inputs[end]]] == group) {
                    whole += network.inWeight[inputs[end]];
                    end++;
                }
                if (classOf(setting, inputs[at], firm) == InputClass.ESSENTIAL) {
                    for (int link = at; link < end; link++) {
                        suppliers[kept] = network.inSupplier[inputs[link]];
                        shares[kept] = network.inWeight[inputs[link]] / whole * factor;
                        kept++;
                    }
                    endGroup();
                }
                at = end;
            }
        }

        private void endGroup() {
            if (groups == groupEnd.length) {
                groupEnd = Arrays.copyOf(groupEnd, groups * 2);
            }
            groupEnd[groups++] = kept;
        }
    }

    /**
     * Lets a shock run until the stop rule is met.
     *
     * @param weights for the relative stop rule; the absolute one does not look at them
     */
    public Losses run(Shock shock, StopRule rule, Weights weights) {
        var run = new Run(this, shock);
        return switch (rule) {
            case StopRule.Absolute(double growth, int limit) -> run.untilQuiet(growth, limit);
            case StopRule.Relative(double growth, int limit) ->
                    run.untilIndexIsQuiet(growth, limit, weights);
        };
    }

    /** Which share of each market counts for its suppliers: {@code min(1, sold / still sold)}. */
    void replaceability(double[] lossDown, double[] stillSold, double[] counted) {
        var of = market;
        if (of == null) {
            System.arraycopy(lossDown, 0, counted, 0, firms);
            return;
        }
        Arrays.fill(stillSold, 0);
        for (int firm = 0; firm < firms; firm++) {
            stillSold[of[firm]] += sold[firm] * (1 - lossDown[firm]);
        }
        for (int firm = 0; firm < firms; firm++) {
            counted[firm] = lossDown[firm] * sigma(sold[firm], stillSold[of[firm]], inFull);
        }
    }

    MarketMembers members() {
        return new MarketMembers(market, markets, sold);
    }

    /**
     * What a firm lacks: the worst of all non-essential inputs together and of each essential
     * sector by itself.
     */
    double missing(int firm, double[] counted) {
        int link = start[firm];
        double worst = 0;
        for (; link < essentialFrom[firm]; link++) {
            worst += share[link] * counted[supplier[link]];
        }
        for (int group = groupStart[firm]; group < groupStart[firm + 1]; group++) {
            double sum = 0;
            for (; link < groupEnd[group]; link++) {
                sum += share[link] * counted[supplier[link]];
            }
            worst = Math.max(worst, sum);
        }
        return worst;
    }

    /** Which share of its sales a firm cannot make. */
    double unsold(int firm, double[] up) {
        double unsold = 0;
        for (int link = customerStart[firm]; link < customerStart[firm + 1]; link++) {
            unsold += salesShare[link] * up[customer[link]];
        }
        return unsold;
    }

    static double sigma(double sold, double stillSold, boolean inFull) {
        if (stillSold <= DEAD) {
            return inFull ? 1 : Math.min(1, sold);
        }
        return Math.min(1, sold / stillSold);
    }
}
