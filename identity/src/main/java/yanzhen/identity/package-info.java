/**
 * Which records mean the same organisation: names, addresses and credit codes are compared field by
 * field, each comparison weighs so many bits for or against, and their sum decides. A function of
 * its records; no clock, no input or output, no framework.
 *
 * <p>How it weighs and what was measured is in {@code identity/README.md}.
 */
@NullMarked
package yanzhen.identity;

import org.jspecify.annotations.NullMarked;
