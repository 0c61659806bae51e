package yanzhen.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import yanzhen.engine.Built.Reason;
import yanzhen.engine.Built.Rejected;

class NetworkBuilderTests {

    record Link(int supplier, int customer, double weight) {}

    @Test
    void seesEveryLinkFromBothSides() {
        var network =
                new NetworkBuilder(3).add(0, 1, 2).add(0, 2, 3).add(2, 1, 5).build().network();

        assertThat(network.links()).isEqualTo(3);
        assertThat(network.sold(0)).isEqualTo(5);
        assertThat(network.bought(1)).isEqualTo(7);
        assertThat(network.customers(0)).isEqualTo(2);
        assertThat(network.suppliers(1)).isEqualTo(2);
        assertThat(network.weight(2, 1)).isEqualTo(5);
        assertThat(network.weight(1, 2)).isZero();
    }

    @Test
    void addsUpWhatOneFirmSoldAnotherAndKeepsWhatItSuppliesItself() {
        var built = new NetworkBuilder(2).add(0, 1, 2).add(0, 0, 1).add(0, 1, 0.5).build();

        assertThat(built.merged()).isEqualTo(1);
        assertThat(built.network().weight(0, 1)).isEqualTo(2.5);
        assertThat(built.network().weight(0, 0)).isEqualTo(1);
    }

    @Test
    void givesBackEveryRecordThatItLeavesOutWithTheReason() {
        var built =
                new NetworkBuilder(2)
                        .add(0, 1, 1)
                        .add(2, 0, 1)
                        .add(0, -1, 1)
                        .add(0, 1, Double.NaN)
                        .add(0, 1, -4)
                        .add(0, 1, 0)
                        .build();

        assertThat(built.network().links()).isEqualTo(1);
        assertThat(built.rejected())
                .extracting(Rejected::record, Rejected::reason)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1L, Reason.SUPPLIER_OUT_OF_RANGE),
                        org.assertj.core.groups.Tuple.tuple(2L, Reason.CUSTOMER_OUT_OF_RANGE),
                        org.assertj.core.groups.Tuple.tuple(3L, Reason.NOT_FINITE),
                        org.assertj.core.groups.Tuple.tuple(4L, Reason.NEGATIVE),
                        org.assertj.core.groups.Tuple.tuple(5L, Reason.ZERO));
    }

    @Test
    void takesANetworkWithoutFirmsAndRefusesANegativeNumberOfThem() {
        assertThat(new NetworkBuilder(0).build().network().firms()).isZero();
        assertThatThrownBy(() -> new NetworkBuilder(-1)).hasMessageContaining("-1");
    }

    static IntStream seeds() {
        return IntStream.range(0, 20);
    }

    /** The same records in any order: the same network to the bit. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void doesNotDependOnTheOrderOfItsRecords(int seed) {
        var random = new Random(seed);
        int firms = 1 + random.nextInt(12);
        var links = new ArrayList<Link>();
        for (int left = random.nextInt(120); left > 0; left--) {
            links.add(
                    new Link(
                            random.nextInt(firms),
                            random.nextInt(firms),
                            Math.exp(random.nextGaussian() * 4)));
        }

        var one = network(firms, links);
        Collections.shuffle(links, random);
        var other = network(firms, links);

        assertThat(all(other)).isEqualTo(all(one));
        assertThat(other.sold()).isEqualTo(one.sold());
        assertThat(other.bought()).isEqualTo(one.bought());
    }

    /** Enough links that rows are sorted in several stretches, with a hub and pairs given often. */
    @ParameterizedTest(name = "{0} firms")
    @ValueSource(ints = {1, 7, 1_000, 4_096, 300_000})
    void addsUpManyLinksAsAPlainTableDoes(int firms) {
        var random = new Random(firms);
        var links =
                random.ints(200_000, 0, firms)
                        .mapToObj(supplier ->
                                new Link(
                                        random.nextInt(4) == 0 ? firms / 2 : supplier,
                                        (int) (firms * Math.pow(random.nextDouble(), 3)),
                                        Math.exp(random.nextGaussian() * 4)))
                        .toList();
        var builder = new NetworkBuilder(firms);
        links.forEach(it -> builder.add(it.supplier, it.customer, it.weight));

        var built = builder.build();

        var amounts = new TreeMap<Long, List<Double>>();
        links.forEach(it ->
                amounts.computeIfAbsent(
                                (long) it.supplier << 32 | it.customer, key -> new ArrayList<>())
                        .add(it.weight));
        var expected = new ArrayList<Link>();
        amounts.forEach((pair, all) ->
                expected.add(new Link((int) (pair >> 32), pair.intValue(), sumUpwards(all))));
        assertThat(all(built.network())).isEqualTo(expected);
        assertThat(built.merged()).isEqualTo(200_000 - expected.size());
        expected.sort(Comparator.comparingInt(Link::customer).thenComparingInt(Link::supplier));
        assertThat(allInputs(built.network())).isEqualTo(expected);
    }

    private static double sumUpwards(List<Double> amounts) {
        double sum = 0;
        for (double it : amounts.stream().sorted().toList()) {
            sum += it;
        }
        return sum;
    }

    private static List<Link> allInputs(SupplyNetwork network) {
        var links = new ArrayList<Link>();
        for (int firm = 0; firm < network.firms(); firm++) {
            network.forEachInput(
                    firm,
                    (supplier, customer, weight) ->
                            links.add(new Link(supplier, customer, weight)));
        }
        return links;
    }

    private static SupplyNetwork network(int firms, List<Link> links) {
        var builder = new NetworkBuilder(firms);
        links.forEach(it -> builder.add(it.supplier, it.customer, it.weight));
        return builder.build().network();
    }

    private static List<Link> all(SupplyNetwork network) {
        var links = new ArrayList<Link>();
        network.forEach(
                (supplier, customer, weight) -> links.add(new Link(supplier, customer, weight)));
        return links;
    }
}
