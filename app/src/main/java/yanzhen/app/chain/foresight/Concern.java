package yanzhen.app.chain.foresight;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 涉及: what a signal or a candidate is about.
 *
 * @param node null when the whole chain is meant
 */
public record Concern(String chain, @Nullable UUID node) {}
