package yanzhen.app.challenge.evaluation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import yanzhen.app.kernel.Problems;
import yanzhen.selection.MalformedTask;
import yanzhen.selection.assignment.AssignmentTask;
import yanzhen.selection.assignment.Bid;
import yanzhen.selection.assignment.Expert;
import yanzhen.selection.assignment.Pair;
import yanzhen.selection.assignment.Rules;
import yanzhen.selection.assignment.Worst;
import yanzhen.selection.fit.TopicFit;

/** Reads panels of experts and projects with topics from JSON: one object or a list of them. */
final class PanelsFile {

    private final Path file;
    private final Problems problems;
    private final JsonReading reading;

    PanelsFile(Path file, Problems problems) {
        this.file = file;
        this.problems = problems;
        reading = new JsonReading(file, problems);
    }

    static boolean holds(JsonNode json) {
        var first = json.isArray() ? json.path(0) : json;
        return first.has("experts") && first.has("projects");
    }

    List<ReviewCase> cases(JsonNode json) {
        var cases = new ArrayList<ReviewCase>();
        var all = json.isArray() ? new ArrayList<>(json.values()) : List.of(json);
        for (int at = 0; at < all.size(); at++) {
            long before = problems.count();
            var one = new One(all.get(at), "[" + at + "]");
            one.read();
            if (problems.count() == before) {
                one.task().ifPresent(it -> cases.add(one.asCase(it, all.size() > 1)));
            }
        }
        return cases;
    }

    /** One of the panels. */
    private final class One {
        private final JsonNode json;
        private final String place;
        private final List<Expert> experts = new ArrayList<>();
        private final List<Map<String, Integer>> levels = new ArrayList<>();
        private final List<Bid> bids = new ArrayList<>();
        private final List<Map<String, Integer>> weights = new ArrayList<>();
        private final List<Pair> conflicts = new ArrayList<>();
        private Rules rules = Rules.NONE;

        One(JsonNode json, String place) {
            this.json = json;
            this.place = place;
        }

        void read() {
            experts();
            projects();
            var expertNumbers = numbers(experts.stream().map(Expert::id).toList());
            var bidNumbers = numbers(bids.stream().map(Bid::id).toList());
            int at = 0;
            for (var one : reading.list(json, place, "conflicts")) {
                var here = "%s.conflicts[%d]".formatted(place, at++);
                var pair = reading.couple(one, here, expertNumbers, bidNumbers);
                conflicts.add(new Pair(pair[1], pair[0]));
            }
            int most =
                    json.has("org_max_per_project")
                            ? reading.count(json, place, "org_max_per_project", 1)
                            : Integer.MAX_VALUE;
            int senior =
                    json.has("senior_min_per_project")
                            ? reading.count(json, place, "senior_min_per_project", 0)
                            : 0;
            rules = new Rules(most, senior);
        }

        private void experts() {
            int at = 0;
            for (var one : reading.list(json, place, "experts")) {
                var here = "%s.experts[%d]".formatted(place, at++);
                int least = one.has("min_load") ? reading.count(one, here, "min_load", 0) : 0;
                experts.add(
                        new Expert(
                                reading.text(one, here, "id"),
                                one.path("org").asString(""),
                                one.path("senior").asBoolean(false),
                                least,
                                reading.count(one, here, "max_load", 0)));
                levels.add(reading.numbers(one, here, "topics", 0));
            }
        }

        private void projects() {
            int at = 0;
            for (var one : reading.list(json, place, "projects")) {
                var here = "%s.projects[%d]".formatted(place, at++);
                bids.add(
                        new Bid(
                                reading.text(one, here, "id"),
                                one.path("org").asString(""),
                                reading.count(one, here, "need", 1)));
                weights.add(reading.numbers(one, here, "topics", 1));
            }
        }

        private Map<String, Integer> numbers(List<String> names) {
            var numbers = new HashMap<String, Integer>();
            names.forEach(it -> numbers.put(it, numbers.size()));
            return numbers;
        }

        Optional<AssignmentTask> task() {
            try {
                var fits = TopicFit.table(weights, levels);
                return Optional.of(AssignmentTask.of(experts, bids, conflicts, rules, fits::score));
            } catch (MalformedTask e) {
                e.faults()
                        .forEach(it ->
                                problems.add(file.toString(), null, place, it, "evaluate-task"));
                return Optional.empty();
            }
        }

        ReviewCase asCase(AssignmentTask task, boolean several) {
            var expected = json.path("expected");
            var values = new HashMap<String, Double>();
            ConferenceFolder.put(values, ReviewCase.TOTAL, expected.at("/max_total/total"));
            ConferenceFolder.put(
                    values, ReviewCase.WORST, expected.path("best_min_mean_score_found"));
            ConferenceFolder.put(
                    values, ReviewCase.WORST_TOTAL, expected.at("/total_at_best_min/total"));
            var name = String.valueOf(file.getFileName()) + (several ? " " + place : "");
            return new ReviewCase(name, task, 1, Worst.MEAN, values);
        }
    }
}
