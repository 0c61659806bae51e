package yanzhen.app.cluster;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import yanzhen.app.cluster.Belongings.Passage;
import yanzhen.app.cluster.Belongings.Return;
import yanzhen.app.cluster.Belongings.Trace;

/**
 * 归属行: rows that name their organisation in one column and keep their identity when they pass from
 * one to another.
 */
public final class OwnedRows {

    private final JdbcClient jdbc;
    private final String passing;

    /**
     * Rows of a table.
     *
     * @param schema of the table; like all of these never from what a user typed
     * @param owner column of the organisation
     */
    public OwnedRows(JdbcClient jdbc, String schema, String table, String owner) {
        this.jdbc = jdbc;
        this.passing =
                "update %1$s.%2$s set %3$s = ? where id = any (?) and %3$s = ? returning id"
                        .formatted(schema, table, owner);
    }

    /** Those of the passage that were the giver's. */
    public List<Trace> pass(Passage passage) {
        return move(passage.items(), passage.giver(), passage.taker()).stream()
                .map(Trace::of)
                .toList();
    }

    /** Gives back, and says which the taker no longer had. */
    public List<String> bringBack(Return back) {
        var missing =
                back.traces().stream()
                        .map(Trace::item)
                        .collect(Collectors.toCollection(HashSet::new));
        move(Set.copyOf(missing), back.taker(), back.giver())
                .forEach(it -> missing.remove(it.toString()));
        return missing.stream().sorted().toList();
    }

    /** Those that moved. */
    public List<UUID> move(Collection<String> ids, UUID from, UUID to) {
        return jdbc.sql(passing)
                .param(to)
                .param(ids.stream().map(UUID::fromString).toArray(UUID[]::new))
                .param(from)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }
}
