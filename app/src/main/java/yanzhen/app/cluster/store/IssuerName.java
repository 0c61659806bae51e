package yanzhen.app.cluster.store;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

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

    String text() {
        return given.isEmpty()
                ? jdbc.sql("select name_zh from cluster.region where kind = 'region' limit 1")
                                .query(String.class)
                                .optional()
                                .orElse("")
                        + "认定名册"
                : given;
    }
}
