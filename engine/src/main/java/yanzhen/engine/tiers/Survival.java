package yanzhen.engine.tiers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import yanzhen.engine.InputClass;
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
 * out. Takes 12 bytes a link. Safe for use by several threads.
 */
public final class Survival {

    private final Needs needs;
    private final double[] stock;

    /** An input is what one firm needs of one kind. */
    final int[] inputCustomer;

    final int[] inputKind;
    final int[] inputSuppliers;

    /** Where each firm's deliveries begin, and where the last one's end; each to one input. */
    final int[] start;

    final int[] delivers;

    private Survival(Inputs inputs, Needs needs, double[] stock) {
        this.needs = needs;
        this.stock = stock;
        inputCustomer = inputs.customer();
        inputKind = inputs.kind();
        inputSuppliers = new int[inputCustomer.length];
        start = new int[stock.length + 1];
        delivers = new int[inputs.links];
        turn(inputs);
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
        return new Survival(new Inputs(links, needs), needs, stock.clone());
    }

    private void turn(Inputs inputs) {
        for (int link = 0; link < inputs.links; link++) {
            start[inputs.supplier[link] + 1]++;
            inputSuppliers[inputs.input[link]]++;
        }
        for (int firm = 0; firm < stock.length; firm++) {
            start[firm + 1] += start[firm];
        }
        var next = start.clone();
        for (int link = 0; link < inputs.links; link++) {
            delivers[next[inputs.supplier[link]]++] = inputs.input[link];
        }
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
        var stopping = new Stopping(this);
        var found = new int[dependence.firms()];
        int count = 0;
        for (int node = dependence.firstOf(1); node < dependence.nodes; node++) {
            int firm = dependence.firmAt(node);
            stopping.run(new int[] {firm}, Double.POSITIVE_INFINITY);
            if (!Double.isInfinite(stopping.lastOf(dependence))) {
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
        var stopping = new Stopping(this);
        var survives = new double[dependence.nodes];
        double whole = 0;
        for (int node = dependence.firstOf(1); node < dependence.nodes; node++) {
            int firm = dependence.firmAt(node);
            stopping.run(new int[] {firm}, recovery[firm]);
            survives[node] = stopping.lastOf(dependence);
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

    /** Whether a firm is among the suppliers of an input. */
    boolean delivers(int supplier, int input) {
        return Arrays.binarySearch(delivers, start[supplier], start[supplier + 1], input) >= 0;
    }

    double stockOf(int firm) {
        return stock[firm];
    }

    int kindOf(int firm) {
        return needs.kindOf(firm);
    }

    /** All essential links by customer, each with the input that it belongs to. */
    private static final class Inputs {

        int[] supplier = new int[16];
        int[] input = new int[16];
        int links;
        private int[] customers = new int[16];
        private int[] kinds = new int[16];
        private int inputs;
        private long[] row = new long[16];
        private int size;

        Inputs(SupplyLinks network, Needs needs) {
            for (int customer = 0; customer < network.firms(); customer++) {
                size = 0;
                network.forEachInput(
                        customer,
                        (from, to, weight) -> {
                            if (needs.classOf(from, to) == InputClass.ESSENTIAL) {
                                addToRow(needs.kindOf(from), from);
                            }
                        });
                Arrays.sort(row, 0, size);
                keepRow(customer);
            }
        }

        private void addToRow(int kind, int from) {
            if (size == row.length) {
                row = Arrays.copyOf(row, size * 2);
            }
            row[size++] = (long) kind << Integer.SIZE | from;
        }

        private void keepRow(int customer) {
            int until;
            for (int from = 0; from < size; from = until) {
                int kind = kind(from);
                boolean own = false;
                for (until = from; until < size && kind(until) == kind; until++) {
                    own |= (int) row[until] == customer;
                }
                if (!own) {
                    keep(customer, kind, from, until);
                }
            }
        }

        private int kind(int at) {
            return (int) (row[at] >> Integer.SIZE);
        }

        private void keep(int customer, int kind, int from, int until) {
            if (inputs == kinds.length) {
                customers = Arrays.copyOf(customers, inputs * 2);
                kinds = Arrays.copyOf(kinds, inputs * 2);
            }
            customers[inputs] = customer;
            kinds[inputs] = kind;
            for (int at = from; at < until; at++) {
                if (links == supplier.length) {
                    supplier = Arrays.copyOf(supplier, links * 2);
                    input = Arrays.copyOf(input, links * 2);
                }
                supplier[links] = (int) row[at];
                input[links++] = inputs;
            }
            inputs++;
        }

        int[] customer() {
            return Arrays.copyOf(customers, inputs);
        }

        int[] kind() {
            return Arrays.copyOf(kinds, inputs);
        }
    }
}
