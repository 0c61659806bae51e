package yanzhen.app.chain.store;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import yanzhen.app.chain.Atlas.Rulebook;
import yanzhen.app.chain.Rule;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Clause;

/** 规则集: the rules that packs have brought, each set of them kept as it was. */
@Component
class Rulebooks {

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Clock clock;

    Rulebooks(JdbcClient jdbc, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** Puts rules in force, in the form of {@code diagnosis.yaml}. */
    @Transactional(propagation = Propagation.MANDATORY)
    void load(JsonNode file) {
        var content = file.toString();
        jdbc.sql(
                        """
                        insert into chain.rulebook (digest, content, loaded_at) values (?, ?::jsonb, ?)
                        on conflict (digest) do update set loaded_at = excluded.loaded_at
                        """)
                .params(digest(content), content, clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The rules in force; empty when no pack has brought any. */
    Optional<Rulebook> present() {
        return jdbc.sql("select * from chain.rulebook order by loaded_at desc, id desc limit 1")
                .query((row, _) -> book(row))
                .optional();
    }

    Optional<Rulebook> find(UUID id) {
        return jdbc.sql("select * from chain.rulebook where id = ?")
                .param(id)
                .query((row, _) -> book(row))
                .optional();
    }

    static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    private Rulebook book(ResultSet row) throws SQLException {
        var file = json.readTree(row.getString("content"));
        var basis = file.path("basis");
        var rules = new ArrayList<Rule>();
        file.path("rules").forEach(it -> rules.add(rule(it)));
        return new Rulebook(
                row.getObject("id", UUID.class),
                row.getString("digest"),
                rules,
                clause(basis),
                name(basis.path("note")),
                file.path("freshMonths").asInt());
    }

    private static Rule rule(JsonNode it) {
        return new Rule(
                text(it, "key"),
                Rule.Measure.of(text(it, "measure")),
                new Rule.Steps(
                        text(it, "compare").equals("at-least"),
                        number(it, "watch"),
                        number(it, "weak"),
                        number(it, "unknown"),
                        number(it, "note")),
                it.path("weight").asInt(),
                name(it.path("name")),
                name(it.path("sentence")),
                it.has("ground") ? ground(it.path("ground")) : null);
    }

    private static Rule.Ground ground(JsonNode it) {
        return new Rule.Ground(it.has("document") ? clause(it) : null, name(it.path("reason")));
    }

    private static Clause clause(JsonNode it) {
        return new Clause(text(it, "document"), text(it, "place"));
    }

    private static Bilingual name(JsonNode it) {
        return new Bilingual(text(it, "zh"), text(it, "en"));
    }

    private static String text(JsonNode it, String field) {
        return it.path(field).asString();
    }

    private static @Nullable BigDecimal number(JsonNode it, String field) {
        return it.has(field) ? new BigDecimal(text(it, field)) : null;
    }
}
