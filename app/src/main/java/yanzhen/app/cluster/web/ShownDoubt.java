package yanzhen.app.cluster.web;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import yanzhen.app.cluster.Checks.Doubt;
import yanzhen.app.cluster.Checks.Figure;
import yanzhen.app.rules.Kind;

/**
 * 疑问: numbers that do not go together, as pages show them.
 *
 * @param source document and place; empty where it is our own
 * @param reading empty where a document says it all
 */
record ShownDoubt(
        String name,
        String say,
        boolean hint,
        List<Numeral> figures,
        String source,
        boolean confirmed,
        String reading) {

    /** One of the numbers, as it is typed. */
    record Numeral(String key, String label, @Nullable Integer year, String text, Kind unit) {}

    static ShownDoubt of(Doubt doubt, Locale locale) {
        var check = doubt.check();
        var source = check.source();
        var reading = check.reading();
        return new ShownDoubt(
                check.name().in(locale),
                check.say().in(locale),
                check.hint(),
                doubt.figures().stream().map(it -> numeral(it, locale)).toList(),
                source == null ? "" : source.document() + " " + source.place(),
                check.confirmed(),
                reading == null ? "" : reading.in(locale));
    }

    private static Numeral numeral(Figure it, Locale locale) {
        var datum = it.datum();
        return new Numeral(
                datum.key(),
                datum.name().in(locale),
                datum.yearly() ? it.year() : null,
                NumberTyping.said(it.value(), datum.kind()),
                datum.kind());
    }

    boolean concerns(String datum, int year) {
        return figures.stream()
                .anyMatch(it ->
                        it.key.equals(datum) && (it.year == null || it.year.intValue() == year));
    }
}
