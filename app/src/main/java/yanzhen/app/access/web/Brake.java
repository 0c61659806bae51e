package yanzhen.app.access.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * 登录限速: slows failures to log in from one remote address; those who come from elsewhere do not
 * notice.
 *
 * <p>Every attempt takes a place of its address and one of its address and login together; a good
 * one gives both back. An address has 30 places and gains one each half minute; for one login it
 * has 5 and gains one each five minutes. So one address fails at most eight times at one login in
 * any 15 minutes, which is fewer than lock an account: nobody can lock another out from one place.
 *
 * <p>Of each kind at most 50 000 are remembered, about 20 MB in all; of an IPv6 address the first
 * 64 bits count, since one line has them all.
 */
@Component
class Brake {

    private static final int REMEMBERED = 50_000;
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(30);
    private static final Bandwidth OF_ADDRESS =
            Bandwidth.builder().capacity(30).refillGreedy(1, Duration.ofSeconds(30)).build();
    private static final Bandwidth OF_PAIR =
            Bandwidth.builder().capacity(5).refillGreedy(1, Duration.ofMinutes(5)).build();

    private final Clock clock;
    private final Cache<String, Bucket> addresses = remembering();
    private final Cache<String, Bucket> pairs = remembering();

    Brake(Clock clock) {
        this.clock = clock;
    }

    private static Cache<String, Bucket> remembering() {
        return Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .expireAfterAccess(FORGOTTEN_AFTER)
                .build();
    }

    /**
     * Takes a place.
     *
     * @return how long to wait until there is one; empty when it was taken
     */
    Optional<Duration> take(@Nullable String address, String login) {
        var pair = ofPair(address, login);
        var first = wait(pair);
        if (first.isPresent()) {
            return first;
        }
        var second = wait(ofAddress(address));
        if (second.isPresent()) {
            pair.addTokens(1);
        }
        return second;
    }

    /** Gives the place back: the attempt was good, or was not looked at. */
    void giveBack(@Nullable String address, String login) {
        ofPair(address, login).addTokens(1);
        ofAddress(address).addTokens(1);
    }

    private static Optional<Duration> wait(Bucket bucket) {
        var probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed()
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    private Bucket ofAddress(@Nullable String address) {
        return addresses.get(line(address), _ -> bucket(OF_ADDRESS));
    }

    private Bucket ofPair(@Nullable String address, String login) {
        return pairs.get(line(address) + " " + login, _ -> bucket(OF_PAIR));
    }

    private Bucket bucket(Bandwidth bandwidth) {
        return Bucket.builder()
                .addLimit(bandwidth)
                .withCustomTimePrecision(new ByClock(clock::millis))
                .build();
    }

    /** What counts as one: an IPv4 address, or the half of an IPv6 address that a line is given. */
    static String line(@Nullable String address) {
        if (address == null || !address.contains(":")) {
            return String.valueOf(address);
        }
        try {
            return InetAddress.getByName(address) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(six.getAddress(), 0, 8)
                    : address;
        } catch (UnknownHostException e) {
            return address;
        }
    }

    /** The application's clock, as the library asks for it. */
    private record ByClock(Supplier<Long> millis) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return Duration.ofMillis(millis.get()).toNanos();
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
