package yanzhen.app.evidence;

import java.util.UUID;
import java.util.function.Supplier;

/**
 * 幂等命令: a command takes effect at most once for its key, however often it is sent.
 *
 * <p>The key, a digest of the command's content and the answer are stored in the same transaction
 * as the effect. A twin that arrives while the first is at work waits for it.
 */
public interface Commands {

    /**
     * Does the work unless this actor has sent the key before.
     *
     * @param key chosen by the sender, 8 to 100 printable characters
     * @param command content of the command as a record; written as JSON and digested
     * @param work makes the change, leaves at least one audit record, and returns the answer to
     *     keep, usually the address of what came into being
     * @return the answer, and whether it is the one kept from an earlier time
     * @throws CommandKeyUnfit when the key is too short, too long or not printable
     * @throws CommandKeyReused when the key came before with another content
     * @throws IllegalStateException when the work left no audit record: a fault of ours
     */
    Answer once(String key, Record command, Supplier<String> work);

    /**
     * The same for a change of something that exists already.
     *
     * @param changed its identity, which is the answer
     */
    Answer once(String key, Record command, UUID changed, Runnable work);

    /**
     * What a command came to.
     *
     * @param value what the work returned
     * @param replayed true when nothing was done this time
     */
    record Answer(String value, boolean replayed) {

        /** The value of a command whose answer is an identity. */
        public UUID id() {
            return UUID.fromString(value);
        }
    }
}
