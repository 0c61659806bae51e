package yanzhen.app.site;

/** Patterns for {@code like} and {@code ilike} from what somebody typed. */
public final class Like {

    private Like() {}

    /** Matches texts that contain the words, whatever signs are in them. */
    public static String containing(String words) {
        return "%" + beginning(words);
    }

    /** Matches texts that begin with the words, whatever signs are in them. */
    public static String beginning(String words) {
        return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
