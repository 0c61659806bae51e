package yanzhen.app.access.web;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.stereotype.Component;
import org.springframework.web.util.ServletRequestPathUtils;
import yanzhen.app.access.Matrix;
import yanzhen.app.access.Matrix.Verdict;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewer;

/**
 * Asks the matrix for each request.
 *
 * <p>A path without a row passes: it can only end in a static file or in 404, since {@link
 * MatrixComplete} keeps the application from starting when a handler has no row.
 */
@Component
class MatrixAuthorization implements AuthorizationManager<RequestAuthorizationContext> {

    private final Matrix matrix;

    MatrixAuthorization(Matrix matrix) {
        this.matrix = matrix;
    }

    @Override
    public AuthorizationDecision authorize(
            Supplier<? extends @Nullable Authentication> authentication,
            RequestAuthorizationContext context) {
        var request = context.getRequest();
        var path = ServletRequestPathUtils.parseAndCache(request).pathWithinApplication();
        var verdict =
                matrix.rowOf(request.getMethod(), path)
                        .map(row -> row.of(role(authentication.get())))
                        .orElse(Verdict.ALLOWED);
        return new AuthorizationDecision(verdict != Verdict.NONE);
    }

    private static Role role(@Nullable Authentication authentication) {
        return authentication != null && authentication.getPrincipal() instanceof Viewer viewer
                ? viewer.role()
                : Role.PUBLIC;
    }
}
