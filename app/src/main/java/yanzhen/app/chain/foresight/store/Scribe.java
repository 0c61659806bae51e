package yanzhen.app.chain.foresight.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.foresight.Concern;
import yanzhen.app.kernel.SourceNote;
import yanzhen.app.kernel.SourceNote.Confidence;

/** What signals and candidates have in common in the store: who speaks, when, about what. */
@Component
class Scribe {

    /** Whose concerns are meant. */
    enum Of {
        SIGNAL("signal"),
        CANDIDATE("candidate");

        private final String column;

        Of(String column) {
            this.column = column;
        }
    }

    private final JdbcClient jdbc;
    private final Viewers viewers;
    private final Clock clock;

    Scribe(JdbcClient jdbc, Viewers viewers, Clock clock) {
        this.jdbc = jdbc;
        this.viewers = viewers;
        this.clock = clock;
    }

    OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    /** Name of whoever acts; null for the program itself. */
    @Nullable String speaker() {
        var viewer = viewers.current();
        return viewer.equals(Viewer.SYSTEM) ? null : viewer.name();
    }

    void concerns(Of of, UUID id, List<Concern> concerns) {
        jdbc.sql("delete from chain.concern where %s = ?".formatted(of.column)).param(id).update();
        for (var it : concerns.stream().distinct().toList()) {
            jdbc.sql(
                            "insert into chain.concern (%s, chain, node) values (?, ?, ?)"
                                    .formatted(of.column))
                    .param(id)
                    .param(it.chain())
                    .param(it.node())
                    .update();
        }
    }

    /** By whose they are, in one query. */
    Map<UUID, List<Concern>> concerns(Of of, Collection<UUID> ids) {
        var found = new HashMap<UUID, List<Concern>>();
        jdbc.sql(
                        "select %s as whose, chain, node from chain.concern where %s = any (?) order by chain, node nulls first"
                                .formatted(of.column, of.column))
                .param(ids.toArray(UUID[]::new))
                .query(row -> {
                    found.computeIfAbsent(
                                    row.getObject("whose", UUID.class), _ -> new ArrayList<>())
                            .add(
                                    new Concern(
                                            row.getString("chain"),
                                            row.getObject("node", UUID.class)));
                });
        return found;
    }

    static SourceNote source(ResultSet row) throws SQLException {
        return new SourceNote(
                row.getString("source_title"),
                row.getString("source_url"),
                row.getObject("as_of", LocalDate.class),
                Confidence.valueOf(row.getString("confidence")));
    }
}
