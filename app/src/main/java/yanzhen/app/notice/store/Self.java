package yanzhen.app.notice.store;

import java.util.UUID;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.Viewers;

/** The account that asks; there is one, since a visitor has no notices. */
@Component
class Self {

    private final Viewers viewers;

    Self(Viewers viewers) {
        this.viewers = viewers;
    }

    UUID account() {
        var account = viewers.current().account();
        if (account == null) {
            throw new Forbidden("nobody", "Nobody is logged in.");
        }
        return account;
    }
}
