/** Generators of the synthetic records in the packs: seeded, so that anyone gets the same bytes. */
@NullMarked
package yanzhen.app.demo;

import org.jspecify.annotations.NullMarked;
