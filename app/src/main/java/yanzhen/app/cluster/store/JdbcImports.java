package yanzhen.app.cluster.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Imports;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.Problem;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.UploadedTable.Column;

@Component
class JdbcImports implements Imports {

    private final Map<Kind, Intake> intakes = new EnumMap<>(Kind.class);
    private final ImportJobs jobs;
    private final ImportWork work;
    private final AuditTrail audit;
    private final Viewers viewers;
    private final Uploads uploads;
    private final NameMeanings meanings;

    JdbcImports(
            List<Intake> intakes,
            ImportJobs jobs,
            ImportWork work,
            AuditTrail audit,
            Viewers viewers,
            Uploads uploads,
            NameMeanings meanings) {
        intakes.forEach(it -> this.intakes.put(it.kind(), it));
        this.jobs = jobs;
        this.work = work;
        this.audit = audit;
        this.viewers = viewers;
        this.uploads = uploads;
        this.meanings = meanings;
    }

    private Intake intake(Kind kind) {
        var intake = intakes.get(kind);
        if (intake == null) {
            throw new IllegalStateException("Nobody reads %s.".formatted(kind));
        }
        return intake;
    }

    @Override
    public List<Column> columns(Kind kind) {
        return intake(kind).columns();
    }

    @Override
    @Transactional
    public UUID open(Kind kind, String fileName, Path file, String source) {
        work.mustHaveRoom();
        var viewer = viewers.current();
        var upload = new ImportJobs.Upload(kind, fileName, size(file), sha256(file), source);
        var job = jobs.insert(upload, viewer.account());
        audit.record(Change.created("cluster.import-open", "import", job, upload).because(source));
        afterCommit(() -> {
            uploads.keep(job, file);
            work.read(job, viewer, intake(kind));
        });
        return job;
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(Path file) {
        try (var in =
                new DigestInputStream(
                        Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void afterCommit(Runnable then) {
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        then.run();
                    }
                });
    }

    @Override
    public void await(UUID job, Duration patience) {
        work.await(job, patience);
    }

    @Override
    @Transactional
    public Optional<Job> find(UUID job) {
        jobs.declareDead();
        return jobs.find(job);
    }

    @Override
    @Transactional
    public List<Job> own(int most) {
        jobs.declareDead();
        return jobs.latest(viewers.current().account(), most);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Problem> problems(UUID job, int from, int most) {
        return jobs.problems(job, from, most);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Line> preview(UUID job, int afterLine, int most) {
        return jobs.find(job)
                .map(it -> intake(it.kind()).preview(job, afterLine, most))
                .orElse(List.of());
    }

    @Override
    @Transactional(readOnly = true)
    public List<DoubtfulName> doubtfulNames(UUID id) {
        var job = must(id);
        return job.state() == State.WRONG && uploads.has(id)
                ? meanings.doubtful(jobs.problems(id, 0, Integer.MAX_VALUE))
                : List.of();
    }

    @Override
    @Transactional
    public void settle(UUID id, Map<String, UUID> decided) {
        var job = must(id);
        if (!uploads.has(id)) {
            throw new Gone();
        }
        work.mustHaveRoom();
        if (!jobs.move(id, State.WRONG, State.READING)) {
            throw new NotReady(job.state());
        }
        meanings.keep(decided);
        intake(job.kind()).drop(id);
        jobs.dropProblems(id);
        audit.record(Change.of("cluster.import-settle", "import", id, State.WRONG, State.READING));
        var viewer = viewers.current();
        afterCommit(() -> work.read(id, viewer, intake(job.kind())));
    }

    @Override
    @Transactional
    public void confirm(UUID id) {
        var job = must(id);
        if (!jobs.move(id, State.READY, State.STORING)) {
            throw new NotReady(job.state());
        }
        audit.record(
                Change.of("cluster.import-confirm", "import", id, State.READY, State.STORING)
                        .because(job.source()));
        var viewer = viewers.current();
        afterCommit(() -> work.store(id, viewer, intake(job.kind()), job.source()));
    }

    @Override
    @Transactional
    public void discard(UUID id) {
        var job = must(id);
        boolean can =
                job.state() == State.READY
                        || job.state() == State.WRONG
                        || job.state() == State.FAILED;
        if (!can || !jobs.move(id, job.state(), State.DISCARDED)) {
            throw new NotReady(job.state());
        }
        intake(job.kind()).drop(id);
        jobs.dropProblems(id);
        uploads.drop(id);
        audit.record(
                Change.of("cluster.import-discard", "import", id, job.state(), State.DISCARDED));
    }

    private Job must(UUID id) {
        return jobs.find(id).orElseThrow(() -> new NotFound("import", id));
    }
}
