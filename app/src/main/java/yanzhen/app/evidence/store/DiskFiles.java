package yanzhen.app.evidence.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.evidence.CurrentActor;
import yanzhen.app.kernel.Problem;

@Component
class DiskFiles implements yanzhen.app.evidence.Files {

    private static final Logger LOG = LoggerFactory.getLogger(DiskFiles.class);

    private final JdbcClient jdbc;
    private final CurrentActor currentActor;
    private final AuditTrail audit;
    private final Clock clock;
    private final TransactionTemplate apart;
    private final Path folder;

    DiskFiles(
            JdbcClient jdbc,
            CurrentActor currentActor,
            AuditTrail audit,
            Clock clock,
            PlatformTransactionManager transactions,
            @Value("${yanzhen.data}") Path data) {
        this.jdbc = jdbc;
        this.currentActor = currentActor;
        this.audit = audit;
        this.clock = clock;
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.folder = data.resolve("files");
    }

    /** Written beside its place first; a file without a record is harmless and may be swept. */
    @Override
    @Transactional
    public StoredFile store(String given, InputStream content, @Nullable UUID organisation) {
        var name = FileNames.cleaned(given);
        try {
            var side = aside();
            try {
                var digest = sha256();
                copy(new DigestInputStream(content, digest), side, name);
                var checked = FileChecks.of(given, side);
                if (!checked.problems().isEmpty()) {
                    throw new Unacceptable(checked.problems());
                }
                var type = Objects.requireNonNull(checked.type());
                var hash = HexFormat.of().formatHex(digest.digest());
                long bytes = Files.size(side);
                Files.createDirectories(place(hash).getParent());
                Files.move(side, place(hash), StandardCopyOption.REPLACE_EXISTING);
                return remember(name, type, bytes, hash, organisation);
            } finally {
                Files.deleteIfExists(side);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The file %s could not be kept.".formatted(name), e);
        }
    }

    @Override
    public List<Problem> check(String given, InputStream content) {
        var name = FileNames.cleaned(given);
        try {
            var side = aside();
            try {
                copy(content, side, name);
                return FileChecks.of(given, side).problems();
            } catch (Unacceptable e) {
                return e.problems();
            } finally {
                Files.deleteIfExists(side);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The file %s could not be read.".formatted(name), e);
        }
    }

    private Path aside() throws IOException {
        Files.createDirectories(folder);
        return Files.createTempFile(folder, "upload", ".part");
    }

    private static void copy(InputStream content, Path side, String name) throws IOException {
        long copied = 0;
        var buffer = new byte[1 << 16];
        try (var out = Files.newOutputStream(side)) {
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                copied += read;
                if (copied > MOST_BYTES) {
                    throw new Unacceptable("file-too-large", name);
                }
                out.write(buffer, 0, read);
            }
        }
        if (copied == 0) {
            throw new Unacceptable("file-empty", name);
        }
    }

    private StoredFile remember(
            String name, String type, long bytes, String hash, @Nullable UUID organisation) {
        var at = clock.instant();
        var id =
                jdbc.sql(
                                """
                                insert into evidence.file
                                    (name, media_type, bytes, sha256, organisation, uploaded_by, uploaded_at)
                                values (?, ?, ?, ?, ?, ?, ?) returning id
                                """)
                        .param(name)
                        .param(type)
                        .param(bytes)
                        .param(HexFormat.of().parseHex(hash))
                        .param(organisation)
                        .param(currentActor.get().account())
                        .param(at.atOffset(ZoneOffset.UTC))
                        .query(UUID.class)
                        .single();
        var stored = new StoredFile(id, name, type, bytes, hash, at);
        audit.record(Change.created("evidence.upload", "file", id, stored));
        return stored;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<StoredFile> find(UUID id) {
        return jdbc.sql("select * from evidence.file where id = ?")
                .param(id)
                .query((row, _) -> read(row))
                .optional();
    }

    @Override
    @Transactional(readOnly = true)
    public List<StoredFile> of(UUID organisation) {
        return jdbc.sql(
                        "select * from evidence.file where organisation = ? order by uploaded_at desc, id")
                .param(organisation)
                .query((row, _) -> read(row))
                .list();
    }

    @Override
    @Transactional
    public List<UUID> handOver(Collection<UUID> files, UUID from, UUID to) {
        record Of(UUID organisation) {}
        var taken =
                jdbc.sql(
                                """
                                update evidence.file set organisation = ?
                                where id = any (?) and organisation = ? returning id
                                """)
                        .param(to)
                        .param(files.toArray(UUID[]::new))
                        .param(from)
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .list();
        audit.recordAll(
                taken.stream()
                        .map(it ->
                                Change.of(
                                        "evidence.hand-over", "file", it, new Of(from), new Of(to)))
                        .toList());
        return taken;
    }

    @Override
    @Transactional
    public void shareWithDistrict(UUID file, String district) {
        share(file, district, null);
    }

    @Override
    @Transactional
    public void shareWithAccount(UUID file, UUID account) {
        share(file, null, account);
    }

    private void share(UUID file, @Nullable String district, @Nullable UUID account) {
        jdbc.sql(
                        """
                        insert into evidence.file_reader (file, district, account, since)
                        values (?, ?, ?, ?) on conflict do nothing
                        """)
                .param(file)
                .param(district)
                .param(account)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private static StoredFile read(ResultSet row) throws SQLException {
        return new StoredFile(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("media_type"),
                row.getLong("bytes"),
                HexFormat.of().formatHex(row.getBytes("sha256")),
                row.getObject("uploaded_at", OffsetDateTime.class).toInstant());
    }

    /** Hashed first and sent then: whoever downloads a file has what its hash says. */
    @Override
    public InputStream open(StoredFile file) {
        var path = place(file.sha256());
        var found = hashOf(path);
        if (!found.equals(file.sha256())) {
            alarm(file, found);
            throw new Changed(file);
        }
        try {
            return Files.newInputStream(path);
        } catch (IOException e) {
            throw new UncheckedIOException("The file %s went away.".formatted(file.id()), e);
        }
    }

    /** In hexadecimal; empty when there is no such file. */
    private static String hashOf(Path path) {
        var digest = sha256();
        try (var in = new DigestInputStream(Files.newInputStream(path), digest)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest());
        } catch (java.nio.file.NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException("A file could not be read.", e);
        }
    }

    /** Written down whatever becomes of the request. */
    private void alarm(StoredFile file, String found) {
        LOG.error(
                "ALARM: the file {} ({}) is not what was uploaded: its SHA-256 is {} instead of {}",
                file.id(),
                file.name(),
                found.isEmpty() ? "that of nothing" : found,
                file.sha256());
        record Hash(String sha256) {}
        apart.executeWithoutResult(_ ->
                audit.record(
                        Change.of(
                                "evidence.changed",
                                "file",
                                file.id(),
                                new Hash(file.sha256()),
                                new Hash(found))));
    }

    private Path place(String hash) {
        return folder.resolve(hash.substring(0, 2)).resolve(hash);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
