package yanzhen.app.cluster.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Judges firms on all cores while the next ones are read. What comes of them is handed on in the
 * order of the firms, so that two runs agree; a few batches wait at most.
 */
final class Crew {

    private final int cores;

    Crew(int cores) {
        this.cores = cores;
    }

    /** One thread for each core. */
    static Crew ofAllCores() {
        return new Crew(Runtime.getRuntime().availableProcessors());
    }

    /**
     * Judges all that the reader has.
     *
     * @param judge asks no database: it runs on other threads
     */
    <R> void judge(FirmReader reader, Function<List<FirmFacts>, R> judge, Consumer<R> result) {
        try (var pool = Executors.newFixedThreadPool(cores)) {
            Deque<Future<R>> waiting = new ArrayDeque<>();
            for (var batch = reader.next(); !batch.isEmpty(); batch = reader.next()) {
                var firms = batch;
                waiting.add(pool.submit(() -> judge.apply(firms)));
                if (waiting.size() > cores) {
                    result.accept(taken(waiting.remove()));
                }
            }
            while (!waiting.isEmpty()) {
                result.accept(taken(waiting.remove()));
            }
        }
    }

    private static <R> R taken(Future<R> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Judging was interrupted.", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A firm could not be judged.", e.getCause());
        }
    }
}
