/** A plain HTTP client with cookies and forms, for tests that look at the wire. */
@NullMarked
package yanzhen.app.http;

import org.jspecify.annotations.NullMarked;
