package yanzhen.app.chain.web;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * 分层: in which order the boxes of each column stand, and through which columns each edge passes.
 *
 * <p>Layered drawing after Sugiyama, Tagawa and Toda (1981): an edge over several columns gets a
 * place to pass in each column between its ends, so that no line runs behind a box. Edges into the
 * same consumer share their passes; a fab with thirty suppliers is reached by one trunk. Orders
 * come from barycentre sweeps to the right and back; the order with the fewest crossings wins, the
 * earlier one among equals. Boxes joined inside of one column stay together, suppliers above.
 *
 * <p>Items are numbered: boxes first, in the order given, then passes. Two runs agree to the bit.
 * Cost: {@value #SWEEPS} × (items log items + links log links).
 */
final class Layering {

    private static final int SWEEPS = 24;

    private final int boxes;
    private final List<Integer> columnOf = new ArrayList<>();
    private final List<int[]> routes = new ArrayList<>();
    private final List<List<int[]>> blocks = new ArrayList<>();
    private final Map<Integer, Set<Integer>> before = new HashMap<>();
    private final Map<Integer, Set<Integer>> after = new HashMap<>();

    private Layering(int[] columnOf) {
        this.boxes = columnOf.length;
        Arrays.stream(columnOf).forEach(this.columnOf::add);
    }

    /**
     * Orders the boxes.
     *
     * @param columns how many columns there are
     * @param columnOf the column of each box, 0 on the left
     * @param edges pairs of supplier and consumer, as numbers of boxes
     */
    static Layering of(int columns, int[] columnOf, List<int[]> edges) {
        var layering = new Layering(columnOf);
        layering.route(edges);
        layering.gather(columns, edges);
        layering.sweep();
        return layering;
    }

    /** Items of each column from above. */
    List<List<Integer>> columns() {
        return blocks.stream()
                .map(column -> column.stream().flatMapToInt(Arrays::stream).boxed().toList())
                .toList();
    }

    /** For each edge the items from its supplier to its consumer, both included. */
    List<int[]> routes() {
        return routes;
    }

    boolean isBox(int item) {
        return item < boxes;
    }

    int column(int item) {
        return columnOf.get(item);
    }

    /** Items joined to this one in the columns beside it. */
    Set<Integer> neighbours(int item) {
        var all = new HashSet<>(before.getOrDefault(item, Set.of()));
        all.addAll(after.getOrDefault(item, Set.of()));
        return all;
    }

    private void route(List<int[]> edges) {
        record Gate(int consumer, int column, boolean forward) {}
        var gates = new HashMap<Gate, Integer>();
        for (var edge : edges) {
            int from = columnOf.get(edge[0]);
            int to = columnOf.get(edge[1]);
            int step = Integer.signum(to - from);
            var route = new ArrayList<>(List.of(edge[0]));
            for (int at = from + step; at != to && step != 0; at += step) {
                int column = at;
                route.add(
                        gates.computeIfAbsent(
                                new Gate(edge[1], column, step > 0), _ -> pass(column)));
            }
            route.add(edge[1]);
            routes.add(route.stream().mapToInt(Integer::intValue).toArray());
            if (step != 0) {
                join(route, step);
            }
        }
    }

    private int pass(int column) {
        columnOf.add(column);
        return columnOf.size() - 1;
    }

    private void join(List<Integer> route, int step) {
        for (int at = 0; at + 1 < route.size(); at++) {
            int left = step > 0 ? route.get(at) : route.get(at + 1);
            int right = step > 0 ? route.get(at + 1) : route.get(at);
            after.computeIfAbsent(left, _ -> new HashSet<>()).add(right);
            before.computeIfAbsent(right, _ -> new HashSet<>()).add(left);
        }
    }

    /** Boxes joined inside of a column become one block; every pass is a block of its own. */
    private void gather(int columns, List<int[]> edges) {
        var inside =
                edges.stream()
                        .filter(it -> columnOf.get(it[0]).equals(columnOf.get(it[1])))
                        .toList();
        for (int column = 0; column < columns; column++) {
            blocks.add(new ArrayList<>());
        }
        for (var block : new Families(boxes, inside).all()) {
            blocks.get(columnOf.get(block[0])).add(block);
        }
        for (int pass = boxes; pass < columnOf.size(); pass++) {
            blocks.get(columnOf.get(pass)).add(new int[] {pass});
        }
    }

    private void sweep() {
        var best = copy();
        long fewest = crossings();
        for (int sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
            boolean right = sweep % 2 == 0;
            for (int at = 1; at < blocks.size(); at++) {
                order(right ? at : blocks.size() - 1 - at, right ? before : after);
            }
            long now = crossings();
            if (now < fewest) {
                fewest = now;
                best = copy();
            }
        }
        blocks.clear();
        blocks.addAll(best);
    }

    private List<List<int[]>> copy() {
        var copy = new ArrayList<List<int[]>>();
        blocks.forEach(column -> copy.add(new ArrayList<>(column)));
        return copy;
    }

    private void order(int column, Map<Integer, Set<Integer>> joined) {
        var places = places();
        var wanted = new HashMap<Integer, Double>();
        for (var block : blocks.get(column)) {
            wanted.put(
                    block[0],
                    Arrays.stream(block)
                            .boxed()
                            .flatMap(it -> joined.getOrDefault(it, Set.of()).stream())
                            .mapToDouble(it -> places[it])
                            .average()
                            .orElse(places[block[0]]));
        }
        blocks.get(column).sort(Comparator.comparingDouble(it -> wanted.getOrDefault(it[0], 0.0)));
    }

    /** Places run from 0 to 1, so that long and short columns compare. */
    private double[] places() {
        var places = new double[columnOf.size()];
        for (var column : columns()) {
            for (int at = 0; at < column.size(); at++) {
                places[column.get(at)] = (at + 0.5) / column.size();
            }
        }
        return places;
    }

    /** How often lines cross between neighbouring columns. */
    long crossings() {
        var columns = columns();
        var index = new int[columnOf.size()];
        for (var column : columns) {
            for (int at = 0; at < column.size(); at++) {
                index[column.get(at)] = at;
            }
        }
        long crossings = 0;
        for (int at = 0; at + 1 < columns.size(); at++) {
            crossings += crossings(columns.get(at), columns.get(at + 1).size(), index);
        }
        return crossings;
    }

    /**
     * Inversions among the right ends, taken in the order of the left ends; counted with sums over
     * ranges (Fenwick, 1994).
     */
    private long crossings(List<Integer> column, int right, int[] index) {
        var sums = new int[right + 1];
        long crossings = 0;
        int seen = 0;
        for (int left : column) {
            var ends =
                    after.getOrDefault(left, Set.of()).stream().mapToInt(it -> index[it]).toArray();
            for (int end : ends) {
                int upTo = 0;
                for (int at = end + 1; at > 0; at -= at & -at) {
                    upTo += sums[at];
                }
                crossings += seen - upTo;
            }
            for (int end : ends) {
                for (int at = end + 1; at <= right; at += at & -at) {
                    sums[at]++;
                }
            }
            seen += ends.length;
        }
        return crossings;
    }

    /** Boxes that edges inside of their column join, each family in an order of its own. */
    private static final class Families {

        private final int boxes;
        private final Map<Integer, List<Integer>> suppliers = new LinkedHashMap<>();
        private final Map<Integer, List<Integer>> consumers = new LinkedHashMap<>();

        Families(int boxes, List<int[]> edges) {
            this.boxes = boxes;
            for (var edge : edges) {
                suppliers.computeIfAbsent(edge[1], _ -> new ArrayList<>()).add(edge[0]);
                consumers.computeIfAbsent(edge[0], _ -> new ArrayList<>()).add(edge[1]);
            }
        }

        List<int[]> all() {
            var all = new ArrayList<int[]>();
            var seen = new HashSet<Integer>();
            for (int box = 0; box < boxes; box++) {
                if (!seen.contains(box)) {
                    all.add(inOrder(List.copyOf(reach(box)), seen));
                }
            }
            return all;
        }

        private Set<Integer> reach(int box) {
            var family = new TreeSet<>(Set.of(box));
            var open = new ArrayDeque<>(family);
            while (!open.isEmpty()) {
                int at = open.remove();
                for (var beside : List.of(suppliers, consumers)) {
                    beside.getOrDefault(at, List.of()).stream()
                            .filter(family::add)
                            .forEach(open::add);
                }
            }
            return family;
        }

        /** Last ones first found, each after what goes into it. */
        private int[] inOrder(List<Integer> family, Set<Integer> seen) {
            var ordered = new ArrayList<Integer>();
            family.stream()
                    .filter(it -> !consumers.containsKey(it))
                    .forEach(it -> visit(it, ordered, seen));
            family.forEach(it -> visit(it, ordered, seen));
            return ordered.stream().mapToInt(Integer::intValue).toArray();
        }

        private void visit(int box, List<Integer> ordered, Set<Integer> seen) {
            if (!seen.add(box)) {
                return;
            }
            suppliers.getOrDefault(box, List.of()).forEach(it -> visit(it, ordered, seen));
            ordered.add(box);
        }
    }
}
