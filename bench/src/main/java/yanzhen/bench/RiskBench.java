package yanzhen.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import yanzhen.engine.Cascade;
import yanzhen.engine.RiskRanking;
import yanzhen.engine.Shock;
import yanzhen.engine.StopRule;
import yanzhen.engine.SystemicRisk;

/**
 * Milliseconds for each failing firm: by the engine, and by the plain recursion in the same run.
 * Every result of the plain one is compared.
 */
final class RiskBench {

    private static final double GROWTH = 0.01;
    private static final double EPSILON = 1e-12;
    private static final long SEED = 7;

    /** So long the engine runs before it is timed, until the virtual machine has compiled it. */
    private static final Duration WARM = Duration.ofSeconds(8);

    private static final int WARMING = 1000;

    private final SyntheticEconomy economy;
    private final List<Integer> failing;
    private final int threads;

    private RiskBench(SyntheticEconomy economy, int sample, int threads) {
        this.economy = economy;
        this.threads = threads;
        int firms = economy.network().firms();
        failing =
                sample >= firms
                        ? java.util.stream.IntStream.range(0, firms).boxed().toList()
                        : new Random(SEED).ints(sample, 0, firms).boxed().toList();
    }

    /**
     * Arguments: firms, links, sectors, failing firms of the engine, of the plain one, threads,
     * runs.
     */
    public static void main(String[] arguments) {
        if (arguments.length != 7) {
            System.err.println(
                    "Usage: RiskBench FIRMS LINKS SECTORS SAMPLE PLAIN-SAMPLE THREADS RUNS");
            System.exit(2);
        }
        var numbers = Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
        var economy = new SyntheticEconomy(numbers[0], numbers[1], numbers[2], SEED);
        new RiskBench(economy, numbers[3], numbers[5]).run(numbers[4], numbers[6]);
    }

    private void run(int plainSample, int runs) {
        var plain = economy.plainly();
        int compared = Math.min(plainSample, failing.size());
        plain(plain, Math.max(1, compared / 10));
        long begun = System.nanoTime();
        var expected = plain(plain, compared);
        double plainly = milliseconds(begun) / compared;
        begun = System.nanoTime();
        var cascade = Cascade.on(economy.setting());
        double prepared = milliseconds(begun);
        warm(cascade);
        double best = Double.POSITIVE_INFINITY;
        double leastBusy = Double.POSITIVE_INFINITY;
        for (int run = 0; run < runs; run++) {
            long busy = cpu();
            begun = System.nanoTime();
            var ranking = rank(cascade, failing);
            best = Math.min(best, milliseconds(begun) / failing.size());
            leastBusy = Math.min(leastBusy, (cpu() - busy) / 1e6 / failing.size());
            compare(expected, ranking);
        }
        System.out.printf(
                "| %,d | %,d | %,d | %.1f | %.3f | %.1f | %.4f | %.4f | %.0f |%n",
                economy.network().firms(),
                economy.network().links(),
                failing.size(),
                expected.stream().mapToInt(PlainCascade.Result::steps).average().orElse(0),
                plainly,
                prepared,
                best,
                leastBusy,
                plainly / best);
    }

    private void warm(Cascade cascade) {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < WARM.toNanos()) {
            rank(cascade, failing.subList(0, Math.min(WARMING, failing.size())));
        }
    }

    private RiskRanking rank(Cascade cascade, List<Integer> firms) {
        var shocks = firms.stream().map(Shock::failureOf).toList();
        return SystemicRisk.ofEach(
                cascade, shocks, new StopRule.Absolute(GROWTH), economy.weights(), threads);
    }

    private List<PlainCascade.Result> plain(PlainCascade plain, int count) {
        return failing.subList(0, count).stream().map(it -> plain.fail(it, GROWTH)).toList();
    }

    private static void compare(List<PlainCascade.Result> expected, RiskRanking found) {
        for (int at = 0; at < expected.size(); at++) {
            var one = expected.get(at);
            if (Math.abs(one.both() - found.of(at).both()) > EPSILON
                    || one.steps() != found.steps(at)) {
                throw new IllegalStateException(
                        "Failure %d: %s plainly, %s in %d steps by the engine."
                                .formatted(at, one, found.of(at), found.steps(at)));
            }
        }
    }

    /** Of this process, compilers and collector included, in nanoseconds. */
    private static long cpu() {
        return ProcessHandle.current().info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
    }

    private static double milliseconds(long begun) {
        return (System.nanoTime() - begun) / 1e6;
    }
}
