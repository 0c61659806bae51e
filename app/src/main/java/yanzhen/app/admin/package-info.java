/** 管理: accounts, one's own account, and reading the audit trail. */
@NullMarked
@ApplicationModule(
        displayName = "Administration 管理",
        allowedDependencies = {"kernel", "evidence", "access", "site", "cluster"})
package yanzhen.app.admin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
