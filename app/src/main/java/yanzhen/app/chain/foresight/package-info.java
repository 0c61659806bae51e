/** 预研 · 前沿颠覆: what is coming, how ripe it is, what experts think of it, and what is made of it. */
@NullMarked
@NamedInterface("foresight")
package yanzhen.app.chain.foresight;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
