/** Tests of substitutes and complexity: cases by hand, laws for any table, semiconductors. */
@NullMarked
package yanzhen.engine.substitutes;

import org.jspecify.annotations.NullMarked;
