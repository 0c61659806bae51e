package yanzhen.app.access.web;

import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import yanzhen.app.access.LogIns;
import yanzhen.app.access.LogIns.Outcome;
import yanzhen.app.access.Sessions;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;

/** Logs accounts in; the principal is the {@link Viewer}. */
class AccountProvider implements AuthenticationProvider {

    private static final Duration BUSY = Duration.ofSeconds(30);
    private static final int LONGEST_LOGIN = 64;
    private static final int LONGEST_PASSWORD = 128;

    private final LogIns logIns;
    private final Brake brake;
    private final Clock clock;

    AccountProvider(LogIns logIns, Brake brake, Clock clock) {
        this.logIns = logIns;
        this.brake = brake;
        this.clock = clock;
    }

    @Override
    public Authentication authenticate(Authentication typed) {
        var login = shortened(typed.getName(), LONGEST_LOGIN);
        var password = shortened(String.valueOf(typed.getCredentials()), LONGEST_PASSWORD);
        var address = address(typed);
        brake.take(address, login)
                .ifPresent(wait -> {
                    throw new MustWait(MustWait.Why.BRAKED, wait);
                });
        return switch (Viewers.doAs(Viewer.SYSTEM, () -> logIns.attempt(login, password))) {
            case Outcome.Welcome(var account, var epoch) -> {
                brake.giveBack(address, login);
                yield Sessions.of(account, epoch);
            }
            case Outcome.Refused() -> throw new BadCredentialsException("refused");
            case Outcome.Locked(var until) ->
                    throw new MustWait(
                            MustWait.Why.LOCKED, Duration.between(clock.instant(), until));
            case Outcome.Busy() -> {
                brake.giveBack(address, login);
                throw new MustWait(MustWait.Why.BUSY, BUSY);
            }
        };
    }

    /** One more than the longest: too long is wrong, and is not hashed or remembered whole. */
    private static String shortened(String typed, int longest) {
        return typed.length() <= longest ? typed : typed.substring(0, longest + 1);
    }

    private static @Nullable String address(Authentication typed) {
        return typed.getDetails() instanceof WebAuthenticationDetails details
                ? details.getRemoteAddress()
                : null;
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
}
