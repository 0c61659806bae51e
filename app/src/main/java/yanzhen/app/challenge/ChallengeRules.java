package yanzhen.app.challenge;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import yanzhen.app.challenge.Wall.Content;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Clause;
import yanzhen.app.kernel.Problems;

/**
 * 榜单规则 of the pack: what a need must say before it goes on the wall, and within which limits.
 *
 * @param required one for each field that must be filled in, in the order of the form
 * @param leastTargets quantified targets at least
 * @param mostTargets quantified targets at most
 * @param leastDays days that bids are open at least, from publication
 * @param mostOpenBids undecided bids of one organisation at a time, at most
 * @param milestones how a project is divided; their shares sum to 100
 */
public record ChallengeRules(
        List<Rule> required,
        Rule leastTargets,
        Rule mostTargets,
        Rule leastDays,
        Rule mostOpenBids,
        List<PlannedMilestone> milestones) {

    public ChallengeRules {
        required = List.copyOf(required);
        milestones = List.copyOf(milestones);
    }

    /**
     * One rule.
     *
     * @param key {@code required.<field>} or the name of a limit
     * @param limit 0 where the rule is no limit
     * @param source where it is written
     * @param reading true when the document leaves it open and the pack's authors read it so
     */
    public record Rule(String key, int limit, Bilingual why, Clause source, boolean reading) {

        /** The field of a rule that requires one, else the key. */
        public String field() {
            return key.startsWith("required.") ? key.substring("required.".length()) : key;
        }
    }

    /**
     * 里程碑模板.
     *
     * @param due percent of the time between award and delivery
     * @param share percent of the reward paid when it is accepted
     */
    public record PlannedMilestone(int ordinal, Bilingual title, int due, int share) {}

    /** All of them, as a page lists them. */
    public List<Rule> all() {
        var all = new ArrayList<>(required);
        all.addAll(List.of(leastTargets, mostTargets, leastDays, mostOpenBids));
        return all;
    }

    /** The rule that requires a field; empty when none does. */
    public Optional<Rule> requiring(String field) {
        return required.stream().filter(it -> it.field().equals(field)).findFirst();
    }

    /** Everything that keeps a need off the wall, all at once. */
    public Problems missing(Content content, Instant now) {
        var problems = new Problems();
        for (var rule : required) {
            if (!content.says(rule.field())) {
                problems.add("", null, rule.field(), "", "challenge-missing");
            }
        }
        targets(content, problems);
        deadline(content, now, problems);
        delivery(content, now, problems);
        return problems;
    }

    /** Whoever bids on the last day needs time to deliver. */
    private static void delivery(Content content, Instant now, Problems problems) {
        var deadline = content.bidDeadline();
        var deliverBy = content.deliverBy();
        if (deadline != null
                && deliverBy != null
                && deadline.isAfter(now)
                && !deadline.isBefore(deliverBy.atStartOfDay(ZoneOffset.UTC).toInstant())) {
            problems.add("", null, "deliverBy", deliverBy.toString(), "delivery-early");
        }
    }

    private void targets(Content content, Problems problems) {
        int found = content.targets().size();
        if (found < leastTargets.limit) {
            var least = String.valueOf(leastTargets.limit);
            problems.add("", null, "targets", String.valueOf(found), "targets-few", least);
        } else if (found > mostTargets.limit) {
            var most = String.valueOf(mostTargets.limit);
            problems.add("", null, "targets", String.valueOf(found), "targets-many", most);
        }
    }

    private void deadline(Content content, Instant now, Problems problems) {
        var deadline = content.bidDeadline();
        if (deadline == null) {
            return;
        }
        if (!deadline.isAfter(now)) {
            problems.add("", null, "bidDeadline", deadline.toString(), "deadline-past");
        } else if (deadline.isBefore(now.plus(Duration.ofDays(leastDays.limit)))) {
            var days = String.valueOf(leastDays.limit);
            problems.add("", null, "bidDeadline", deadline.toString(), "deadline-early", days);
        }
    }
}
