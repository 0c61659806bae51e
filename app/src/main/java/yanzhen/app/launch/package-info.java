/** The command line, and the database inside the process's own folder. */
@NullMarked
@ApplicationModule(
        displayName = "Launch 启动",
        allowedDependencies = {
            "kernel",
            "evidence",
            "pack",
            "access",
            "cluster",
            "cluster :: credential",
            "chain :: supply",
            "challenge :: evaluation"
        })
package yanzhen.app.launch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
