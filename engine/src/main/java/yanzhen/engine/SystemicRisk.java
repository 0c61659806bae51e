package yanzhen.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/**
 * 系统性风险: the index of every firm of an economy, or of many shocks.
 *
 * <p>Shocks are handed out from one queue; each thread has a workspace of its own, of 10 bytes a
 * link, 60 bytes a firm and 32 bytes a firm and lane. A shock that touches little costs what it
 * touches; one that touches much steps together with others. Vectors are used where the virtual
 * machine was started with {@code --add-modules jdk.incubator.vector}. Results depend on neither,
 * nor on the number of threads, to the bit.
 */
public final class SystemicRisk {

    /** Share of all links that a shock may touch before it goes into a lane. */
    private static final double ALONE = 0.03;

    private SystemicRisk() {}

    /**
     * Lets every firm fail alone.
     *
     * @param threads at least 1
     * @throws IllegalArgumentException when there is no thread
     */
    public static RiskRanking ofEachFirm(
            Cascade cascade, StopRule.Absolute rule, Weights weights, int threads) {
        return ofEach(
                cascade,
                cascade.firms(),
                Shock::failureOf,
                rule,
                weights,
                threads,
                LaneSteps.bestFor(cascade.firms()),
                ALONE);
    }

    /**
     * Lets shocks happen one by one, each to an economy that is whole.
     *
     * @param threads at least 1
     * @throws IllegalArgumentException when there is no thread, or a shock names a firm that is not
     *     there
     */
    public static RiskRanking ofEach(
            Cascade cascade,
            List<Shock> shocks,
            StopRule.Absolute rule,
            Weights weights,
            int threads) {
        return ofEach(cascade, shocks, rule, weights, threads, _ -> {});
    }

    /**
     * Lets shocks happen one by one, each to an economy that is whole, and tells of each that is
     * done with, so that whoever waits can be shown how far it is.
     *
     * @param threads at least 1
     * @param done takes the place of a shock in the list, on the thread that has worked it off, in
     *     any order and perhaps several at a time
     * @throws IllegalArgumentException when there is no thread, or a shock names a firm that is not
     *     there
     */
    public static RiskRanking ofEach(
            Cascade cascade,
            List<Shock> shocks,
            StopRule.Absolute rule,
            Weights weights,
            int threads,
            IntConsumer done) {
        var queue = new ShockQueue(cascade, shocks.size(), shocks::get, rule, weights, done);
        return worked(queue, threads, LaneSteps.bestFor(shocks.size()), ALONE);
    }

    static RiskRanking ofEach(
            Cascade cascade,
            int shocks,
            IntFunction<Shock> shock,
            StopRule.Absolute rule,
            Weights weights,
            int threads,
            LaneSteps arithmetic,
            double alone) {
        var queue = new ShockQueue(cascade, shocks, shock, rule, weights, _ -> {});
        return worked(queue, threads, arithmetic, alone);
    }

    private static RiskRanking worked(
            ShockQueue queue, int threads, LaneSteps arithmetic, double alone) {
        if (threads < 1) {
            throw new IllegalArgumentException(
                    "The number of threads (%d) is not at least 1.".formatted(threads));
        }
        together(() -> new Failures(queue, arithmetic, alone).run(), threads);
        return queue.ranking();
    }

    /** Does the same work on several threads; on this one where one is enough. */
    static void together(Runnable work, int threads) {
        if (threads == 1) {
            work.run();
            return;
        }
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
            if (e.getCause() instanceof IllegalArgumentException fault) {
                throw fault;
            }
            throw new IllegalStateException("A cascade broke off.", e.getCause());
        }
    }
}
