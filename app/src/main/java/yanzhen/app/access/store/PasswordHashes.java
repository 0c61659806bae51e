package yanzhen.app.access.store;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import yanzhen.app.access.Accounts;

/**
 * 口令散列: at work at most as often at once as there are processors, in the order of asking.
 *
 * <p>One hash takes about a tenth of a second of a processor and 16 MiB. Without this bound a
 * thousand who log in together would take 16 GiB; with it they wait their turn.
 */
@Component
class PasswordHashes {

    /** Argon2id, 16 MiB, two passes, one lane: as new hashes are made. */
    private static final String PRICE = "$argon2id$v=19$m=16384,t=2,p=1$";

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final PasswordEncoder encoder;
    private final Semaphore places =
            new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()), true);
    private final String ofNobody = ofNobody();
    private @Nullable String demonstration;

    PasswordHashes(PasswordEncoder encoder) {
        this.encoder = encoder;
    }

    /**
     * Whether the password has this hash; takes the same time when there is none.
     *
     * @throws Busy when the turn does not come within 20 seconds
     */
    boolean matches(String password, @Nullable String hash) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException(
                    "A password is being checked inside a transaction, which holds a connection.");
        }
        boolean same = inTurn(() -> encoder.matches(password, hash == null ? ofNobody : hash));
        return same && hash != null;
    }

    /**
     * The hash to store.
     *
     * @throws Busy when the turn does not come within 20 seconds
     */
    String of(String password) {
        return inTurn(() -> {
            var hash = encoder.encode(password);
            if (hash == null) {
                throw new IllegalArgumentException("There is no password to hash.");
            }
            return hash;
        });
    }

    /**
     * The hash of the password of all demonstration accounts. They share its salt: what everybody
     * may read on the console needs none of its own.
     */
    synchronized String ofDemonstration() {
        if (demonstration == null) {
            demonstration = of(Accounts.DEMONSTRATION_PASSWORD);
        }
        return demonstration;
    }

    /**
     * What looks like a hash and is none: random bytes, to be checked at the price of a real one.
     * To compute one would cost every start a tenth of a second.
     */
    static String ofNobody() {
        return "%s%s$%s".formatted(PRICE, random(SALT_BYTES), random(HASH_BYTES));
    }

    private static String random(int length) {
        var bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    private <T> T inTurn(Supplier<T> work) {
        try {
            if (!places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Busy();
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }

    /** More passwords wait to be checked than can be in the time that a person waits. */
    static final class Busy extends RuntimeException {
        Busy() {
            super("Too many passwords wait to be checked. Try again in a minute.");
        }
    }
}
