package yanzhen.app.chain.supply;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import yanzhen.engine.Cascade;
import yanzhen.engine.Losses;
import yanzhen.engine.StopRule;
import yanzhen.engine.Weights;

/**
 * Cascades whose losses are wanted firm by firm: worked out side by side, handed on in order, a few
 * ahead at a time, so that memory does not grow with their number.
 *
 * @param weights by which the relative stop rule looks at the index
 */
record CascadeRuns(Cascade cascade, StopRule rule, Weights weights) {

    private static final int AHEAD = 4;

    /** Takes the losses of the scenario at a place of the sample. */
    interface Taker {
        void take(int at, Losses losses) throws IOException;
    }

    void each(Sample sample, Pace pace, Taker taker) throws IOException {
        var shocks = sample.shocks();
        var running = new ArrayDeque<Future<Losses>>();
        try (var pool = Executors.newFixedThreadPool(pace.threads())) {
            try {
                int begun = 0;
                for (int at = 0; at < sample.size(); at++) {
                    for (;
                            begun < sample.size() && running.size() < AHEAD * pace.threads();
                            begun++) {
                        var shock = shocks.get(begun);
                        running.add(
                                pool.submit(() -> {
                                    var losses = cascade.run(shock, rule, weights);
                                    pace.done().run();
                                    return losses;
                                }));
                    }
                    taker.take(at, running.remove().get());
                }
            } finally {
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while firms were failing.", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A cascade broke off.", e.getCause());
        }
    }
}
