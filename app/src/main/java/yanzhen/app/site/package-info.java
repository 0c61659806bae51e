/** The frame of every page and of the API: rail, languages, problems, command keys, paging. */
@NullMarked
@ApplicationModule(
        displayName = "Site 页面框架",
        allowedDependencies = {"kernel", "evidence", "access", "pack"})
package yanzhen.app.site;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
