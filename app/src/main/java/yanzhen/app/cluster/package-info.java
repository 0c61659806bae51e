/** 一群: organisations and their identity, recognitions and who holds them on any day. */
@NullMarked
@ApplicationModule(
        displayName = "Cluster 一群",
        allowedDependencies = {"kernel", "evidence", "pack", "access", "site", "rules"})
package yanzhen.app.cluster;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
