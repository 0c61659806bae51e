package yanzhen.app.chain.dossier.store;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.ObjectMapper;
import yanzhen.app.chain.dossier.DossierRules;

/** The rules of the latest pack, read as a whole, replaced as a whole. */
@Component
class DossierBook implements DossierRules.Book {

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    DossierBook(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<DossierRules> inForce() {
        return jdbc.sql("select content::text from chain.dossier_book")
                .query((row, _) -> row.getString(1))
                .optional()
                .map(it -> json.readValue(it, DossierRules.class));
    }

    /** Part of loading a pack. */
    void replace(DossierRules rules) {
        jdbc.sql("delete from chain.dossier_book").update();
        jdbc.sql("insert into chain.dossier_book (content) values (?::jsonb)")
                .param(json.writeValueAsString(rules))
                .update();
    }
}
