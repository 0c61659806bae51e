package yanzhen.app.chain;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * 下游影响: what a node goes into, directly and over others.
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
        var next = new HashMap<UUID, List<UUID>>();
        edges.forEach(it ->
                next.computeIfAbsent(it.supplier(), _ -> new java.util.ArrayList<>())
                        .add(it.consumer()));
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
