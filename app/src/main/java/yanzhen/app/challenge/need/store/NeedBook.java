package yanzhen.app.challenge.need.store;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.ObjectMapper;
import yanzhen.app.challenge.need.NeedRules;

/** The rules of the latest pack, read as a whole, replaced as a whole. */
@Component
class NeedBook implements NeedRules.Book {

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    NeedBook(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    @Transactional(readOnly = true)
    public NeedRules inForce() {
        return jdbc.sql("select content::text from challenge.need_book")
                .query((row, _) -> row.getString(1))
                .optional()
                .map(it -> json.readValue(it, NeedRules.class))
                .orElseThrow(NeedRules.NoRules::new);
    }

    /** Part of loading a pack. */
    void replace(NeedRules rules) {
        jdbc.sql("delete from challenge.need_book").update();
        jdbc.sql("insert into challenge.need_book (content) values (?::jsonb)")
                .param(json.writeValueAsString(rules))
                .update();
    }
}
