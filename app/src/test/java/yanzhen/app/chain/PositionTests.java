package yanzhen.app.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import yanzhen.app.chain.Atlas.Edge;

class PositionTests {

    private static final int NODES = 30;

    /** Sand → wafer → chip → phone, and glass → phone; by hand. */
    @Test
    void tellsWhoStopsWhatPassesThroughAndHowDeepItIs() {
        // 0 sand, 1 wafer, 2 chip, 3 phone, 4 glass
        var at = inChain(5, made(0, 1), made(1, 2), made(2, 3), made(4, 3));

        assertThat(at.get(id(0))).isEqualTo(new Position(1, 1, 0, 0));
        assertThat(at.get(id(1))).isEqualTo(new Position(1, 1, 0, 1));
        assertThat(at.get(id(2))).isEqualTo(new Position(1, 1, 0, 2));
        assertThat(at.get(id(3))).as("an end product itself").isEqualTo(new Position(1, 0, 0, 3));
    }

    /** Two ores go into one metal, and that into two products: both get all through it. */
    @Test
    void findsTheNeckOfAnHourglass() {
        // 0 and 1 ores, 2 metal, 3 and 4 products
        var at = inChain(5, made(0, 2), made(1, 2), made(2, 3), made(2, 4));

        assertThat(at.get(id(2))).isEqualTo(new Position(2, 2, 2, 1));
        assertThat(at.get(id(0))).isEqualTo(new Position(2, 2, 0, 0));
    }

    /**
     * Dry and wet etching are kinds of etching: without one the other will do, without both not.
     */
    @Test
    void takesOneKindForAnother() {
        // 0 dry, 1 wet, 2 etching, 3 chip
        var both = inChain(4, kind(0, 2), kind(1, 2), made(2, 3));
        var one = inChain(4, kind(0, 2), made(2, 3));

        assertThat(stopped(both, 0)).isZero();
        assertThat(stopped(both, 2)).isOne();
        assertThat(stopped(one, 0)).isOne();
    }

    @Test
    void letsWhatIsSparedStopNobody() {
        var edges = List.of(made(0, 1), made(1, 2));

        var at = Position.inChain(ids(3), edges, Set.of(id(0)));

        assertThat(stopped(at, 0)).isZero();
        assertThat(stopped(at, 1)).isOne();
    }

    @Test
    void knowsNothingWithoutEdges() {
        assertThat(Position.inChain(ids(3), List.of(), Set.of())).isEmpty();
        assertThat(Position.inChain(ids(2), List.of(made(0, 7)), Set.of()))
                .as("edges to nodes of other chains")
                .isEmpty();
    }

    static Stream<Long> seeds() {
        return IntStream.range(0, 20).mapToObj(it -> (long) it);
    }

    /** Any chain without circles in which all is needed: who is downstream stops, nobody else. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void stopsAllProductsDownstreamAndNoOthers(long seed) {
        var random = new Random(seed);
        var edges = new ArrayList<Edge>();
        var seen = new HashSet<Long>();
        for (int link = 0; link < 2 * NODES; link++) {
            int from = random.nextInt(NODES - 1);
            int to = from + 1 + random.nextInt(NODES - 1 - from);
            if (seen.add((long) from * NODES + to)) {
                edges.add(made(from, to));
            }
        }
        var products = new HashSet<UUID>();
        edges.forEach(it -> products.add(it.consumer()));
        edges.forEach(it -> products.remove(it.supplier()));

        Position.inChain(ids(NODES), edges, Set.of())
                .forEach((node, position) -> {
                    var below = new HashSet<>(Reach.downstream(node, edges).keySet());
                    below.retainAll(products);
                    assertThat(position.products()).isEqualTo(products.size());
                    assertThat(position.stopped()).as("of %s", node).isEqualTo(below.size());
                    assertThat(position.throughIt()).isLessThanOrEqualTo(below.size());
                });
    }

    private static int stopped(Map<UUID, Position> positions, int node) {
        return Objects.requireNonNull(positions.get(id(node))).stopped();
    }

    private static Map<UUID, Position> inChain(int nodes, Edge... edges) {
        return Position.inChain(ids(nodes), Arrays.asList(edges), Set.of());
    }

    private static List<UUID> ids(int nodes) {
        return IntStream.range(0, nodes).mapToObj(PositionTests::id).toList();
    }

    private static UUID id(int node) {
        return new UUID(0, node + 1);
    }

    private static Edge made(int supplier, int consumer) {
        return new Edge(id(supplier), id(consumer), "made-from");
    }

    private static Edge kind(int supplier, int consumer) {
        return new Edge(id(supplier), id(consumer), "kind-of");
    }
}
