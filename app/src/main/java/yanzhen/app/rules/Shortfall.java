package yanzhen.app.rules;

import java.util.Comparator;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;
import yanzhen.app.rules.Judgement.Answer;

/**
 * 差距: the one comparison that stands in the way of a rule, and how far it is from being met.
 *
 * <p>Of parts that must all be met it is the farthest that lacks, of alternatives the nearest. What
 * is not known is passed over: the way may be longer, never shorter.
 */
public record Shortfall(Rule.Comparison comparison, BigFraction found, BigFraction required) {

    private static final Comparator<Shortfall> NEAREST_FIRST =
            Comparator.comparing(
                    Shortfall::distance, Comparator.nullsLast(Comparator.naturalOrder()));

    /** Of a rule that lacks something; null when none of its comparisons can say how much. */
    static @Nullable Shortfall of(Judgement judgement) {
        if (judgement.answer() != Answer.LACKING) {
            return null;
        }
        return switch (judgement.rule()) {
            case Rule.Comparison comparison ->
                    judgement.found() == null || judgement.required() == null
                            ? null
                            : new Shortfall(comparison, judgement.found(), judgement.required());
            case Rule.All _ -> farthest(judgement);
            case Rule.Any _ -> nearest(judgement);
        };
    }

    private static @Nullable Shortfall farthest(Judgement of) {
        Shortfall farthest = null;
        for (var part : of.parts()) {
            if (part.answer() == Answer.LACKING) {
                var here = of(part);
                if (here == null) {
                    return null;
                }
                farthest =
                        farthest == null || NEAREST_FIRST.compare(here, farthest) > 0
                                ? here
                                : farthest;
            }
        }
        return farthest;
    }

    private static @Nullable Shortfall nearest(Judgement of) {
        Shortfall nearest = null;
        for (var part : of.parts()) {
            var here = of(part);
            if (here != null && (nearest == null || NEAREST_FIRST.compare(here, nearest) < 0)) {
                nearest = here;
            }
        }
        return nearest;
    }

    /**
     * As a share of what is required: 1/10 for a spend of 90 where 100 are asked for. Null where 0
     * is asked for, of which nothing is a share.
     */
    public @Nullable BigFraction distance() {
        if (required.signum() == 0) {
            return null;
        }
        var share = required.subtract(found).divide(required);
        return share.signum() < 0 ? share.negate() : share;
    }
}
