package yanzhen.app.launch;

import org.springframework.aot.AotDetector;
import org.springframework.boot.WebApplicationType;
import org.springframework.core.SpringProperties;
import org.springframework.util.ClassUtils;
import yanzhen.app.Application;

/**
 * What the build worked out beforehand: of which beans the application with its pages consists, and
 * how each is made. Without it every start would read all classes and their annotations again.
 */
final class Preparation {

    /** Written by the build (goal {@code process-aot}); tests and an IDE do without. */
    private static final boolean THERE =
            ClassUtils.isPresent(
                    Application.class.getName() + "__ApplicationContextInitializer",
                    Application.class.getClassLoader());

    private Preparation() {}

    /** Has the next start use it, unless it starts without pages, which consists of less. */
    static void useWhenWhole(WebApplicationType type) {
        SpringProperties.setProperty(
                AotDetector.AOT_ENABLED,
                String.valueOf(THERE && type == WebApplicationType.SERVLET));
    }
}
