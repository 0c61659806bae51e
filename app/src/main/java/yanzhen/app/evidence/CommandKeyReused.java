package yanzhen.app.evidence;

/** The same key was sent with another content. Nothing was done. */
public final class CommandKeyReused extends RuntimeException {

    public CommandKeyReused(String key) {
        super(
                "The idempotency key (%s) was used before with another content. Send a new key with a new command."
                        .formatted(key));
    }
}
