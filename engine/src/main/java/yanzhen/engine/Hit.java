package yanzhen.engine;

import java.util.BitSet;
import java.util.List;

/** Whom a shock has hit in the end, and which markets have lost something. */
final class Hit {

    private final Cascade cascade;
    private final Spread spread;
    private final BitSet markets = new BitSet();

    Hit(Cascade cascade, Spread spread) {
        this.cascade = cascade;
        this.spread = spread;
        var replaceability = cascade.replaceability;
        for (int place = 0; place < cascade.firms() && !replaceability.isNone(); place++) {
            if (spread.losesDeliveries(place)) {
                markets.set(replaceability.market[place]);
            }
        }
    }

    /** Whether a firm, or its market, has lost anything. */
    boolean feels(int firm) {
        int place = cascade.places.placeOf(firm);
        return spread.lossAt(place) > 0 || markets.get(cascade.replaceability.market[place]);
    }

    boolean feelsAny(List<Integer> firms) {
        return firms.stream().anyMatch(this::feels);
    }
}
