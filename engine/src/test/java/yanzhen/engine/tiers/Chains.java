package yanzhen.engine.tiers;

import java.util.stream.IntStream;
import yanzhen.engine.NetworkBuilder;
import yanzhen.engine.SupplyNetwork;

/** Networks by hand: firm 0 makes the product, each link sells 1 unless said otherwise. */
final class Chains {

    private Chains() {}

    /** 3 supplies 2, 2 supplies 1, 1 supplies 0. */
    static final SupplyNetwork LINE = of(4, 3, 2, 2, 1, 1, 0);

    /** 1, 2 and 3 supply 0. */
    static final SupplyNetwork STAR = of(4, 1, 0, 2, 0, 3, 0);

    /** 3 supplies 1 and 2, both supply 0. */
    static final SupplyNetwork DIAMOND = of(4, 3, 1, 3, 2, 1, 0, 2, 0);

    /** 1 supplies 0; 2 and 3 supply each other, and 2 supplies 1. */
    static final SupplyNetwork CIRCLE = of(4, 1, 0, 2, 1, 3, 2, 2, 3);

    /** Nobody supplies anybody. */
    static final SupplyNetwork ISOLATED = of(2);

    /** 0 and 1 supply themselves, and 1 supplies 0. */
    static final SupplyNetwork SELF_SUPPLY = of(2, 0, 0, 1, 1, 1, 0);

    static SupplyNetwork of(int firms, int... links) {
        var builder = new NetworkBuilder(firms);
        for (int at = 0; at < links.length; at += 2) {
            builder.add(links[at], links[at + 1], 1);
        }
        return builder.build().network();
    }

    /** Any supplier will do. */
    static Dependence behindZero(SupplyNetwork network) {
        return behindZero(network, Dependence.ALL_TIERS);
    }

    static Dependence behindZero(SupplyNetwork network, int depth) {
        var needs = Needs.ofAnySupplier(network.firms());
        return Dependence.of(network, needs, new int[] {0}, depth);
    }

    /** Each firm makes something else, and all of it is needed. */
    static Needs everyInput(SupplyNetwork network) {
        return Needs.ofEachKind(IntStream.range(0, network.firms()).toArray());
    }
}
