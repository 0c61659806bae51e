/**
 * 指标·任务: the plan as clauses, its indicators with their targets, and readings of them that can be
 * walked back to what they count.
 */
@NullMarked
@ApplicationModule(
        displayName = "Plan 指标·任务",
        allowedDependencies = {
            "kernel",
            "evidence",
            "pack",
            "access",
            "site",
            "cluster",
            "chain",
            "chain :: dossier",
            "challenge",
            "loop"
        })
package yanzhen.app.plan;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
