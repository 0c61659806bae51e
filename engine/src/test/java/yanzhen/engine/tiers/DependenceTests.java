package yanzhen.engine.tiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import yanzhen.engine.InputClass;
import yanzhen.engine.InputClasses;

class DependenceTests {

    @Test
    void countsTiersAlongALine() {
        var line = Chains.behindZero(Chains.LINE);

        assertThat(line.tiers()).isEqualTo(4);
        assertThat(line.firmsOf(0)).containsExactly(0);
        assertThat(line.firmsOf(3)).containsExactly(3);
        assertThat(line.links()).isEqualTo(3);
    }

    @Test
    void putsEachFirmInTheTierNextToTheMakersAndKeepsAllItsLinks() {
        // 2 supplies 0 and 1, 1 supplies 0: both are of tier 1.
        var both = Chains.behindZero(Chains.of(3, 2, 0, 2, 1, 1, 0));

        assertThat(both.firmsOf(1)).containsExactly(1, 2);
        assertThat(links(both)).containsExactly("1-0", "2-0", "2-1");
    }

    @Test
    void endsWithTheTierAskedForAndSaysWhoGoesDeeper() {
        var line = Chains.behindZero(Chains.LINE, 2);

        assertThat(line.firms()).isEqualTo(3);
        assertThat(line.tierOf(3)).isEqualTo(-1);
        assertThat(line.goesDeeper(2)).isTrue();
        assertThat(line.goesDeeper(1)).isFalse();
        assertThat(line.goesDeeper(3)).isFalse();
    }

    @Test
    void standsAloneWhereNobodySuppliesAndGoesRoundACircleOnce() {
        assertThat(Chains.behindZero(Chains.ISOLATED).tiers()).isEqualTo(1);
        var circle = Chains.behindZero(Chains.CIRCLE);
        assertThat(circle.tiers()).isEqualTo(4);
        assertThat(links(circle)).containsExactly("1-0", "2-1", "3-2", "2-3");
    }

    @Test
    void leavesOutSelfSupplyAndWhatTheMakersSell() {
        assertThat(links(Chains.behindZero(Chains.SELF_SUPPLY))).containsExactly("1-0");
        // 0 and 1 make the product; 0 sells to 1 and back to its supplier 2.
        var network = Chains.of(3, 0, 1, 0, 2, 2, 0);
        var needs = Needs.ofAnySupplier(3);
        var stage = Dependence.of(network, needs, new int[] {1, 0}, Dependence.ALL_TIERS);

        assertThat(stage.firmsOf(0)).containsExactly(0, 1);
        assertThat(links(stage)).containsExactly("2-0");
    }

    @Test
    void leavesOutWhatIsNegligibleToTheCustomer() {
        var rows =
                new InputClass[][] {
                    {InputClass.ESSENTIAL, InputClass.ESSENTIAL},
                    {InputClass.NEGLIGIBLE, InputClass.ESSENTIAL}
                };
        var needs = Needs.of(new int[] {0, 0, 1, 1}, InputClasses.of(rows));
        var makers = new int[] {0};

        var star = Dependence.of(Chains.STAR, needs, makers, Dependence.ALL_TIERS);

        assertThat(star.firmsOf(1)).containsExactly(1);
    }

    @Test
    void namesEverythingThatIsWrongAtOnceWithItsPlace() {
        var needs = Needs.ofAnySupplier(3);

        assertThatThrownBy(() -> Dependence.of(Chains.LINE, needs, new int[] {1, 9, 1, -1}, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Entry 1 of the makers names firm 9; there are firms 0 to 3.")
                .hasMessageContaining("Entry 2 of the makers names firm 1 twice.")
                .hasMessageContaining("Entry 3 of the makers names firm -1")
                .hasMessageContaining("3 entries of kind for 4 firms")
                .hasMessageContaining("The depth (0)");
        assertThatThrownBy(() -> Chains.behindZero(Chains.of(0)))
                .hasMessageContaining("there are firms 0 to -1");
        assertThatThrownBy(
                        () -> Dependence.of(Chains.LINE, needs, new int[0], Dependence.ALL_TIERS))
                .hasMessageContaining("There are no makers");
        assertThatThrownBy(() -> Needs.ofEachKind(new int[] {0, -2}))
                .hasMessageContaining("The kind of firm 1 (-2) is not between 0 and 0.");
    }

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    /** Any chain: the tier is the length of the shortest way, found by relaxing every link. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void isAsFarAsTheShortestWay(int seed) {
        var any = AnyChain.of(seed, 14);
        int depth = 1 + new Random(seed).nextInt(4);
        var far = new int[any.firms];
        Arrays.fill(far, Integer.MAX_VALUE / 2);
        Arrays.stream(any.makers).forEach(it -> far[it] = 0);
        for (int round = 0; round < any.firms; round++) {
            for (int from = 0; from < any.firms; from++) {
                for (int to = 0; to < any.firms; to++) {
                    if (any.counts(from, to)) {
                        far[from] = Math.min(far[from], far[to] + 1);
                    }
                }
            }
        }

        var dependence = any.dependence(depth);

        for (int firm = 0; firm < any.firms; firm++) {
            int tier = far[firm] <= depth ? far[firm] : -1;
            assertThat(dependence.tierOf(firm)).isEqualTo(tier);
        }
        var links = new ArrayList<String>();
        for (int from = 0; from < any.firms; from++) {
            for (int to = 0; to < any.firms; to++) {
                if (any.counts(from, to) && far[from] <= depth && far[to] <= depth) {
                    links.add(from + "-" + to);
                }
            }
        }
        assertThat(links(dependence)).containsExactlyInAnyOrderElementsOf(links);
    }

    /** Any chain: other numbers, the same tiers. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void doesNotDependOnTheNumbersOfFirms(int seed) {
        var any = AnyChain.of(seed, 14);
        var names = any.names(new Random(seed));

        var one = any.dependence(Dependence.ALL_TIERS);
        var other = any.renamed(names).dependence(Dependence.ALL_TIERS);

        for (int firm = 0; firm < any.firms; firm++) {
            assertThat(other.tierOf(names[firm])).isEqualTo(one.tierOf(firm));
        }
        assertThat(other.links()).isEqualTo(one.links());
    }

    private static List<String> links(Dependence dependence) {
        var links = new ArrayList<String>();
        dependence.forEachLink((from, to, amount) -> links.add(from + "-" + to));
        return links;
    }
}
