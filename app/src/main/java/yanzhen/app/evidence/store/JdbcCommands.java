package yanzhen.app.evidence.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.ObjectMapper;
import yanzhen.app.evidence.CommandKeyReused;
import yanzhen.app.evidence.CommandKeyUnfit;
import yanzhen.app.evidence.Commands;
import yanzhen.app.evidence.CurrentActor;

@Component
class JdbcCommands implements Commands {

    /** Stands for the system and for visitors, who have no account. */
    private static final UUID NOBODY = new UUID(0, 0);

    private final JdbcClient jdbc;
    private final CurrentActor currentActor;
    private final Clock clock;
    private final ObjectMapper json;

    JdbcCommands(JdbcClient jdbc, CurrentActor currentActor, Clock clock, ObjectMapper json) {
        this.jdbc = jdbc;
        this.currentActor = currentActor;
        this.clock = clock;
        this.json = json;
    }

    /** The unique key makes a twin wait until the first has committed or rolled back. */
    @Override
    @Transactional
    public Answer once(String key, Record command, Supplier<String> work) {
        checkForm(key);
        var account = currentActor.get().account();
        var sender = account == null ? NOBODY : account;
        byte[] digest = digest(command);
        if (!claim(sender, key, digest)) {
            return replay(sender, key, digest);
        }
        long before = JdbcAuditTrail.writtenInThisTransaction();
        String answer = work.get();
        if (JdbcAuditTrail.writtenInThisTransaction() == before) {
            throw new IllegalStateException(
                    "The command %s left no audit record.".formatted(command.getClass().getName()));
        }
        jdbc.sql("update evidence.command set answer = ? where sender = ? and key = ?")
                .params(answer, sender, key)
                .update();
        return new Answer(answer, false);
    }

    @Override
    @Transactional
    public Answer once(String key, Record command, UUID changed, Runnable work) {
        return once(
                key,
                command,
                () -> {
                    work.run();
                    return changed.toString();
                });
    }

    private boolean claim(UUID sender, String key, byte[] digest) {
        return jdbc.sql(
                                """
                                insert into evidence.command (sender, key, digest, at)
                                values (?, ?, ?, ?) on conflict do nothing
                                """)
                        .params(sender, key, digest, clock.instant().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    private Answer replay(UUID sender, String key, byte[] digest) {
        record Kept(boolean same, String answer) {}
        var kept =
                jdbc.sql(
                                "select digest = ?, answer from evidence.command where sender = ? and key = ?")
                        .params(digest, sender, key)
                        .query((row, _) -> new Kept(row.getBoolean(1), row.getString(2)))
                        .single();
        if (!kept.same) {
            throw new CommandKeyReused(key);
        }
        return new Answer(kept.answer, true);
    }

    private static void checkForm(String key) {
        if (!key.matches("[\\x21-\\x7e]{8,100}")) {
            throw new CommandKeyUnfit(key);
        }
    }

    private byte[] digest(Record command) {
        var content = command.getClass().getName() + json.writeValueAsString(command);
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(content.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
