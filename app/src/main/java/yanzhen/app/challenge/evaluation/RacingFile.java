package yanzhen.app.challenge.evaluation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import yanzhen.app.kernel.Problems;
import yanzhen.selection.MalformedTask;
import yanzhen.selection.race.Contest;
import yanzhen.selection.race.ParallelRaces;
import yanzhen.selection.race.StageGate;
import yanzhen.selection.race.Team;

/** Reads races from JSON: several teams at once, and gates between stages. */
final class RacingFile {

    private static final int MOST_MONEY = 1_000_000_000;

    private final Path file;
    private final Problems problems;
    private final JsonReading reading;

    RacingFile(Path file, Problems problems) {
        this.file = file;
        this.problems = problems;
        reading = new JsonReading(file, problems);
    }

    static boolean holds(JsonNode json) {
        return json.has("parallel") || json.has("stage_gate");
    }

    List<Evaluation.Run> runs(JsonNode json) {
        var runs = new ArrayList<Evaluation.Run>();
        var name = String.valueOf(file.getFileName());
        int at = 0;
        for (var one : reading.list(json, "", "parallel")) {
            var place = "parallel[%d]".formatted(at++);
            var contests = contests(one, place);
            long budget = reading.whole(one, place, "budget", 0);
            runs.add(() -> parallel(name + " " + place, one, contests, budget));
        }
        at = 0;
        for (var one : reading.list(json, "", "stage_gate")) {
            var place = "stage_gate[%d]".formatted(at++);
            var runners = runners(one, place);
            double value = reading.decimal(one, place, "value", MOST_MONEY).doubleValue();
            int places = reading.count(one, place, "advance_at_most", 0);
            runs.add(() -> gate(name + " " + place, one, value, places, runners));
        }
        return runs;
    }

    private List<Contest> contests(JsonNode json, String place) {
        var contests = new ArrayList<Contest>();
        for (var one : reading.list(json, place, "challenges")) {
            var here = "%s.challenges[%d]".formatted(place, contests.size());
            var teams = new ArrayList<Team>();
            for (var team : reading.list(one, here, "teams")) {
                var there = "%s.teams[%d]".formatted(here, teams.size());
                teams.add(
                        new Team(
                                reading.text(team, there, "id"),
                                reading.decimal(team, there, "p", 1).doubleValue(),
                                reading.whole(team, there, "cost", 0)));
            }
            contests.add(
                    new Contest(
                            reading.text(one, here, "id"),
                            reading.decimal(one, here, "value", MOST_MONEY).doubleValue(),
                            reading.count(one, here, "max_parallel", 0),
                            teams));
        }
        return contests;
    }

    private List<StageGate.Runner> runners(JsonNode json, String place) {
        var runners = new ArrayList<StageGate.Runner>();
        for (var team : reading.list(json, place, "teams")) {
            var here = "%s.teams[%d]".formatted(place, runners.size());
            runners.add(
                    new StageGate.Runner(
                            reading.decimal(team, here, "c1", MOST_MONEY).doubleValue(),
                            reading.decimal(team, here, "q", 1).doubleValue(),
                            reading.decimal(team, here, "c2", MOST_MONEY).doubleValue(),
                            reading.decimal(team, here, "p", 1).doubleValue()));
        }
        return runners;
    }

    private Map<String, Object> parallel(
            String name, JsonNode json, List<Contest> contests, long budget) {
        long begun = System.nanoTime();
        try {
            var best = ParallelRaces.best(contests, budget);
            var chosen = new LinkedHashMap<String, List<String>>();
            for (int at = 0; at < contests.size(); at++) {
                var contest = contests.get(at);
                chosen.put(
                        contest.id(),
                        best.teams().get(at).stream()
                                .map(it -> contest.teams().get(it).id())
                                .toList());
            }
            return instance(
                    name,
                    exact("parallel", best.expectedValue(), begun)
                            .with("cost", best.cost())
                            .with("selected", chosen)
                            .expecting(
                                    number(json, "optimum_expected_value"), best.expectedValue()));
        } catch (MalformedTask e) {
            throw refused(name, e);
        }
    }

    private Map<String, Object> gate(
            String name, JsonNode json, double value, int places, List<StageGate.Runner> runners) {
        long begun = System.nanoTime();
        var race = StageGate.of(value, places, runners);
        var rows = new LinkedHashMap<String, Object>();
        rows.put("instance", name);
        rows.put(
                "variants",
                List.of(
                        sum("expected_success", race.success(), json, begun),
                        sum("expected_value", race.expectedValue(), json, begun),
                        sum("expected_cost", race.expectedCost(), json, begun),
                        sum("worst_cost", race.worstCost(), json, begun),
                        sum("expected_net", race.expectedNet(), json, begun)));
        return rows;
    }

    private static Map<String, Object> sum(String what, double value, JsonNode json, long begun) {
        return exact(what, value, begun).expecting(number(json, what), value).fields();
    }

    private static Row exact(String variant, double value, long begun) {
        return Row.of(variant)
                .with("value", value)
                .with("bound", value)
                .with("proven", true)
                .with("gap", 0.0)
                .with("seconds", Math.round((System.nanoTime() - begun) / 1e6) / 1e3);
    }

    private static Map<String, Object> instance(String name, Row row) {
        var rows = new LinkedHashMap<String, Object>();
        rows.put("instance", name);
        rows.put("variants", List.of(row.fields()));
        return rows;
    }

    private static @Nullable Double number(JsonNode json, String name) {
        return json.path(name).isNumber() ? json.path(name).asDouble() : null;
    }

    private Problems.Refused refused(String name, MalformedTask fault) {
        fault.faults()
                .forEach(it -> problems.add(file.toString(), null, name, it, "evaluate-task"));
        return new Problems.Refused(problems);
    }
}
