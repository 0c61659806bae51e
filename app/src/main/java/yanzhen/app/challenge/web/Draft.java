package yanzhen.app.challenge.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.challenge.Wall.Content;
import yanzhen.app.challenge.Wall.Target;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Typed;

/**
 * The form of a challenge, as typed. Every field may be missing; {@link #read} says what is wrong
 * with what is there.
 *
 * @param topic of pre-research that it comes from; counts when it is first stored
 * @param need that it is drafted from; counts when it is first stored
 * @param ownerCode credit code of the owner, for those who draft for others; stronger than owner
 */
record Draft(
        @Nullable String key,
        @Nullable String weakLink,
        @Nullable String owner,
        @Nullable String ownerCode,
        @Nullable String title,
        @Nullable String description,
        @Nullable String category,
        @Nullable String reward,
        @Nullable String payer,
        @Nullable String ipRule,
        @Nullable String useCommitment,
        @Nullable String bidDeadline,
        @Nullable String deliverBy,
        @Nullable List<String> metric,
        @Nullable List<String> comparator,
        @Nullable List<String> value,
        @Nullable List<String> unit,
        @Nullable List<String> testMethod,
        @Nullable String topic,
        @Nullable String need) {

    /** Rows of targets that the form shows; the rules of the pack may allow fewer. */
    static final int TARGETS = 5;

    static final int LONG = 4_000;
    static final int MIDDLE = 1_000;
    static final int SHORT = 200;

    private static final int METRIC = 100;
    private static final int UNIT = 30;
    private static final int TEST = 300;
    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2100;

    /** The typed text of a row of the targets; empty when there is none. */
    public String at(@Nullable List<String> column, int row) {
        return column == null || row >= column.size() ? "" : Typed.text(column.get(row));
    }

    /**
     * The content, or nothing when there are problems.
     *
     * @param named finds the owner and the weak link that are named
     */
    @Nullable Content read(ZoneId zone, NamedInDraft named, Problems problems) {
        UUID ownerId = named.owner(owner, ownerCode, problems);
        var name = Typed.text("title", title, 2, SHORT, problems);
        var base = Typed.choice("category", category, BaseCategory.class, true, problems);
        var link = named.weakLink(weakLink, problems);
        var about = Typed.text("description", description, 0, LONG, problems);
        var money = Numbers.money("reward", reward, false, problems);
        var who = Typed.text("payer", payer, 0, SHORT, problems);
        var rule = Typed.text("ipRule", ipRule, 0, MIDDLE, problems);
        var use = Typed.text("useCommitment", useCommitment, 0, MIDDLE, problems);
        var deadline = moment("bidDeadline", bidDeadline, zone, problems);
        var delivery = inTime("deliverBy", Typed.day("deliverBy", deliverBy, problems), problems);
        var targets = targets(problems);
        if (!problems.none() || ownerId == null || base == null) {
            return null;
        }
        return new Content(
                link, ownerId, name, about, base, money, who, rule, use, deadline, delivery,
                targets);
    }

    static @Nullable Instant moment(
            String field, @Nullable String typed, ZoneId zone, Problems problems) {
        var text = Typed.text(typed);
        if (text.isEmpty()) {
            return null;
        }
        try {
            var time = LocalDateTime.parse(text);
            return inTime(field, time.toLocalDate(), problems) == null
                    ? null
                    : time.atZone(zone).toInstant();
        } catch (DateTimeException e) {
            problems.add("", null, field, text, "moment");
            return null;
        }
    }

    private static @Nullable LocalDate inTime(
            String field, @Nullable LocalDate day, Problems problems) {
        if (day == null || (day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR)) {
            return day;
        }
        problems.add("", null, field, day.toString(), "date");
        return null;
    }

    private List<Target> targets(Problems problems) {
        var targets = new ArrayList<Target>();
        int rows = Math.max(metric == null ? 0 : metric.size(), value == null ? 0 : value.size());
        for (int row = 0; row < rows; row++) {
            if (!empty(row)) {
                target(row, targets, problems);
            }
        }
        return targets;
    }

    private boolean empty(int row) {
        return (at(metric, row) + at(value, row) + at(unit, row) + at(testMethod, row)).isEmpty();
    }

    private void target(int row, List<Target> targets, Problems problems) {
        var found = new Problems();
        var name = Typed.text("metric", at(metric, row), 1, METRIC, found);
        var number = Numbers.number(row + 1, "value", at(value, row), found);
        var measuredIn = Typed.text("unit", at(unit, row), 1, UNIT, found);
        var test = Typed.text("testMethod", at(testMethod, row), 2, TEST, found);
        // A problem of a row names the row, wherever it was found.
        found.kept()
                .forEach(it ->
                        problems.add(
                                "",
                                row + 1,
                                it.field(),
                                it.value(),
                                it.code(),
                                it.details().toArray(String[]::new)));
        if (number != null && found.none()) {
            boolean atLeast = !at(comparator, row).equals("at-most");
            targets.add(new Target(name, atLeast, number, measuredIn, test));
        }
    }
}
