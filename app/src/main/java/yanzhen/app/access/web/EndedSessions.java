package yanzhen.app.access.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ServletRequestPathUtils;
import yanzhen.app.access.LogIns;
import yanzhen.app.access.Matrix;
import yanzhen.app.access.Sessions.Began;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;

/**
 * Ends a session whose account has moved on: disabled, another mandate, another password.
 *
 * <p>Asks the database at each request of a logged-in account, by the primary key, so that it holds
 * at once and in every process. Static files are not asked for.
 */
class EndedSessions extends OncePerRequestFilter {

    private final LogIns logIns;
    private final Matrix matrix;

    EndedSessions(LogIns logIns, Matrix matrix) {
        this.logIns = logIns;
        this.matrix = matrix;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (ended(request)) {
            var session = request.getSession(false);
            if (session != null) {
                session.invalidate();
            }
            SecurityContextHolder.clearContext();
            response.sendRedirect(request.getContextPath() + "/login?ended");
            return;
        }
        chain.doFilter(request, response);
    }

    private boolean ended(HttpServletRequest request) {
        if (request.getSession(false) == null) {
            return false;
        }
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null
                && authentication.getPrincipal() instanceof Viewer viewer
                && viewer.account() != null
                && authentication.getDetails() instanceof Began(long epoch)
                && isPage(request)
                && epoch != epochOf(viewer.account());
    }

    private boolean isPage(HttpServletRequest request) {
        var path = ServletRequestPathUtils.parseAndCache(request).pathWithinApplication();
        return matrix.rowOf(request.getMethod(), path).isPresent();
    }

    private long epochOf(UUID account) {
        return Viewers.doAs(Viewer.SYSTEM, () -> logIns.epochOf(account));
    }
}
