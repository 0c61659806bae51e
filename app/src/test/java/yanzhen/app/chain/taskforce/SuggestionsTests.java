package yanzhen.app.chain.taskforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import yanzhen.app.chain.Atlas.Edge;
import yanzhen.app.chain.taskforce.Abilities.Ability;
import yanzhen.app.chain.taskforce.Suggestions.Basis;
import yanzhen.app.chain.taskforce.Suggestions.Part;
import yanzhen.app.kernel.Bilingual;

class SuggestionsTests {

    private static final UUID BEARINGS = new UUID(1, 1);
    private static final UUID GEARS = new UUID(1, 2);
    private static final UUID GRINDING = new UUID(1, 3);
    private static final UUID BREAD = new UUID(1, 4);

    private static final UUID WORKS = new UUID(2, 1);
    private static final UUID GRINDER = new UUID(2, 2);
    private static final UUID BAKER = new UUID(2, 3);

    private final List<Ability> all = new ArrayList<>();

    private void makes(UUID firm, UUID... nodes) {
        for (var node : nodes) {
            all.add(
                    new Ability(
                            firm.toString(),
                            firm,
                            new Bilingual("企业", "Firm"),
                            true,
                            node,
                            null,
                            true));
        }
    }

    private void abroad(String name, UUID... nodes) {
        for (var node : nodes) {
            all.add(
                    new Ability(
                            "JP " + name,
                            null,
                            new Bilingual(name, name),
                            false,
                            node,
                            null,
                            true));
        }
    }

    /**
     * One maker abroad, of bearings, gears and grinding. Both gears and bearings: 1 firm of at most
     * 2 with gears, so φ = 1/2; grinding: 1 of at most 3, so φ = 1/3; together 5/6. The works make
     * both: 1. The grinder has 1/3 of 5/6: 0.4. The baker has nothing of it.
     */
    @Test
    void rankFirmsOfTheRegisterByWhatTheMakersMakeBesides() {
        abroad("甲", BEARINGS, GEARS, GRINDING);
        makes(WORKS, GEARS, GRINDING);
        makes(GRINDER, GRINDING);
        makes(BAKER, BREAD);

        var found = Suggestions.of(BEARINGS, all, Map.of(), 12, 10);

        assertThat(found.basis()).isEqualTo(Basis.MAKERS);
        assertThat(found.makers()).isEqualTo(1);
        assertThat(found.firms())
                .extracting(Suggestions.Firm::organisation)
                .containsExactly(WORKS, GRINDER);
        assertThat(found.firms().getFirst().share()).isCloseTo(1, within(1e-12));
        assertThat(found.firms().getLast().share()).isCloseTo(0.4, within(1e-12));
        assertThat(found.firms().getLast().has())
                .singleElement()
                .satisfies(it -> assertPart(it, GRINDING, 0.4));
        assertThat(found.firms().getLast().lacks())
                .singleElement()
                .satisfies(it -> assertPart(it, GEARS, 0.6));
    }

    private static void assertPart(Part part, UUID node, double share) {
        assertThat(part.node()).isEqualTo(node);
        assertThat(part.share()).isCloseTo(share, within(1e-12));
    }

    /**
     * As above, and grinding stands near with weight 1, so that it counts twice: 2/3 beside the 1/2
     * of gears, together 7/6. The grinder has 2/3 of 7/6: 4/7. Of one thing alone, the weightiest,
     * it is grinding, and the grinder has all of it.
     */
    @Test
    void countMoreWhatStandsNearToo() {
        abroad("甲", BEARINGS, GEARS, GRINDING);
        makes(WORKS, GEARS, GRINDING);
        makes(GRINDER, GRINDING);

        var found = Suggestions.of(BEARINGS, all, Map.of(GRINDING, 1), 12, 10);
        var one = Suggestions.of(BEARINGS, all, Map.of(GRINDING, 1), 1, 10);

        assertThat(found.firms().getLast().share()).isCloseTo(4.0 / 7, within(1e-12));
        assertThat(one.firms().getLast().share()).isCloseTo(1, within(1e-12));
        assertThat(one.firms().getLast().lacks()).isEmpty();
    }

    /** Nobody makes bearings. Gears count 3, grinding 1: the works 4/4, the grinder 1/4. */
    @Test
    void fallBackOnWhatStandsNearInTheChain() {
        makes(WORKS, GEARS, GRINDING);
        makes(GRINDER, GRINDING);

        var found = Suggestions.of(BEARINGS, all, Map.of(GEARS, 3, GRINDING, 1), 12, 10);

        assertThat(found.basis()).isEqualTo(Basis.STRUCTURE);
        assertThat(found.makers()).isZero();
        assertThat(found.firms()).extracting(Suggestions.Firm::share).containsExactly(1.0, 0.25);
    }

    @Test
    void nameNobodyWhereNothingIsKnownAndNeverWhoMakesItAlready() {
        makes(WORKS, BEARINGS);
        makes(BAKER, BREAD);

        var found = Suggestions.of(BEARINGS, all, Map.of(GEARS, 3), 12, 10);

        assertThat(found.basis()).isEqualTo(Basis.NOTHING);
        assertThat(found.firms()).isEmpty();
        assertThat(found.makers()).isEqualTo(1);
    }

    /** Firms of one group that all have the same cannot be told apart; so no index is given. */
    @Test
    void giveNoComplexityWhereFirmsCannotBeCompared() {
        abroad("甲", BEARINGS, GEARS);
        makes(WORKS, GEARS);

        var few = Suggestions.of(BEARINGS, all, Map.of(), 12, 10).firms().getFirst();
        assertThat(few.diversity()).isEqualTo(1);

        makes(GRINDER, GRINDING, GEARS);
        makes(BAKER, GRINDING);
        var more = Suggestions.of(BEARINGS, all, Map.of(), 12, 10).firms();
        assertThat(more).allSatisfy(it -> assertThat(it.complexity()).isNotNull());
    }

    @Test
    void countSiblingsAndInputsAsNear() {
        var edges =
                List.of(
                        new Edge(GRINDING, BEARINGS, "made-from"),
                        new Edge(BEARINGS, BREAD, "equipment-for"),
                        new Edge(GEARS, BREAD, "equipment-for"),
                        new Edge(WORKS, BREAD, "made-from"));

        var near =
                Suggestions.near(
                        BEARINGS,
                        edges,
                        new ResponseRules.Structure(3, 1, 12, new Bilingual("文", "Text")));

        assertThat(near).containsOnly(Map.entry(GRINDING, 1), Map.entry(GEARS, 3));
    }
}
