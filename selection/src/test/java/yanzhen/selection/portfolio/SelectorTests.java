package yanzhen.selection.portfolio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import yanzhen.selection.MalformedTask;
import yanzhen.selection.Samples;
import yanzhen.selection.portfolio.Selector.Outcome;
import yanzhen.selection.solver.Solvers;

class SelectorTests {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static Selector selector(PortfolioTask task) {
        return new Selector(task, Solvers.best(), LIMIT);
    }

    static IntStream seeds() {
        return IntStream.range(0, 25);
    }

    /** Twelve items with every kind of rule. */
    private static PortfolioTask any(int seed) {
        var random = new Random(seed);
        var items =
                IntStream.range(0, 12)
                        .mapToObj(it ->
                                new Item(
                                        "C" + it,
                                        "D" + random.nextInt(3),
                                        "R" + random.nextInt(3),
                                        "O" + random.nextInt(5),
                                        random.nextInt(1, 100),
                                        List.of(
                                                (long) random.nextInt(20),
                                                (long) random.nextInt(20))))
                        .toList();
        return new PortfolioTask(
                items,
                List.of(40L + random.nextInt(30), 40L + random.nextInt(30)),
                4 + random.nextInt(5),
                Map.of("D0", 1, "D1", random.nextInt(3)),
                Map.of("R2", 1),
                new BigDecimal("0." + (4 + random.nextInt(5))),
                2,
                List.of(new Couple(0, 1), new Couple(random.nextInt(2, 6), 7)),
                List.of(new Couple(8, 9), new Couple(10, random.nextInt(8))));
    }

    private static OptionalLong mostOfAll(PortfolioTask task, int fixed, boolean in) {
        return IntStream.range(0, 1 << task.items().size())
                .filter(set -> fixed < 0 || ((set >> fixed & 1) == 1) == in)
                .mapToObj(set ->
                        new Selection(
                                IntStream.range(0, task.items().size())
                                        .filter(it -> (set >> it & 1) == 1)
                                        .boxed()
                                        .toList()))
                .filter(it -> it.obstacles(task).isEmpty())
                .mapToLong(it -> it.score(task))
                .max();
    }

    /** Any small task: no selection that keeps the rules scores more; none where there is none. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void reachesTheLargestScoreOfAll(int seed) {
        var task = any(seed);
        var most = mostOfAll(task, -1, true);

        switch (selector(task).best()) {
            case Outcome.Chosen(var selection, var proof) -> {
                assertThat(selection.obstacles(task)).isEmpty();
                assertThat(selection.score(task)).isEqualTo(most.orElseThrow());
                assertThat(proof.proven()).isTrue();
                assertThat(selector(task).topDown().selection().score(task))
                        .satisfies(it ->
                                assertThat(
                                                it <= selection.score(task)
                                                        || !selector(task)
                                                                .topDown()
                                                                .unmet()
                                                                .isEmpty())
                                        .isTrue());
            }
            case Outcome.Impossible(var obstacles) -> {
                assertThat(most).isEmpty();
                assertThat(obstacles).isNotEmpty();
            }
            case Outcome.Undecided _ -> throw new AssertionError("undecided");
        }
    }

    /** Any small task: what an item is worth is what the best without it (or with it) loses. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void saysWhatTheOtherWayRoundWouldCost(int seed) {
        var task = any(seed);
        if (!(selector(task).best() instanceof Outcome.Chosen best)) {
            return;
        }
        for (int item = 0; item < 3; item++) {
            var account = selector(task).explain(best, item);
            var other = mostOfAll(task, item, !account.chosen());
            assertThat(account.chosen()).isEqualTo(best.selection().has(item));
            assertThat(account.loss().isPresent()).isEqualTo(other.isPresent());
            other.ifPresent(
                    it -> assertThat(account.loss()).hasValue(best.selection().score(task) - it));
        }
        for (var more : selector(task).more(best, 10)) {
            var most = mostOfAll(task.withMore(more.year(), 10), -1, true).orElseThrow();
            assertThat(more.value()).isEqualTo(most - best.selection().score(task));
            assertThat(more.most()).isEqualTo(more.value());
        }
    }

    @Test
    void saysOfEachItemPassedOverWhatWasInTheWay() {
        // By hand: 10 in the year; the dear one takes all of it, then nothing fits.
        var task = small(List.of(10L), 3, BigDecimal.ONE, List.of(new Couple(0, 1)));

        var plain = selector(task).topDown();
        var best = (Outcome.Chosen) selector(task).best();

        assertThat(plain.selection().items()).containsExactly(0);
        assertThat(plain.passed())
                .containsExactly(
                        new TopDown.Passed(
                                1,
                                List.of(
                                        new Obstacle(Obstacle.Kind.YEAR_BUDGET, "1", 5),
                                        new Obstacle(Obstacle.Kind.EXCLUDED, "dear", 1))),
                        new TopDown.Passed(
                                2, List.of(new Obstacle(Obstacle.Kind.YEAR_BUDGET, "1", 5))));
        assertThat(plain.unmet()).containsExactly(new Obstacle(Obstacle.Kind.REGION_LEAST, "B", 1));
        assertThat(best.selection().items()).containsExactly(1, 2);
        assertThat(selector(task).more(best, 5)).containsExactly(new Selector.More(0, 4, 4));
        assertThat(selector(task).explain(best, 0))
                .isEqualTo(
                        new Selector.Account(
                                0,
                                false,
                                OptionalLong.empty(),
                                List.of(
                                        new Obstacle(Obstacle.Kind.YEAR_BUDGET, "1", 10),
                                        new Obstacle(Obstacle.Kind.EXCLUDED, "one", 1))));
    }

    @Test
    void namesTheMinimumThatNothingReaches() {
        var task = small(List.of(3L), 3, BigDecimal.ONE, List.of());
        assertThat(selector(task).best())
                .isEqualTo(
                        new Outcome.Impossible(
                                List.of(new Obstacle(Obstacle.Kind.TOGETHER, "", 1))));
    }

    @Test
    void refusesATaskWithEverythingThatIsWrong() {
        assertThatThrownBy(() ->
                        small(
                                List.of(-1L, 2L),
                                -1,
                                new BigDecimal("1.5"),
                                List.of(new Couple(0, 9), new Couple(1, 1))))
                .isInstanceOf(MalformedTask.class)
                .hasMessageContaining("Item dear has costs of 1 years, the budget has 2.")
                .hasMessageContaining("year 1 (-1)")
                .hasMessageContaining("At most -1 items")
                .hasMessageContaining("share of a domain (1.5)")
                .hasMessageContaining("exclusion of items 0 and 9")
                .hasMessageContaining("exclusion of items 1 and 1");
    }

    private static PortfolioTask small(
            List<Long> budgets, int most, BigDecimal share, List<Couple> excludes) {
        var items =
                List.of(
                        new Item("dear", "energy", "A", "X", 10, List.of(10L)),
                        new Item("one", "water", "A", "Y", 6, List.of(5L)),
                        new Item("two", "air", "B", "Z", 6, List.of(5L)));
        return new PortfolioTask(
                items, budgets, most, Map.of(), Map.of("B", 1), share, 3, excludes, List.of());
    }

    @Test
    @DisabledIf(
            value = "yanzhen.selection.Samples#absent",
            disabledReason = "the samples do not lie beside the checkout")
    void reachesTheProvenScoresOfTheSamples() {
        for (var json : Samples.json("portfolio/challenge_portfolios.json")) {
            var task = sample(json);
            if (selector(task).best() instanceof Outcome.Chosen best) {
                assertThat(json.get("infeasible").asBoolean()).isFalse();
                assertThat(best.selection().obstacles(task)).isEmpty();
                assertThat(best.selection().score(task))
                        .isEqualTo(json.get("optimum_total_score").asLong());
                assertThat(best.proof().proven()).isTrue();
            } else {
                assertThat(json.get("infeasible").asBoolean()).isTrue();
            }
        }
    }

    private static PortfolioTask sample(JsonNode json) {
        var items = new ArrayList<Item>();
        var number = new HashMap<String, Integer>();
        for (var one : json.get("items")) {
            number.put(one.get("id").asString(), items.size());
            items.add(
                    new Item(
                            one.get("id").asString(),
                            one.get("domain").asString(),
                            one.get("region").asString(),
                            one.get("org").asString(),
                            one.get("score").asLong(),
                            longs(one.get("cost"))));
        }
        return new PortfolioTask(
                items,
                longs(json.get("year_budget")),
                json.get("max_selected").asInt(),
                numbers(json.get("domain_min")),
                numbers(json.get("region_min")),
                json.get("domain_budget_share_max").decimalValue(),
                json.get("org_max").asInt(),
                couples(json.get("exclude"), number),
                couples(json.get("requires"), number));
    }

    private static List<Long> longs(JsonNode json) {
        return json.values().stream().map(JsonNode::asLong).toList();
    }

    private static Map<String, Integer> numbers(JsonNode json) {
        var numbers = new HashMap<String, Integer>();
        json.properties().forEach(it -> numbers.put(it.getKey(), it.getValue().asInt()));
        return numbers;
    }

    private static List<Couple> couples(JsonNode json, Map<String, Integer> number) {
        return json.values().stream()
                .map(it ->
                        new Couple(
                                number.getOrDefault(it.get(0).asString(), -1),
                                number.getOrDefault(it.get(1).asString(), -1)))
                .toList();
    }
}
