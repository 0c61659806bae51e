@NullMarked
package yanzhen.app.rules;

import org.jspecify.annotations.NullMarked;
