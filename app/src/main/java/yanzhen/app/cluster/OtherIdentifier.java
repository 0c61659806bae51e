package yanzhen.app.cluster;

import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * 其他标识: what another register than that of credit codes calls a body.
 *
 * @param kind key of an {@link IdentifierKind}
 * @param jurisdiction two letters of the country or area (ISO 3166-1) whose register it is; null
 *     where the kind needs none
 * @param value in capitals, without spaces around
 */
public record OtherIdentifier(String kind, @Nullable String jurisdiction, String value) {

    /** As {@link Identifier#key}. */
    public String key() {
        return kind + ":" + (jurisdiction == null ? "" : jurisdiction + ":") + value;
    }

    /** The value with where it counts, without its kind. */
    public String said() {
        return jurisdiction == null ? value : jurisdiction + " " + value;
    }

    /** Full-width letters read as narrow, small ones as capitals, many spaces as one. */
    public static String plain(String typed) {
        return Normalizer.normalize(typed, Normalizer.Form.NFKC)
                .strip()
                .replaceAll("\\s+", " ")
                .toUpperCase(Locale.ROOT);
    }
}
