package yanzhen.app.launch;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/**
 * 进度条: one line on a terminal that says how much is done and how long the rest will take; gone in
 * the end. Counting is cheap and may come from any thread.
 */
final class ProgressBar implements AutoCloseable {

    private static final int WIDTH = 30;
    private static final Duration EVERY = Duration.ofMillis(200);
    private static final String CLEAR = "\r\u001b[K";

    private final PrintStream console;
    private final String what;
    private final long total;
    private final LongAdder done = new LongAdder();
    private final long begun = System.nanoTime();
    private final Thread drawing;

    /**
     * Begins.
     *
     * @param what is being done
     * @param total how many times {@link #one} will be called
     */
    ProgressBar(PrintStream console, String what, long total) {
        this.console = console;
        this.what = what;
        this.total = total;
        drawing = Thread.ofPlatform().daemon().name("yanzhen-progress").start(this::draw);
    }

    /** One more is done. */
    void one() {
        done.increment();
    }

    private void draw() {
        try {
            while (true) {
                Thread.sleep(EVERY);
                console.print(CLEAR + line(done.sum(), System.nanoTime() - begun));
                console.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How it stands after so many nanoseconds. */
    String line(long doneNow, long nanos) {
        double share = total == 0 ? 1 : Math.min(1, (double) doneNow / total);
        int full = (int) (share * WIDTH);
        return "%s [%s%s] %3d %%  %,d of %,d%s"
                .formatted(
                        what,
                        "#".repeat(full),
                        ".".repeat(WIDTH - full),
                        (int) (100 * share),
                        doneNow,
                        total,
                        left(share, nanos));
    }

    private static String left(double share, long nanos) {
        if (share <= 0 || share >= 1) {
            return "";
        }
        long seconds = Math.round(nanos / 1e9 * (1 - share) / share);
        return "  %d:%02d left".formatted(seconds / 60, seconds % 60);
    }

    @Override
    public void close() {
        drawing.interrupt();
        try {
            drawing.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        console.print(CLEAR);
        console.flush();
    }
}
