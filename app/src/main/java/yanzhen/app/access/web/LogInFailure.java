package yanzhen.app.access.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** Back to the log-in page, which says whether to try again or how long to wait. */
class LogInFailure implements AuthenticationFailureHandler {

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException fault)
            throws IOException {
        response.sendRedirect(request.getContextPath() + "/login?" + said(fault));
    }

    private static String said(AuthenticationException fault) {
        return fault instanceof MustWait wait
                ? wait.why().name().toLowerCase(Locale.ROOT) + "=" + wait.seconds()
                : "refused";
    }
}
