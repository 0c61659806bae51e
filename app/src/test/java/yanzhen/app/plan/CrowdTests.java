package yanzhen.app.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.kernel.AsOf;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

/** More readers at once than there are connections: nobody may hold one and wait for another. */
@IntegrationTest
class CrowdTests {

    /** Several times the connections of the pool. */
    private static final int READERS = 64;

    @Autowired PackLoader loader;
    @Autowired Readings readings;
    @Autowired Threads threads;
    @Autowired Clock clock;

    @BeforeEach
    void load() {
        var pack = Pack.at(Path.of("../packs/shanghai-14fyp"), true);
        Viewers.doAs(Viewer.SYSTEM, () -> loader.load(pack));
    }

    @Test
    void readsTheOverviewAllTogether() throws InterruptedException, ExecutionException {
        allTogether(() -> readings.overview(now()).orElseThrow().lines().size());
    }

    @Test
    void readsTheThreadsAllTogether() throws InterruptedException, ExecutionException {
        var query = new Threads.Query("", "", null);

        allTogether(() -> threads.search(query, null, 50, now()).items().size());
    }

    private static void allTogether(Callable<Integer> reading)
            throws InterruptedException, ExecutionException {
        try (var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<Integer>>();
            for (int reader = 0; reader < READERS; reader++) {
                running.add(crowd.submit(reading));
            }
            for (var one : running) {
                assertThat(one.get()).isGreaterThan(10);
            }
        }
    }

    private AsOf now() {
        return new AsOf(LocalDate.now(clock), clock.instant());
    }
}
