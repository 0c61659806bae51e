package yanzhen.bench;

import java.net.URI;
import java.time.Duration;

/**
 * How much slower a page is than a bare file of the same server, at the 95th percentile.
 *
 * <p>Baseline, page, baseline: a run whose two baselines differ by more than 15 per cent does not
 * count, since the machine was busy with something else.
 */
final class OverviewBench {

    private static final double P95 = 0.95;
    private static final double AGREE = 0.15;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private OverviewBench() {}

    /** Arguments: server, page, baseline file, readers, requests for each of the measured runs. */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length != 5) {
            System.err.println("Usage: OverviewBench SERVER PAGE FILE READERS REQUESTS");
            System.exit(2);
        }
        var server = URI.create(arguments[0]);
        var page = arguments[1];
        var file = arguments[2];
        int readers = Integer.parseInt(arguments[3]);
        int requests = Integer.parseInt(arguments[4]);
        var run = new Readers(server, readers, requests, LIMIT);

        warm(run, page, file);
        var before = run.read(file);
        var read = run.read(page);
        var after = run.read(file);

        System.out.println("| what | answers | failed | per second | p50 ms | p95 ms | p99 ms |");
        System.out.println("|---|--:|--:|--:|--:|--:|--:|");
        print("baseline before: " + file, before);
        print("page: " + page, read);
        print("baseline after: " + file, after);
        judge(before, read, after);
    }

    /** Until the compiler has seen both roads. */
    private static void warm(Readers run, String page, String file) throws InterruptedException {
        for (int round = 0; round < 2; round++) {
            run.read(page);
            run.read(file);
        }
    }

    private static void print(String what, Latencies it) {
        System.out.printf(
                "| %s | %d | %d | %.0f | %.1f | %.1f | %.1f |%n",
                what,
                it.nanoseconds().size(),
                it.failures(),
                it.rate(),
                it.milliseconds(0.5),
                it.milliseconds(P95),
                it.milliseconds(0.99));
    }

    private static void judge(Latencies before, Latencies read, Latencies after) {
        double low = Math.min(before.milliseconds(P95), after.milliseconds(P95));
        double high = Math.max(before.milliseconds(P95), after.milliseconds(P95));
        System.out.printf(
                "%nratio of the p95: %.1f (mean of the baselines %.1f ms)%n",
                read.milliseconds(P95) / ((low + high) / 2), (low + high) / 2);
        int failures = before.failures() + read.failures() + after.failures();
        if (failures > 0) {
            System.out.printf("%d requests failed: the run does not count.%n", failures);
            System.exit(1);
        }
        if (high > low * (1 + AGREE)) {
            System.out.printf(
                    "The baselines differ by %.0f %%, over 15 %%: repeat the run.%n",
                    (high / low - 1) * 100);
            System.exit(1);
        }
    }
}
