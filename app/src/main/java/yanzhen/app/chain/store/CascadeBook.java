package yanzhen.app.chain.store;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.ObjectMapper;
import yanzhen.app.chain.CascadeRules;

/** The rules of the latest pack, read as a whole, replaced as a whole. */
@Component
class CascadeBook implements CascadeRules.Book {

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    CascadeBook(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<CascadeRules> find() {
        return jdbc.sql("select content::text from chain.cascade_book")
                .query((row, _) -> row.getString(1))
                .optional()
                .map(it -> json.readValue(it, CascadeRules.class));
    }

    /** Part of loading a pack. */
    void replace(CascadeRules rules) {
        jdbc.sql("delete from chain.cascade_book").update();
        jdbc.sql("insert into chain.cascade_book (content) values (?::jsonb)")
                .param(json.writeValueAsString(rules))
                .update();
    }
}
