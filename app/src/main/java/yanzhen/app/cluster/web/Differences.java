package yanzhen.app.cluster.web;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;
import yanzhen.app.cluster.Applications.Attached;
import yanzhen.app.cluster.Applications.Revision;
import yanzhen.app.cluster.Rounds.Round;
import yanzhen.app.rules.Datum;

/** 前后差别 of two submissions, in the words of their reader. */
final class Differences {

    /**
     * What changed.
     *
     * @param before null when there was nothing
     * @param after null when there is nothing any more
     */
    record Difference(String what, @Nullable String before, @Nullable String after) {}

    private Differences() {}

    static List<Difference> between(Revision before, Revision after, Round round, Locale locale) {
        var found = new ArrayList<Difference>();
        int place = 0;
        for (var condition : round.conditions()) {
            place++;
            add(
                    found,
                    condition.name().in(locale),
                    before.answers().get(place),
                    after.answers().get(place));
        }
        numbers(before, after, round, locale, found);
        papers(before.papers(), after.papers(), round, locale, found);
        return List.copyOf(found);
    }

    private static void numbers(
            Revision before, Revision after, Round round, Locale locale, List<Difference> found) {
        int last = Math.max(before.lastYear(), after.lastYear());
        round.needs()
                .forEach((datum, years) -> {
                    for (int year = last; year > last - years - 1; year--) {
                        var key = datum.key() + year;
                        add(
                                found,
                                datum.name().in(locale) + (datum.yearly() ? " " + year : ""),
                                said(before.numbers().get(key), datum, locale),
                                said(after.numbers().get(key), datum, locale));
                    }
                });
    }

    private static @Nullable String said(@Nullable String fraction, Datum datum, Locale locale) {
        if (fraction == null) {
            return null;
        }
        int slash = fraction.indexOf('/');
        var number =
                BigFraction.of(
                        new BigInteger(fraction.substring(0, slash)),
                        new BigInteger(fraction.substring(slash + 1)));
        return datum.kind().said(number, locale);
    }

    private static void papers(
            List<Attached> before,
            List<Attached> after,
            Round round,
            Locale locale,
            List<Difference> found) {
        for (var paper : round.procedure().papers()) {
            add(
                    found,
                    paper.name().in(locale),
                    names(before, paper.key()),
                    names(after, paper.key()));
        }
    }

    private static @Nullable String names(List<Attached> papers, String key) {
        var names = new TreeSet<String>();
        papers.stream().filter(it -> it.paper().equals(key)).forEach(it -> names.add(it.name()));
        return names.isEmpty() ? null : String.join("、", names);
    }

    private static void add(
            List<Difference> found, String what, @Nullable String before, @Nullable String after) {
        if (!Objects.equals(before, after)) {
            found.add(new Difference(what, before, after));
        }
    }
}
