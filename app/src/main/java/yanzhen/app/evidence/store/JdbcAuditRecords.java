package yanzhen.app.evidence.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import yanzhen.app.evidence.AuditRecord;
import yanzhen.app.evidence.AuditRecords;

@Component
class JdbcAuditRecords implements AuditRecords {

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    JdbcAuditRecords(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    @Transactional(readOnly = true)
    public List<AuditRecord> search(Query query, @Nullable Long before, int most) {
        var arguments = new ArrayList<Object>();
        var where = where(query, arguments);
        if (before != null) {
            where += " and id < ?";
            arguments.add(before);
        }
        arguments.add(most);
        return jdbc.sql("select * from evidence.audit " + where + " order by id desc limit ?")
                .params(arguments)
                .query((row, _) -> read(row))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public long count(Query query, long most) {
        var arguments = new ArrayList<Object>();
        var where = where(query, arguments);
        arguments.add(most);
        return jdbc.sql("select count(*) from (select from evidence.audit " + where + " limit ?)")
                .params(arguments)
                .query(Long.class)
                .single();
    }

    private static String where(Query query, List<Object> arguments) {
        var where = new StringBuilder("where true");
        equal("action", query.action(), where, arguments);
        equal("subject_type", query.subjectType(), where, arguments);
        equal("subject", query.subject(), where, arguments);
        if (!query.person().isEmpty()) {
            where.append(" and position(? in actor_name) > 0");
            arguments.add(query.person());
        }
        if (query.account() != null) {
            where.append(" and account = ?");
            arguments.add(query.account());
        }
        if (query.organisations() != null) {
            where.append(
                    " and (organisation = any (?) or (subject_type = 'organisation' and subject = any (?)))");
            arguments.add(query.organisations().toArray(UUID[]::new));
            arguments.add(texts(query.organisations()));
        }
        moment("at >= ?", query.from(), where, arguments);
        moment("at < ?", query.until(), where, arguments);
        return where.toString();
    }

    private static void equal(
            String column, String value, StringBuilder where, List<Object> arguments) {
        if (!value.isEmpty()) {
            where.append(" and ").append(column).append(" = ?");
            arguments.add(value);
        }
    }

    private static void moment(
            String condition,
            @Nullable Instant moment,
            StringBuilder where,
            List<Object> arguments) {
        if (moment != null) {
            where.append(" and ").append(condition);
            arguments.add(moment.atOffset(ZoneOffset.UTC));
        }
    }

    private static String[] texts(Set<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<AuditRecord> find(long id) {
        return jdbc.sql("select * from evidence.audit where id = ?")
                .param(id)
                .query((row, _) -> read(row))
                .optional();
    }

    @Override
    @Transactional(readOnly = true)
    public List<String> actions() {
        return different("action");
    }

    @Override
    @Transactional(readOnly = true)
    public List<String> subjectTypes() {
        return different("subject_type");
    }

    /** Jumps along the index from one value to the next instead of reading every record. */
    private List<String> different(String column) {
        return jdbc.sql(
                        """
                        with recursive step as (
                            (select COLUMN as it from evidence.audit order by COLUMN limit 1)
                            union all
                            select (select a.COLUMN from evidence.audit a where a.COLUMN > step.it
                                    order by a.COLUMN limit 1)
                            from step where step.it is not null)
                        select it from step where it is not null
                        """
                                .replace("COLUMN", column))
                .query((row, _) -> row.getString(1))
                .list();
    }

    private AuditRecord read(ResultSet row) throws SQLException {
        return new AuditRecord(
                row.getLong("id"),
                row.getTimestamp("at").toInstant(),
                row.getObject("account", UUID.class),
                row.getString("actor_name"),
                row.getString("role"),
                row.getObject("organisation", UUID.class),
                row.getString("action"),
                row.getString("subject_type"),
                row.getString("subject"),
                tree(row.getString("before")),
                tree(row.getString("after")),
                row.getString("reason"));
    }

    private @Nullable JsonNode tree(@Nullable String text) {
        return text == null ? null : json.readTree(text);
    }
}
