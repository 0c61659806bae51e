package yanzhen.app.cluster.store;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.kernel.Bilingual;

/**
 * 签发机关名称: who answers for the register. Where the operator has not said it, the region's register
 * and no department: none has agreed to be named.
 */
@Component
class IssuerName {

    private final JdbcClient jdbc;
    private final String given;

    IssuerName(JdbcClient jdbc, @Value("${yanzhen.issuer-name:}") String given) {
        this.jdbc = jdbc;
        this.given = given.strip();
    }

    Bilingual text() {
        return given.isEmpty() ? ofTheRegion() : new Bilingual(given, given);
    }

    private Bilingual ofTheRegion() {
        return jdbc.sql("select name_zh, name_en from cluster.region where kind = 'region' limit 1")
                .query((row, _) ->
                        new Bilingual(
                                row.getString(1) + "认定名册",
                                "Register of recognitions, " + row.getString(2)))
                .optional()
                .orElse(new Bilingual("认定名册", "Register of recognitions"));
    }
}
