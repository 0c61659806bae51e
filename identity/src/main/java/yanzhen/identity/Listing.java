package yanzhen.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 名录条目: what a list or register says of one organisation.
 *
 * @param names as written; the present one first, then former and other names
 * @param code unified social credit code (GB 32100-2015) as written, right or wrong; null without
 *     one
 * @param address as written; null when not known
 */
public record Listing(List<String> names, @Nullable String code, @Nullable String address) {

    /**
     * @throws IllegalArgumentException without a name
     */
    public Listing {
        if (names.isEmpty()) {
            throw new IllegalArgumentException(
                    "An organisation (code %s) has no name. Give one at least.".formatted(code));
        }
        names = List.copyOf(names);
    }

    /** With a name only. */
    public static Listing named(String name) {
        return new Listing(List.of(name), null, null);
    }
}
