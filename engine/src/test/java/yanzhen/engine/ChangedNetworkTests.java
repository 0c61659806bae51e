package yanzhen.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChangedNetworkTests {

    /** 0 sells 1 to 2, and 3 to 3; 1 sells 2 to 2. */
    private static final SupplyNetwork NETWORK =
            new NetworkBuilder(4).add(0, 2, 1).add(0, 3, 3).add(1, 2, 2).build().network();

    @Test
    void showsLinksAddedRemovedAndOfOtherAmountsFromBothSides() {
        var changed =
                ChangedNetwork.of(NETWORK).with(3, 2, 4).with(0, 2, 9).without(1, 2).with(2, 0, 1);

        assertThat(inputs(changed, 2)).containsExactly("0-2 9.0", "3-2 4.0");
        assertThat(sales(changed, 0)).containsExactly("0-2 9.0", "0-3 3.0");
        assertThat(sales(changed, 1)).isEmpty();
        assertThat(sales(changed, 2)).containsExactly("2-0 1.0");
        assertThat(inputs(changed, 3)).containsExactly("0-3 3.0");
        assertThat(changed.changedCustomers()).containsExactly(0, 2);
    }

    @Test
    void leavesTheNetworkAndEarlierChangesAsTheyAre() {
        var first = ChangedNetwork.of(NETWORK).without(0, 2);
        var second = first.with(0, 2, 5).without(3, 3);

        assertThat(inputs(NETWORK, 2)).containsExactly("0-2 1.0", "1-2 2.0");
        assertThat(inputs(first, 2)).containsExactly("1-2 2.0");
        assertThat(inputs(second, 2)).containsExactly("0-2 5.0", "1-2 2.0");
        assertThat(inputs(second, 3)).containsExactly("0-3 3.0");
    }

    @Test
    void namesAFirmThatIsNotThereAndAnAmountThatIsNone() {
        var changed = ChangedNetwork.of(NETWORK);

        assertThatThrownBy(() -> changed.with(4, 0, 1)).hasMessageContaining("supplier (4)");
        assertThatThrownBy(() -> changed.without(0, -1)).hasMessageContaining("customer (-1)");
        assertThatThrownBy(() -> changed.with(0, 1, 0)).hasMessageContaining("firm 1 (0.0)");
        assertThatThrownBy(() -> changed.with(0, 1, Double.NaN)).hasMessageContaining("(NaN)");
    }

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    /** Any network, any changes: the same as a network built of the links that there are then. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void isTheSameAsANetworkBuiltAnew(int seed) {
        var network = AnyNetwork.of(seed, 12).network();
        int firms = network.firms();
        var random = new Random(seed);
        var links = new TreeMap<Integer, Double>();
        network.forEach((from, to, amount) -> links.put(from * firms + to, amount));
        var changed = ChangedNetwork.of(network);
        for (int at = 0; at < random.nextInt(20); at++) {
            int from = random.nextInt(firms);
            int to = random.nextInt(firms);
            if (random.nextBoolean()) {
                double amount = 1 + random.nextDouble();
                changed = changed.with(from, to, amount);
                links.put(from * firms + to, amount);
            } else {
                changed = changed.without(from, to);
                links.remove(from * firms + to);
            }
        }
        var builder = new NetworkBuilder(firms);
        links.forEach((pair, amount) -> builder.add(pair / firms, pair % firms, amount));
        var anew = builder.build().network();

        for (int firm = 0; firm < firms; firm++) {
            assertThat(inputs(changed, firm)).isEqualTo(inputs(anew, firm));
            assertThat(sales(changed, firm)).isEqualTo(sales(anew, firm));
            assertThat(sales(changed.rebuilt(), firm)).isEqualTo(sales(anew, firm));
        }
    }

    private static List<String> inputs(SupplyLinks links, int customer) {
        var found = new ArrayList<String>();
        links.forEachInput(
                customer, (from, to, amount) -> found.add(from + "-" + to + " " + amount));
        return found;
    }

    private static List<String> sales(SupplyLinks links, int supplier) {
        var found = new ArrayList<String>();
        links.forEachSale(
                supplier, (from, to, amount) -> found.add(from + "-" + to + " " + amount));
        return found;
    }
}
