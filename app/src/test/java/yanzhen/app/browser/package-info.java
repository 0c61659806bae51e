/** What a person sees and does, tried in a real browser on the running application. */
@NullMarked
package yanzhen.app.browser;

import org.jspecify.annotations.NullMarked;
