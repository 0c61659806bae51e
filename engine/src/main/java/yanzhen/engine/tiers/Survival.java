package yanzhen.engine.tiers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import yanzhen.engine.ChangedNetwork;
import yanzhen.engine.SupplyLinks;

/**
 * 存续时间 (time to survive): for how long stocks last when firms stop, and who stops at all.
 *
 * <p>After Simchi-Levi, Schmidt, Wei and others, “Identifying risks and mitigating disruptions in
 * the automotive supply chain”, Interfaces 45, 375 (2015), where it is a linear programme. Here a
 * firm stops when, of one input that it needs, the last supplier has stopped and the stock is used
 * up:
 *
 * <pre>
 * stops(v) = stock(v) + min over kinds it needs of max over their suppliers u of stops(u)
 * </pre>
 *
 * and 0 for those who are stopped. The largest solution, by which nobody stops without cause, is
 * found as shortest ways are, by day; it costs the links of those who stop, and a heap of them.
 *
 * <p>It is exact where an input has one supplier, and everywhere if any supplier of a kind can
 * deliver all that the others did. Where their room is limited, stocks can be shared out among
 * customers, or a firm can run at half its pace to last longer, days are too many or too few and a
 * linear programme over amounts is needed, with data on room and rates that links do not hold. All
 * that was stopped comes back on one day, and everybody behind it with it; several days of recovery
 * would need the same programme.
 *
 * <p>Firms that keep each other going in a circle go on when supply from outside stops, if what
 * they supply each other is all that they need. A kind that a firm also makes for itself never runs
 * out. Takes up to 16 bytes a link. Safe for use by several threads.
 */
public final class Survival {

    private final SupplyLinks links;
    private final Needs needs;
    private final double[] stock;

    /** What is known of the inputs before any change. */
    private final Deliveries deliveries;

    private final @Nullable ChangedDeliveries changed;

    private Survival(
            SupplyLinks links,
            Needs needs,
            double[] stock,
            Deliveries deliveries,
            @Nullable ChangedDeliveries changed) {
        this.links = links;
        this.needs = needs;
        this.stock = stock;
        this.deliveries = deliveries;
        this.changed = changed;
    }

    /**
     * Prepares for many questions; costs a sort of each firm's inputs.
     *
     * @param stock for how many days each firm can go on without any one of its inputs, from 0;
     *     infinite for one that needs none
     * @throws IllegalArgumentException when there is not one stock or kind for each firm, or a
     *     stock is negative or no number
     */
    public static Survival on(SupplyLinks links, Needs needs, double[] stock) {
        new Faults()
                .length("kind", needs.firms(), links.firms())
                .length("stock days", stock.length, links.firms())
                .days("stock days", stock, true)
                .throwAny();
        var inputs = new NeededInputs(links, needs, IntStream.range(0, links.firms()));
        return new Survival(links, needs, stock.clone(), new Deliveries(inputs), null);
    }

    /**
     * The same after changes to the network; only the inputs of firms that buy otherwise are looked
     * at. Earlier changes count no more, but those that are part of these.
     *
     * @throws IllegalArgumentException when the changes are to another network
     */
    public Survival with(ChangedNetwork changes) {
        if (changes.network() != links) {
            throw new IllegalArgumentException(
                    "The changes are not to the network that these days are of.");
        }
        var customers = changes.changedCustomers();
        var inputs = new NeededInputs(changes, needs, Arrays.stream(customers));
        var then = new ChangedDeliveries(customers, inputs, deliveries.inputs());
        return new Survival(links, needs, stock, deliveries, then);
    }

    /**
     * Lets firms stop on day 0 and stay so.
     *
     * @throws IllegalArgumentException when none are named, or one is not there or named twice
     */
    public Outage after(int... stopped) {
        new Faults().firms("stopped firms", stopped, firms()).throwAny();
        var stopping = new Stopping(this);
        stopping.run(stopped, Double.POSITIVE_INFINITY);
        return stopping.outage();
    }

    /**
     * 缺一不可: firms, beside the makers, without any one of which all makers stop some day, by tier,
     * then number. Each is tried by itself: at most firms times links, as a rule the links of those
     * who stop.
     *
     * @throws IllegalArgumentException when the dependence is of another number of firms
     */
    public int[] indispensable(Dependence dependence) {
        mustFit(dependence).throwAny();
        var stopping = new Stopping(this, dependence);
        var found = new int[dependence.firms()];
        int count = 0;
        for (int node = dependence.firstOf(1); node < dependence.nodes; node++) {
            int firm = dependence.firmAt(node);
            if (!Double.isInfinite(stopping.lastMaker(firm, Double.POSITIVE_INFINITY))) {
                found[count++] = firm;
            }
        }
        return Arrays.copyOf(found, count);
    }

    /**
     * 风险敞口: what the product loses when one firm stops.
     *
     * @param firm which stops
     * @param tier of it, from 1
     * @param survives days until the last maker stops
     * @param recovery days until the firm is back
     * @param lostDays recovery less survives, above 0
     * @param share of the lost days of all such firms, 0 to 1
     */
    public record Exposure(
            int firm, int tier, double survives, double recovery, double lostDays, double share) {}

    /**
     * The firms behind the makers that take longer to recover than the makers survive without them;
     * most lost days first, equal ones by tier, then number. Costs as {@link #indispensable} does,
     * but looks no further than to the day of recovery.
     *
     * @param recovery 恢复时间 (time to recover): days until each firm is back, finite, from 0
     * @throws IllegalArgumentException when there is not one for each firm, one is negative or not
     *     finite, or the dependence is of another number of firms
     */
    public List<Exposure> exposures(Dependence dependence, double[] recovery) {
        mustFit(dependence)
                .length("recovery days", recovery.length, firms())
                .days("recovery days", recovery, false)
                .throwAny();
        var stopping = new Stopping(this, dependence);
        var survives = new double[dependence.nodes];
        double whole = 0;
        for (int node = dependence.firstOf(1); node < dependence.nodes; node++) {
            int firm = dependence.firmAt(node);
            survives[node] = stopping.lastMaker(firm, recovery[firm]);
            whole += Math.max(0, recovery[firm] - survives[node]);
        }
        var exposures = new ArrayList<Exposure>();
        for (int node = dependence.firstOf(1); node < dependence.nodes; node++) {
            int firm = dependence.firmAt(node);
            double lost = recovery[firm] - survives[node];
            if (lost > 0) {
                int tier = dependence.tierAt(node);
                exposures.add(
                        new Exposure(
                                firm, tier, survives[node], recovery[firm], lost, lost / whole));
            }
        }
        exposures.sort(Comparator.comparingDouble(it -> -it.lostDays()));
        return exposures;
    }

    Faults mustFit(Dependence dependence) {
        return new Faults().length("the dependence's firms", dependence.firmsInNetwork, firms());
    }

    public int firms() {
        return stock.length;
    }

    /** How many inputs there are; those that changes replaced are counted too. */
    int inputs() {
        return deliveries.inputs() + (changed == null ? 0 : changed.inputs());
    }

    int customerOf(int input) {
        var then = changeOf(input);
        return then == null ? deliveries.customer[input] : then.customerOf(input);
    }

    int kindOfInput(int input) {
        var then = changeOf(input);
        return then == null ? deliveries.kind[input] : then.kindOf(input);
    }

    int suppliersOf(int input) {
        var then = changeOf(input);
        return then == null ? deliveries.suppliers[input] : then.suppliersOf(input);
    }

    /** The changes, if the input came with them. */
    private @Nullable ChangedDeliveries changeOf(int input) {
        return input < deliveries.inputs() ? null : changed;
    }

    /** Whether changes put others in the place of this input. */
    boolean isReplaced(int input) {
        return changed != null
                && input < deliveries.inputs()
                && changed.isOf(deliveries.customer[input]);
    }

    /** Hands every input to which a firm delivers to the receiver, those that were replaced too. */
    void forEachDelivery(int firm, IntConsumer receiver) {
        for (int at = deliveries.start[firm]; at < deliveries.start[firm + 1]; at++) {
            receiver.accept(deliveries.input[at]);
        }
        if (changed != null) {
            for (int input : changed.of(firm)) {
                receiver.accept(input);
            }
        }
    }

    /** Whether a firm delivers to any such input, one that was replaced too. */
    boolean deliversToAny(int firm, IntPredicate input) {
        for (int at = deliveries.start[firm]; at < deliveries.start[firm + 1]; at++) {
            if (input.test(deliveries.input[at])) {
                return true;
            }
        }
        return changed != null && Arrays.stream(changed.of(firm)).anyMatch(input);
    }

    /** Whether a firm is among the suppliers of an input. */
    boolean delivers(int supplier, int input) {
        var then = changeOf(input);
        return then == null
                ? deliveries.has(supplier, input)
                : Arrays.stream(then.of(supplier)).anyMatch(it -> it == input);
    }

    double stockOf(int firm) {
        return stock[firm];
    }

    int kindOf(int firm) {
        return needs.kindOf(firm);
    }
}
