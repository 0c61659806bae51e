package yanzhen.app.cluster.store;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import yanzhen.app.cluster.Duplicates.Reason;
import yanzhen.app.kernel.CreditCode;
import yanzhen.identity.Listing;
import yanzhen.identity.Match;

/** 相似程度: how the register asks the comparison of bodies, and what it keeps of its answers. */
final class Likeness {

    /** Below that a person is not asked: most such pairs are two bodies. */
    static final double LEAST_PROBABILITY = 0.5;

    private static final int DIGITS = 4;

    private Likeness() {}

    /** An address alone makes no pair, nor does it together with a trade. */
    static boolean enough(Match match) {
        return match.probabilityWithoutSharedHouse() >= LEAST_PROBABILITY;
    }

    static BigDecimal of(Match match) {
        return BigDecimal.valueOf(match.probability()).setScale(DIGITS, RoundingMode.DOWN);
    }

    /** The strongest first. */
    static List<Reason> reasons(Match match) {
        return match.reasons().stream()
                .map(it -> new Reason(it.level().name(), it.bits(), it.detail()))
                .sorted(Comparator.comparingDouble((Reason it) -> -Math.abs(it.bits())))
                .toList();
    }

    /** The address with the district before it, so that a body without one still lies somewhere. */
    static @Nullable String place(@Nullable String district, @Nullable String address) {
        if (address == null || district == null) {
            return address == null ? district : address;
        }
        boolean named = address.contains("区") || address.contains("县");
        return named ? address : district + address;
    }

    /**
     * A record that has no place in the register yet. Two codes that both pass their check do not
     * speak against one body, which may have been given two; one that fails may be a slip.
     */
    static Listing asked(List<String> names, @Nullable CreditCode code, @Nullable String place) {
        return new Listing(names, code == null || code.passesCheck() ? null : code.value(), place);
    }
}
