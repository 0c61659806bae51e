package yanzhen.app.chain.dossier;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Bilingual;

/**
 * 单元格: what a line says in one column, as it is frozen.
 *
 * @param zh the value as text; for words their keys, with spaces between
 * @param en the same in English; equal to the other one for all but texts
 */
public record Cell(Kind kind, String zh, String en) {

    /** How it is to be read. */
    public enum Kind {
        /** Nothing is known or nothing is to be said. */
        NONE,
        TEXT,
        /** A decimal number without unit. */
        NUMBER,
        /** Percent, 0 to 100. */
        PERCENT,
        /** A day as ISO 8601. */
        DAY,
        /** Keys of messages. */
        WORDS,
        /** Key of a place: six digits of a region or district, or two letters of a country. */
        PLACE
    }

    private static final Cell NOTHING = new Cell(Kind.NONE, "", "");

    public static Cell none() {
        return NOTHING;
    }

    public static Cell text(Bilingual text) {
        return text.zh().isEmpty() ? NOTHING : new Cell(Kind.TEXT, text.zh(), text.en());
    }

    /** A text that is the same for readers of both languages. */
    public static Cell text(@Nullable String text) {
        return text == null || text.isEmpty() ? NOTHING : new Cell(Kind.TEXT, text, text);
    }

    public static Cell number(long number) {
        var text = String.valueOf(number);
        return new Cell(Kind.NUMBER, text, text);
    }

    public static Cell percent(@Nullable BigDecimal share) {
        if (share == null) {
            return NOTHING;
        }
        var text = share.signum() == 0 ? "0" : share.stripTrailingZeros().toPlainString();
        return new Cell(Kind.PERCENT, text, text);
    }

    public static Cell day(@Nullable LocalDate day) {
        return day == null ? NOTHING : new Cell(Kind.DAY, day.toString(), day.toString());
    }

    /** Messages by their keys, which hold no space. */
    public static Cell words(List<String> keys) {
        var text = String.join(" ", keys);
        return keys.isEmpty() ? NOTHING : new Cell(Kind.WORDS, text, text);
    }

    public static Cell word(String key) {
        return words(List.of(key));
    }

    public static Cell place(String key) {
        return new Cell(Kind.PLACE, key, key);
    }

    /** Text and words of the reader's language; numbers and days as they are. */
    public String in(java.util.Locale locale) {
        return new Bilingual(zh, en).in(locale);
    }
}
