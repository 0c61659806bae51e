/** 揭榜挂帅: from a real need on the wall to an accepted result. */
@NullMarked
@ApplicationModule(
        displayName = "Challenge 揭榜挂帅",
        allowedDependencies = {
            "kernel",
            "evidence",
            "pack",
            "access",
            "site",
            "cluster",
            "chain",
            "chain :: foresight",
            "chain :: dossier"
        })
package yanzhen.app.challenge;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
