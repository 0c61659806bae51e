package yanzhen.engine.tiers;

import java.util.Arrays;
import java.util.List;

/** 最小割: the firms that are least in number, or in weight, without which nothing arrives. */
public sealed interface SupplyCut {

    /**
     * There is one. Of several, this is the one nearest to the makers.
     *
     * @param members by tier, then number
     * @param weight of all of them; where each weighs 1, also how many ways there are from ultimate
     *     suppliers to makers that share no firm behind the makers
     */
    record Narrowest(List<Member> members, double weight) implements SupplyCut {
        public Narrowest {
            members = List.copyOf(members);
        }
    }

    /**
     * One firm of it.
     *
     * @param share of the weight of the cut, 0 to 1
     */
    record Member(int firm, int tier, double weight, double share) {}

    /** There is none: this maker is itself an ultimate supplier. */
    record Impossible(int maker) implements SupplyCut {}

    /**
     * The fewest firms behind the makers without which no way is left from an ultimate supplier to
     * a maker. As for {@link ChokePoints}, nothing at all arrives then; the makers may stop for
     * want of one input long before. The fewest firms that do that would be a smallest hitting set,
     * for which no fast algorithm is known.
     */
    static SupplyCut fewest(Dependence dependence) {
        var weight = new double[dependence.firmsInNetwork];
        Arrays.fill(weight, 1);
        return lightest(dependence, weight);
    }

    /**
     * The firms that weigh least together. Computed as a largest flow after Dinitz, each firm split
     * in two with its weight between: at most links times firms squared, links times the root of
     * firms where all weigh the same.
     *
     * @param weight by firm, above 0, such as what it takes to replace it
     * @throws IllegalArgumentException when there is not one for each firm, or one is not above 0
     */
    static SupplyCut lightest(Dependence dependence, double[] weight) {
        var faults = new Faults().length("weight", weight.length, dependence.firmsInNetwork);
        for (int firm = 0; firm < weight.length; firm++) {
            if (!(weight[firm] > 0) || Double.isInfinite(weight[firm])) {
                faults.add(
                        "The weight of firm %d (%s) is not a number above 0."
                                .formatted(firm, weight[firm]));
            }
        }
        faults.throwAny();
        var ultimate = UltimateSuppliers.of(dependence);
        for (int maker = 0; maker < dependence.firstOf(1); maker++) {
            if (ultimate.isNode(maker)) {
                return new Impossible(dependence.firmAt(maker));
            }
        }
        return new LargestFlow(dependence, ultimate, weight).cut();
    }
}
