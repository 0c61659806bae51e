/** 一链: chains, their nodes and suppliers, and which links are weak and why. */
@NullMarked
@ApplicationModule(
        displayName = "Chain 一链",
        allowedDependencies = {"kernel", "evidence", "pack", "access", "site", "cluster"})
package yanzhen.app.chain;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
