package yanzhen.app.chain.store;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.ObjectMapper;
import yanzhen.app.chain.KeepingRules;

/** The rules of the latest pack, read as a whole, replaced as a whole. */
@Component
class KeepingBook implements KeepingRules.Book {

    /** When to ask for which kind: {@code asking (kind, lead, again)}, to begin a query with. */
    static final String ASKING =
            """
            with asking as (
                select k ->> 'kind' as kind, (k ->> 'leadDays')::integer as lead,
                       (k ->> 'againDays')::integer as again
                from chain.keeping_book b cross join jsonb_array_elements(b.content -> 'kinds') k)
            """;

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    KeepingBook(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<KeepingRules> find() {
        return jdbc.sql("select content::text from chain.keeping_book")
                .query((row, _) -> row.getString(1))
                .optional()
                .map(it -> json.readValue(it, KeepingRules.class));
    }

    /** Part of loading a pack. */
    void replace(KeepingRules rules) {
        jdbc.sql("delete from chain.keeping_book").update();
        jdbc.sql("insert into chain.keeping_book (content) values (?::jsonb)")
                .param(json.writeValueAsString(rules))
                .update();
    }
}
