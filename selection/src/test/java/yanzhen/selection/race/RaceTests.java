package yanzhen.selection.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import yanzhen.selection.Samples;

class RaceTests {

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    /** Any three challenges: every choice of teams is tried. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void winsAsMuchAsAnyChoiceOfTeams(int seed) {
        var random = new Random(seed);
        var contests = new ArrayList<Contest>();
        for (int at = 0; at < 3; at++) {
            var teams =
                    IntStream.range(0, 1 + random.nextInt(4))
                            .mapToObj(it ->
                                    new Team(
                                            "T" + it,
                                            random.nextInt(11) / 10.0,
                                            random.nextInt(30)))
                            .toList();
            contests.add(new Contest("R" + at, random.nextInt(1_000), random.nextInt(4), teams));
        }
        long budget = random.nextInt(100);

        var best = ParallelRaces.best(contests, budget);

        assertThat(best.expectedValue()).isCloseTo(tried(contests, 0, budget), within(1e-9));
        double value = 0;
        long cost = 0;
        for (int at = 0; at < contests.size(); at++) {
            var contest = contests.get(at);
            assertThat(best.teams().get(at).size()).isLessThanOrEqualTo(contest.mostParallel());
            double fails = 1;
            for (int team : best.teams().get(at)) {
                fails *= 1 - contest.teams().get(team).chance();
                cost += contest.teams().get(team).cost();
            }
            value += contest.value() * (1 - fails);
        }
        assertThat(cost).isEqualTo(best.cost()).isLessThanOrEqualTo(budget);
        assertThat(value).isCloseTo(best.expectedValue(), within(1e-9));
    }

    private static double tried(List<Contest> contests, int from, long budget) {
        if (from == contests.size()) {
            return 0;
        }
        var contest = contests.get(from);
        double most = 0;
        for (int set = 0; set < 1 << contest.teams().size(); set++) {
            long cost = 0;
            double fails = 1;
            for (int at = 0; at < contest.teams().size(); at++) {
                if ((set >> at & 1) == 1) {
                    cost += contest.teams().get(at).cost();
                    fails *= 1 - contest.teams().get(at).chance();
                }
            }
            if (cost <= budget && Integer.bitCount(set) <= contest.mostParallel()) {
                most =
                        Math.max(
                                most,
                                contest.value() * (1 - fails)
                                        + tried(contests, from + 1, budget - cost));
            }
        }
        return most;
    }

    /** Any race with a gate: every outcome is listed and summed. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void sumsOverEveryOutcomeOfAGate(int seed) {
        var random = new Random(seed);
        int places = random.nextInt(4);
        var runners =
                IntStream.range(0, 1 + random.nextInt(6))
                        .mapToObj(_ ->
                                new StageGate.Runner(
                                        random.nextInt(100),
                                        random.nextInt(1, 11) / 10.0,
                                        random.nextInt(100),
                                        random.nextInt(11) / 10.0))
                        .toList();

        var race = StageGate.of(1_000, places, runners);

        double success = 0;
        double cost = 0;
        double worst = 0;
        for (int set = 0; set < 1 << runners.size(); set++) {
            double likely = 1;
            var passed = new ArrayList<StageGate.Runner>();
            double paid = 0;
            for (int at = 0; at < runners.size(); at++) {
                boolean passes = (set >> at & 1) == 1;
                var runner = runners.get(at);
                likely *= passes ? runner.passes() : 1 - runner.passes();
                paid += runner.firstCost();
                if (passes) {
                    passed.add(runner);
                }
            }
            passed.sort((one, other) -> Double.compare(other.succeeds(), one.succeeds()));
            double fails = 1;
            for (var runner : passed.subList(0, Math.min(places, passed.size()))) {
                paid += runner.secondCost();
                fails *= 1 - runner.succeeds();
            }
            success += likely * (1 - fails);
            cost += likely * paid;
            worst = Math.max(worst, paid);
        }
        assertThat(race.success()).isCloseTo(success, within(1e-12));
        assertThat(race.expectedValue()).isCloseTo(1_000 * success, within(1e-9));
        assertThat(race.expectedCost()).isCloseTo(cost, within(1e-9));
        assertThat(race.worstCost()).isEqualTo(worst);
    }

    @Test
    void weighsSixtyTeamsAtOnce() {
        var teams =
                IntStream.range(0, 60)
                        .mapToObj(it -> new Team("T" + it, (it % 9 + 1) / 10.0, 10 + it % 7))
                        .toList();

        var best = ParallelRaces.best(List.of(new Contest("R", 1_000, 5, teams)), 60);

        assertThat(best.teams().getFirst()).hasSize(5);
        assertThat(best.expectedValue()).isGreaterThan(999);
    }

    @Test
    void namesEverythingThatIsWrong() {
        var wrong = new Contest("R", -1, 2, List.of(new Team("T", 1.5, -3)));
        assertThatThrownBy(() -> ParallelRaces.best(List.of(wrong), -1))
                .hasMessageContaining("The budget (-1)")
                .hasMessageContaining("Challenge R is worth -1.0")
                .hasMessageContaining("Team T of challenge R");
        assertThatThrownBy(() -> StageGate.of(-2, 1, List.of(new StageGate.Runner(0, 2, 0, 0))))
                .hasMessageContaining("worth -2.0")
                .hasMessageContaining("Team 1");
    }

    @Test
    @DisabledIf(
            value = "yanzhen.selection.Samples#absent",
            disabledReason = "the samples do not lie beside the checkout")
    void meetsTheSamplesToNineDecimals() {
        var samples = Samples.json("portfolio/racing.json");
        for (var json : samples.get("parallel")) {
            assertThat(
                            ParallelRaces.best(contests(json), json.get("budget").asLong())
                                    .expectedValue())
                    .isCloseTo(json.get("optimum_expected_value").asDouble(), within(1e-9));
        }
        for (var json : samples.get("stage_gate")) {
            var race =
                    StageGate.of(
                            json.get("value").asDouble(),
                            json.get("advance_at_most").asInt(),
                            each(json.get("teams"))
                                    .map(it ->
                                            new StageGate.Runner(
                                                    it.get("c1").asDouble(),
                                                    it.get("q").asDouble(),
                                                    it.get("c2").asDouble(),
                                                    it.get("p").asDouble()))
                                    .toList());
            assertThat(race.success())
                    .isCloseTo(json.get("expected_success").asDouble(), within(1e-9));
            assertThat(race.expectedValue())
                    .isCloseTo(json.get("expected_value").asDouble(), within(1e-9));
            assertThat(race.expectedCost())
                    .isCloseTo(json.get("expected_cost").asDouble(), within(1e-9));
            assertThat(race.worstCost()).isCloseTo(json.get("worst_cost").asDouble(), within(1e-9));
            assertThat(race.expectedNet())
                    .isCloseTo(json.get("expected_net").asDouble(), within(1e-9));
        }
    }

    private static List<Contest> contests(JsonNode json) {
        return each(json.get("challenges"))
                .map(it ->
                        new Contest(
                                it.get("id").asString(),
                                it.get("value").asDouble(),
                                it.get("max_parallel").asInt(),
                                each(it.get("teams"))
                                        .map(team ->
                                                new Team(
                                                        team.get("id").asString(),
                                                        team.get("p").asDouble(),
                                                        team.get("cost").asLong()))
                                        .toList()))
                .toList();
    }

    private static java.util.stream.Stream<JsonNode> each(JsonNode json) {
        return StreamSupport.stream(json.spliterator(), false);
    }
}
