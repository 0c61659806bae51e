/** 一环: what accepted outcomes become: products in a catalogue and registered contracts. */
@NullMarked
@ApplicationModule(
        displayName = "Loop 一环",
        allowedDependencies = {
            "kernel",
            "evidence",
            "pack",
            "access",
            "site",
            "cluster",
            "chain",
            "challenge"
        })
package yanzhen.app.loop;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
