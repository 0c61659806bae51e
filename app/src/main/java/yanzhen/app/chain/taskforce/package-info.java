/** 从短板到工作: options for a weak link, plans, the chain's task force 专班 and its tasks, pilots 一条龙. */
@NullMarked
@NamedInterface("taskforce")
package yanzhen.app.chain.taskforce;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
