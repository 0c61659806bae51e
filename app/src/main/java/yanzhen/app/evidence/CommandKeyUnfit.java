package yanzhen.app.evidence;

/** The key of a command is too short, too long or not printable. */
public final class CommandKeyUnfit extends IllegalArgumentException {

    private final String key;

    public CommandKeyUnfit(String key) {
        super(
                "The idempotency key (%s) is not 8 to 100 printable characters without spaces. A random UUID will do."
                        .formatted(key));
        this.key = key;
    }

    public String key() {
        return key;
    }
}
