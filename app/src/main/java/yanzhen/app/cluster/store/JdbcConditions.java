package yanzhen.app.cluster.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.cluster.Conditions;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Clause;
import yanzhen.app.rules.Datum;
import yanzhen.app.rules.Kind;
import yanzhen.app.rules.Rule;
import yanzhen.app.rules.RuleFault;
import yanzhen.app.rules.RuleText;
import yanzhen.app.rules.Vocabulary;

@Component
class JdbcConditions implements Conditions {

    private static final String VERIFIED = "verified";

    private final JdbcClient jdbc;

    JdbcConditions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Condition> of(String scheme) {
        var vocabulary = vocabulary();
        return jdbc.sql("select * from cluster.condition where scheme = ? order by ordinal")
                .param(scheme)
                .query((row, _) -> condition(row, vocabulary))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public Map<String, List<Condition>> all() {
        var vocabulary = vocabulary();
        var all = new HashMap<String, List<Condition>>();
        jdbc.sql("select * from cluster.condition order by ordinal")
                .query(row -> {
                    all.computeIfAbsent(row.getString("scheme"), _ -> new ArrayList<>())
                            .add(condition(row, vocabulary));
                });
        return all;
    }

    /** Of a scheme as the pack wrote them, for a round to keep. */
    List<RoundText.Written> written(String scheme) {
        return jdbc.sql("select * from cluster.condition where scheme = ? order by ordinal")
                .param(scheme)
                .query((row, _) ->
                        new RoundText.Written(
                                name(row, "name"),
                                row.getString("rule"),
                                new Clause(row.getString("document"), row.getString("place")),
                                row.getString("mark").equals(VERIFIED),
                                row.getString("reading_zh") == null ? null : name(row, "reading"),
                                row.getBoolean("entry")))
                .list();
    }

    Vocabulary vocabulary() {
        return new Vocabulary(
                jdbc.sql("select * from cluster.datum order by ordinal")
                        .query((row, _) ->
                                new Datum(
                                        row.getString("key"),
                                        Kind.valueOf(row.getString("kind")),
                                        name(row, "name"),
                                        row.getBoolean("yearly")))
                        .list());
    }

    private static Condition condition(ResultSet row, Vocabulary vocabulary) throws SQLException {
        return new Condition(
                name(row, "name"),
                rule(row.getString("rule"), vocabulary),
                new Clause(row.getString("document"), row.getString("place")),
                row.getString("mark").equals(VERIFIED),
                row.getString("reading_zh") == null ? null : name(row, "reading"),
                row.getBoolean("entry"));
    }

    private static Bilingual name(ResultSet row, String column) throws SQLException {
        return new Bilingual(row.getString(column + "_zh"), row.getString(column + "_en"));
    }

    private static @Nullable Rule rule(@Nullable String text, Vocabulary vocabulary) {
        if (text == null) {
            return null;
        }
        try {
            return RuleText.read(text, vocabulary);
        } catch (RuleFault e) {
            throw new IllegalStateException("A pack was loaded with a wrong rule: " + text, e);
        }
    }

    @Override
    @Transactional(readOnly = true)
    public List<Ground> grounds() {
        return jdbc.sql("select * from cluster.ground order by ordinal")
                .query((row, _) -> ground(row))
                .list();
    }

    private static Ground ground(ResultSet row) throws SQLException {
        var document = row.getString("document");
        return new Ground(
                row.getString("scheme"),
                Way.valueOf(row.getString("way")),
                name(row, "name"),
                document == null ? null : new Clause(document, row.getString("place")),
                VERIFIED.equals(row.getString("mark")),
                row.getString("reading_zh") == null ? null : name(row, "reading"));
    }

    @Override
    @Transactional(readOnly = true)
    public List<Terms> terms() {
        return jdbc.sql("select * from cluster.scheme order by ordinal")
                .query((row, _) ->
                        new Terms(
                                JdbcRecognitions.scheme(row),
                                row.getObject("cycle_months", Integer.class),
                                row.getObject("validity_months", Integer.class),
                                (row.getString("document") + " " + row.getString("place")).strip(),
                                row.getString("mark").equals(VERIFIED)))
                .list();
    }
}
