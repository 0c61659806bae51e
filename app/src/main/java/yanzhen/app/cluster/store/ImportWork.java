package yanzhen.app.cluster.store;

import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Imports;
import yanzhen.app.site.TableRow;
import yanzhen.app.site.UploadedTable;

/**
 * Reads and stores uploaded tables in the background, one at a time, so that a pile of them takes
 * no more memory than one.
 */
@Component
class ImportWork {

    private static final Logger LOG = LoggerFactory.getLogger(ImportWork.class);
    private static final int MOST_WAITING = 20;
    private static final int TELL_EVERY = 5_000;
    private static final Duration KEPT = Duration.ofDays(1);

    private final ImportJobs jobs;
    private final JdbcClient jdbc;
    private final List<Intake> intakes;
    private final Uploads uploads;
    private final TransactionTemplate transaction;
    private final TransactionTemplate aside;
    private final ExecutorService one =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("yanzhen-import").factory());
    private final ConcurrentHashMap<UUID, CompletableFuture<Boolean>> atWork =
            new ConcurrentHashMap<>();

    ImportWork(
            ImportJobs jobs,
            JdbcClient jdbc,
            List<Intake> intakes,
            Uploads uploads,
            PlatformTransactionManager transactions) {
        this.jobs = jobs;
        this.jdbc = jdbc;
        this.intakes = List.copyOf(intakes);
        this.uploads = uploads;
        this.transaction = new TransactionTemplate(transactions);
        this.aside = new TransactionTemplate(transactions);
        this.aside.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * Refuses more than can be done soon.
     *
     * @throws Imports.Busy when too many wait
     */
    void mustHaveRoom() {
        if (atWork.size() >= MOST_WAITING) {
            throw new Imports.Busy(atWork.size());
        }
    }

    void read(UUID job, Viewer viewer, Intake intake) {
        begin(
                job,
                viewer,
                () -> {
                    try {
                        transaction.executeWithoutResult(_ -> readAll(job, viewer, intake));
                    } finally {
                        dropUnlessInDoubt(job);
                    }
                    return true;
                });
    }

    /** A table with problems may be read again, once somebody has said what its names mean. */
    private void dropUnlessInDoubt(UUID job) {
        var state = transaction.execute(_ -> jobs.find(job).map(Imports.Job::state).orElse(null));
        if (state != Imports.State.WRONG) {
            uploads.drop(job);
        }
    }

    private void readAll(UUID job, Viewer viewer, Intake intake) {
        var findings = new Findings();
        var rows = intake.waiting(job, viewer, findings);
        var seen = new Seen(job);
        boolean whole =
                UploadedTable.read(
                        uploads.of(job),
                        intake.columns(),
                        UploadedTable.MOST_ROWS,
                        findings.problems(),
                        row -> {
                            seen.row(row);
                            rows.take(row);
                        });
        rows.flush();
        if (whole) {
            jobs.columns(job, seen.columns);
            intake.check(job, viewer, findings);
            intake.leaveOut(job, findings.wrongLines());
        } else {
            intake.drop(job);
        }
        var problems = findings.inOrder(intake.columns());
        jobs.keep(job, viewer.account(), problems.kept());
        if (problems.none()) {
            intake.compare(job, viewer);
        }
        var outlook = jobs.outlook(job, intake.effects(), intake.trace(), findings.wrongRows());
        jobs.read(job, seen.count, outlook, problems);
    }

    /** Counts the rows and tells how many, outside of the transaction that keeps them. */
    private final class Seen {
        private final UUID job;
        private int count;
        private java.util.Set<String> columns = java.util.Set.of();

        Seen(UUID job) {
            this.job = job;
        }

        void row(TableRow row) {
            if (count == 0) {
                columns = row.columns();
            }
            count++;
            if (count % TELL_EVERY == 0) {
                aside.executeWithoutResult(_ -> jobs.progress(job, count, 0));
            }
        }
    }

    void store(UUID job, Viewer viewer, Intake intake, String source) {
        begin(
                job,
                viewer,
                () -> {
                    transaction.executeWithoutResult(_ -> storeAll(job, intake, source));
                    return true;
                });
    }

    /** Other writers of the register wait meanwhile, so that what was checked stays true. */
    private void storeAll(UUID job, Intake intake, String source) {
        jdbc.sql(
                        """
                        lock table cluster.organisation, cluster.organisation_fact, cluster.identifier,
                            cluster.recognition in share row exclusive mode
                        """)
                .update();
        var before = jobs.find(job).orElseThrow();
        var outlook = jobs.outlook(job, intake.fix(job), intake.trace(), before.tally().wrong());
        if (lost(before, outlook.tally())) {
            jobs.failed(job, "staging-lost");
        } else if (!jobs.fingerprint(job).equals(outlook.fingerprint())) {
            jobs.moved(job, outlook);
        } else {
            intake.store(
                    job,
                    source,
                    jobs.now(),
                    stored ->
                            aside.executeWithoutResult(
                                    _ -> jobs.progress(job, before.read(), stored)));
            jobs.stored(job, outlook.tally().effective());
        }
    }

    private static boolean lost(Imports.Job before, Imports.Tally now) {
        return now.fresh() + now.changed() + now.unchanged() + now.wrong() + now.out()
                != before.read();
    }

    private void begin(UUID job, Viewer viewer, Supplier<Boolean> task) {
        var done = new CompletableFuture<Boolean>();
        atWork.put(job, done);
        one.execute(() -> {
            try {
                Viewers.doAs(viewer, task);
            } catch (DataIntegrityViolationException e) {
                LOG.warn("Import {} met another change of the register", job, e);
                fail(job, viewer, "collided");
            } catch (RuntimeException | Error e) {
                LOG.error("Import {} failed", job, e);
                fail(job, viewer, "internal");
            } finally {
                atWork.remove(job);
                done.complete(true);
            }
        });
    }

    private void fail(UUID job, Viewer viewer, String fault) {
        Viewers.doAs(viewer, () -> aside.executeWithoutResult(_ -> jobs.failed(job, fault)));
    }

    void await(UUID job, Duration patience) {
        var done = atWork.get(job);
        if (done == null) {
            return;
        }
        try {
            done.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // its page says how far it is
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
    void beat() {
        if (!atWork.isEmpty()) {
            Viewers.doAs(
                    Viewer.SYSTEM,
                    () -> aside.executeWithoutResult(_ -> jobs.alive(atWork.keySet())));
        }
    }

    /** Drops rows that nobody confirmed for a day. */
    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
    void sweep() {
        Viewers.doAs(
                Viewer.SYSTEM,
                () ->
                        aside.executeWithoutResult(
                                _ -> jobs.forgotten(jobs.now().minus(KEPT)).forEach(this::forget)));
    }

    private void forget(Imports.Job job) {
        if (jobs.move(job.id(), job.state(), Imports.State.DISCARDED)) {
            intakes.stream().filter(it -> it.kind() == job.kind()).forEach(it -> it.drop(job.id()));
            jobs.dropProblems(job.id());
            uploads.drop(job.id());
        }
    }

    @PreDestroy
    void stop() {
        one.shutdownNow();
    }
}
