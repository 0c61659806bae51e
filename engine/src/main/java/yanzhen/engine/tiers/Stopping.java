package yanzhen.engine.tiers;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntConsumer;

/** Firms stop one after the other; a workspace for many runs, one after the other. */
final class Stopping {

    static final int NOBODY = -1;

    private final Survival survival;
    private final double[] day;

    /** The input that ran out first, and its last supplier. */
    private final int[] lacks;

    private final int[] last;
    private final int[] gone;
    private final int[] touched;
    private final boolean[] stopped;
    private final BitSet decides = new BitSet();
    private final Agenda agenda = new Agenda();
    private int size;

    /** The input that has one more supplier, and who that is: nobody for one that never stops. */
    private int joined = NOBODY;

    private int joining = NOBODY;
    private double joiningDay;

    /** Who the makers are, and who can make them stop. */
    private final BitSet makers = new BitSet();

    private final BitSet behind;

    /** Whether only the makers' days are wanted, and how many of these are not known yet. */
    private boolean forMakers;

    private int makersLeft;

    /** For runs that ask for the makers of a dependence. */
    Stopping(Survival survival, Dependence dependence) {
        this(survival);
        for (int node = 0; node < dependence.firstOf(1); node++) {
            makers.set(dependence.firmAt(node));
        }
        behind.or(new Behind(survival).of(makers));
    }

    Stopping(Survival survival) {
        this.survival = survival;
        int firms = survival.firms();
        day = new double[firms];
        Arrays.fill(day, Double.POSITIVE_INFINITY);
        lacks = new int[firms];
        last = new int[firms];
        gone = new int[survival.inputs()];
        touched = new int[firms];
        stopped = new boolean[firms];
        behind = new BitSet(firms);
    }

    /**
     * From now on this input has one more supplier.
     *
     * @param when it stops
     */
    void join(int supplier, int input, double when) {
        clear();
        joined = input;
        joining = supplier;
        joiningDay = when;
    }

    /** From now on this input never runs out, as if it had one that never stops. */
    void spare(int input) {
        join(NOBODY, input, Double.POSITIVE_INFINITY);
    }

    /** Looks at whoever stops before the end. */
    void run(int[] firms, double end) {
        begin(false);
        for (int firm : firms) {
            schedule(firm, 0, NOBODY, NOBODY);
        }
        goOn(end);
    }

    /**
     * Looks at whoever stops so early that a customer with nothing else to live on would use up its
     * stock before it stops for another reason, and before the end.
     */
    void runEarly(int stopped, double end, int customer) {
        begin(false);
        schedule(stopped, 0, NOBODY, NOBODY);
        double stock = survival.stockOf(customer);
        while (!agenda.isEmpty()) {
            int firm = agenda.take();
            if (day[firm] + stock >= Math.min(end, day[customer])) {
                return;
            }
            stop(firm);
        }
    }

    /**
     * The day on which the last maker stops when one firm does; infinite when one goes on until the
     * end. Looks at nobody but those behind the makers, and no further than to that day.
     */
    double lastMaker(int firm, double end) {
        begin(true);
        schedule(firm, 0, NOBODY, NOBODY);
        if (joining != NOBODY && !behind.get(joining)) {
            schedule(joining, joiningDay, NOBODY, NOBODY);
        }
        goOn(end);
        double latest = 0;
        for (int maker = makers.nextSetBit(0); maker >= 0; maker = makers.nextSetBit(maker + 1)) {
            latest = Math.max(latest, day[maker]);
        }
        return latest;
    }

    private void begin(boolean makersOnly) {
        clear();
        forMakers = makersOnly;
        makersLeft = makers.cardinality();
    }

    private void goOn(double end) {
        while (!agenda.isEmpty() && (!forMakers || makersLeft > 0)) {
            int firm = agenda.take();
            if (day[firm] >= end) {
                return;
            }
            stop(firm);
        }
    }

    private void clear() {
        for (int at = 0; at < size; at++) {
            int firm = touched[at];
            day[firm] = Double.POSITIVE_INFINITY;
            if (stopped[firm]) {
                stopped[firm] = false;
                survival.forEachDelivery(firm, input -> gone[input] = 0);
                if (firm == joining) {
                    gone[joined] = 0;
                }
            }
        }
        agenda.clear();
        size = 0;
    }

    /** The first input to run out decides, since days never go back. */
    private void schedule(int firm, double when, int input, int supplier) {
        if (day[firm] == Double.POSITIVE_INFINITY && when < Double.POSITIVE_INFINITY) {
            day[firm] = when;
            lacks[firm] = input;
            last[firm] = supplier;
            touched[size++] = firm;
            agenda.add(when, firm);
            makersLeft -= makers.get(firm) ? 1 : 0;
        }
    }

    private void stop(int firm) {
        stopped[firm] = true;
        survival.forEachDelivery(firm, input -> loseOne(input, firm));
        if (firm == joining) {
            loseOne(joined, firm);
        }
    }

    private void loseOne(int input, int firm) {
        int suppliers = survival.suppliersOf(input) + (input == joined ? 1 : 0);
        if (++gone[input] == suppliers && !survival.isReplaced(input)) {
            int customer = survival.customerOf(input);
            if (forMakers && !behind.get(customer)) {
                return;
            }
            schedule(customer, day[firm] + survival.stockOf(customer), input, firm);
        }
    }

    /**
     * Hands over the inputs by which the makers stop: that for want of which a maker stops, those
     * for want of which the suppliers of it stop, and so on. As long as none of these lasts longer,
     * no maker does.
     */
    void forEachDeciding(IntConsumer receiver) {
        // Whoever delivers to the input that a firm lacks was touched before the firm.
        for (int at = size - 1; at >= 0; at--) {
            int firm = touched[at];
            int input = lacks[firm];
            if (input != NOBODY && !decides.get(input) && isNeeded(firm)) {
                decides.set(input);
            }
        }
        decides.stream().forEach(receiver);
        decides.clear();
    }

    private boolean isNeeded(int firm) {
        return makers.get(firm) || survival.deliversToAny(firm, decides::get);
    }

    double dayOf(int firm) {
        return day[firm];
    }

    /** How many firms stop, or will. */
    int size() {
        return size;
    }

    int firm(int at) {
        return touched[at];
    }

    /** The input for want of which a firm stops. */
    int lacks(int firm) {
        return lacks[firm];
    }

    Outage outage() {
        var kinds = new int[lacks.length];
        Arrays.fill(kinds, NOBODY);
        var from = kinds.clone();
        for (int at = 0; at < size; at++) {
            int firm = touched[at];
            from[firm] = last[firm];
            kinds[firm] = lacks[firm] == NOBODY ? NOBODY : survival.kindOfInput(lacks[firm]);
        }
        return new Outage(day.clone(), kinds, from);
    }
}
