package yanzhen.app.access.web;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** The attempt to log in was not looked at, or cannot help yet. */
final class MustWait extends AuthenticationException {

    /** Why. */
    enum Why {
        /** 账号暂停登录. */
        LOCKED,
        /** 该网络失败过多. */
        BRAKED,
        /** 系统繁忙. */
        BUSY
    }

    private final Why why;
    private final Duration wait;

    MustWait(Why why, Duration wait) {
        super("Log-in must wait %d seconds: %s.".formatted(wait.toSeconds(), why));
        this.why = why;
        this.wait = wait;
    }

    Why why() {
        return why;
    }

    /** Whole seconds, at least one: a wait is never rounded down to nothing. */
    long seconds() {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }
}
