package yanzhen.app.site;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Problems;
import yanzhen.app.kernel.Yuan;

/** Reads what was typed into a form; what cannot be read becomes a problem of its field. */
public final class Typed {

    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2100;
    private static final int SHORTEST_REASON = 2;
    private static final int LONGEST_REASON = 500;

    private Typed() {}

    public static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }

    /** A text of a length; longer or shorter is a problem. */
    public static String text(
            String field, @Nullable String typed, int least, int most, Problems problems) {
        var text = text(typed);
        if (text.isEmpty() && least > 0) {
            problems.add("", null, field, "", "required");
        } else if (text.length() < least || text.length() > most) {
            problems.add(
                    "",
                    null,
                    field,
                    text,
                    "text-length",
                    String.valueOf(least),
                    String.valueOf(most));
        }
        return text;
    }

    /**
     * Why something is done: the field {@code reason}, of 2 to {@value #LONGEST_REASON} letters.
     */
    public static String reason(@Nullable String typed, Problems problems) {
        return text("reason", typed, SHORTEST_REASON, LONGEST_REASON, problems);
    }

    /** A day that must be there. */
    public static @Nullable LocalDate requiredDay(
            String field, @Nullable String typed, Problems problems) {
        if (text(typed).isEmpty()) {
            problems.add("", null, field, "", "required");
        }
        return day(field, typed, problems);
    }

    /**
     * A day of the years {@value #FIRST_YEAR} to {@value #LAST_YEAR}: any other is a slip, and one
     * far away would be held by the database as another day than was typed.
     *
     * @throws DateTimeException when it is another
     */
    public static LocalDate written(LocalDate day) {
        if (day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR) {
            throw new DateTimeException(
                    "%s lies outside of the years %d to %d.".formatted(day, FIRST_YEAR, LAST_YEAR));
        }
        return day;
    }

    /** A day as {@link #written} allows it; null when nothing or something else was typed. */
    public static @Nullable LocalDate day(String field, @Nullable String typed, Problems problems) {
        var text = text(typed);
        if (text.isEmpty()) {
            return null;
        }
        try {
            return written(LocalDate.parse(text));
        } catch (DateTimeException e) {
            problems.add("", null, field, text, "date");
            return null;
        }
    }

    public static @Nullable Yuan yuan(String field, @Nullable String typed, Problems problems) {
        var text = text(typed);
        if (text.isEmpty()) {
            problems.add("", null, field, "", "required");
            return null;
        }
        try {
            return Yuan.of(text);
        } catch (IllegalArgumentException e) {
            problems.add("", null, field, text, "yuan");
            return null;
        }
    }

    public static @Nullable UUID id(String field, @Nullable String typed, Problems problems) {
        var text = text(typed);
        if (text.isEmpty()) {
            return null;
        }
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            problems.add("", null, field, text, "unknown-reference");
            return null;
        }
    }

    public static <E extends Enum<E>> @Nullable E choice(
            String field,
            @Nullable String typed,
            Class<E> type,
            boolean required,
            Problems problems) {
        var text = text(typed);
        if (text.isEmpty()) {
            if (required) {
                problems.add("", null, field, "", "required");
            }
            return null;
        }
        Optional<E> found =
                Arrays.stream(type.getEnumConstants())
                        .filter(it -> it.name().equals(text))
                        .findFirst();
        if (found.isEmpty()) {
            problems.add("", null, field, text, "unknown-reference");
        }
        return found.orElse(null);
    }
}
