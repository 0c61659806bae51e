package yanzhen.app.site;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * 游标: where the next page of a sorted list begins: the sort values and the id of the last row
 * shown, packed so that nobody builds on their form.
 *
 * @param values in the order of the sort
 */
public record Cursor(List<String> values) {

    private static final String SEPARATOR = "\u001f";

    public Cursor {
        values = List.copyOf(values);
    }

    public static Cursor after(Object... values) {
        return new Cursor(Arrays.stream(values).map(String::valueOf).toList());
    }

    /**
     * Reads a cursor from a request.
     *
     * @param text null or empty for the first page
     * @param size how many values the list's sort has
     * @throws Unreadable when it was not made by {@link #toString} for such a list
     */
    public static Optional<Cursor> read(@Nullable String text, int size) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            var plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            var cursor = new Cursor(List.of(plain.split(SEPARATOR, -1)));
            if (cursor.values.size() == size) {
                return Optional.of(cursor);
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw foreign(text);
    }

    /** A cursor that is none of the list that was asked for. */
    public static Unreadable foreign(@Nullable String text) {
        return new Unreadable("cursor", String.valueOf(text), "cursor-foreign");
    }

    @Override
    public String toString() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join(SEPARATOR, values).getBytes(StandardCharsets.UTF_8));
    }
}
