/** Pages and API of task forces, plans and pilots. */
@NullMarked
package yanzhen.app.chain.taskforce.web;

import org.jspecify.annotations.NullMarked;
