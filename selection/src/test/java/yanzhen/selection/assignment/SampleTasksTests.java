package yanzhen.selection.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import yanzhen.selection.Samples;
import yanzhen.selection.solver.Solvers;

/** The proven optima of the samples that lie beside the checkout. */
@DisabledIf(
        value = "yanzhen.selection.Samples#absent",
        disabledReason = "the samples do not lie beside the checkout")
class SampleTasksTests {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Test
    void reachesTheProvenValuesOfTheBidsOfAConference() {
        var task = bids();
        var expected = Samples.json("assignment/bids1/expected.json");
        var assigner = new Assigner(task, Solvers.best(), LIMIT);

        var total = (Assigned.Found) assigner.largestTotal();
        var worst = (Assigned.Found) assigner.bestWorst(Worst.SUM);
        var lottery = (Lottery.Outcome.Ready) assigner.lottery(Probability.of(0.5));

        assertThat(total.total().value()).isEqualTo(expected.at("/max_total/total").asDouble());
        assertThat(total.total().proven()).isTrue();
        assertThat(worst.worst().orElseThrow().value())
                .isEqualTo(expected.get("maxmin_value").asDouble());
        assertThat(worst.worst().orElseThrow().proven()).isTrue();
        assertThat(worst.total().value())
                .isEqualTo(expected.at("/maxmin_then_total/total").asDouble());
        assertThat(worst.total().proven()).isTrue();
        assertThat(lottery.lottery().expectedTotal().value())
                .isEqualTo(expected.get("randomised_q05_total").asDouble());
        assertThat(lottery.lottery().expectedTotal().proven()).isTrue();
    }

    @Test
    void reachesTheProvenTotalsOfThePanels() {
        for (var json : Samples.json("assignment/expert_panels.json")) {
            var task = panels(json);
            var assigner = new Assigner(task, Solvers.best(), LIMIT);

            var total = (Assigned.Found) assigner.largestTotal();
            var worst = (Assigned.Found) assigner.bestWorst(Worst.MEAN);

            assertThat(total.panels().faults(task)).isEmpty();
            assertThat(total.total().value())
                    .isEqualTo(json.at("/expected/max_total/total").asDouble());
            assertThat(total.total().proven()).isTrue();
            assertThat(worst.panels().faults(task)).isEmpty();
            assertThat(worst.worst().orElseThrow().proven()).isTrue();
            assertThat(worst.worst().orElseThrow().value())
                    .isCloseTo(
                            json.at("/expected/best_min_mean_score_found").asDouble(),
                            within(1e-9));
            assertThat(worst.total().value())
                    .isEqualTo(json.at("/expected/total_at_best_min/total").asDouble());
            assertThat(worst.total().proven()).isTrue();
        }
    }

    @Test
    void drawsPanelsThatKeepEveryRule() {
        for (var json : Samples.json("assignment/expert_panels.json")) {
            var task = panels(json);
            var assigner = new Assigner(task, Solvers.best(), LIMIT);

            var found = ((Lottery.Outcome.Ready) assigner.lottery(Probability.of(0.5))).lottery();

            for (int draw = 0; draw < 20; draw++) {
                assertThat(found.draw("draw " + draw).faults(task)).isEmpty();
            }
            assertThat(found.expectedTotal().gap()).isLessThan(0.05);
            for (int bid = 0; bid < task.bids().size(); bid++) {
                for (int expert : found.possible(bid)) {
                    assertThat(found.probability(bid, expert)).isLessThanOrEqualTo(0.5);
                }
            }
        }
    }

    static AssignmentTask bids() {
        var scores = table("assignment/bids1/scores.csv");
        var conflicts = table("assignment/bids1/conflicts.csv");
        var experts = new ArrayList<Expert>();
        var barred = new ArrayList<Pair>();
        for (int expert = 0; expert < scores.length; expert++) {
            experts.add(new Expert("r" + expert, "", false, 0, 7));
            for (int bid = 0; bid < scores[expert].length; bid++) {
                if (conflicts[expert][bid] == 1) {
                    barred.add(new Pair(bid, expert));
                }
            }
        }
        var bids = new ArrayList<Bid>();
        for (int bid = 0; bid < scores[0].length; bid++) {
            bids.add(new Bid("p" + bid, "", 3));
        }
        return AssignmentTask.of(
                experts, bids, barred, Rules.NONE, (bid, expert) -> scores[expert][bid]);
    }

    private static int[][] table(String name) {
        return Samples.lines(name).stream()
                .map(line ->
                        List.of(line.split(",", -1)).stream()
                                .mapToInt(it -> (int) Double.parseDouble(it))
                                .toArray())
                .toArray(int[][]::new);
    }

    static AssignmentTask panels(tools.jackson.databind.JsonNode json) {
        var experts = new ArrayList<Expert>();
        var number = new HashMap<String, Integer>();
        for (var one : json.get("experts")) {
            number.put(one.get("id").asString(), experts.size());
            experts.add(
                    new Expert(
                            one.get("id").asString(),
                            one.get("org").asString(),
                            one.get("senior").asBoolean(),
                            one.get("min_load").asInt(),
                            one.get("max_load").asInt()));
        }
        var bids = new ArrayList<Bid>();
        for (var one : json.get("projects")) {
            number.put(one.get("id").asString(), bids.size());
            bids.add(
                    new Bid(
                            one.get("id").asString(),
                            one.get("org").asString(),
                            one.get("need").asInt()));
        }
        var conflicts = new ArrayList<Pair>();
        for (var pair : json.get("conflicts")) {
            conflicts.add(
                    new Pair(
                            number.getOrDefault(pair.get(1).asString(), -1),
                            number.getOrDefault(pair.get(0).asString(), -1)));
        }
        return AssignmentTask.of(
                experts,
                bids,
                conflicts,
                new Rules(
                        json.get("org_max_per_project").asInt(),
                        json.get("senior_min_per_project").asInt()),
                (bid, expert) ->
                        score(
                                json.get("projects").get(bid).get("topics"),
                                json.get("experts").get(expert).get("topics")));
    }

    private static int score(
            tools.jackson.databind.JsonNode wanted, tools.jackson.databind.JsonNode levels) {
        int sum = 0;
        int weights = 0;
        for (var topic : wanted.properties()) {
            int level = levels.has(topic.getKey()) ? levels.get(topic.getKey()).asInt() : 0;
            sum += 200 * topic.getValue().asInt() * level;
            weights += topic.getValue().asInt();
        }
        return sum / weights;
    }
}
