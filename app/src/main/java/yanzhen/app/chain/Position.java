package yanzhen.app.chain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import yanzhen.engine.NetworkBuilder;
import yanzhen.engine.SupplyNetwork;
import yanzhen.engine.tiers.ChokePoint;
import yanzhen.engine.tiers.ChokePoints;
import yanzhen.engine.tiers.Dependence;
import yanzhen.engine.tiers.Needs;
import yanzhen.engine.tiers.Survival;

/**
 * 链上地位: what hangs on a node, and what it hangs on, by the edges of its chain.
 *
 * <p>Nodes are taken for firms that each make one thing of their own, so that a node needs every
 * node that goes into it. What is <em>a kind of</em> something is one of several: any kind of it
 * will do. Nodes that are not essential to the chain, or that something else can take the place of,
 * stop nobody. End products are the nodes that something goes into and that go into nothing else in
 * the chain.
 *
 * <p>It says who stops, not when or how much: it knows neither shares nor stocks. Computed by the
 * engine ({@link Survival}, {@link ChokePoints}, {@link Dependence}); costs nodes × edges at most,
 * so that it is not computed beyond {@value #MOST} nodes.
 *
 * @param products how many end products the chain has
 * @param stopped how many of them, other than the node itself, stop without it
 * @param throughIt how many of them get all their supply through it, if not all of it comes from
 *     there in one step
 * @param tiersBehind how many tiers of inputs are behind it, 0 for one that needs nothing
 */
public record Position(int products, int stopped, int throughIt, int tiersBehind) {

    /**
     * Chains of more nodes have no positions: they are catalogues of products rather than chains.
     */
    public static final int MOST = 5_000;

    private static final String KIND_OF = "kind-of";

    /** Days of stock: none, so that whoever lacks an input stops at once. */
    private static final double NO_STOCK = 0;

    /**
     * Where every node of a chain stands.
     *
     * @param nodes of the chain, in a fixed order
     * @param edges between them; others are left out
     * @param spared nodes that stop nobody
     * @return by node; empty when the chain has no edges, since nothing is known then, or more than
     *     {@value #MOST} nodes
     */
    public static Map<UUID, Position> inChain(
            List<UUID> nodes, List<Atlas.Edge> edges, Set<UUID> spared) {
        if (nodes.size() > MOST) {
            return Map.of();
        }
        var graph = new Graph(nodes, edges);
        return graph.edges.isEmpty() ? Map.of() : graph.positions(spared);
    }

    /** A chain as the engine sees it. */
    private static final class Graph {

        private final List<UUID> nodes;
        private final Map<UUID, Integer> numbers = new HashMap<>();
        private final List<Atlas.Edge> edges;
        private final int[] kinds;
        private final int[] products;

        Graph(List<UUID> nodes, List<Atlas.Edge> edges) {
            this.nodes = nodes;
            nodes.forEach(it -> numbers.put(it, numbers.size()));
            this.edges =
                    edges.stream()
                            .filter(it ->
                                    numbers.containsKey(it.supplier())
                                            && numbers.containsKey(it.consumer()))
                            .toList();
            this.kinds = kinds();
            this.products = products();
        }

        /** Kinds of one thing are one kind; of what is a kind of several, the first counts. */
        private int[] kinds() {
            var kinds = new int[nodes.size()];
            Arrays.setAll(kinds, at -> at);
            var settled = new HashSet<UUID>();
            for (var edge : edges) {
                if (edge.kind().equals(KIND_OF) && settled.add(edge.supplier())) {
                    kinds[number(edge.supplier())] = nodes.size() + number(edge.consumer());
                }
            }
            return kinds;
        }

        private int[] products() {
            var made = new LinkedHashSet<UUID>();
            edges.forEach(it -> made.add(it.consumer()));
            edges.forEach(it -> made.remove(it.supplier()));
            return made.stream().mapToInt(this::number).sorted().toArray();
        }

        private int number(UUID node) {
            return numbers.getOrDefault(node, 0);
        }

        Map<UUID, Position> positions(Set<UUID> spared) {
            var all = network(Set.of());
            var through = throughEach(all);
            var stops = stops(network(spared));
            var needs = Needs.ofEachKind(kinds);
            var positions = new LinkedHashMap<UUID, Position>();
            for (var node : nodes) {
                int at = number(node);
                int tiers =
                        Dependence.of(all, needs, new int[] {at}, Dependence.ALL_TIERS).tiers() - 1;
                positions.put(
                        node,
                        new Position(
                                products.length,
                                spared.contains(node) ? 0 : stops[at],
                                through[at],
                                tiers));
            }
            return positions;
        }

        /** What is spared delivers nothing that is needed, unless it is one of several kinds. */
        private SupplyNetwork network(Set<UUID> spared) {
            var builder = new NetworkBuilder(nodes.size());
            for (var edge : edges) {
                if (edge.kind().equals(KIND_OF) || !spared.contains(edge.supplier())) {
                    builder.add(number(edge.supplier()), number(edge.consumer()), 1);
                }
            }
            return builder.build().network();
        }

        private int[] stops(SupplyNetwork network) {
            var stock = new double[nodes.size()];
            Arrays.fill(stock, NO_STOCK);
            var survival = Survival.on(network, Needs.ofEachKind(kinds), stock);
            var stops = new int[nodes.size()];
            for (int at = 0; at < stops.length; at++) {
                var outage = survival.after(at);
                for (int product : products) {
                    if (product != at && Double.isFinite(outage.survives(product))) {
                        stops[at]++;
                    }
                }
            }
            return stops;
        }

        private int[] throughEach(SupplyNetwork network) {
            var needs = Needs.ofEachKind(kinds);
            var through = new int[nodes.size()];
            for (int product : products) {
                var dependence =
                        Dependence.of(network, needs, new int[] {product}, Dependence.ALL_TIERS);
                for (int firm : narrows(ChokePoints.of(dependence))) {
                    through[firm]++;
                }
            }
            return through;
        }

        /** Those behind which there is something. */
        private static List<Integer> narrows(List<ChokePoint> points) {
            var narrows = new ArrayList<Integer>();
            for (var point : points) {
                if (point.behind() > 0) {
                    narrows.add(point.firm());
                }
            }
            return narrows;
        }
    }
}
