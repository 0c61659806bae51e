package yanzhen.app.cluster.web;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import yanzhen.app.cluster.Reports;
import yanzhen.app.cluster.Reports.Asked;
import yanzhen.app.kernel.Problems;
import yanzhen.app.rules.Kind;

/** Reads the numbers of a report from a form, a draft or a table; other fields are passed over. */
@Component
class ReportTyping {

    /** Longer than any number, and short enough to keep. */
    private static final int LONGEST = 40;

    private final Reports reports;

    ReportTyping(Reports reports) {
        this.reports = reports;
    }

    /** The data that somebody is asked for, in the order of the pack. */
    List<Asked> asked() {
        return reports.asked().stream().filter(it -> !it.known()).toList();
    }

    /** Every number that was typed; an empty one takes back what was there. */
    Map<String, @Nullable BigDecimal> values(Map<String, String> typed, Problems problems) {
        var values = new TreeMap<String, @Nullable BigDecimal>();
        for (var asked : asked()) {
            var key = asked.datum().key();
            var text = typed.get(key);
            if (text == null) {
                continue;
            }
            var plain = NumberTyping.plain(text);
            values.put(
                    key,
                    plain.isEmpty()
                            ? null
                            : NumberTyping.read(key, plain, asked.datum().kind(), problems));
        }
        return values;
    }

    /** Those of them that can be read as they stand. */
    Map<String, @Nullable BigDecimal> readable(Map<String, String> typed) {
        var problems = new Problems();
        var values = values(typed, problems);
        problems.kept().forEach(it -> values.remove(it.field()));
        return values;
    }

    /** The texts that say something else than the numbers, by key. */
    Map<String, String> touched(Map<String, String> typed, Map<String, BigDecimal> numbers) {
        var touched = new TreeMap<String, String>();
        for (var asked : asked()) {
            var key = asked.datum().key();
            var text = typed.get(key);
            if (text != null && !same(text, numbers.get(key), asked.datum().kind())) {
                touched.put(key, text.substring(0, Math.min(text.length(), LONGEST)).strip());
            }
        }
        return touched;
    }

    private static boolean same(String text, @Nullable BigDecimal number, Kind kind) {
        var plain = NumberTyping.plain(text);
        if (plain.isEmpty() || number == null) {
            return plain.isEmpty() && number == null;
        }
        var read = NumberTyping.read("", plain, kind, new Problems());
        return read != null && read.compareTo(number) == 0;
    }
}
