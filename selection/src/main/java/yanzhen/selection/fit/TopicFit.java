package yanzhen.selection.fit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import yanzhen.selection.MalformedTask;

/**
 * 专长匹配 by topics: {@code Σ 200 · weight · level div Σ weight} over a bid's topics; 1,000 where the
 * expert has the highest level in all of them.
 *
 * @param score rounded down, 0 to 1,000 for levels of 0 to 5
 * @param parts the bid's topics, what counts most first
 */
public record TopicFit(int score, List<Part> parts) {

    private static final int EACH_LEVEL = 200;
    private static final int HIGHEST = 5;

    public TopicFit {
        parts = List.copyOf(parts);
    }

    /**
     * One topic of the bid.
     *
     * @param weight in the bid, above 0
     * @param level of the expert, 0 where the expert lacks it
     * @param points its part of the score, not rounded
     */
    public record Part(String topic, int weight, int level, double points) {}

    /**
     * The fit of an expert to a bid.
     *
     * @param weights of the bid's topics, at least one, each above 0
     * @param levels of the expert's topics, each from 0 to 5
     * @throws MalformedTask naming everything that is wrong
     */
    public static TopicFit of(Map<String, Integer> weights, Map<String, Integer> levels) {
        check(weights, levels);
        long sum = 0;
        long all = 0;
        for (var topic : weights.entrySet()) {
            sum += (long) EACH_LEVEL * topic.getValue() * levels.getOrDefault(topic.getKey(), 0);
            all += topic.getValue();
        }
        var parts = new ArrayList<Part>();
        for (var topic : new TreeMap<>(weights).entrySet()) {
            int level = levels.getOrDefault(topic.getKey(), 0);
            double points = (double) EACH_LEVEL * topic.getValue() * level / all;
            parts.add(new Part(topic.getKey(), topic.getValue(), level, points));
        }
        parts.sort(Comparator.comparingDouble(Part::points).reversed());
        return new TopicFit((int) (sum / all), parts);
    }

    private static void check(Map<String, Integer> weights, Map<String, Integer> levels) {
        var faults = new ArrayList<String>();
        if (weights.isEmpty()) {
            faults.add("The bid has no topic; give at least one.");
        }
        new TreeMap<>(weights)
                .forEach((topic, weight) -> {
                    if (weight < 1) {
                        faults.add(
                                "Topic %s has the weight %d; give 1 or more."
                                        .formatted(topic, weight));
                    }
                });
        new TreeMap<>(levels)
                .forEach((topic, level) -> {
                    if (level < 0 || level > HIGHEST) {
                        faults.add(
                                "Topic %s has the level %d; give 0 to %d."
                                        .formatted(topic, level, HIGHEST));
                    }
                });
        MalformedTask.unless(faults);
    }
}
