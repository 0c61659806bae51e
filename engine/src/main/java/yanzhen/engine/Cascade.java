package yanzhen.engine;

import java.util.Arrays;
import java.util.function.Consumer;
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
 * <p>A step costs the links of the firms that have lost something, at most one pass over the links
 * that are not negligible and one over the sales links. Sums go in one order that follows from the
 * network, so that two runs agree to the bit. Takes 48 bytes a link beside the network.
 *
 * <p>It answers “who is hit, and how hard at most”. It does not know stocks, prices or time; do not
 * read a loss as a forecast. The upward loss knows neither input classes nor replacement, and tends
 * to 1 in nearly closed networks. Safe for use by several threads.
 */
public final class Cascade {

    final Places places;
    final Channel down;
    final Channel up;
    final Replaceability replaceability;
    final CascadeSetting setting;

    /** The links that it runs on. */
    final ChangedNetwork links;

    /** The cascade before any change; null for one that is without. */
    private final @Nullable Cascade before;

    /** With firms in another order the numbers are the same but for rounding. */
    Cascade(CascadeSetting setting, Places places) {
        this.setting = setting;
        this.places = places;
        links = ChangedNetwork.of(setting.network);
        before = null;
        down = Channel.of(DownLinks.of(setting, places));
        up = Channel.of(UpLinks.of(setting, places));
        replaceability =
                new Replaceability(
                        places.byPlace(setting.network.sold()),
                        marketAt(setting.markets.of()),
                        setting.markets.inFull());
    }

    private Cascade(Cascade before, ChangedNetwork changes) {
        this.before = before;
        links = changes;
        setting = before.setting;
        places = before.places;
        var customers = places.of(changes.changedCustomers());
        var suppliers = places.of(changes.changedSuppliers());
        var inputs = DownLinks.of(setting, changes, places, customers);
        var sales = UpLinks.of(setting, changes, places, suppliers);
        down = before.down.with(inputs, customers);
        up = before.up.with(sales, suppliers);
        var sold = Arrays.stream(suppliers).mapToDouble(it -> changes.sold(places.firmAt(it)));
        replaceability = before.replaceability.with(suppliers, sold.toArray());
    }

    private int @Nullable [] marketAt(int @Nullable [] of) {
        return of == null ? null : places.byPlace(of);
    }

    /**
     * Prepares a cascade; costs a sort of each firm's suppliers by sector.
     *
     * @throws IllegalArgumentException when a sector or market is out of range, an array has not
     *     one entry for each firm, or revenue or costs are not above 0
     */
    public static Cascade on(CascadeSetting setting) {
        Checks.check(setting);
        return new Cascade(setting, Places.of(setting));
    }

    /**
     * The same after changes to the network, as a cascade on the network built anew would be but
     * for rounding; sectors, classes, markets, revenue and costs stay as they were set. Earlier
     * changes count no more, but those that are part of these.
     *
     * <p>Firms keep their order. The links of firms that buy or sell otherwise are laid anew, and
     * what their markets sell is added up; everything else is copied as it lies, at most 28 bytes a
     * link and direction and 60 bytes a firm.
     *
     * @throws IllegalArgumentException when the changes are to another network
     */
    public Cascade with(ChangedNetwork changes) {
        var other = changes.network();
        if (other != setting.network) {
            throw new IllegalArgumentException(
                    """
                    The changes are to another network (%d firms, %d links) than this cascade runs \
                    on (%d firms, %d links).
                    Lay them over the network of its setting with ChangedNetwork.of.\
                    """
                            .formatted(
                                    other.firms(),
                                    other.links(),
                                    setting.network.firms(),
                                    setting.network.links()));
        }
        return new Cascade(before == null ? this : before, changes);
    }

    /** How many firms there are. */
    public int firms() {
        return places.firms();
    }

    /**
     * Lets a shock run until the stop rule is met.
     *
     * @param weights for the relative stop rule; the absolute one does not look at them
     * @throws IllegalArgumentException when the shock names a firm that is not there
     */
    public Losses run(Shock shock, StopRule rule, Weights weights) {
        var spread = new Spread(this);
        boolean byIndex = rule instanceof StopRule.Relative;
        return spread.losses(
                settle(spread, shock, rule, byIndex ? weightsAt(weights) : new double[0]));
    }

    /**
     * Lets a shock run in a workspace.
     *
     * @param weights by place, for the relative stop rule
     */
    static Settlement settle(Spread spread, Shock shock, StopRule rule, double[] weights) {
        spread.begin(shock);
        return switch (rule) {
            case StopRule.Absolute(double growth, int limit) -> untilQuiet(spread, growth, limit);
            case StopRule.Relative(double growth, int limit) ->
                    untilIndexIsQuiet(spread, growth, limit, weights);
        };
    }

    /**
     * Lets a shock run until it is quiet and keeps what it takes to say why each firm loses what it
     * loses. Costs a pass over all firms for each step more than {@link #run}, and uses all cores
     * of the common pool where many firms are hit.
     *
     * @throws IllegalArgumentException when the shock names a firm that is not there
     */
    public Explanation explain(Shock shock, StopRule.Absolute rule) {
        return explain(shock, rule, _ -> {});
    }

    /**
     * The same, and tells the index after the shock itself and after every step, so that whoever
     * asks can follow the cascade. Costs a pass over the firms that have lost something for each.
     *
     * @param indices takes the index of the shock, then that of each step, in their order
     * @throws IllegalArgumentException when the shock names a firm that is not there, or there is
     *     not one weight for each firm
     */
    public Explanation explain(
            Shock shock, StopRule.Absolute rule, Weights weights, Consumer<RiskIndex> indices) {
        if (weights.firms() != firms()) {
            throw new IllegalArgumentException(
                    "There are %d weights for %d firms.".formatted(weights.firms(), firms()));
        }
        var at = weightsAt(weights);
        return explain(shock, rule, spread -> indices.accept(spread.index(at)));
    }

    private Explanation explain(Shock shock, StopRule.Absolute rule, Consumer<Spread> seen) {
        var spread = new Spread(this, true);
        var downArrival = new Arrival(firms());
        var upArrival = new Arrival(firms());
        spread.begin(shock);
        spread.note(downArrival, upArrival);
        seen.accept(spread);
        while (true) {
            double grown = spread.step();
            spread.note(downArrival, upArrival);
            seen.accept(spread);
            if (grown <= rule.growth() || spread.steps() == rule.limit()) {
                var settlement = settlement(spread.steps(), grown, rule.growth());
                return spread.explanation(settlement, downArrival, upArrival);
            }
        }
    }

    private static Settlement settlement(int steps, double grown, double growth) {
        return grown <= growth
                ? new Settlement.Settled(steps, grown)
                : new Settlement.CutOff(steps, grown);
    }

    /** What each place counts for. */
    double[] weightsAt(Weights weights) {
        var at = new double[firms()];
        for (int place = 0; place < at.length; place++) {
            at[place] = weights.of(places.firmAt(place));
        }
        return at;
    }

    private static Settlement untilQuiet(Spread spread, double growth, int limit) {
        for (int steps = 1; ; steps++) {
            double grown = spread.step();
            if (grown <= growth || steps == limit) {
                return settlement(steps, grown, growth);
            }
        }
    }

    /** A ratio that is no number, of nothing to nothing, counts as quiet. */
    private static Settlement untilIndexIsQuiet(
            Spread spread, double growth, int limit, double[] weights) {
        double before = spread.index(weights).both();
        for (int steps = 1; ; steps++) {
            double grown = spread.step();
            double now = spread.index(weights).both();
            if (!(now / before > 1 + growth)) {
                return new Settlement.Settled(steps, grown);
            }
            if (steps == limit) {
                return new Settlement.CutOff(steps, grown);
            }
            before = now;
        }
    }
}
