package yanzhen.engine.substitutes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * 替代供应商: the firms that could make an input though they do not, those with the largest share of
 * what it takes first.
 *
 * <p>An answer to "whom to ask first". It does not know capacity, price, quality or the will to
 * make it; do not read a share as a probability.
 *
 * @param makers numbers of the firms that make it already, rising
 * @param candidates the largest share first, equal ones by number; none without any share
 * @param basis whether there was anything to rank by
 */
public record Substitutes(List<Integer> makers, List<Candidate> candidates, Basis basis) {

    public Substitutes {
        makers = List.copyOf(makers);
        candidates = List.copyOf(candidates);
    }

    /** What a ranking rests on. */
    public enum Basis {
        /** Capabilities near to the input, or named. */
        NEEDS,
        /** 无依据: nobody makes the input, or its makers can do nothing else: nothing is known. */
        NOTHING_KNOWN
    }

    /**
     * By what is near to the input in product space.
     *
     * @param input number of the capability
     * @param most how many candidates at most, 1 or more
     */
    public static Substitutes forInput(int input, ProductSpace space, int most) {
        var makers = space.holdings().holders(input);
        return among(space.holdings(), makers, Needs.nearTo(input, space), most);
    }

    /**
     * By needs that were named, for an input that is no capability of the table.
     *
     * @param most how many candidates at most, 1 or more
     */
    public static Substitutes forNeeds(Needs needs, Holdings holdings, int most) {
        if (needs.weight.length != holdings.capabilities().size()) {
            throw new IllegalArgumentException(
                    "There are %d weights for %d capabilities."
                            .formatted(needs.weight.length, holdings.capabilities().size()));
        }
        return among(holdings, new int[0], needs, most);
    }

    private static Substitutes among(Holdings holdings, int[] makers, Needs needs, int most) {
        if (most < 1) {
            throw new IllegalArgumentException("At most %d candidates is none.".formatted(most));
        }
        var makerList = Arrays.stream(makers).boxed().toList();
        if (needs.total == 0) {
            return new Substitutes(makerList, List.of(), Basis.NOTHING_KNOWN);
        }
        var share = shares(holdings, needs);
        var candidates =
                IntStream.range(0, share.length)
                        .filter(it -> share[it] > 0 && Arrays.binarySearch(makers, it) < 0)
                        .boxed()
                        .sorted(Comparator.comparingDouble((Integer it) -> -share[it]))
                        .limit(most)
                        .map(it -> explained(it, share[it], holdings, needs))
                        .toList();
        return new Substitutes(makerList, candidates, Basis.NEEDS);
    }

    private static double[] shares(Holdings holdings, Needs needs) {
        var share = new double[holdings.firms()];
        for (int firm = 0; firm < share.length; firm++) {
            double has = 0;
            for (int held : holdings.ofFirm[firm]) {
                has += needs.weight[held];
            }
            share[firm] = Math.min(1, has / needs.total);
        }
        return share;
    }

    private static Candidate explained(int firm, double share, Holdings holdings, Needs needs) {
        var has = new ArrayList<Candidate.Reason>();
        var lacks = new ArrayList<Candidate.Reason>();
        for (int at = 0; at < needs.weight.length; at++) {
            if (needs.weight[at] > 0) {
                var reason =
                        new Candidate.Reason(
                                at,
                                holdings.capabilities().get(at),
                                needs.weight[at],
                                needs.weight[at] / needs.total);
                (holdings.holds(firm, at) ? has : lacks).add(reason);
            }
        }
        var weightiest = Comparator.comparingDouble(Candidate.Reason::weight).reversed();
        has.sort(weightiest);
        lacks.sort(weightiest);
        return new Candidate(firm, share, has, lacks);
    }
}
