package yanzhen.app.cluster.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Problems;
import yanzhen.app.pack.Pack;
import yanzhen.app.rules.Datum;
import yanzhen.app.rules.Kind;
import yanzhen.app.rules.Rule;
import yanzhen.app.rules.RuleFault;
import yanzhen.app.rules.RuleText;
import yanzhen.app.rules.Vocabulary;

/** Conditions of the schemes, and the data of which they speak. A pack may have none. */
@Component
class ConditionsFile {

    static final String FILE = "conditions.yaml";

    private final JdbcClient jdbc;
    private final ChecksFile checks;

    ConditionsFile(JdbcClient jdbc, ChecksFile checks) {
        this.jdbc = jdbc;
        this.checks = checks;
    }

    /**
     * Checks them.
     *
     * @return keys of the data
     */
    Set<String> validate(Pack pack, Set<String> schemes, Problems problems) {
        if (!pack.has(FILE)) {
            return Set.of();
        }
        var file = pack.yaml(FILE, "conditions", problems);
        var vocabulary = vocabulary(file, problems);
        checkOrigins(file, schemes, problems);
        int at = 0;
        for (var condition : file.path("conditions")) {
            var place = "/conditions/%d/".formatted(at++);
            var scheme = condition.path("scheme").asString("");
            if (!scheme.isEmpty() && !schemes.contains(scheme)) {
                problems.add(FILE, null, place + "scheme", scheme, "unknown-reference");
            }
            check(condition.path("rule").asString(""), place + "rule", vocabulary, problems);
        }
        ChecksFile.validate(file, vocabulary, problems);
        return Set.copyOf(vocabulary.keys());
    }

    private static void checkOrigins(JsonNode file, Set<String> schemes, Problems problems) {
        int at = 0;
        for (var datum : file.path("data")) {
            var origin = datum.path("origin").asString("");
            if (origin.startsWith(JdbcReports.HELD)
                    && !schemes.contains(origin.substring(JdbcReports.HELD.length()))) {
                problems.add(
                        FILE, null, "/data/%d/origin".formatted(at), origin, "unknown-reference");
            }
            at++;
        }
    }

    /** The rule; null when there is none, or one with a problem. */
    static @Nullable Rule check(
            String rule, String place, Vocabulary vocabulary, Problems problems) {
        if (rule.isEmpty()) {
            return null;
        }
        try {
            return RuleText.read(rule, vocabulary);
        } catch (RuleFault e) {
            var details = new ArrayList<String>();
            details.add(String.valueOf(e.at() + 1));
            details.addAll(e.details());
            problems.add(FILE, null, place, rule, e.code(), details.toArray(String[]::new));
            return null;
        }
    }

    private static Vocabulary vocabulary(JsonNode file, Problems problems) {
        var data = new HashMap<String, Datum>();
        int at = 0;
        for (var datum : file.path("data")) {
            var key = datum.path("key").asString("");
            var kind = kind(datum.path("kind").asString(""));
            if (kind != null
                    && data.put(
                                    key,
                                    new Datum(
                                            key,
                                            kind,
                                            new Bilingual(key, key),
                                            datum.path("yearly").asBoolean(false)))
                            != null) {
                problems.add(FILE, null, "/data/%d/key".formatted(at), key, "duplicate");
            }
            at++;
        }
        return new Vocabulary(java.util.List.copyOf(data.values()));
    }

    /** Null when there is no such kind, of which the schema complains. */
    private static @Nullable Kind kind(String name) {
        for (var kind : Kind.values()) {
            if (kind.name().equals(name)) {
                return kind;
            }
        }
        return null;
    }

    /** What the pack no longer has is gone: nothing refers to a condition yet. */
    void load(Pack pack) {
        jdbc.sql("delete from cluster.condition").update();
        jdbc.sql("delete from cluster.datum").update();
        checks.clear();
        if (!pack.has(FILE)) {
            return;
        }
        var file = pack.yaml(FILE, "conditions", new Problems());
        int ordinal = 0;
        for (var datum : file.path("data")) {
            store(datum, ++ordinal);
        }
        for (var condition : file.path("conditions")) {
            storeCondition(condition, ++ordinal);
        }
        checks.load(file);
    }

    private void store(JsonNode datum, int ordinal) {
        jdbc.sql(
                        """
                        insert into cluster.datum (key, kind, yearly, form, origin, name_zh, name_en, ordinal)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(datum.path("key").asString())
                .param(datum.path("kind").asString())
                .param(datum.path("yearly").asBoolean())
                .param(datum.path("form").asString(""))
                .param(orNull(datum.path("origin")))
                .param(datum.path("name").path("zh").asString())
                .param(datum.path("name").path("en").asString())
                .param(ordinal)
                .update();
    }

    private void storeCondition(JsonNode condition, int ordinal) {
        var basis = condition.path("basis");
        jdbc.sql(
                        """
                        insert into cluster.condition
                            (scheme, ordinal, name_zh, name_en, rule, reading_zh, reading_en, document, place, mark)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(condition.path("scheme").asString())
                .param(ordinal)
                .param(condition.path("name").path("zh").asString())
                .param(condition.path("name").path("en").asString())
                .param(orNull(condition.path("rule")))
                .param(orNull(condition.path("reading").path("zh")))
                .param(orNull(condition.path("reading").path("en")))
                .param(basis.path("document").asString())
                .param(basis.path("place").asString())
                .param(basis.path("mark").asString())
                .update();
    }

    static @Nullable String orNull(JsonNode text) {
        return text.isString() ? text.asString() : null;
    }
}
