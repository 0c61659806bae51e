package yanzhen.app.chain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * 三户规则: which cells of a line of counts may be told beside their total.
 *
 * <p>A cell of fewer than {@value #LEAST} is hidden (primary suppression). The total less the cells
 * that are told is the sum of those hidden; as long as that sum is one cell, or fewer than {@value
 * #LEAST}, the smallest of the cells told is hidden too (complementary suppression). A total of
 * fewer than {@value #LEAST} is not told. Empty cells hide nothing and are left out before.
 *
 * <p>Stop rule: each step hides one more cell. Cost: n log n. What it does not know: what a reader
 * knows already, such as one's own count, and what changed since another day.
 */
public final class Disclosure {

    /** Fewest suppliers that a cell may be told of. */
    public static final int LEAST = 3;

    /**
     * What is told.
     *
     * @param told keys of the cells
     * @param total whether the total is told
     */
    public record Line(Set<String> told, boolean total) {}

    private Disclosure() {}

    /**
     * Of one line.
     *
     * @param cells how many suppliers, by key; empty cells count for nothing
     */
    public static Line of(Map<String, Integer> cells) {
        int total = cells.values().stream().mapToInt(Integer::intValue).sum();
        if (total < LEAST) {
            return new Line(Set.of(), false);
        }
        var told = new ArrayList<Map.Entry<String, Integer>>();
        int hidden = 0;
        int sum = 0;
        for (var cell : cells.entrySet()) {
            if (cell.getValue() >= LEAST) {
                told.add(Map.entry(cell.getKey(), cell.getValue()));
            } else if (cell.getValue() > 0) {
                hidden++;
                sum += cell.getValue();
            }
        }
        told.sort(
                Comparator.<Map.Entry<String, Integer>>comparingInt(Map.Entry::getValue)
                        .reversed()
                        .thenComparing(Map.Entry::getKey));
        while (hidden > 0 && (hidden == 1 || sum < LEAST) && !told.isEmpty()) {
            sum += told.removeLast().getValue();
            hidden++;
        }
        return new Line(keys(told), true);
    }

    private static Set<String> keys(List<Map.Entry<String, Integer>> cells) {
        var keys = new HashSet<String>();
        cells.forEach(it -> keys.add(it.getKey()));
        return Set.copyOf(keys);
    }
}
