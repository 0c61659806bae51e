package yanzhen.app.challenge.evaluation;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import yanzhen.app.kernel.Problems;
import yanzhen.selection.MalformedTask;
import yanzhen.selection.portfolio.Couple;
import yanzhen.selection.portfolio.Item;
import yanzhen.selection.portfolio.Obstacle;
import yanzhen.selection.portfolio.PortfolioTask;
import yanzhen.selection.portfolio.Selection;
import yanzhen.selection.portfolio.Selector;
import yanzhen.selection.solver.Solvers;

/** Reads portfolios from JSON: one object or a list of them. */
final class PortfolioFile {

    private final Path file;
    private final Problems problems;
    private final JsonReading reading;

    PortfolioFile(Path file, Problems problems) {
        this.file = file;
        this.problems = problems;
        reading = new JsonReading(file, problems);
    }

    static boolean holds(JsonNode json) {
        var first = json.isArray() ? json.path(0) : json;
        return first.has("items") && first.has("year_budget");
    }

    List<Evaluation.Run> runs(JsonNode json, OptionalLong more, Duration limit) {
        var runs = new ArrayList<Evaluation.Run>();
        var all = json.isArray() ? new ArrayList<>(json.values()) : List.of(json);
        for (int at = 0; at < all.size(); at++) {
            var one = all.get(at);
            var place = "[" + at + "]";
            var name = String.valueOf(file.getFileName()) + (all.size() > 1 ? " " + place : "");
            long before = problems.count();
            var task = task(one, place);
            if (task != null && problems.count() == before) {
                runs.add(() -> row(name, one, task, more, limit));
            }
        }
        return runs;
    }

    private @Nullable PortfolioTask task(JsonNode json, String place) {
        var items = items(json, place);
        var numbers = new HashMap<String, Integer>();
        items.forEach(it -> numbers.put(it.id(), numbers.size()));
        try {
            return new PortfolioTask(
                    items,
                    longs(json, place, "year_budget"),
                    json.has("max_selected")
                            ? reading.count(json, place, "max_selected", 0)
                            : items.size(),
                    reading.numbers(json, place, "domain_min", 0),
                    reading.numbers(json, place, "region_min", 0),
                    json.has("domain_budget_share_max")
                            ? reading.decimal(json, place, "domain_budget_share_max", 1)
                            : BigDecimal.ONE,
                    json.has("org_max") ? reading.count(json, place, "org_max", 0) : items.size(),
                    couples(json, place, "exclude", numbers),
                    couples(json, place, "requires", numbers));
        } catch (MalformedTask e) {
            e.faults()
                    .forEach(it -> problems.add(file.toString(), null, place, it, "evaluate-task"));
            return null;
        }
    }

    private List<Item> items(JsonNode json, String place) {
        var items = new ArrayList<Item>();
        int at = 0;
        for (var one : reading.list(json, place, "items")) {
            var here = "%s.items[%d]".formatted(place, at++);
            items.add(
                    new Item(
                            reading.text(one, here, "id"),
                            one.path("domain").asString(""),
                            one.path("region").asString(""),
                            one.path("org").asString(""),
                            reading.whole(one, here, "score", 0),
                            longs(one, here, "cost")));
        }
        return items;
    }

    private List<Long> longs(JsonNode json, String place, String name) {
        var all = new ArrayList<Long>();
        for (var one : reading.list(json, place, name)) {
            all.add(reading.whole(one, "%s.%s[%d]".formatted(place, name, all.size()), 0));
        }
        return all;
    }

    private List<Couple> couples(
            JsonNode json, String place, String name, Map<String, Integer> numbers) {
        var all = new ArrayList<Couple>();
        for (var one : reading.list(json, place, name)) {
            var here = "%s.%s[%d]".formatted(place, name, all.size());
            var couple = reading.couple(one, here, numbers, numbers);
            all.add(new Couple(couple[0], couple[1]));
        }
        return all;
    }

    private static Map<String, Object> row(
            String name, JsonNode json, PortfolioTask task, OptionalLong more, Duration limit) {
        var selector = new Selector(task, Solvers.best(), limit);
        var row = new LinkedHashMap<String, Object>();
        row.put("instance", name);
        row.put("items", task.items().size());
        var variants = new ArrayList<Map<String, Object>>();
        var best = selector.best();
        variants.add(best(json, task, best).fields());
        var plain = selector.topDown();
        variants.add(
                Row.of("top_down")
                        .with("value", plain.selection().score(task))
                        .with("selected", ids(task, plain.selection()))
                        .with("unmet_minima", words(plain.unmet()))
                        .fields());
        if (more.isPresent() && best instanceof Selector.Outcome.Chosen chosen) {
            for (var one : selector.more(chosen, more.getAsLong())) {
                variants.add(
                        Row.of("more_money")
                                .with("year", one.year() + 1)
                                .with("amount", more.getAsLong())
                                .with("adds", one.value())
                                .with("adds_at_most", one.most())
                                .fields());
            }
        }
        row.put("variants", variants);
        return row;
    }

    private static Row best(JsonNode json, PortfolioTask task, Selector.Outcome best) {
        var row = Row.of("best");
        var expected = json.path("optimum_total_score");
        return switch (best) {
            case Selector.Outcome.Chosen(var selection, var proof) ->
                    row.proof(proof, 1)
                            .with("selected", ids(task, selection))
                            .with("broken_rules", words(selection.obstacles(task)))
                            .expecting(
                                    expected.isNumber() ? expected.asDouble() : null,
                                    proof.value());
            case Selector.Outcome.Impossible(var obstacles) ->
                    infeasible(row, json).with("why", words(obstacles));
            case Selector.Outcome.Undecided(var bound) ->
                    row.with("found", false).with("proven", false).with("bound", bound);
        };
    }

    private static Row infeasible(Row row, JsonNode json) {
        row.with("found", false).with("proven", true);
        return json.path("infeasible").isBoolean()
                ? row.with("meets_expected", json.path("infeasible").asBoolean())
                : row;
    }

    private static List<String> ids(PortfolioTask task, Selection selection) {
        return selection.items().stream().map(it -> task.items().get(it).id()).toList();
    }

    private static List<String> words(List<Obstacle> obstacles) {
        return obstacles.stream()
                .map(it -> "%s %s by %d".formatted(it.kind(), it.subject(), it.by()))
                .toList();
    }
}
