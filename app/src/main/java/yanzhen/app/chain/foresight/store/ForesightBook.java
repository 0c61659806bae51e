package yanzhen.app.chain.foresight.store;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.ObjectMapper;
import yanzhen.app.chain.foresight.ForesightRules;

/** The rules of the latest pack, read as a whole, replaced as a whole. */
@Component
class ForesightBook implements ForesightRules.Book {

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    ForesightBook(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    @Transactional(readOnly = true)
    public ForesightRules inForce() {
        return jdbc.sql("select content::text from chain.foresight_book")
                .query((row, _) -> row.getString(1))
                .optional()
                .map(it -> json.readValue(it, ForesightRules.class))
                .orElseThrow(ForesightRules.NoRules::new);
    }

    /** Part of loading a pack. */
    void replace(ForesightRules rules) {
        jdbc.sql("delete from chain.foresight_book").update();
        jdbc.sql("insert into chain.foresight_book (content) values (?::jsonb)")
                .param(json.writeValueAsString(rules))
                .update();
    }
}
