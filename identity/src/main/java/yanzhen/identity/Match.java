package yanzhen.identity;

import java.util.List;
import java.util.Set;
import yanzhen.identity.Reason.Field;
import yanzhen.identity.Reason.Level;

/**
 * 比对结果: how likely two records are one organisation, and why.
 *
 * @param entry number of the known organisation
 * @param bits log2 of the odds: the sum of the reasons
 * @param reasons every comparison made, the prior first
 */
public record Match(int entry, double bits, List<Reason> reasons) {

    public Match {
        reasons = List.copyOf(reasons);
    }

    /** Probability that both are one, 0 to 1, as far as the comparisons are independent. */
    public double probability() {
        return 1 / (1 + Math.pow(2, -bits));
    }

    /**
     * As {@link #probability}, but where something tells the two apart, what they share of an
     * address does not count: it is what affiliated organisations and tenants of one house share.
     */
    public double probabilityWithoutSharedHouse() {
        double shared = hasAny(Level.TELLING_APART) ? Math.max(0, of(Field.ADDRESS)) : 0;
        return 1 / (1 + Math.pow(2, shared - bits));
    }

    /** Bits of all comparisons of a field. */
    double of(Field field) {
        return reasons.stream()
                .filter(it -> it.level().field() == field)
                .mapToDouble(Reason::bits)
                .sum();
    }

    boolean has(Level level) {
        return hasAny(Set.of(level));
    }

    boolean hasAny(Set<Level> levels) {
        return reasons.stream().anyMatch(it -> levels.contains(it.level()));
    }
}
