package yanzhen.app.chain.store;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.ObjectMapper;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.TableMappings;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;

@Component
class JdbcTableMappings implements TableMappings {

    private static final Duration KEPT = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final AuditTrail audit;
    private final Viewers viewers;
    private final ObjectMapper json;
    private final Clock clock;

    JdbcTableMappings(
            JdbcClient jdbc, AuditTrail audit, Viewers viewers, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.viewers = viewers;
        this.json = json;
        this.clock = clock;
    }

    private record Content(List<String> heads, List<Line> lines) {}

    private record HandedIn(UUID table, String holds, int rows) {}

    @Override
    @Transactional
    public UUID keep(
            String name, String holds, String chain, List<String> heads, List<Line> lines) {
        jdbc.sql("delete from chain.handed_table where account = ? and at < ?")
                .params(sender(), now().minus(KEPT))
                .update();
        var id =
                jdbc.sql(
                                """
                                insert into chain.handed_table (account, name, holds, chain, content, at)
                                values (?, ?, ?, ?, ?::jsonb, ?) returning id
                                """)
                        .params(
                                sender(),
                                name,
                                holds,
                                chain,
                                json.writeValueAsString(new Content(heads, lines)),
                                now())
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .single();
        audit.record(
                Change.created(
                        "chain.hand-in", "chain", chain, new HandedIn(id, holds, lines.size())));
        return id;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Handed> find(UUID id) {
        return jdbc.sql("select * from chain.handed_table where id = ? and account = ?")
                .params(id, sender())
                .query((row, _) -> {
                    var content = json.readValue(row.getString("content"), Content.class);
                    return new Handed(
                            id,
                            row.getString("name"),
                            row.getString("holds"),
                            row.getString("chain"),
                            content.heads,
                            content.lines);
                })
                .optional();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Mapping> remembered(String holds, List<String> heads) {
        return jdbc.sql(
                        "select mapping from chain.mapping where account = ? and holds = ? and heads = ?")
                .params(sender(), holds, joined(heads))
                .query(String.class)
                .optional()
                .map(it -> json.readValue(it, Mapping.class));
    }

    @Override
    @Transactional
    public void remember(String holds, List<String> heads, Mapping mapping) {
        jdbc.sql("delete from chain.mapping where account = ? and holds = ? and heads = ?")
                .params(sender(), holds, joined(heads))
                .update();
        jdbc.sql(
                        "insert into chain.mapping (account, holds, heads, mapping, at) values (?, ?, ?, ?::jsonb, ?)")
                .params(sender(), holds, joined(heads), json.writeValueAsString(mapping), now())
                .update();
    }

    private static String joined(List<String> heads) {
        return String.join("\t", heads);
    }

    private UUID sender() {
        var account = viewers.current().account();
        if (account == null) {
            throw new Forbidden("nobody", "Nobody is logged in.");
        }
        return account;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
