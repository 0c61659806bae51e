package yanzhen.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import yanzhen.identity.Finding.Same;
import yanzhen.identity.Finding.Unknown;
import yanzhen.identity.Reason.Level;
import yanzhen.identity.trial.LabelledSet;
import yanzhen.identity.trial.Quality;

class KnownOrganisationsTests {

    private static final int MANY = 20_000;

    /** On seeds by which no weight was set. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {101, 102})
    void findsNinetyFiveOfAHundredAndIsWrongLessThanOnceInAHundred(long seed) {
        var set = LabelledSet.of(MANY, MANY, seed);

        var findings = KnownOrganisations.of(set.register()).findAll(set.records());

        var quality = Quality.of(findings, set.meant());
        assertThat(quality.precision()).as(quality.toString()).isGreaterThanOrEqualTo(0.99);
        assertThat(quality.recall()).as(quality.toString()).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void givesTheReasonsAndTheirSum() {
        var known = KnownOrganisations.of(List.of(Listing.named("上海宏达科技有限公司")));

        var same = (Same) known.find(Listing.named("上海市宏達科技有限责任公司"));

        assertThat(same.match().reasons())
                .extracting(Reason::level)
                .containsExactlyInAnyOrder(
                        Level.PRIOR,
                        Level.NAME_CORE,
                        Level.PLACE_SAME,
                        Level.FORM_SAME,
                        Level.NAME_WHOLE);
        assertThat(same.match().bits())
                .isEqualTo(same.match().reasons().stream().mapToDouble(Reason::bits).sum());
        assertThat(same.match().probability()).isGreaterThan(0.99);
    }

    @Test
    void findsNobodyInAnEmptyRegister() {
        assertThat(KnownOrganisations.of(List.of()).find(Listing.named("上海宏达科技有限公司")))
                .isEqualTo(new Unknown());
    }

    @Test
    void findsNobodyByAnAddressAlone() {
        var known =
                KnownOrganisations.of(
                        List.of(new Listing(List.of("上海澜昕传感技术有限公司"), null, "闵行区剑川路951号")));

        assertThat(known.find(new Listing(List.of("上海卓禾新材料有限公司"), null, "闵行区剑川路951号")))
                .isEqualTo(new Unknown());
    }

    /** However it is written: form, brackets, full width, traditional characters, a former name. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "上海澜昕传感技术有限责任公司",
                "澜昕传感技术（上海）有限公司",
                "上海　澜昕传感技术有限公司",
                "上海瀾昕傳感技術有限公司",
                "上海市汀兰测量仪器有限公司"
            })
    void likensWhatIsWrittenOtherwise(String name) {
        var known =
                KnownOrganisations.of(
                        List.of(
                                Listing.named("上海卓禾新材料有限公司"),
                                new Listing(List.of("上海澜昕传感技术有限公司", "上海汀兰测量仪器有限公司"), null, null)));

        assertThat(known.like(Listing.named(name)))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.entry()).isEqualTo(1);
                    assertThat(it.probability()).isGreaterThan(0.9);
                });
    }

    @Test
    void weighsTheSameNameByHowNearTheAddressLies() {
        // Of 64 one is at the address: 6 bits.
        var others = IntStream.range(0, 63).mapToObj(it -> Listing.named(numbered(it)));
        var one = new Listing(List.of("上海澜昕科技有限公司"), null, "闵行区剑川路951号");
        var known =
                KnownOrganisations.of(
                        java.util.stream.Stream.concat(others, java.util.stream.Stream.of(one))
                                .toList());

        double same = bitsAt(known, "闵行区剑川路951号2幢");
        double road = bitsAt(known, "闵行区剑川路7号");
        double unknown = bitsAt(known, null);
        double elsewhere = bitsAt(known, "徐汇区漕宝路80号");

        // The others as weights.txt has them.
        assertThat(same - unknown).isEqualTo(6.0);
        assertThat(road - unknown).isEqualTo(3.0);
        assertThat(elsewhere - unknown).isEqualTo(-2.0);
    }

    private static double bitsAt(
            KnownOrganisations known, @org.jspecify.annotations.Nullable String address) {
        var matches = known.like(new Listing(List.of("澜昕科技（上海）有限公司"), null, address));
        return matches.getFirst().bits();
    }

    /** A word that all bear tells little, also of those that came later. */
    @Test
    void weighsOthersBesideByItsOwnNames() {
        var register = IntStream.range(0, 400).mapToObj(it -> Listing.named(numbered(it))).toList();
        var large = KnownOrganisations.of(register);
        var later = List.of(Listing.named("上海宏达精密仪表有限公司"));

        var alone = KnownOrganisations.of(later).like(Listing.named("宏达精密仪表上海公司"));
        var beside = large.beside(later).like(Listing.named("宏达精密仪表上海公司"));
        var inside =
                KnownOrganisations.of(
                                java.util.stream.Stream.concat(register.stream(), later.stream())
                                        .toList())
                        .like(Listing.named("宏达精密仪表上海公司"));

        double told = inside.getFirst().bits();
        assertThat(beside.getFirst().entry()).isZero();
        assertThat(beside.getFirst().bits())
                .isCloseTo(told, org.assertj.core.api.Assertions.within(0.5));
        assertThat(alone.getFirst().bits()).isGreaterThanOrEqualTo(beside.getFirst().bits());
    }

    /** 宏达 begins each of them. */
    private static String numbered(int number) {
        var trades = List.of("传感技术", "新材料", "工业软件", "医疗器械");
        return "上海宏达%s%s有限公司"
                .formatted((char) ('一' + number * 7), trades.get(number % trades.size()));
    }

    @Test
    void asksWhenTwoKnownOrganisationsBearTheName() {
        var known =
                KnownOrganisations.of(
                        List.of(
                                Listing.named("上海宏达科技有限公司"),
                                new Listing(List.of("上海宏远科技有限公司", "上海宏达科技有限公司"), null, null)));

        assertThat(known.find(Listing.named("上海宏达科技有限公司")))
                .isInstanceOfSatisfying(
                        Finding.Doubtful.class,
                        it -> assertThat(it.candidates()).extracting(Match::entry).contains(0, 1));
    }

    /** The register in another order: the same organisation, the same bits. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void doesNotDependOnTheOrderOfTheRegister(long seed) {
        var set = LabelledSet.of(400, 400, seed);
        var order = new ArrayList<>(IntStream.range(0, set.register().size()).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        Map<Integer, Integer> place = new HashMap<>();
        order.forEach(it -> place.put(it, place.size()));

        var one = KnownOrganisations.of(set.register());
        var other = KnownOrganisations.of(order.stream().map(set.register()::get).toList());

        for (var record : set.records()) {
            var found = one.find(record);
            var again = other.find(record);
            assertThat(again).hasSameClassAs(found);
            if (found instanceof Same(var match) && again instanceof Same(var second)) {
                assertThat(second.entry()).isEqualTo(place.get(match.entry()));
                assertThat(second.bits()).isEqualTo(match.bits());
            }
        }
    }

    /** Whoever is in the register is found by what the register says. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {4, 5, 6})
    void findsEachByItsOwnEntry(long seed) {
        var set = LabelledSet.of(500, 1, seed);
        var known = KnownOrganisations.of(set.register());

        for (int entry = 0; entry < set.register().size(); entry++) {
            int wanted = entry;
            assertThat(known.find(set.register().get(entry)))
                    .isInstanceOfSatisfying(
                            Same.class, it -> assertThat(it.match().entry()).isEqualTo(wanted));
        }
    }

    /** The quick sum by which candidates are passed over is the sum that is shown. */
    @Test
    void weighsAsItExplains() {
        var set = LabelledSet.of(300, 1, 7);
        var all = set.register().stream().map(Prepared::of).toList();
        var comparison = new Comparison(Weights.STANDARD, _ -> 10);

        for (int one = 0; one < 60; one++) {
            var record = all.get(one);
            var bits = record.names().stream().map(it -> new double[it.tokens().size()]).toList();
            for (int other = 0; other < all.size(); other++) {
                double quick =
                        comparison.bits(record, bits, all.get(other), Double.NEGATIVE_INFINITY);
                assertThat(comparison.match(record, bits, other, all.get(other)).bits())
                        .isEqualTo(quick);
            }
        }
    }

    @Test
    void refusesARecordWithoutAName() {
        assertThatThrownBy(() -> new Listing(List.of(), "91350100M000100Y43", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("91350100M000100Y43");
    }

    @Test
    void refusesWeightsThatLackALevelOrCannotBeMet() {
        assertThatThrownBy(() -> new Weights(Map.of(Level.PRIOR, -20.0), 8, -6, 6))
                .hasMessageContaining("CODE_SAME");
        assertThatThrownBy(() -> new Weights(Weights.STANDARD.bits(), 1, 2, 6))
                .hasMessageContaining("Doubt must begin first");
    }
}
