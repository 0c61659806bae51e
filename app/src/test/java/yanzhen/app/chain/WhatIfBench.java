package yanzhen.app.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Role;
import yanzhen.app.access.TestAccounts;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.Scenario.Added;
import yanzhen.app.chain.Scenario.Kind;
import yanzhen.app.chain.Scenario.Stop;
import yanzhen.app.chain.SupplyNetworks.AllLeftOut;
import yanzhen.app.chain.SupplyNetworks.Draft;
import yanzhen.app.chain.SupplyNetworks.Firm;
import yanzhen.app.chain.SupplyNetworks.Head;
import yanzhen.app.chain.SupplyNetworks.LinkList;
import yanzhen.app.http.Caller;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;
import yanzhen.engine.Cascade;
import yanzhen.engine.CascadeSetting;
import yanzhen.engine.InputClass;
import yanzhen.engine.InputClasses;
import yanzhen.engine.Markets;
import yanzhen.engine.NetworkBuilder;
import yanzhen.engine.Shock;
import yanzhen.engine.StopRule;
import yanzhen.engine.Weights;

/**
 * How long an answer takes on made-up firms: asked of the service, with all that it stores, and as
 * the baseline of the same run the bare cascade in memory. Asserts that both say the same, and no
 * time. Run by {@code bench/what-if.sh}, which says how many firms and links.
 */
@Tag("bench")
@IntegrationTest
class WhatIfBench {

    private static final int FIRMS = Integer.getInteger("bench.firms", 100_000);
    private static final int LINKS = Integer.getInteger("bench.links", 1_000_000);
    private static final int ASKED = 40;
    private static final int WARM = 5;
    private static final List<String> SECTORS =
            List.of(
                    "C2631", "C2710", "C3311", "C3562", "C3911", "C3973", "C3985", "D4411", "F5179",
                    "G5431", "I6513", "L7249", "M7320");
    private static final List<String> COUNTRIES = List.of("JP", "US", "DE", "KR", "NL");

    private static final Viewer CITY =
            new Viewer(UUID.randomUUID(), "市", Role.CITY_OFFICER, Set.of(), null);

    @Autowired PackLoader loader;
    @Autowired SupplyNetworks networks;
    @Autowired WhatIfs whatIfs;
    @Autowired CascadeRules.Book book;
    @Autowired ApplicationContext application;
    @LocalServerPort int port;

    @Test
    void measures() throws IOException {
        Viewers.doAs(
                Viewer.SYSTEM,
                () -> loader.load(Pack.at(Path.of("../packs/shanghai-14fyp"), false)));
        var draft = made();
        long begun = System.nanoTime();
        var network = as(() -> networks.store(networks.keep(draft)));
        var set = as(() -> networks.find(network).orElseThrow());
        System.out.printf(
                Locale.ROOT,
                "%d firms and %d links stored in %.1f s.%n%n",
                set.firms(),
                set.links(),
                (System.nanoTime() - begun) / 1e9);
        begun = System.nanoTime();
        var usual = book.inForce().usual();
        as(() -> whatIfs.ask(network, stopOf(0), usual));
        System.out.printf(
                Locale.ROOT,
                "First answer, loading and preparing the network: %.0f ms.%n%n",
                (System.nanoTime() - begun) / 1e6);
        System.out.println("| what | median ms | 95th percentile ms | longest ms | load average |");
        System.out.println("|---|--:|--:|--:|--:|");
        var plain = prepared(draft, usual.growth());
        double before = baseline(plain, "baseline: the bare cascade, before");
        double asked = one(network, usual, plain);
        several(
                network,
                usual,
                "a country stops",
                COUNTRIES.size(),
                at ->
                        new Scenario(
                                List.of(new Stop(Kind.COUNTRY, COUNTRIES.get(at), 100)),
                                List.of()));
        several(
                network,
                usual,
                "an industry stops by half",
                SECTORS.size(),
                at ->
                        new Scenario(
                                List.of(new Stop(Kind.INDUSTRY, SECTORS.get(at), 50)), List.of()));
        several(
                network,
                usual,
                "a firm stops, a supplier is added",
                ASKED,
                at -> relieved(draft, at));
        double after = baseline(plain, "baseline: the bare cascade, after");
        System.out.printf(
                Locale.ROOT,
                "%nOne firm asked of the service takes %.1f times the bare cascade.%n%n",
                asked / ((before + after) / 2));
        pages(network, usual);
        memory();
    }

    /** Few firms with many partners, amounts over several orders of magnitude. */
    private static Draft made() {
        var random = new Random(20_260_606);
        var firms = new ArrayList<Firm>();
        for (int at = 0; at < FIRMS; at++) {
            boolean here = random.nextInt(100) < 85;
            firms.add(
                    new Firm(
                            "f" + at,
                            "试算企业" + at,
                            null,
                            null,
                            SECTORS.get(random.nextInt(SECTORS.size())),
                            here ? "310115" : null,
                            here ? "CN" : COUNTRIES.get(random.nextInt(COUNTRIES.size())),
                            List.of()));
        }
        var links = new LinkList();
        for (int link = 0; link < LINKS; link++) {
            int supplier = drawn(random);
            int customer = drawn(random);
            if (supplier != customer) {
                links.add(supplier, customer, Math.exp(1.75 * random.nextGaussian()));
            }
        }
        return new Draft(
                new Head(
                        "bench",
                        new Bilingual("试算网络", "Made-up network"),
                        "万元/年",
                        "试算",
                        LocalDate.of(2026, 1, 1),
                        true),
                firms,
                links,
                new AllLeftOut(0, List.of()));
    }

    /** Half of all ends go to a firm in ten, so that some have thousands of partners. */
    private static int drawn(Random random) {
        double skewed = Math.pow(random.nextDouble(), 3.3);
        return Math.min(FIRMS - 1, (int) (skewed * FIRMS));
    }

    private static Scenario stopOf(int firm) {
        return new Scenario(List.of(new Stop(Kind.FIRM, "f" + firm, 100)), List.of());
    }

    /** The stop of a firm and a supplier of its industry for one of its customers. */
    private static Scenario relieved(Draft draft, int at) {
        int supplier = 100 + at;
        var customers = new ArrayList<Integer>();
        draft.links()
                .forEach((from, to, _) -> {
                    if (from == supplier) {
                        customers.add(to);
                    }
                });
        int customer = customers.getFirst();
        int other = supplier + 1;
        var sector = draft.firms().get(supplier).sector();
        while (other == customer || !draft.firms().get(other).sector().equals(sector)) {
            other++;
        }
        return new Scenario(
                List.of(new Stop(Kind.FIRM, "f" + supplier, 100)),
                List.of(new Added("f" + other, "f" + customer, 50)));
    }

    private record Plain(Cascade cascade, Weights weights, StopRule.Absolute rule) {

        double fail(int firm) {
            return cascade.run(Shock.failureOf(firm), rule, weights).index(weights).both();
        }
    }

    private static Plain prepared(Draft draft, double growth) {
        var builder = new NetworkBuilder(draft.firms().size());
        draft.links().forEach(builder::add);
        var network = builder.build().network();
        var industry =
                draft.firms().stream().mapToInt(it -> SECTORS.indexOf(it.sector())).toArray();
        var classes = new InputClass[SECTORS.size()][SECTORS.size()];
        for (int from = 0; from < classes.length; from++) {
            for (int to = 0; to < classes.length; to++) {
                classes[from][to] =
                        goods(from) && goods(to) ? InputClass.ESSENTIAL : InputClass.NON_ESSENTIAL;
            }
        }
        var setting = CascadeSetting.of(network, industry, InputClasses.of(classes));
        return new Plain(
                Cascade.on(setting.with(Markets.by(industry, Markets.Dead.IN_FULL))),
                Weights.bySales(network),
                new StopRule.Absolute(growth, 10_000));
    }

    private static boolean goods(int sector) {
        return SECTORS.get(sector).charAt(0) <= 'E';
    }

    /** Firms from large to small, the same that the service is asked for. */
    private static int firm(int at) {
        return 1 + at * (FIRMS / 2 / (ASKED + WARM));
    }

    private static double baseline(Plain plain, String what) throws IOException {
        var times = new ArrayList<Double>();
        for (int at = 0; at < WARM + ASKED; at++) {
            long begun = System.nanoTime();
            assertThat(plain.fail(firm(at))).isBetween(0.0, 1.0);
            times.add((System.nanoTime() - begun) / 1e6);
        }
        return print(what, times.subList(WARM, times.size()));
    }

    private double one(UUID network, CascadeReading usual, Plain plain) throws IOException {
        var times = new ArrayList<Double>();
        for (int at = 0; at < WARM + ASKED; at++) {
            int firm = firm(at);
            long begun = System.nanoTime();
            var id = as(() -> whatIfs.ask(network, stopOf(firm), usual));
            times.add((System.nanoTime() - begun) / 1e6);
            assertThat(as(() -> whatIfs.find(id).orElseThrow()).total().loss())
                    .isCloseTo(plain.fail(firm), within(1e-9));
        }
        return print("a firm stops", times.subList(WARM, times.size()));
    }

    private interface Asking {
        Scenario at(int number);
    }

    private void several(UUID network, CascadeReading usual, String what, int count, Asking asking)
            throws IOException {
        var times = new ArrayList<Double>();
        for (int at = 0; at < count; at++) {
            var scenario = asking.at(at);
            long begun = System.nanoTime();
            as(() -> whatIfs.ask(network, scenario, usual));
            times.add((System.nanoTime() - begun) / 1e6);
        }
        print(what, times);
    }

    /** Tells median, 95th percentile and the longest, and gives the median back. */
    private static double print(String what, List<Double> times) throws IOException {
        var sorted = times.stream().sorted().toList();
        double median = sorted.get(sorted.size() / 2);
        System.out.printf(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.0f | %s |%n",
                what,
                median,
                sorted.get(Math.min(sorted.size() - 1, sorted.size() * 95 / 100)),
                sorted.getLast(),
                load());
        return median;
    }

    private static String load() throws IOException {
        var load = Files.readString(Path.of("/proc/loadavg"));
        return load.substring(0, load.indexOf(' '));
    }

    private void pages(UUID network, CascadeReading usual) throws IOException {
        var run = as(() -> whatIfs.ask(network, stopOf(0), usual));
        var account = TestAccounts.of(application).open(Role.CITY_OFFICER, null, Set.of());
        var caller = Caller.at(port);
        caller.logIn(account.login(), TestAccounts.PASSWORD);
        System.out.println("| page | median ms | 95th percentile ms | longest ms | load average |");
        System.out.println("|---|--:|--:|--:|--:|");
        for (var path :
                List.of(
                        "/what-if",
                        "/what-if/" + run,
                        "/what-if/" + run + "?step=1&by=INDUSTRY",
                        "/what-if/" + run + "/firms/f1",
                        "/supply-networks/" + network)) {
            var times = new ArrayList<Double>();
            for (int at = 0; at < WARM + ASKED; at++) {
                long begun = System.nanoTime();
                assertThat(caller.get(path).statusCode()).isEqualTo(200);
                times.add((System.nanoTime() - begun) / 1e6);
            }
            print(
                    path.replace(run.toString(), "{id}").replace(network.toString(), "{id}"),
                    times.subList(WARM, times.size()));
        }
    }

    private static void memory() {
        System.gc();
        var runtime = Runtime.getRuntime();
        System.out.printf(
                Locale.ROOT,
                "%nHeap in use with the network kept: %d MB of %d.%n",
                (runtime.totalMemory() - runtime.freeMemory()) >> 20,
                runtime.maxMemory() >> 20);
    }

    private static <T> T as(Supplier<T> work) {
        return Viewers.doAs(CITY, work);
    }
}
