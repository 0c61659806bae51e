/**
 * Tests of the engine: cases by hand, laws for any network, and the authors' numbers.
 *
 * <p>The authors' own code is met in values within 1e-12, long runs within 1e-9, and in the number
 * of steps, on every way of counting. Laws hold over random networks: losses between the shock and
 * 1, growing with the shock, independent of numbering, of the order of records and of shocks and,
 * to the bit, of the number of threads and of vectors; every loss leads back to the shock; every
 * row of any table is taken or named. The examples of the README and of the packages run as they
 * are written.
 */
@NullMarked
package yanzhen.engine;

import org.jspecify.annotations.NullMarked;
