package yanzhen.app.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import yanzhen.app.chain.ChainDraft.EdgeRow;
import yanzhen.app.chain.EdgeCheck.Fault;

class EdgeCheckTests {

    @Test
    void findsNothingWrongWithTwoWaysToOneNode() {
        assertThat(EdgeCheck.of(List.of(step("a", "b"), step("b", "d"), step("a", "d")))).isEmpty();
    }

    @Test
    void namesTheEdgeThatLeadsBackAndTheWayRound() {
        assertThat(EdgeCheck.of(List.of(step("z", "a"), step("a", "b"), step("b", "a"))))
                .containsExactly(new Fault(2, "edge-circle", List.of("b → a → b")));
    }

    /** A firm may make what its own maker needs; only steps have an order. */
    @Test
    void letsOtherKindsGoRound() {
        assertThat(
                        EdgeCheck.of(
                                List.of(
                                        step("a", "b"),
                                        new EdgeRow("b", "a", "made-from"),
                                        new EdgeRow("b", "b", "made-from"),
                                        new EdgeRow("b", "a", "kind-of"))))
                .extracting(Fault::edge, Fault::code)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(2, "edge-to-itself"),
                        org.assertj.core.groups.Tuple.tuple(3, "duplicate"));
    }

    /** From the last to the first, as an upload may hold them: each step leads on to all others. */
    @Test
    void walksAlongFiftyThousandStepsOnce() {
        var edges = new ArrayList<EdgeRow>();
        for (int at = 50_000; at > 0; at--) {
            edges.add(step("n" + (at - 1), "n" + at));
        }
        edges.add(step("n50000", "n0"));

        var faults = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> EdgeCheck.of(edges));

        assertThat(faults).singleElement().extracting(Fault::code).isEqualTo("edge-circle");
    }

    private static EdgeRow step(String supplier, String consumer) {
        return new EdgeRow(supplier, consumer, "step-before");
    }
}
