/**
 * A made-up register and made-up lists of which it is known who is meant, to measure how well
 * {@link yanzhen.identity.KnownOrganisations} finds them and to set its weights by.
 */
@NullMarked
package yanzhen.identity.trial;

import org.jspecify.annotations.NullMarked;
