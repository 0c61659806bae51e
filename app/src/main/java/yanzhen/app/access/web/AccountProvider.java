package yanzhen.app.access.web;

import java.util.List;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import yanzhen.app.access.Account;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Accounts.LogIn;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;

/** Logs accounts in; the principal is the {@link Viewer}. */
class AccountProvider implements AuthenticationProvider {

    private final Accounts accounts;

    AccountProvider(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public Authentication authenticate(Authentication typed) {
        var login = typed.getName();
        var password = String.valueOf(typed.getCredentials());
        var answer = Viewers.doAs(Viewer.SYSTEM, () -> accounts.logIn(login, password));
        return switch (answer) {
            case LogIn.Welcome(var account) -> loggedIn(account);
            case LogIn.Refused() -> throw new BadCredentialsException("refused");
            case LogIn.Locked(var until) -> throw new LockedException(until.toString());
        };
    }

    private static Authentication loggedIn(Account account) {
        return UsernamePasswordAuthenticationToken.authenticated(
                account.asViewer(),
                null,
                List.of(new SimpleGrantedAuthority("ROLE_" + account.role().name())));
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
}
