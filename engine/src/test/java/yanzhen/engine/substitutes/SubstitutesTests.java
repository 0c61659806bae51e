package yanzhen.engine.substitutes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SubstitutesTests {

    /**
     * p0 is made by 0 and 1, p1 by 0, 1, 2, p2 by 0 and 3, p3 by 2 and 3. By hand: φ(0,1) = 2/3,
     * φ(0,2) = 1/2, φ(0,3) = 0.
     */
    private static final Holdings FOUR = Tables.of("xxx.", "xx..", ".x.x", "..xx");

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    @Test
    void measuresHowOftenBothAreMadeByTheSame() {
        var space = new ProductSpace(FOUR);

        assertThat(space.proximity(0, 1)).isCloseTo(2.0 / 3, within(1e-15));
        assertThat(space.proximity(0, 2)).isEqualTo(0.5);
        assertThat(space.proximity(0, 3)).isZero();
        assertThat(space.proximity(0, 0)).isEqualTo(1);
        // Firm 2 has p1 of p1 and p2: 2/3 of 7/6. Firm 1 is measured without p0 itself.
        assertThat(space.density(2, 0)).isCloseTo(4.0 / 7, within(1e-15));
        assertThat(space.density(1, 0)).isCloseTo(4.0 / 7, within(1e-15));
        assertThat(space.density(0, 0)).isEqualTo(1);
    }

    @Test
    void ranksThoseWhoHaveMostOfWhatItTakesAndSaysWhy() {
        var found = Substitutes.forInput(0, new ProductSpace(FOUR), 10);

        assertThat(found.basis()).isEqualTo(Substitutes.Basis.NEEDS);
        assertThat(found.makers()).containsExactly(0, 1);
        assertThat(found.candidates()).extracting(Candidate::firm).containsExactly(2, 3);
        var first = found.candidates().getFirst();
        assertThat(first.relatedness()).isCloseTo(4.0 / 7, within(1e-15));
        assertThat(first.has()).extracting(Candidate.Reason::number).containsExactly(1);
        assertThat(first.has().getFirst().capability().name()).isEqualTo("p1");
        assertThat(first.has().getFirst().weight()).isCloseTo(2.0 / 3, within(1e-15));
        assertThat(first.lacks()).extracting(Candidate.Reason::number).containsExactly(2);
        assertThat(first.lacks().getFirst().share()).isCloseTo(3.0 / 7, within(1e-15));
        assertThat(Substitutes.forInput(0, new ProductSpace(FOUR), 1).candidates()).hasSize(1);
    }

    @Test
    void ranksByNeedsThatSomebodyNames() {
        var found = Substitutes.forNeeds(Needs.of(new double[] {0, 3, 0, 1}), FOUR, 10);

        assertThat(found.makers()).isEmpty();
        assertThat(found.candidates()).extracting(Candidate::firm).containsExactly(2, 0, 1, 3);
        assertThat(found.candidates())
                .extracting(Candidate::relatedness)
                .containsExactly(1.0, 0.75, 0.75, 0.25);
    }

    @Test
    void namesTheWeightiestNeedsFirst() {
        var two = Tables.of("xx..", "..xx");

        var found = Substitutes.forNeeds(Needs.of(new double[] {1, 3, 2, 4}), two, 2);

        var second = found.candidates().getLast();
        assertThat(second.firm()).isZero();
        assertThat(second.has()).extracting(Candidate.Reason::number).containsExactly(1, 0);
        assertThat(second.lacks()).extracting(Candidate.Reason::number).containsExactly(3, 2);
    }

    @Test
    void saysWhenNothingIsKnown() {
        var alone = Tables.of("x..", ".x.");

        var byLoner = Substitutes.forInput(0, new ProductSpace(alone), 5);
        var byNobody = Substitutes.forInput(2, new ProductSpace(alone), 5);

        assertThat(byLoner.basis()).isEqualTo(Substitutes.Basis.NOTHING_KNOWN);
        assertThat(byLoner.makers()).containsExactly(0);
        assertThat(byNobody.basis()).isEqualTo(Substitutes.Basis.NOTHING_KNOWN);
        assertThat(byNobody.candidates()).isEmpty();
        assertThat(new ProductSpace(alone).density(1, 0)).isZero();
        assertThat(new ProductSpace(alone).proximity(2, 2)).isZero();
    }

    @Test
    void refusesWeightsThatDoNotFit() {
        assertThatThrownBy(() -> Needs.of(new double[] {1, -1}))
                .hasMessageContaining("capability 1 (-1.0)");
        assertThatThrownBy(() -> Substitutes.forNeeds(Needs.of(new double[] {1}), FOUR, 5))
                .hasMessageContaining("1 weights for 4");
        assertThatThrownBy(() -> Substitutes.forInput(0, new ProductSpace(FOUR), 0))
                .hasMessageContaining("At most 0");
    }

    /** Any table: proximity goes both ways, stays within 0 and 1, and is 1 for itself. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void isAsNearOneWayAsTheOther(int seed) {
        var holdings = Tables.any(seed);
        var space = new ProductSpace(holdings);

        int count = holdings.capabilities().size();
        for (int one = 0; one < count; one++) {
            var near = space.proximities(one);
            for (int other = 0; other < count; other++) {
                double proximity = space.proximity(one, other);
                assertThat(proximity).isEqualTo(space.proximity(other, one)).isBetween(0.0, 1.0);
                assertThat(near[other]).isEqualTo(one == other ? 0 : proximity);
            }
            assertThat(space.proximity(one, one)).isEqualTo(holdings.ubiquity(one) > 0 ? 1 : 0);
        }
    }

    /** Any table: reasons add up, the order is that of the shares, and makers are no candidates. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void explainsEveryShareInFull(int seed) {
        var space = new ProductSpace(Tables.any(seed));

        var found = Substitutes.forInput(0, space, 100);

        double before = 1;
        for (var candidate : found.candidates()) {
            double has = candidate.has().stream().mapToDouble(Candidate.Reason::share).sum();
            double all =
                    Stream.concat(candidate.has().stream(), candidate.lacks().stream())
                            .mapToDouble(Candidate.Reason::share)
                            .sum();
            assertThat(candidate.relatedness()).isCloseTo(has, within(1e-12));
            assertThat(candidate.relatedness())
                    .isCloseTo(space.density(candidate.firm(), 0), within(1e-12))
                    .isLessThanOrEqualTo(before);
            assertThat(all).isCloseTo(1, within(1e-12));
            assertThat(found.makers()).doesNotContain(candidate.firm());
            before = candidate.relatedness();
        }
    }

    /** Any table: the numbering of firms and capabilities does not matter. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void doesNotDependOnTheNumbering(int seed) {
        var rows = Tables.anyRows(seed);
        var firms = Tables.shuffled(rows.length, seed);
        var capabilities = Tables.shuffled(rows[0].length(), seed + 1L);
        var one = Substitutes.forInput(0, new ProductSpace(Tables.of(rows)), 100);
        var shuffled = Tables.numbered(rows, firms, capabilities);

        var other = Substitutes.forInput(capabilities.indexOf(0), new ProductSpace(shuffled), 100);

        assertThat(other.basis()).isEqualTo(one.basis());
        assertThat(other.candidates()).hasSameSizeAs(one.candidates());
        for (var candidate : other.candidates()) {
            int was = firms.get(candidate.firm());
            var same =
                    one.candidates().stream()
                            .filter(it -> it.firm() == was)
                            .findAny()
                            .orElseThrow();
            assertThat(candidate.relatedness()).isCloseTo(same.relatedness(), within(1e-12));
            assertThat(candidate.has()).hasSameSizeAs(same.has());
        }
    }
}
