package yanzhen.app.chain.store;

import jakarta.annotation.PreDestroy;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.CascadeReading;
import yanzhen.app.chain.RiskRuns;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.engine.RiskRanking;
import yanzhen.engine.Shock;
import yanzhen.engine.StopRule;
import yanzhen.engine.SystemicRisk;

/** Lets every firm of a network fail alone, in the background, one run at a time. */
@Component
class RiskWork {

    private static final Logger LOG = LoggerFactory.getLogger(RiskWork.class);
    private static final int MOST_STEPS = 10_000;

    private final NetworkShelf shelf;
    private final RiskLedger ledger;
    private final RiskKeeping keeping;
    private final AuditTrail audit;
    private final TransactionTemplate aside;
    private final ExecutorService one =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("yanzhen-risk").factory());
    private final Map<UUID, Progress> atWork = new ConcurrentHashMap<>();

    RiskWork(
            NetworkShelf shelf,
            RiskLedger ledger,
            RiskKeeping keeping,
            AuditTrail audit,
            PlatformTransactionManager transactions) {
        this.shelf = shelf;
        this.ledger = ledger;
        this.keeping = keeping;
        this.audit = audit;
        this.aside = new TransactionTemplate(transactions);
        this.aside.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** How far a run is, and whether it shall go on. */
    private static final class Progress {
        final AtomicInteger done = new AtomicInteger();
        volatile boolean ended;

        void one() {
            if (ended) {
                throw new Ended();
            }
            done.incrementAndGet();
        }
    }

    /** Somebody has ended the run; thrown through the engine so that its threads stop. */
    private static final class Ended extends RuntimeException {}

    private record Done(int firms, int cutOff) {}

    /** Queues a run that waits in the ledger. */
    void begin(UUID run, String digest, CascadeReading reading, Viewer viewer) {
        var progress = new Progress();
        atWork.put(run, progress);
        one.execute(() -> {
            try {
                Viewers.doAs(viewer, () -> work(run, digest, reading, progress));
            } catch (RuntimeException | Error e) {
                if (!progress.ended) {
                    LOG.error("Run {} over all firms failed", run, e);
                    end(run, viewer);
                }
            } finally {
                atWork.remove(run);
            }
        });
    }

    private void end(UUID run, Viewer viewer) {
        Viewers.doAs(
                viewer,
                () -> aside.executeWithoutResult(_ -> ledger.end(run, RiskRuns.State.FAILED)));
    }

    /** Lets the threads of a run stop at their next firm. */
    void stop(UUID run) {
        var progress = atWork.get(run);
        if (progress != null) {
            progress.ended = true;
        }
    }

    private void work(UUID run, String digest, CascadeReading reading, Progress progress) {
        if (!Boolean.TRUE.equals(aside.execute(_ -> ledger.take(run)))) {
            return;
        }
        var network = aside.execute(_ -> shelf.network(digest));
        if (network == null) {
            throw new IllegalStateException("The network %s is gone.".formatted(digest));
        }
        int firms = network.firms.size();
        var ranking =
                SystemicRisk.ofEach(
                        shelf.cascade(network, reading),
                        failures(firms),
                        new StopRule.Absolute(reading.growth(), MOST_STEPS),
                        network.weights,
                        Math.max(1, Runtime.getRuntime().availableProcessors() - 1),
                        _ -> progress.one());
        var indices = RiskBytes.of(ranking);
        aside.executeWithoutResult(_ -> {
            if (ledger.finish(run, indices)) {
                if (keeping.counts(reading)) {
                    keeping.keep(run, network, indices);
                }
                audit.record(
                        Change.created(
                                "chain.risk-done",
                                "risk-run",
                                run,
                                new Done(firms, cutOff(ranking))));
            }
        });
    }

    private static int cutOff(RiskRanking ranking) {
        int count = 0;
        for (int firm = 0; firm < ranking.firms(); firm++) {
            count += ranking.cutOff(firm) ? 1 : 0;
        }
        return count;
    }

    private static List<Shock> failures(int firms) {
        return new AbstractList<>() {
            @Override
            public Shock get(int firm) {
                return Shock.failureOf(firm);
            }

            @Override
            public int size() {
                return firms;
            }
        };
    }

    /** Says how far each run is; hears whether another process has ended it. */
    @Scheduled(fixedDelay = 2, timeUnit = TimeUnit.SECONDS)
    void beat() {
        if (!atWork.isEmpty()) {
            Viewers.doAs(
                    Viewer.SYSTEM,
                    () ->
                            atWork.forEach((run, progress) -> {
                                var alive =
                                        aside.execute(_ -> ledger.alive(run, progress.done.get()));
                                progress.ended |= !Boolean.TRUE.equals(alive);
                            }));
        }
    }

    @PreDestroy
    void stop() {
        atWork.values().forEach(it -> it.ended = true);
        one.shutdownNow();
    }
}
