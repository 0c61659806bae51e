package yanzhen.app.chain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import yanzhen.app.chain.ChainDraft.EdgeRow;

/**
 * 供需关系的检查: what is wrong with the edges of a chain whose ends are known.
 *
 * <p>No node goes into itself, two nodes are joined once, and what is done step by step does not go
 * round in a circle. Circles are found by a depth-first walk along the steps, from the first edge
 * on: the edge that leads back to a node of the way is named. Cost: one pass over the edges, and
 * one visit to each step.
 */
public final class EdgeCheck {

    private static final String STEP = "step-before";

    /** Nodes of a circle that are named at most. */
    private static final int NAMED = 20;

    /**
     * One fault.
     *
     * @param edge which of the edges, counted from 0
     * @param code of the problem
     * @param details of the problem: the way round of a circle
     */
    public record Fault(int edge, String code, List<String> details) {}

    private final List<EdgeRow> edges;
    private final List<Fault> faults = new ArrayList<>();
    private final Map<String, List<Integer>> steps = new HashMap<>();
    private final Set<String> done = new HashSet<>();

    private EdgeCheck(List<EdgeRow> edges) {
        this.edges = edges;
    }

    /** All faults; empty when there are none. */
    public static List<Fault> of(List<EdgeRow> edges) {
        var check = new EdgeCheck(edges);
        check.joins();
        check.circles();
        return check.faults;
    }

    private void joins() {
        record Ends(String supplier, String consumer) {}
        var seen = new HashSet<Ends>();
        for (int at = 0; at < edges.size(); at++) {
            var edge = edges.get(at);
            if (edge.supplier().equals(edge.consumer())) {
                faults.add(new Fault(at, "edge-to-itself", List.of()));
            } else if (!seen.add(new Ends(edge.supplier(), edge.consumer()))) {
                faults.add(new Fault(at, "duplicate", List.of()));
            } else if (edge.kind().equals(STEP)) {
                steps.computeIfAbsent(edge.supplier(), _ -> new ArrayList<>()).add(at);
            }
        }
    }

    private void circles() {
        for (var edge : edges) {
            if (steps.containsKey(edge.supplier()) && !done.contains(edge.supplier())) {
                walk(edge.supplier());
            }
        }
    }

    private void walk(String from) {
        var way = new ArrayList<String>();
        var places = new HashMap<String, Integer>();
        var open = new ArrayDeque<Iterator<Integer>>();
        enter(from, way, places, open);
        while (!open.isEmpty()) {
            if (!open.getLast().hasNext()) {
                open.removeLast();
                var left = way.removeLast();
                places.remove(left);
                done.add(left);
                continue;
            }
            int step = open.getLast().next();
            var to = edges.get(step).consumer();
            var place = places.get(to);
            if (place != null) {
                faults.add(new Fault(step, "edge-circle", List.of(round(way, place))));
            } else if (!done.contains(to)) {
                enter(to, way, places, open);
            }
        }
    }

    private void enter(
            String node,
            List<String> way,
            Map<String, Integer> places,
            ArrayDeque<Iterator<Integer>> open) {
        places.put(node, way.size());
        way.add(node);
        open.addLast(steps.getOrDefault(node, List.of()).iterator());
    }

    private static String round(List<String> way, int from) {
        var round = way.subList(from, way.size());
        var named = round.subList(0, Math.min(NAMED, round.size()));
        return way.getLast()
                + " → "
                + String.join(" → ", named)
                + (named.size() < round.size() ? " → …" : "");
    }
}
