package yanzhen.app.rules;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Bilingual;

/** A firm of tests; its last closed year is 2024. */
final class Firm implements Facts {

    static final int LAST = 2024;

    static final Vocabulary WORDS =
            new Vocabulary(
                    List.of(
                            datum("revenue", Kind.MONEY, true),
                            datum("rd", Kind.MONEY, true),
                            datum("equity", Kind.MONEY, true),
                            datum("rd_staff", Kind.PEOPLE, true),
                            datum("staff", Kind.PEOPLE, true),
                            datum("niche_years", Kind.YEARS, false),
                            datum("patents", Kind.COUNT, false),
                            datum("world_place", Kind.PLACE, false),
                            datum("score", Kind.POINTS, false)));

    private final Map<String, Amount> values = new HashMap<>();

    private static Datum datum(String key, Kind kind, boolean yearly) {
        return new Datum(key, kind, new Bilingual(key, key), yearly);
    }

    /** With the values of a datum, the latest year first. */
    Firm with(String datum, String... values) {
        for (int back = 0; back < values.length; back++) {
            this.values.put(datum + (LAST - back), Amount.of(new BigDecimal(values[back])));
        }
        return this;
    }

    Firm with(String datum, Amount value) {
        values.put(datum + LAST, value);
        return this;
    }

    void put(String datum, int year, Amount value) {
        values.put(datum + year, value);
    }

    @Override
    public int lastYear() {
        return LAST;
    }

    @Override
    public @Nullable Amount value(Datum datum, int year) {
        return values.get(datum.key() + year);
    }

    static Rule rule(String text) {
        try {
            return RuleText.read(text, WORDS);
        } catch (RuleFault e) {
            throw new AssertionError(e);
        }
    }
}
