/**
 * What accounts are told: notices on their page and by mail, what they follow, and calendars.
 * Called downward by whoever changes something, inside of the transaction of the change.
 */
@NullMarked
@ApplicationModule(
        displayName = "Notices 通知",
        allowedDependencies = {"kernel", "evidence", "access", "site"})
package yanzhen.app.notice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
