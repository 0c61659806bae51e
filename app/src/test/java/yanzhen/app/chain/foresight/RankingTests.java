package yanzhen.app.chain.foresight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import yanzhen.app.chain.foresight.ForesightRules.Band;
import yanzhen.app.chain.foresight.ForesightRules.Weights;
import yanzhen.app.chain.foresight.Ranking.Ranked;
import yanzhen.app.chain.foresight.Spread.Rated;
import yanzhen.app.chain.foresight.Study.Outcome;
import yanzhen.app.chain.foresight.Study.Question;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Clause;
import yanzhen.app.kernel.Yuan;

class RankingTests {

    private static final Bilingual TEXT = new Bilingual("文", "Text");
    private static final ForesightRules RULES =
            new ForesightRules(
                    new Clause("沪经信技〔2021〕1114号", "三（二）第1条"),
                    TEXT,
                    List.of(new Band("near", TEXT), new Band("far", TEXT)),
                    List.of(),
                    List.of(),
                    new ForesightRules.Panel(5, 1, 4, TEXT),
                    new Weights(40, 25, 20, 15, TEXT));

    private final Map<UUID, Candidate> candidates = new java.util.HashMap<>();
    private final Map<UUID, Outcome> outcomes = new java.util.HashMap<>();
    private final List<Topic> topics = new ArrayList<>();

    private void topic(String title, long yuan, String horizon, int level, int importance) {
        var candidate = new UUID(7, topics.size());
        candidates.put(
                candidate,
                new Candidate(
                        candidate,
                        new Candidate.Draft(TEXT, "", horizon, List.of()),
                        Candidate.State.TOPIC,
                        new Readiness(level, 0, List.of()),
                        List.of(),
                        false));
        if (importance > 0) {
            var spread = Spread.of(List.of(new Rated(importance, 3)));
            outcomes.put(
                    candidate,
                    new Outcome(
                            Map.of(Question.IMPORTANCE, 1),
                            Map.of(Question.IMPORTANCE, spread),
                            List.of()));
        }
        topics.add(
                new Topic(
                        new UUID(8, topics.size()),
                        new Topic.Draft(
                                title,
                                "",
                                "院",
                                new Yuan(yuan * 100),
                                horizon,
                                List.of(candidate),
                                List.of()),
                        Topic.State.PROPOSED,
                        List.of(),
                        false));
    }

    private List<Ranked> ranked(Yuan budget) {
        return Ranking.of(topics, candidates, outcomes, RULES, budget);
    }

    @Test
    void countsByTheStatedWeightsAndTheUnknownAsNothing() {
        // 40 · (5−1)/4 + 20 · 9/9 + 15 · 1 = 75; 20 · 0 + 15 · 0 with nobody asked = 0.
        topic("先", 100, "near", 9, 5);
        topic("后", 100, "far", 0, 0);

        var ranked = ranked(Yuan.ZERO);

        assertThat(ranked)
                .extracting(it -> it.points().toPlainString())
                .containsExactly("75.0", "0.0");
        assertThat(ranked.getLast().importance()).isNull();
    }

    @Test
    void fillsTheBudgetByRankAndPassesOverWhatDoesNotFit() {
        topic("一", 60, "near", 9, 5);
        topic("二", 50, "near", 5, 4);
        topic("三", 40, "far", 1, 2);

        assertThat(ranked(new Yuan(10_000)))
                .extracting(Ranked::rank, Ranked::fits)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, true),
                        org.assertj.core.groups.Tuple.tuple(2, false),
                        org.assertj.core.groups.Tuple.tuple(3, true));
    }

    @Test
    void givesOneRankForAsManyPoints() {
        topic("甲", 60, "far", 3, 3);
        topic("乙", 50, "far", 3, 3);
        topic("丙", 50, "far", 1, 1);

        assertThat(ranked(Yuan.ZERO)).extracting(Ranked::rank).containsExactly(1, 1, 3);
    }
}
