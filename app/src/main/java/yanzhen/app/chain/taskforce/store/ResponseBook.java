package yanzhen.app.chain.taskforce.store;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.ObjectMapper;
import yanzhen.app.chain.taskforce.ResponseRules;

/** The rules of the latest pack, read as a whole, replaced as a whole. */
@Component
class ResponseBook implements ResponseRules.Book {

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    ResponseBook(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    @Transactional(readOnly = true)
    public ResponseRules inForce() {
        return jdbc.sql("select content::text from chain.response_book")
                .query((row, _) -> row.getString(1))
                .optional()
                .map(it -> json.readValue(it, ResponseRules.class))
                .orElseThrow(ResponseRules.NoRules::new);
    }

    /** Part of loading a pack. */
    void replace(ResponseRules rules) {
        jdbc.sql("delete from chain.response_book").update();
        jdbc.sql("insert into chain.response_book (content) values (?::jsonb)")
                .param(json.writeValueAsString(rules))
                .update();
    }
}
