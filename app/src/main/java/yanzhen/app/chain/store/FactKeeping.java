package yanzhen.app.chain.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.Fact.End;
import yanzhen.app.kernel.SourceNote;
import yanzhen.app.kernel.SourceNote.Confidence;
import yanzhen.app.site.NotFound;

/** What all facts on nodes have in common in the store: who speaks, when they go stale and end. */
@Component
class FactKeeping {

    /** Tables that hold facts. */
    enum Table {
        PROVISION("chain.provision"),
        NODE_FACT("chain.node_fact");

        private final String sql;

        Table(String sql) {
            this.sql = sql;
        }
    }

    private final JdbcClient jdbc;
    private final Diagnoses diagnoses;
    private final Viewers viewers;
    private final Clock clock;

    FactKeeping(JdbcClient jdbc, Diagnoses diagnoses, Viewers viewers, Clock clock) {
        this.jdbc = jdbc;
        this.diagnoses = diagnoses;
        this.viewers = viewers;
        this.clock = clock;
    }

    void end(Table table, UUID id, End.Kind kind, String reason) {
        end(table, id, kind, now(), reason);
    }

    void end(Table table, UUID id, End.Kind kind, OffsetDateTime at, String reason) {
        jdbc.sql(
                        "update %s set superseded_at = ?, ended = ?, ended_by = ?, end_reason = ? where id = ?"
                                .formatted(table.sql))
                .param(at)
                .param(kind.name())
                .param(speaker())
                .param(reason)
                .param(id)
                .update();
    }

    /** Name of whoever acts; null for the program itself. */
    @Nullable String speaker() {
        var viewer = viewers.current();
        return viewer.equals(Viewer.SYSTEM) ? null : viewer.name();
    }

    OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    /** Last day on which what was true on a day counts as fresh. */
    LocalDate staleAfter(LocalDate asOf) {
        return asOf.plusMonths(freshMonths());
    }

    int freshMonths() {
        return jdbc.sql(
                        """
                        select (content ->> 'freshMonths')::integer from chain.rulebook
                        order by loaded_at desc, id desc limit 1
                        """)
                .query(Integer.class)
                .optional()
                .orElseThrow(() -> new NotFound("rule", "of diagnosis"));
    }

    /**
     * Chains that the node has a place in. Nobody else changes them until this transaction ends.
     */
    List<String> lockedChainsOf(UUID node) {
        var chains = chainsOf(List.of(node));
        if (chains.isEmpty()) {
            throw new NotFound("node", node);
        }
        chains.forEach(diagnoses::lock);
        return chains;
    }

    /** Chains that any of the nodes has a place in, each once, in the order in which to lock. */
    List<String> chainsOf(Collection<UUID> nodes) {
        return jdbc.sql(
                        """
                        select distinct chain from chain.place
                        where node = any (?) and ended_at is null order by chain
                        """)
                .param(nodes.toArray(UUID[]::new))
                .query((row, _) -> row.getString(1))
                .list();
    }

    static SourceNote source(ResultSet row) throws SQLException {
        return new SourceNote(
                row.getString("source_title"),
                row.getString("source_url"),
                row.getObject("as_of", LocalDate.class),
                Confidence.valueOf(row.getString("confidence")));
    }

    static @Nullable End end(ResultSet row) throws SQLException {
        var kind = row.getString("ended");
        if (kind == null) {
            return null;
        }
        var reason = row.getString("end_reason");
        return new End(
                End.Kind.valueOf(kind),
                row.getObject("superseded_at", OffsetDateTime.class).toInstant(),
                row.getString("ended_by"),
                reason == null ? "" : reason);
    }
}
