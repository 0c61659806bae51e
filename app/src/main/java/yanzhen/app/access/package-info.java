/** Who may do what: accounts, roles, mandates, the authorisation matrix and row-level security. */
@NullMarked
@ApplicationModule(
        displayName = "Access 权限",
        allowedDependencies = {"kernel", "evidence"})
package yanzhen.app.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
