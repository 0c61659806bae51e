package yanzhen.app.chain.foresight;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.foresight.Study.Outcome;
import yanzhen.app.chain.foresight.Study.Question;
import yanzhen.app.kernel.Yuan;

/**
 * 课题排序: topics by points, and which of them a budget carries.
 *
 * <p>Points are the weighted sum of four parts, each between 0 and 1: importance and feasibility
 * {@code (median − 1) / 4}, readiness {@code level / 9}, horizon {@code 1 − place / (bands − 1)}.
 * Of several candidates of a topic the mean counts, and for readiness the least: a topic is as ripe
 * as its rawest part. What is not known counts nothing and is shown as not known.
 *
 * <p>The budget is given out greedily: by rank, each topic whose wanted budget still fits. That is
 * simple to explain and not always the set with the most points.
 */
public final class Ranking {

    /**
     * One topic.
     *
     * @param rank from 1; topics with as many points have one rank
     * @param points 0 to 100, to one decimal
     * @param importance mean of the medians, 1 to 5; null when experts have not been asked
     * @param readiness of the rawest candidate, 0 to 9
     * @param fits whether the budget carries it; null when no budget is asked about
     */
    public record Ranked(
            Topic topic,
            int rank,
            BigDecimal points,
            @Nullable Double importance,
            @Nullable Double feasibility,
            int readiness,
            @Nullable Boolean fits) {}

    private Ranking() {}

    /**
     * The topics by rank.
     *
     * @param outcomes what experts think, by candidate
     * @param budget null when none is asked about
     */
    public static List<Ranked> of(
            List<Topic> topics,
            Map<UUID, Candidate> candidates,
            Map<UUID, Outcome> outcomes,
            ForesightRules rules,
            @Nullable Yuan budget) {
        var scored =
                topics.stream()
                        .map(it -> scored(it, candidates, outcomes, rules))
                        .sorted(
                                Comparator.comparing(Ranked::points)
                                        .reversed()
                                        .thenComparing(it -> it.topic.draft().budget())
                                        .thenComparing(it -> it.topic.id()))
                        .toList();
        var ranked = new ArrayList<Ranked>();
        var left = budget;
        for (int at = 0; at < scored.size(); at++) {
            var it = scored.get(at);
            boolean tied = at > 0 && it.points.compareTo(scored.get(at - 1).points) == 0;
            var wanted = it.topic.draft().budget();
            Boolean fits = left == null ? null : wanted.compareTo(left) <= 0;
            if (left != null && Boolean.TRUE.equals(fits)) {
                left = left.minus(wanted);
            }
            ranked.add(
                    new Ranked(
                            it.topic,
                            tied ? ranked.get(at - 1).rank : at + 1,
                            it.points,
                            it.importance,
                            it.feasibility,
                            it.readiness,
                            fits));
        }
        return ranked;
    }

    private static Ranked scored(
            Topic topic,
            Map<UUID, Candidate> candidates,
            Map<UUID, Outcome> outcomes,
            ForesightRules rules) {
        var ids = topic.draft().candidates();
        var importance = mean(ids, outcomes, Question.IMPORTANCE);
        var feasibility = mean(ids, outcomes, Question.FEASIBILITY);
        int readiness =
                ids.stream()
                        .map(candidates::get)
                        .filter(java.util.Objects::nonNull)
                        .mapToInt(it -> it.readiness().level())
                        .min()
                        .orElse(0);
        int farthest = Math.max(1, rules.bands().size() - 1);
        int place = Math.min(farthest, rules.place(topic.draft().horizon()));
        var weights = rules.weights();
        double points =
                weights.importance() * part(importance)
                        + weights.feasibility() * part(feasibility)
                        + weights.readiness() * readiness / 9.0
                        + weights.horizon() * (1 - (double) place / farthest);
        return new Ranked(
                topic,
                0,
                BigDecimal.valueOf(points).setScale(1, RoundingMode.HALF_UP),
                importance.isPresent() ? importance.getAsDouble() : null,
                feasibility.isPresent() ? feasibility.getAsDouble() : null,
                readiness,
                null);
    }

    private static double part(OptionalDouble median) {
        return median.isPresent() ? (median.getAsDouble() - 1) / 4 : 0;
    }

    private static OptionalDouble mean(
            List<UUID> candidates, Map<UUID, Outcome> outcomes, Question question) {
        return candidates.stream()
                .map(outcomes::get)
                .filter(java.util.Objects::nonNull)
                .map(it -> it.spreads().get(question))
                .filter(java.util.Objects::nonNull)
                .mapToDouble(Spread::median)
                .average();
    }
}
