package yanzhen.engine.tiers;

import java.util.Arrays;

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
    private final Agenda agenda = new Agenda();
    private int size;

    /** The input that has one more supplier, and who that is: nobody for one that never stops. */
    private int joined = NOBODY;

    private int joining = NOBODY;

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
    }

    /** From now on no input has more suppliers than there are. */
    void leave() {
        clear();
        joined = NOBODY;
        joining = NOBODY;
    }

    /** From now on this input has one more supplier. */
    void join(int supplier, int input) {
        clear();
        joined = input;
        joining = supplier;
    }

    /** From now on this input never runs out, as if it had one that never stops. */
    void spare(int input) {
        join(NOBODY, input);
    }

    /** Looks at whoever stops before the end. */
    void run(int[] firms, double end) {
        clear();
        for (int firm : firms) {
            schedule(firm, 0, NOBODY, NOBODY);
        }
        while (!agenda.isEmpty()) {
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
            schedule(customer, day[firm] + survival.stockOf(customer), input, firm);
        }
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

    /** The day on which the last maker stops; infinite when one goes on. */
    double lastOf(Dependence dependence) {
        double latest = 0;
        for (int node = 0; node < dependence.firstOf(1); node++) {
            latest = Math.max(latest, day[dependence.firmAt(node)]);
        }
        return latest;
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
