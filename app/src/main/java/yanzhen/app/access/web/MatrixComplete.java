package yanzhen.app.access.web;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import yanzhen.app.access.Matrix;

/** Compares the matrix with the handlers at start: an endpoint without a row stops it. */
@Component
@ConditionalOnWebApplication
class MatrixComplete implements SmartInitializingSingleton {

    /** Answered by the security filter or the container, not by a handler of ours. */
    private static final Set<String> NO_HANDLER = Set.of("POST /login", "POST /logout");

    private final Matrix matrix;
    private final ObjectProvider<RequestMappingHandlerMapping> mappings;

    MatrixComplete(Matrix matrix, ObjectProvider<RequestMappingHandlerMapping> mappings) {
        this.matrix = matrix;
        this.mappings = mappings;
    }

    @Override
    public void afterSingletonsInstantiated() {
        var rows = matrix.rows().stream().map(Matrix.Row::endpoint).collect(Collectors.toSet());
        var handlers = handlers();
        var missing = new TreeSet<>(handlers);
        missing.removeAll(rows);
        var stale = new TreeSet<>(rows);
        stale.removeAll(handlers);
        stale.removeAll(NO_HANDLER);
        if (!missing.isEmpty() || !stale.isEmpty()) {
            throw new IllegalStateException(
                    "access/matrix.yaml lacks rows for %s and has rows without a handler for %s."
                            .formatted(missing, stale));
        }
    }

    private Set<String> handlers() {
        return mappings.stream()
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .flatMap(MatrixComplete::endpoints)
                .filter(endpoint -> !endpoint.endsWith(" /error"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A mapping without a method answers all; we ask such a one to be a GET. */
    private static Stream<String> endpoints(RequestMappingInfo mapping) {
        var methods =
                mapping.getMethodsCondition().getMethods().isEmpty()
                        ? Set.of(RequestMethod.GET)
                        : mapping.getMethodsCondition().getMethods();
        return mapping.getPatternValues().stream()
                .flatMap(pattern -> methods.stream().map(method -> method + " " + pattern));
    }
}
