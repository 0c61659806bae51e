package yanzhen.app.loop.store;

/** Patterns for {@code ilike} from what somebody typed. */
final class Like {

    private Like() {}

    /** Matches texts that contain the words, whatever signs are in them. */
    static String containing(String words) {
        return "%" + words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
