package yanzhen.engine.tiers;

import java.util.BitSet;

/** 上游: all who can make some firms stop, through what each of them needs. */
final class Behind {

    private final Survival survival;

    /** Where each customer's suppliers begin, and where the last one's end. */
    private final int[] start;

    private final int[] supplier;

    Behind(Survival survival) {
        this.survival = survival;
        start = new int[survival.firms() + 1];
        for (int firm = 0; firm < survival.firms(); firm++) {
            survival.forEachDelivery(firm, input -> start[customer(input)]++);
        }
        for (int firm = 0; firm < survival.firms(); firm++) {
            start[firm + 1] += start[firm];
        }
        supplier = new int[start[survival.firms()]];
        for (int firm = 0; firm < survival.firms(); firm++) {
            int from = firm;
            survival.forEachDelivery(firm, input -> supplier[--start[customer(input)]] = from);
        }
    }

    private int customer(int input) {
        return survival.customerOf(input);
    }

    /** The firms themselves and all behind them. */
    BitSet of(BitSet firms) {
        var found = (BitSet) firms.clone();
        var waiting = new int[survival.firms()];
        int count = 0;
        for (int firm = firms.nextSetBit(0); firm >= 0; firm = firms.nextSetBit(firm + 1)) {
            waiting[count++] = firm;
        }
        while (count > 0) {
            int firm = waiting[--count];
            for (int at = start[firm]; at < start[firm + 1]; at++) {
                if (!found.get(supplier[at])) {
                    found.set(supplier[at]);
                    waiting[count++] = supplier[at];
                }
            }
        }
        return found;
    }
}
