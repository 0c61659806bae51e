package yanzhen.app.access.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.WebAttributes;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.csrf.CsrfException;
import yanzhen.app.access.Viewer;

/**
 * A form whose session is gone, after a restart or a long lunch: its sender is not logged in any
 * more, and is told to log in rather than that the page is forbidden. Nothing of it is done.
 *
 * <p>The page of other refusals finds why in {@link WebAttributes#ACCESS_DENIED_403}: a form from
 * before the last log-in is out of date, not forbidden.
 */
class StaleForms implements AccessDeniedHandler {

    private final AccessDeniedHandler others = new AccessDeniedHandlerImpl();

    @Override
    public void handle(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException fault)
            throws IOException, ServletException {
        if (fault instanceof CsrfException && !loggedIn()) {
            response.sendRedirect(request.getContextPath() + "/login?stale");
            return;
        }
        request.setAttribute(WebAttributes.ACCESS_DENIED_403, fault);
        others.handle(request, response, fault);
    }

    private static boolean loggedIn() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Viewer;
    }
}
