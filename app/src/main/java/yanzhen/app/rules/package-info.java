/**
 * 规则: conditions of schemes and policies as people can read them, and what comes of a firm's data.
 */
@NullMarked
@ApplicationModule(
        displayName = "Rules 规则",
        allowedDependencies = {"kernel"})
package yanzhen.app.rules;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
