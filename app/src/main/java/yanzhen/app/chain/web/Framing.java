package yanzhen.app.chain.web;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.Reach;
import yanzhen.app.site.ListAddress;
import yanzhen.app.site.Typed;

/**
 * 取景: how much of a chain the picture shows, as the address of the page says: all of it or the
 * neighbourhood of a node, and which stages are folded (收起) into one box.
 *
 * @param focus key of a node; empty for the whole chain
 * @param up and down how many steps upstream and downstream of it, 0 to {@value #MOST_STEPS}
 * @param folded keys of stages; null when nothing was said, so that the size of the chain decides
 */
record Framing(String focus, int up, int down, @Nullable Set<String> folded) {

    /** Beyond these steps everything is near. */
    static final int MOST_STEPS = 9;

    /** Steps that a neighbourhood begins with. */
    static final int FIRST_STEPS = 2;

    /** With more boxes than these a picture says nothing any more: stages are folded first. */
    static final int DRAWN = 600;

    /** Said of stages when none is folded. */
    private static final String NONE = "none";

    /** What the address holds; all may be missing. */
    record Asked(
            @Nullable String focus,
            @Nullable Integer up,
            @Nullable Integer down,
            @Nullable String fold) {

        Framing framing() {
            var said = Typed.text(fold);
            return new Framing(
                    Typed.text(focus),
                    steps(up),
                    steps(down),
                    said.isEmpty()
                            ? null
                            : Arrays.stream(said.split("[.]"))
                                    .filter(it -> !it.equals(NONE))
                                    .collect(Collectors.toCollection(LinkedHashSet::new)));
        }

        private static int steps(@Nullable Integer asked) {
            return asked == null ? FIRST_STEPS : Math.clamp(asked, 0, MOST_STEPS);
        }
    }

    /**
     * 节选: what is drawn.
     *
     * @param map of the nodes inside, with the edges between them
     * @param focus null for the whole chain
     * @param folded keys of stages drawn as one box each
     * @param forced whether some of them are folded only because there are too many nodes
     */
    record Excerpt(Atlas.Map map, Atlas.@Nullable Node focus, Set<String> folded, boolean forced) {

        /** Nodes that have a box of their own. */
        List<Atlas.Node> open() {
            return map.nodes().stream().filter(it -> !folded.contains(it.stage())).toList();
        }

        boolean holds(UUID node) {
            return focus == null || map.node(node).isPresent();
        }
    }

    /** The whole chain, folded where it must be. */
    static Framing whole() {
        return new Framing("", FIRST_STEPS, FIRST_STEPS, null);
    }

    /** What of the chain it shows; all of it when there is no such node. */
    Excerpt of(Atlas.Map map) {
        var node = map.nodes().stream().filter(it -> it.key().equals(focus)).findFirst();
        var inside = node.map(it -> near(map, it)).orElse(map);
        var sizes =
                inside.nodes().stream()
                        .collect(Collectors.groupingBy(Atlas.Node::stage, Collectors.counting()));
        var folded = new TreeSet<>(asked(sizes, inside.nodes().size()));
        folded.retainAll(sizes.keySet());
        boolean forced = false;
        while (boxes(sizes, folded) > DRAWN) {
            folded.add(largestOpen(sizes, folded));
            forced = true;
        }
        return new Excerpt(inside, node.orElse(null), Set.copyOf(folded), forced);
    }

    private Set<String> asked(Map<String, Long> sizes, int nodes) {
        if (folded != null) {
            return folded;
        }
        return nodes > DRAWN ? sizes.keySet() : Set.of();
    }

    private static long boxes(Map<String, Long> sizes, Set<String> folded) {
        return sizes.entrySet().stream()
                .mapToLong(it -> folded.contains(it.getKey()) ? 1 : it.getValue())
                .sum();
    }

    /**
     * A stage of one node takes one box folded or not: there is a larger one while boxes are many.
     */
    private static String largestOpen(Map<String, Long> sizes, Set<String> folded) {
        return sizes.entrySet().stream()
                .filter(it -> !folded.contains(it.getKey()))
                .max(
                        Map.Entry.<String, Long>comparingByValue()
                                .thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow()
                .getKey();
    }

    private Atlas.Map near(Atlas.Map map, Atlas.Node node) {
        var ids = new HashSet<>(Set.of(node.id()));
        ids.addAll(within(Reach.upstream(node.id(), map.edges()), up));
        ids.addAll(within(Reach.downstream(node.id(), map.edges()), down));
        return only(map, it -> ids.contains(it.id()));
    }

    private static Set<UUID> within(Map<UUID, Integer> steps, int most) {
        return steps.entrySet().stream()
                .filter(it -> most >= MOST_STEPS || it.getValue() <= most)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Stages that have nothing left go too. */
    private static Atlas.Map only(Atlas.Map map, Predicate<Atlas.Node> kept) {
        var nodes = map.nodes().stream().filter(kept).toList();
        var ids = nodes.stream().map(Atlas.Node::id).collect(Collectors.toSet());
        var stages = nodes.stream().map(Atlas.Node::stage).collect(Collectors.toSet());
        return new Atlas.Map(
                map.chain(),
                map.stages().stream().filter(it -> stages.contains(it.key())).toList(),
                nodes,
                map.edges().stream()
                        .filter(it -> ids.contains(it.supplier()) && ids.contains(it.consumer()))
                        .toList(),
                map.run());
    }

    /** The neighbourhood of another node, with the same steps. */
    Framing on(String node) {
        return new Framing(node, up, down, null);
    }

    /** The whole chain again. */
    Framing left() {
        return new Framing("", FIRST_STEPS, FIRST_STEPS, folded);
    }

    Framing up(int steps) {
        return new Framing(focus, steps, down, folded);
    }

    Framing down(int steps) {
        return new Framing(focus, up, steps, folded);
    }

    /** With a stage folded that is open in the excerpt, or opened that is folded in it. */
    Framing turned(Excerpt excerpt, String stage) {
        var turned = new TreeSet<>(excerpt.folded());
        if (!turned.remove(stage)) {
            turned.add(stage);
        }
        return new Framing(focus, up, down, turned);
    }

    Framing folded(Set<String> stages) {
        return new Framing(focus, up, down, stages);
    }

    /** Where a page shows it so, with all else that its address says. */
    ListAddress in(ListAddress page) {
        var whole = focus.isEmpty();
        return page.with("focus", whole ? null : focus)
                .with("up", whole || up == FIRST_STEPS ? null : up)
                .with("down", whole || down == FIRST_STEPS ? null : down)
                .with("fold", fold());
    }

    /** The folded stages as the address says them; null when it says nothing of them. */
    public @Nullable String fold() {
        var said = folded;
        if (said == null) {
            return null;
        }
        return said.isEmpty()
                ? NONE
                : said.stream().sorted(Comparator.naturalOrder()).collect(Collectors.joining("."));
    }

    /** Steps to choose from; the last stands for all. */
    static List<Integer> choices() {
        return List.of(0, 1, 2, 3, MOST_STEPS);
    }
}
