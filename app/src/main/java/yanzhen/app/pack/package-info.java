/** Packs: a region's plan, schemes, chains and records as data. Each module reads its own part. */
@NullMarked
@ApplicationModule(
        displayName = "Packs 规划包",
        allowedDependencies = {"kernel", "evidence"})
package yanzhen.app.pack;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
