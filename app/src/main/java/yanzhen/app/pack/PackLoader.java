package yanzhen.app.pack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.Problems;

/** Checks a pack whole, then stores it whole or not at all. */
@Component
public class PackLoader {

    /**
     * What came of loading.
     *
     * @param revision 1 for the first content loaded under this id, then counted up
     * @param loadedNow false when the very same content had been loaded before
     */
    public record Loaded(String id, String version, int revision, boolean loadedNow) {}

    private final List<PackSection> sections;
    private final JdbcClient jdbc;
    private final AuditTrail audit;
    private final Clock clock;

    PackLoader(List<PackSection> sections, JdbcClient jdbc, AuditTrail audit, Clock clock) {
        this.sections =
                sections.stream().sorted(Comparator.comparingInt(PackSection::floor)).toList();
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    /** Every problem of the pack; nothing is stored. */
    public Problems validate(Pack pack) {
        var problems = new Problems();
        pack.yaml("pack.yaml", "pack", problems);
        sections.forEach(section -> section.validate(pack, problems));
        var unknown = pack.files().stream().filter(file -> !pack.touched().contains(file));
        unknown.forEach(file -> problems.add(file, null, "", "", "file-unknown", file));
        return problems.each(pack::located);
    }

    /**
     * Stores the pack, in one transaction.
     *
     * @throws Problems.Refused when {@link #validate} finds anything; nothing is stored then
     */
    @Transactional
    public Loaded load(Pack pack) {
        validate(pack).mustBeNone();
        var head = pack.yaml("pack.yaml", "pack", new Problems());
        var id = head.path("id").asString();
        var version = head.path("version").asString();
        var digest = digest(pack);
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('yanzhen.pack.' || ?, 0))")
                .param(id)
                .query((_, _) -> true)
                .single();
        int last = lastRevision(id);
        if (last > 0 && digestOf(id, last).equals(digest)) {
            return new Loaded(id, version, last, false);
        }
        sections.forEach(section -> section.load(pack));
        var loaded = new Loaded(id, version, last + 1, true);
        remember(loaded, digest, pack.demonstration());
        return loaded;
    }

    private int lastRevision(String id) {
        return jdbc.sql("select coalesce(max(revision), 0) from pack.loaded where id = ?")
                .param(id)
                .query(Integer.class)
                .single();
    }

    private String digestOf(String id, int revision) {
        return jdbc.sql("select digest from pack.loaded where id = ? and revision = ?")
                .params(id, revision)
                .query(String.class)
                .single();
    }

    private void remember(Loaded loaded, String digest, boolean demonstration) {
        jdbc.sql(
                        """
                        insert into pack.loaded (id, revision, version, digest, demonstration, at)
                        values (?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        loaded.id(),
                        loaded.revision(),
                        loaded.version(),
                        digest,
                        demonstration,
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        audit.record(Change.created("pack.load", "pack", loaded.id(), loaded));
    }

    /** SHA-256 over names and contents, in the order of names. */
    private static String digest(Pack pack) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            for (var file : pack.files()) {
                byte[] content = Files.readAllBytes(pack.root().resolve(file));
                sha.update((file + '\0' + content.length + '\0').getBytes(StandardCharsets.UTF_8));
                sha.update(content);
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
