package yanzhen.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import yanzhen.engine.Built;
import yanzhen.engine.Cascade;
import yanzhen.engine.ChangedNetwork;
import yanzhen.engine.Diversification;
import yanzhen.engine.Explanation;
import yanzhen.engine.Loaded;
import yanzhen.engine.NetworkFile;
import yanzhen.engine.NetworkTable;
import yanzhen.engine.Shock;
import yanzhen.engine.StopRule;
import yanzhen.engine.tiers.Dependence;
import yanzhen.engine.tiers.NewSuppliers;
import yanzhen.engine.tiers.Survival;

/** Milliseconds of what a page or an import asks of the engine at once. */
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
public class EngineBench {

    private static final long SEED = 7;

    /** 100,000 firms with about 700,000 links, ready for shocks. */
    @State(Scope.Benchmark)
    public static class Prepared {
        private static final int SHOWN = 100;
        private static final StopRule.Absolute RULE = new StopRule.Absolute(0.01);

        private final SyntheticEconomy economy = new SyntheticEconomy(100_000, 700_000, 600, SEED);
        private final Cascade cascade = Cascade.on(economy.setting());
        private final Random random = new Random(SEED);

        Explanation explain() {
            return cascade.explain(Shock.failureOf(firm()), RULE);
        }

        private int firm() {
            return random.nextInt(cascade.firms());
        }

        /** One firm buys from another, and no longer from any of its present suppliers but that. */
        ChangedNetwork change() {
            int customer = firm();
            var network = economy.network();
            var changed = new ChangedNetwork[] {ChangedNetwork.of(network)};
            network.forEachInput(
                    customer,
                    (supplier, _, _) -> changed[0] = changed[0].without(supplier, customer));
            return changed[0].with(firm(), customer, Math.max(1, network.bought(customer)));
        }
    }

    /** One firm fails: every loss, and for the 100 hardest hit the way on which it came. */
    @Benchmark
    @BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
    @Warmup(iterations = 3, time = 2)
    @Measurement(iterations = 5, time = 2)
    public int oneShockExplained(Prepared prepared) {
        var explanation = prepared.explain();
        int links = 0;
        for (int firm : explanation.losses().hardestHit(Prepared.SHOWN)) {
            links += explanation.wayTo(firm).size();
        }
        return links;
    }

    /** One customer changes its suppliers: what changes is laid anew. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @Warmup(iterations = 3, time = 2)
    @Measurement(iterations = 5, time = 2)
    public Cascade oneChangeLaidOver(Prepared prepared) {
        return prepared.cascade.with(prepared.change());
    }

    /** The same with a network and a cascade built anew. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @Warmup(iterations = 3, time = 2)
    @Measurement(iterations = 5, time = 2)
    public Cascade oneChangeBuiltAnew(Prepared prepared) {
        return Cascade.on(prepared.economy.setting(prepared.change().rebuilt()));
    }

    /** One firm's stocks and those of all behind it, everybody a candidate. */
    @State(Scope.Benchmark)
    public static class Stocks {
        private static final int FIRMS = 100_000;
        private static final int LISTED = 20;

        private final Survival survival;
        private final Dependence dependence;
        private final int[] candidates = IntStream.range(0, FIRMS).toArray();
        private final double[] recovery;
        private final double[] failures;

        public Stocks() {
            var economy = new SyntheticEconomy(FIRMS, 700_000, 600, SEED);
            var random = new Random(SEED);
            var stock = random.doubles(FIRMS, 0, 30).toArray();
            recovery = random.doubles(FIRMS, 10, 90).toArray();
            failures = random.doubles(FIRMS).toArray();
            var needs = economy.needs();
            survival = Survival.on(economy.network(), needs, stock);
            dependence =
                    Dependence.of(economy.network(), needs, new int[] {0}, Dependence.ALL_TIERS);
        }
    }

    /** The best new suppliers by days of stock. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 2)
    @Measurement(iterations = 5)
    public NewSuppliers.Ranking newSuppliersByStock(Stocks stocks) {
        return NewSuppliers.rank(
                stocks.survival,
                stocks.dependence,
                stocks.candidates,
                stocks.recovery,
                stocks.failures,
                Stocks.LISTED);
    }

    /** The best new suppliers of a customer by systemic risk, should its last supplier fail. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 2)
    @Measurement(iterations = 10)
    public Diversification.Ranking newSuppliersByRisk(Prepared prepared) {
        var purchase = new int[2];
        while (purchase[0] == purchase[1]) {
            prepared.economy
                    .network()
                    .forEachInput(
                            prepared.firm(),
                            (supplier, customer, _) -> {
                                purchase[0] = supplier;
                                purchase[1] = customer;
                            });
        }
        int sector = prepared.economy.sectorOf(purchase[0]);
        return Diversification.against(
                        Shock.failureOf(purchase[0]),
                        prepared.cascade,
                        Prepared.RULE,
                        prepared.economy.weights())
                .rank(
                        new Diversification.Purchase(purchase[1], sector, 0.5),
                        IntStream.range(0, prepared.cascade.firms()).toArray(),
                        20,
                        2);
    }

    /**
     * Ten million links between a million firms: as mapped files, in order and not, and a table.
     */
    @State(Scope.Benchmark)
    public static class Files10M {
        private static final int FIRMS = 1_000_000;
        private static final int LINKS = 10_000_000;

        private final Path folder;
        private final Path binary;
        private final Path shuffled;
        private final Path table;

        public Files10M() {
            try {
                folder = Files.createTempDirectory("yanzhen-bench");
                binary = folder.resolve("network");
                shuffled = folder.resolve("shuffled");
                table = folder.resolve("edges.csv");
                var economy = new SyntheticEconomy(FIRMS, LINKS, 600, SEED);
                NetworkFile.write(economy.network(), binary);
                ShuffledLinks.of(binary, new Random(SEED)).write(shuffled);
                writeTable(economy);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void writeTable(SyntheticEconomy economy) throws IOException {
            try (var writer = Files.newBufferedWriter(table)) {
                writer.write("supplier,customer,weight\n");
                economy.network().forEach((from, to, weight) -> row(writer, from, to, weight));
            }
        }

        private static void row(BufferedWriter writer, int from, int to, double weight) {
            try {
                writer.write(from + "," + to + "," + Math.round(weight * 100) / 100.0 + "\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Leaves nothing behind. */
        @TearDown
        public void delete() throws IOException {
            Files.delete(binary);
            Files.delete(shuffled);
            Files.delete(table);
            Files.delete(folder);
        }
    }

    /** From the mapped file to the network; its links come in the order of the network. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 2)
    @Measurement(iterations = 5)
    public Built tenMillionLinksFromFile(Files10M files) throws IOException {
        return NetworkFile.read(files.binary);
    }

    /** The same with links in no order at all. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 2)
    @Measurement(iterations = 5)
    public Built tenMillionLinksFromShuffledFile(Files10M files) throws IOException {
        return NetworkFile.read(files.shuffled);
    }

    /** From the text of the table to the network. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 2)
    @Measurement(iterations = 5)
    public Loaded tenMillionLinksFromTable(Files10M files) throws IOException {
        return NetworkTable.read(files.table, Files10M.FIRMS, 0);
    }
}
