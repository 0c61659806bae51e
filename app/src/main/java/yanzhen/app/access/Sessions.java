package yanzhen.app.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.Serializable;
import java.util.List;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Component;

/** 会话: who is logged in, and in which epoch of the account the session began. */
@Component
public class Sessions {

    /** What a session remembers beside its viewer. */
    public record Began(long epoch) implements Serializable {}

    private final HttpSessionSecurityContextRepository kept =
            new HttpSessionSecurityContextRepository();

    /** The account as logged in. */
    public static Authentication of(Account account, long epoch) {
        var in =
                UsernamePasswordAuthenticationToken.authenticated(
                        account.asViewer(),
                        null,
                        List.of(new SimpleGrantedAuthority("ROLE_" + account.role().name())));
        in.setDetails(new Began(epoch));
        return in;
    }

    /**
     * Lets the session of this request go on, under a new id, although the account's epoch has
     * grown: for the one in which a password was changed.
     */
    public void goOn(
            Account account, long epoch, HttpServletRequest request, HttpServletResponse response) {
        request.changeSessionId();
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(of(account, epoch));
        SecurityContextHolder.setContext(context);
        kept.saveContext(context, request, response);
    }
}
