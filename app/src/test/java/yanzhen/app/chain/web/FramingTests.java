package yanzhen.app.chain.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.chain.NodeDiagnosis.State;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.site.ListAddress;

class FramingTests {

    /** 0 goes into 1, 1 into 2 and so on; two nodes a stage. */
    private static final Atlas.Map ROW = row(10, 2);

    @Test
    void showsSoManyStepsUpAndDown() {
        var excerpt = new Framing("n4", 1, 2, null).of(ROW);

        assertThat(excerpt.map().nodes())
                .extracting(Atlas.Node::key)
                .containsExactly("n3", "n4", "n5", "n6");
        assertThat(excerpt.map().edges()).hasSize(3);
        assertThat(excerpt.map().stages())
                .extracting(Atlas.Stage::key)
                .containsExactly("s1", "s2", "s3");
    }

    @Test
    void showsEverythingOnOneSideWithTheMostSteps() {
        var excerpt = new Framing("n4", Framing.MOST_STEPS, 0, null).of(row(30, 2));

        assertThat(excerpt.map().nodes())
                .extracting(Atlas.Node::key)
                .containsExactly("n0", "n1", "n2", "n3", "n4");
    }

    @Test
    void showsTheWholeChainWhenThereIsNoSuchNode() {
        var excerpt = new Framing("nowhere", 1, 1, null).of(ROW);

        assertThat(excerpt.focus()).isNull();
        assertThat(excerpt.map()).isEqualTo(ROW);
    }

    @Test
    void foldsEveryStageOfAChainTooLargeAtFirst() {
        var excerpt = Framing.whole().of(row(1000, 100));

        assertThat(excerpt.folded()).hasSize(10);
        assertThat(excerpt.forced()).isFalse();
    }

    /** Ten stages of 100: 6 open ones and 4 boxes are too many, 5 and 5 are not. */
    @Test
    void foldsTheLargestOfWhatIsAskedForAndSaysSo() {
        var excerpt = new Framing("", 2, 2, Set.of()).of(row(1000, 100));

        assertThat(excerpt.folded()).hasSize(5);
        assertThat(excerpt.forced()).isTrue();
    }

    @Test
    void foldsNothingOfThreeHundredNodes() {
        assertThat(Framing.whole().of(row(300, 40)).folded()).isEmpty();
    }

    @Test
    void saysInItsAddressWhatItsAddressSaid() {
        var asked = new Framing.Asked("n4", 1, 3, "s2.s1").framing();

        var address = asked.in(ListAddress.of("/chains/row")).first();

        assertThat(address).isEqualTo("/chains/row?focus=n4&up=1&down=3&fold=s1.s2");
        assertThat(Framing.whole().in(ListAddress.of("/chains/row")).first())
                .isEqualTo("/chains/row");
        assertThat(asked.folded(Set.of()).fold()).isEqualTo("none");
        assertThat(new Framing.Asked(null, null, null, "none").framing().folded()).isEmpty();
    }

    @Test
    void turnsAStageOverAndBack() {
        var open = Framing.whole();

        var folded = open.turned(open.of(ROW), "s1");
        var again = folded.turned(folded.of(ROW), "s1");

        assertThat(folded.of(ROW).folded()).containsExactly("s1");
        assertThat(again.of(ROW).folded()).isEmpty();
    }

    private static Atlas.Map row(int nodes, int perStage) {
        var all = IntStream.range(0, nodes).mapToObj(it -> node(it, it / perStage)).toList();
        var edges = new ArrayList<Atlas.Edge>();
        for (int at = 0; at + 1 < nodes; at++) {
            edges.add(new Atlas.Edge(all.get(at).id(), all.get(at + 1).id(), "made-from"));
        }
        int stages = (nodes + perStage - 1) / perStage;
        return new Atlas.Map(
                new Atlas.Chain(
                        "row", new Bilingual("链", "chain"), "c", new Bilingual("人", "who"), null),
                IntStream.range(0, stages)
                        .mapToObj(it -> new Atlas.Stage("s" + it, new Bilingual("环", "S")))
                        .toList(),
                all,
                List.copyOf(edges),
                new Atlas.Run(new UUID(0, 0), LocalDate.of(2026, 1, 1), Instant.EPOCH));
    }

    private static Atlas.Node node(int number, int stage) {
        return new Atlas.Node(
                new UUID(1, number),
                "n" + number,
                "s" + stage,
                "component",
                BaseCategory.OTHER,
                new Bilingual("节点" + number, "Node " + number),
                true,
                State.WEAK,
                3,
                null,
                null,
                false);
    }
}
