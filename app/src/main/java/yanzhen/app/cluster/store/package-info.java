/** The register in PostgreSQL. */
@NullMarked
package yanzhen.app.cluster.store;

import org.jspecify.annotations.NullMarked;
