package yanzhen.app.chain.foresight.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.foresight.ForesightRules;
import yanzhen.app.chain.foresight.Topic;
import yanzhen.app.chain.foresight.Topic.Draft;
import yanzhen.app.chain.foresight.Topic.Milestone;
import yanzhen.app.kernel.Problems;
import yanzhen.app.kernel.Yuan;
import yanzhen.app.site.Typed;

/** Reads a topic from a form or a request, with all its problems at once. */
final class NewTopics {

    /** Rows of milestones that the form shows. */
    static final int MILESTONES = 5;

    /** What the form or the request holds; the three last lists belong together. */
    record Typing(
            @Nullable String key,
            @Nullable String title,
            @Nullable String aim,
            @Nullable String lead,
            @Nullable String budget,
            @Nullable String horizon,
            @Nullable List<String> candidates,
            @Nullable List<String> milestone,
            @Nullable List<String> due,
            @Nullable List<String> doneOn,
            @Nullable String reason) {

        static Typing of(Draft it) {
            return new Typing(
                    null,
                    it.title(),
                    it.aim(),
                    it.lead(),
                    it.budget().toString(),
                    it.horizon(),
                    it.candidates().stream().map(UUID::toString).toList(),
                    it.milestones().stream().map(Milestone::title).toList(),
                    it.milestones().stream().map(m -> m.due().toString()).toList(),
                    it.milestones().stream().map(m -> text(m.doneOn())).toList(),
                    "");
        }

        private static String text(@Nullable LocalDate day) {
            return day == null ? "" : day.toString();
        }

        /** The typed text of a row of the milestones; empty when there is none. */
        public String at(@Nullable List<String> column, int row) {
            return column == null || row >= column.size() ? "" : Typed.text(column.get(row));
        }
    }

    private NewTopics() {}

    /** The draft; null when something is wrong with it. */
    static @Nullable Draft read(Typing typed, ForesightRules rules, Problems problems) {
        var title = Typed.text("title", typed.title, 2, 200, problems);
        var aim = Typed.text("aim", typed.aim, 0, 4000, problems);
        var lead = Typed.text("lead", typed.lead, 2, 200, problems);
        var budget = Typed.yuan("budget", typed.budget, problems);
        if (budget != null && budget.compareTo(Yuan.ZERO) <= 0) {
            problems.add("", null, "budget", budget.toString(), "foresight-budget");
        }
        var horizon = NewCandidates.horizon(typed.horizon, rules, problems);
        var candidates = new ArrayList<UUID>();
        for (var it : typed.candidates == null ? List.<String>of() : typed.candidates) {
            var id = Typed.id("candidates", it, problems);
            if (id != null) {
                candidates.add(id);
            }
        }
        if (candidates.isEmpty()) {
            problems.add("", null, "candidates", "", "required");
        }
        var milestones = milestones(typed, problems);
        return !problems.none() || budget == null || horizon == null
                ? null
                : new Topic.Draft(title, aim, lead, budget, horizon, candidates, milestones);
    }

    private static List<Milestone> milestones(Typing typed, Problems problems) {
        var milestones = new ArrayList<Milestone>();
        int rows = typed.milestone == null ? 0 : typed.milestone.size();
        IntStream.range(0, rows)
                .forEach(at -> {
                    var title = typed.at(typed.milestone, at);
                    var due = typed.at(typed.due, at);
                    var done = typed.at(typed.doneOn, at);
                    if (title.isEmpty() && due.isEmpty() && done.isEmpty()) {
                        return;
                    }
                    var name = Typed.text("milestone", title, 2, 200, problems);
                    var day = Typed.requiredDay("due", due, problems);
                    var doneOn = Typed.day("doneOn", done, problems);
                    if (day != null) {
                        milestones.add(new Milestone(name, day, doneOn));
                    }
                });
        return milestones;
    }
}
