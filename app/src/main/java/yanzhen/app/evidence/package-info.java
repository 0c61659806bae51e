/**
 * What was done, by whom and why: one audit record per state change, commands once, files kept with
 * their hash.
 */
@NullMarked
@ApplicationModule(displayName = "Evidence 证据", allowedDependencies = "kernel")
package yanzhen.app.evidence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
