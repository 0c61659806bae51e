package yanzhen.app.cluster;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import yanzhen.app.cluster.Conditions.Condition;
import yanzhen.app.rules.Amount;
import yanzhen.app.rules.Datum;
import yanzhen.app.rules.Facts;
import yanzhen.app.rules.Judgement.Answer;

/**
 * 最早可申报: when a firm lacks nothing of a scheme's numbers, and what it takes. What cannot be decided
 * does not stand in its way. Cost: every condition once, and where only years are lacking, once
 * more for each anniversary that is looked at.
 *
 * @param day of {@link Chance#TIME} the day on which the years have passed; of {@link
 *     Chance#REPORT} the first day on which the next report can be made; else today
 */
public record Earliest(Chance chance, LocalDate day) {

    /** 条件. */
    public enum Chance {
        /** 现在: nothing is lacking. */
        TODAY,
        /** 满年限之后: time has to pass, and nothing else. */
        TIME,
        /** 凭下一年度的年报: a number has to be another. */
        REPORT,
        /** 不再符合: more years than it may have. */
        NEVER
    }

    private static final int YEARS = 30;

    /**
     * What it takes; time is looked at for thirty years.
     *
     * @param since day from which the register counts the years of a datum
     */
    public static Earliest of(
            List<Condition> conditions,
            Facts facts,
            Map<String, LocalDate> since,
            LocalDate today) {
        var lacking = conditions.stream().filter(it -> lacks(it, facts)).toList();
        if (lacking.isEmpty()) {
            return new Earliest(Chance.TODAY, today);
        }
        boolean never =
                lacking.stream()
                        .filter(it -> speaksOnlyOf(it, since))
                        .anyMatch(it -> day(List.of(it), facts, since, today).isEmpty());
        if (never) {
            return new Earliest(Chance.NEVER, today);
        }
        if (!lacking.stream().allMatch(it -> speaksOf(it, since))) {
            return report(facts);
        }
        return day(conditions, facts, since, today)
                .map(it -> new Earliest(Chance.TIME, it))
                .orElse(
                        lacking.stream().allMatch(it -> speaksOnlyOf(it, since))
                                ? new Earliest(Chance.NEVER, today)
                                : report(facts));
    }

    private static Earliest report(Facts facts) {
        return new Earliest(Chance.REPORT, LocalDate.of(facts.lastYear() + 2, 1, 1));
    }

    private static Optional<LocalDate> day(
            List<Condition> conditions,
            Facts facts,
            Map<String, LocalDate> since,
            LocalDate today) {
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
    private static boolean speaksOf(Condition condition, Map<String, LocalDate> since) {
        return data(condition).anyMatch(since::containsKey);
    }

    /** Whether it speaks of nothing else. */
    private static boolean speaksOnlyOf(Condition condition, Map<String, LocalDate> since) {
        return data(condition).allMatch(since::containsKey);
    }

    private static Stream<String> data(Condition condition) {
        var rule = condition.rule();
        return rule == null ? Stream.of() : rule.needs().keySet().stream().map(Datum::key);
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
