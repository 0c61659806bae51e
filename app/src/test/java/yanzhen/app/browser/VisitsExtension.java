package yanzhen.app.browser;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Gives a test its {@link Visits}; afterwards fails it for what the browser complained of, and
 * keeps the screens of a failed test under {@code target/browser}.
 */
final class VisitsExtension implements ParameterResolver, AfterTestExecutionCallback {

    private static final Namespace OURS = Namespace.create(VisitsExtension.class);
    private static final Path KEPT = Path.of("target", "browser");

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Visits.class;
    }

    @Override
    public Visits resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(OURS)
                .computeIfAbsent(Visits.class, key -> visits(context), Visits.class);
    }

    private static Visits visits(ExtensionContext context) {
        var browser =
                context.getRoot()
                        .getStore(OURS)
                        .computeIfAbsent(Browser.class, key -> Browser.start(), Browser.class);
        var application = SpringExtension.getApplicationContext(context);
        var port = application.getEnvironment().getRequiredProperty("local.server.port");
        return new Visits(browser, "http://localhost:" + port, application);
    }

    @Override
    public void afterTestExecution(ExtensionContext context) throws IOException {
        var visits = context.getStore(OURS).get(Visits.class, Visits.class);
        if (visits == null) {
            return;
        }
        try {
            var faults = visits.faults();
            boolean failed = context.getExecutionException().isPresent();
            if (failed || !faults.isEmpty()) {
                visits.keep(KEPT.resolve(folder(context)));
            }
            if (!failed && !faults.isEmpty()) {
                throw new AssertionError(
                        "The browser complained %d times:%n%s"
                                .formatted(faults.size(), String.join("\n", faults)));
            }
        } finally {
            visits.close();
        }
    }

    private static String folder(ExtensionContext context) {
        return (context.getRequiredTestClass().getSimpleName()
                        + "."
                        + context.getRequiredTestMethod().getName()
                        + "-"
                        + context.getDisplayName())
                .replaceAll("[^\\p{Alnum}.]+", "-");
    }
}
