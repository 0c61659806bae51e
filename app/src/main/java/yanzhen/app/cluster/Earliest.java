package yanzhen.app.cluster;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import yanzhen.app.cluster.Conditions.Condition;
import yanzhen.app.rules.Amount;
import yanzhen.app.rules.Datum;
import yanzhen.app.rules.Facts;
import yanzhen.app.rules.Judgement.Answer;

/**
 * 最早可申报: the day on which a firm lacks nothing of a scheme's numbers, if time passes and nothing
 * else changes. What cannot be decided does not stand in its way. Cost: every condition once, and
 * those that count years once more for each anniversary that is looked at.
 */
public final class Earliest {

    private static final int YEARS = 30;

    private Earliest() {}

    /**
     * The first such day within thirty years.
     *
     * @param since day from which the register counts the years of a datum
     * @return today where nothing is lacking; empty where waiting does not help
     */
    public static Optional<LocalDate> day(
            List<Condition> conditions,
            Facts facts,
            Map<String, LocalDate> since,
            LocalDate today) {
        var lacking = conditions.stream().filter(it -> lacks(it, facts)).toList();
        if (lacking.isEmpty()) {
            return Optional.of(today);
        }
        if (!lacking.stream().allMatch(it -> counts(it, since))) {
            return Optional.empty();
        }
        return anniversaries(since, today).stream()
                .filter(day -> {
                    var then = new Then(facts, since, day);
                    return conditions.stream().noneMatch(it -> lacks(it, then));
                })
                .findFirst();
    }

    private static boolean lacks(Condition condition, Facts facts) {
        var rule = condition.rule();
        return rule != null && rule.judge(facts).answer() == Answer.LACKING;
    }

    /** Whether it speaks of years that the register counts. */
    private static boolean counts(Condition condition, Map<String, LocalDate> since) {
        var rule = condition.rule();
        return rule != null
                && rule.needs().keySet().stream().map(Datum::key).anyMatch(since::containsKey);
    }

    private static List<LocalDate> anniversaries(Map<String, LocalDate> since, LocalDate today) {
        var days = new TreeSet<LocalDate>();
        for (var from : since.values()) {
            int past = Math.max(0, Period.between(from, today).getYears());
            for (int years = past + 1; years <= past + YEARS; years++) {
                days.add(passed(from, years));
            }
        }
        return List.copyOf(days);
    }

    /** Where the month has no such day, the years have passed on the first of the next. */
    private static LocalDate passed(LocalDate from, int years) {
        var day = from.plusYears(years);
        return day.getDayOfMonth() == from.getDayOfMonth() ? day : day.plusDays(1);
    }

    /** What is known, with years counted on a later day. */
    private record Then(Facts facts, Map<String, LocalDate> since, LocalDate day) implements Facts {
        @Override
        public int lastYear() {
            return facts.lastYear();
        }

        @Override
        public @Nullable Amount value(Datum datum, int year) {
            var from = since.get(datum.key());
            return from == null || from.isAfter(day)
                    ? facts.value(datum, year)
                    : Amount.of(Period.between(from, day).getYears());
        }
    }
}
