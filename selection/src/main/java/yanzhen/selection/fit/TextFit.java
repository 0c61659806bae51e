package yanzhen.selection.fit;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * 专长匹配 by text: how near a bid's text is to what a person has written, as the Toronto paper
 * matching system measures it (Charlin and Zemel, ICML workshop on peer reviewing, 2013).
 *
 * <p>All texts of a person are one document. A term counts {@code (1 + ln tf) · ln(1 + N / (1 +
 * df))} with tf its times in the document and df the texts of the collection that have it, of N;
 * nearness is the cosine of two documents. Terms are in {@code Terms}.
 *
 * <p>It sees words, not meaning: a synonym is a stranger to it, and Chinese and English texts meet
 * only in names and Latin terms. A person with few texts looks less able than is true. Use it to
 * propose, and let people say what they know.
 */
public final class TextFit {

    private static final int MOST_SHOWN = 10;

    private final int texts;
    private final Map<String, Integer> textsWith = new HashMap<>();

    private TextFit(int texts) {
        this.texts = texts;
    }

    /**
     * Learns how rare terms are.
     *
     * @param collection all texts that will be compared, of people and of bids
     */
    public static TextFit over(List<String> collection) {
        var fit = new TextFit(collection.size());
        for (var text : collection) {
            new HashSet<>(Terms.of(text)).forEach(it -> fit.textsWith.merge(it, 1, Integer::sum));
        }
        return fit;
    }

    /**
     * A document with its terms weighed; the squares of the weights sum to 1, or to 0 without any.
     */
    public static final class Profile {

        private final SortedMap<String, Double> weights;

        private Profile(SortedMap<String, Double> weights) {
            this.weights = weights;
        }
    }

    /** All these texts as one document: a person's titles and abstracts, or those of a bid. */
    public Profile profile(List<String> of) {
        var times = new TreeMap<String, Integer>();
        of.forEach(text -> Terms.of(text).forEach(it -> times.merge(it, 1, Integer::sum)));
        var weights = new TreeMap<String, Double>();
        double squares = 0;
        for (var entry : times.entrySet()) {
            double weight = (1 + Math.log(entry.getValue())) * rarity(entry.getKey());
            weights.put(entry.getKey(), weight);
            squares += weight * weight;
        }
        double length = Math.sqrt(squares);
        weights.replaceAll((_, weight) -> weight / length);
        return new Profile(weights);
    }

    private double rarity(String term) {
        return Math.log(1 + texts / (1.0 + textsWith.getOrDefault(term, 0)));
    }

    /** Nearness, 0 to 1: nothing in common, the same words in the same measure. */
    public double nearness(Profile one, Profile other) {
        boolean swap = one.weights.size() > other.weights.size();
        var small = swap ? other : one;
        var large = swap ? one : other;
        double sum = 0;
        for (var entry : small.weights.entrySet()) {
            sum += entry.getValue() * large.weights.getOrDefault(entry.getKey(), 0.0);
        }
        return Math.clamp(sum, 0, 1);
    }

    /**
     * A term that both have.
     *
     * @param part its part of the nearness
     */
    public record Shared(String term, double part) {}

    /** The terms that bring two documents near, the weightiest first; ten at most. */
    public List<Shared> shared(Profile one, Profile other) {
        return one.weights.entrySet().stream()
                .filter(it -> other.weights.containsKey(it.getKey()))
                .map(it ->
                        new Shared(
                                it.getKey(),
                                it.getValue() * other.weights.getOrDefault(it.getKey(), 0.0)))
                .sorted(
                        Comparator.comparingDouble(Shared::part)
                                .reversed()
                                .thenComparing(Shared::term))
                .limit(MOST_SHOWN)
                .toList();
    }
}
