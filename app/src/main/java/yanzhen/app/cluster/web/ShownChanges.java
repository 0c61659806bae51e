package yanzhen.app.cluster.web;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import yanzhen.app.cluster.Reports.Asked;
import yanzhen.app.cluster.Reports.Difference;
import yanzhen.app.cluster.Reports.Submission;
import yanzhen.app.rules.Kind;

/** 变化: what submissions made of numbers, in the words of a page. */
final class ShownChanges {

    static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    /**
     * A number that changed.
     *
     * @param unit null for a datum that the pack no longer has
     * @param before empty when it was not reported
     * @param after empty when it is taken back
     */
    record Line(String key, String label, @Nullable Kind unit, String before, String after) {

        /** Which of the three it is, as a key of a message. */
        public String effect() {
            return before.isEmpty() ? "new" : after.isEmpty() ? "gone" : "changed";
        }
    }

    /** A submission. */
    record Shown(int number, String way, String at, String by, List<Line> lines) {

        public long count(String effect) {
            return lines.stream().filter(it -> it.effect().equals(effect)).count();
        }
    }

    private final Map<String, Asked> data = new HashMap<>();
    private final Locale locale;
    private final ZoneId zone;

    ShownChanges(List<Asked> data, Locale locale, ZoneId zone) {
        data.forEach(it -> this.data.put(it.datum().key(), it));
        this.locale = locale;
        this.zone = zone;
    }

    Shown of(Submission it) {
        return new Shown(
                it.number(),
                it.way().name(),
                MOMENT.format(it.at().atZone(zone)),
                it.by(),
                it.changes().stream().map(this::of).toList());
    }

    Line of(Difference it) {
        var asked = data.get(it.datum());
        if (asked == null) {
            return new Line(it.datum(), it.datum(), null, plain(it.before()), plain(it.after()));
        }
        var kind = asked.datum().kind();
        return new Line(
                it.datum(),
                asked.datum().name().in(locale),
                kind,
                said(it.before(), kind),
                said(it.after(), kind));
    }

    private static String said(@Nullable BigDecimal value, Kind kind) {
        return value == null ? "" : NumberTyping.said(value, kind);
    }

    private static String plain(@Nullable BigDecimal value) {
        return value == null ? "" : value.stripTrailingZeros().toPlainString();
    }
}
