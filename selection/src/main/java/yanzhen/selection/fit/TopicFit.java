package yanzhen.selection.fit;

import java.util.ArrayList;
import java.util.Arrays;
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
        MalformedTask.unless(faults("", weights, levels));
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

    /**
     * The fits of many experts to many bids, each as {@link #of} has it; quick, and without parts.
     */
    public static final class Table {

        private final List<int[]> topics = new ArrayList<>();
        private final List<int[]> weights = new ArrayList<>();
        private final int[] sums;
        private final int[][] levels;

        private Table(List<Map<String, Integer>> bids, List<Map<String, Integer>> experts) {
            var numbers = new TreeMap<String, Integer>();
            for (var bid : bids) {
                bid.keySet().forEach(it -> numbers.putIfAbsent(it, numbers.size()));
                topics.add(
                        bid.keySet().stream()
                                .mapToInt(it -> numbers.getOrDefault(it, 0))
                                .toArray());
                weights.add(bid.values().stream().mapToInt(it -> it).toArray());
            }
            sums = weights.stream().mapToInt(it -> Arrays.stream(it).sum()).toArray();
            levels = new int[experts.size()][numbers.size()];
            for (int at = 0; at < levels.length; at++) {
                var level = levels[at];
                experts.get(at)
                        .forEach((topic, value) -> {
                            int number = numbers.getOrDefault(topic, -1);
                            if (number >= 0) {
                                level[number] = value;
                            }
                        });
            }
        }

        /** The score of an expert for a bid, both by their places in the lists. */
        public int score(int bid, int expert) {
            var topic = topics.get(bid);
            var weight = weights.get(bid);
            long sum = 0;
            for (int at = 0; at < topic.length; at++) {
                sum += (long) EACH_LEVEL * weight[at] * levels[expert][topic[at]];
            }
            return (int) (sum / sums[bid]);
        }
    }

    /**
     * All fits.
     *
     * @param bids weights of each one's topics
     * @param experts levels of each one's topics
     * @throws MalformedTask naming everything that is wrong
     */
    public static Table table(List<Map<String, Integer>> bids, List<Map<String, Integer>> experts) {
        var faults = new ArrayList<String>();
        for (int at = 0; at < bids.size(); at++) {
            faults.addAll(faults("Bid " + (at + 1) + ": ", bids.get(at), Map.of()));
        }
        for (int at = 0; at < experts.size(); at++) {
            faults.addAll(faults("Expert " + (at + 1) + ": ", Map.of("", 1), experts.get(at)));
        }
        MalformedTask.unless(faults);
        return new Table(bids, experts);
    }

    private static List<String> faults(
            String whose, Map<String, Integer> weights, Map<String, Integer> levels) {
        var faults = new ArrayList<String>();
        if (weights.isEmpty()) {
            faults.add(whose + "There is no topic; give at least one.");
        }
        new TreeMap<>(weights)
                .forEach((topic, weight) -> {
                    if (weight < 1) {
                        faults.add(
                                "%sTopic %s has the weight %d; give 1 or more."
                                        .formatted(whose, topic, weight));
                    }
                });
        new TreeMap<>(levels)
                .forEach((topic, level) -> {
                    if (level < 0 || level > HIGHEST) {
                        faults.add(
                                "%sTopic %s has the level %d; give 0 to %d."
                                        .formatted(whose, topic, level, HIGHEST));
                    }
                });
        return faults;
    }
}
