package yanzhen.app.chain.foresight;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * 意见分布: how far the answers to one question lie apart.
 *
 * <p>Quartiles are taken by linear interpolation between the sorted answers, at position {@code (n
 * − 1) · p} from 0 (Hyndman and Fan, “Sample Quantiles in Statistical Packages”, The American
 * Statistician 50 (1996), definition 7; {@code percentile_cont} of SQL is the same). The weighted
 * median is the least answer up to which at least half of all expertise lies.
 *
 * @param answers how many there are
 * @param weightedMedian each answer counts as often as its giver's expertise, 1 to 5
 * @param counts how many gave each value, by value
 */
public record Spread(
        int answers,
        double first,
        double median,
        double third,
        double weightedMedian,
        List<Count> counts) {

    public Spread {
        counts = List.copyOf(counts);
    }

    /** How many answers have a value. */
    public record Count(int value, int answers) {}

    /** An answer with how expert its giver is, 1 to 5. */
    public record Rated(int value, int expertise) {}

    /**
     * The spread of some answers.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Spread of(List<Rated> given) {
        if (given.isEmpty()) {
            throw new IllegalArgumentException("Nobody has answered, so nothing is spread.");
        }
        var sorted = new ArrayList<>(given);
        sorted.sort(Comparator.comparingInt(Rated::value));
        var counts = new TreeMap<Integer, Integer>();
        sorted.forEach(it -> counts.merge(it.value, 1, Integer::sum));
        return new Spread(
                sorted.size(),
                quantile(sorted, 0.25),
                quantile(sorted, 0.5),
                quantile(sorted, 0.75),
                weighted(sorted),
                counts.entrySet().stream()
                        .map(it -> new Count(it.getKey(), it.getValue()))
                        .toList());
    }

    private static double quantile(List<Rated> sorted, double share) {
        double place = (sorted.size() - 1) * share;
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.size() - 1);
        int low = sorted.get(below).value;
        return low + (place - below) * (sorted.get(above).value - low);
    }

    private static double weighted(List<Rated> sorted) {
        int all = sorted.stream().mapToInt(Rated::expertise).sum();
        int passed = 0;
        for (var it : sorted) {
            passed += it.expertise;
            if (2 * passed >= all) {
                return it.value;
            }
        }
        return sorted.getLast().value;
    }

    /** 四分位距: distance of the quartiles. */
    public double range() {
        return third - first;
    }

    /** Whether an answer lies outside of the quartiles. */
    public boolean outside(int value) {
        return value < first || value > third;
    }
}
