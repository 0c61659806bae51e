package yanzhen.engine;

import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * 系统性风险: the index of every firm of an economy.
 *
 * <p>Firms are handed out from one queue; each thread has a workspace of its own. A firm's cascade
 * visits only what it touches, so most cost next to nothing. Results do not depend on the number of
 * threads, to the bit.
 */
public final class SystemicRisk {

    private SystemicRisk() {}

    /**
     * Lets every firm fail alone.
     *
     * @param threads at least 1
     * @throws IllegalArgumentException when there is no thread
     */
    public static RiskRanking ofEachFirm(
            Cascade cascade, StopRule.Absolute rule, Weights weights, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException(
                    "The number of threads (%d) is not at least 1.".formatted(threads));
        }
        var ranking = new RiskRanking(cascade.firms);
        var next = new AtomicInteger();
        Runnable work =
                () -> {
                    var run = new SparseRun(cascade, weights);
                    for (int firm = next.getAndIncrement();
                            firm < cascade.firms;
                            firm = next.getAndIncrement()) {
                        run.fail(firm, rule, ranking);
                    }
                };
        if (threads == 1) {
            work.run();
        } else {
            together(work, threads);
        }
        return ranking;
    }

    private static void together(Runnable work, int threads) {
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var running = new ArrayList<Future<?>>();
            for (int thread = 0; thread < threads; thread++) {
                running.add(pool.submit(work));
            }
            for (var one : running) {
                one.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while firms were failing.", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A cascade broke off.", e.getCause());
        }
    }
}
