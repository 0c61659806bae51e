package yanzhen.app.chain.web;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.Atlas;

/** A node as lists show it. */
record NodeLine(
        UUID id,
        String key,
        String chain,
        String chainName,
        String name,
        String stageKey,
        String stage,
        String category,
        String state,
        boolean essential,
        int weight,
        String reason,
        @Nullable UUID weakLink,
        boolean synthetic) {

    static NodeLine of(Atlas.Map map, Atlas.Node node, Locale locale) {
        return new NodeLine(
                node.id(),
                node.key(),
                map.chain().key(),
                map.chain().name().in(locale),
                node.name().in(locale),
                node.stage(),
                map.stage(node.stage()).map(it -> it.name().in(locale)).orElse(node.stage()),
                node.category().name(),
                node.state().key(),
                node.essential(),
                node.weight(),
                node.reason() == null ? "" : node.reason().in(locale),
                node.weakLink(),
                node.synthetic());
    }
}
