package yanzhen.app.chain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * 上下游: what a node goes into and what goes into it, directly and over others.
 *
 * <p>Breadth first from the node along the edges; each node once, with the fewest steps to it, in
 * the order of the edges. Cost: nodes + edges. It says who could be hit, not how hard: it knows
 * neither shares nor stocks.
 */
public final class Reach {

    private Reach() {}

    /**
     * Everything downstream.
     *
     * @return nodes with the number of steps to them, at least 1; without the node itself
     */
    public static Map<UUID, Integer> downstream(UUID from, List<Atlas.Edge> edges) {
        return steps(from, edges, Atlas.Edge::supplier, Atlas.Edge::consumer);
    }

    /**
     * Everything upstream.
     *
     * @return nodes with the number of steps to them, at least 1; without the node itself
     */
    public static Map<UUID, Integer> upstream(UUID from, List<Atlas.Edge> edges) {
        return steps(from, edges, Atlas.Edge::consumer, Atlas.Edge::supplier);
    }

    private static Map<UUID, Integer> steps(
            UUID from,
            List<Atlas.Edge> edges,
            Function<Atlas.Edge, UUID> here,
            Function<Atlas.Edge, UUID> there) {
        var next = new HashMap<UUID, List<UUID>>();
        edges.forEach(it ->
                next.computeIfAbsent(here.apply(it), _ -> new ArrayList<>()).add(there.apply(it)));
        var steps = new LinkedHashMap<UUID, Integer>();
        steps.put(from, 0);
        var open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            var at = open.remove();
            int step = steps.getOrDefault(at, 0) + 1;
            for (var to : next.getOrDefault(at, List.of())) {
                if (steps.putIfAbsent(to, step) == null) {
                    open.add(to);
                }
            }
        }
        steps.remove(from);
        return steps;
    }
}
