package yanzhen.app.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.SupplyNetworks.AllLeftOut;
import yanzhen.app.chain.SupplyNetworks.Draft;
import yanzhen.app.chain.SupplyNetworks.Firm;
import yanzhen.app.chain.SupplyNetworks.Head;
import yanzhen.app.chain.SupplyNetworks.LinkList;
import yanzhen.app.kernel.Bilingual;

/**
 * A mine sells 60 and a quarry 20 to a mill, which sells 100 to a shop; a spare mine sells 20 to
 * somebody else. Losses can be reckoned by hand.
 */
public final class TinyNetwork {

    /** Nobody stands in, every input is essential, and a cascade runs until nothing moves. */
    public static final CascadeReading STRICT =
            new CascadeReading(
                    CascadeReading.Inputs.ALL, CascadeReading.Substitutes.NOBODY, "ABCDE", 0.0001);

    private TinyNetwork() {}

    /** Waits until something in the background has come about; half a minute at most. */
    public static void until(BooleanSupplier come) {
        for (int look = 0; look < 1_500 && !come.getAsBoolean(); look++) {
            LockSupport.parkNanos(20_000_000);
        }
        assertThat(come.getAsBoolean()).isTrue();
    }

    public static String unique() {
        return "tiny-" + UUID.randomUUID().toString().substring(0, 8);
    }

    public static Draft draft(String key) {
        return draft(key, 60, "integrated-circuits/silicon-wafer");
    }

    public static Draft draft(String key, double mine, String node) {
        var firms =
                List.of(
                        firm("mine", "C3985", "310115", "CN", node),
                        firm("quarry", "C3985", null, "JP", node),
                        firm("mill", "C3973", "310115", "CN", null),
                        firm("shop", "C3911", "310104", "CN", null),
                        firm("spare", "C3985", null, "NL", null),
                        firm("other", "C3911", "310104", "CN", null));
        var links = new LinkList().add(0, 2, mine).add(1, 2, 20).add(2, 3, 100).add(4, 5, 20);
        return new Draft(
                new Head(
                        key,
                        new Bilingual("小网络", "Tiny network"),
                        "万元/年",
                        "测试",
                        LocalDate.of(2026, 1, 1),
                        true),
                firms,
                links,
                new AllLeftOut(0, List.of()));
    }

    private static Firm firm(
            String id,
            String sector,
            @Nullable String district,
            String country,
            @Nullable String node) {
        return new Firm(
                id,
                id,
                null,
                null,
                sector,
                district,
                country,
                node == null ? List.of() : List.of(node));
    }

    /**
     * Each firm sells to the next and the last to the first, so that whoever stops takes all with
     * it, one in a step: as many steps as there are firms.
     */
    public static Draft ring(String key, int size) {
        var firms = new java.util.ArrayList<Firm>();
        var links = new LinkList();
        for (int at = 0; at < size; at++) {
            firms.add(firm("ring-" + at, "C3985", null, "CN", null));
            links.add(at, (at + 1) % size, 10);
        }
        return new Draft(
                new Head(
                        key,
                        new Bilingual("环形网络", "Ring"),
                        "万元/年",
                        "测试",
                        LocalDate.of(2026, 1, 1),
                        true),
                firms,
                links,
                new AllLeftOut(0, List.of()));
    }
}
