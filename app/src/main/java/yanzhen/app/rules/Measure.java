package yanzhen.app.rules;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** 计算式: a number that is computed of a firm's data, such as {@code rd / revenue}. */
public record Measure(Expression of) {

    public Kind kind() {
        return of.kind();
    }

    /** Of the last closed year. */
    public Amount value(Facts facts) {
        return of.value(facts, 0);
    }

    /** The data that it speaks of, and of how many years at most, the last one included. */
    public Map<Datum, Integer> needs() {
        var needs = new LinkedHashMap<Datum, Integer>();
        of.needs(1, needs);
        return needs;
    }

    /** In the words of a reader's language. */
    public String said(Locale locale) {
        return Wording.of(of, locale);
    }
}
