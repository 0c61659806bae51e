package yanzhen.app.cluster.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
     * Where conditions and data stand.
     *
     * @param scheme of which the conditions are; null where each names its own
     */
    private record Source(String file, JsonNode tree, @Nullable String scheme) {

        /** Scheme of a condition or a ground in it. */
        String of(JsonNode it) {
            return scheme == null ? it.path("scheme").asString("") : scheme;
        }
    }

    /** The file of all schemes, if there is one, and those of single ones. */
    private static List<Source> sources(Pack pack, Problems problems) {
        var sources = new ArrayList<Source>();
        if (pack.has(FILE)) {
            sources.add(new Source(FILE, pack.yaml(FILE, "conditions", problems), null));
        }
        SchemeFile.all(pack, problems)
                .forEach(it -> sources.add(new Source(it.file(), it.tree(), it.key())));
        return sources;
    }

    /**
     * Checks them.
     *
     * @return the data, of which other rules of the pack may speak too
     */
    Vocabulary validate(Pack pack, SchemeKeys keys, Problems problems) {
        var schemes = keys.schemes();
        var sources = sources(pack, problems);
        var vocabulary = vocabulary(sources, problems);
        for (var source : sources) {
            checkOrigins(source, schemes, problems);
            int at = 0;
            for (var condition : source.tree.path("conditions")) {
                var place = "/conditions/%d".formatted(at++);
                checkOwner(source, condition, place, keys, problems);
                var rule = condition.path("rule").asString("");
                check(source.file, rule, place + "/rule", vocabulary, problems);
            }
        }
        for (var source : sources) {
            int at = 0;
            for (var ground : source.tree.path("grounds")) {
                checkOwner(source, ground, "/grounds/%d".formatted(at++), keys, problems);
            }
        }
        for (var source : sources) {
            if (source.scheme == null) {
                ChecksFile.validate(source.tree, vocabulary, problems);
            }
        }
        return vocabulary;
    }

    /** Of a scheme that is known, and of a version that it has. */
    private static void checkOwner(
            Source source, JsonNode it, String place, SchemeKeys keys, Problems problems) {
        var own = it.path("scheme").asString("");
        if (!own.isEmpty() && !keys.schemes().contains(own)) {
            problems.add(source.file, null, place + "/scheme", own, "unknown-reference");
        }
        keys.check(source.of(it), it, source.file, place, problems);
    }

    private static void checkOrigins(Source source, Set<String> schemes, Problems problems) {
        int at = 0;
        for (var datum : source.tree.path("data")) {
            var origin = datum.path("origin").asString("");
            if (origin.startsWith(JdbcReports.HELD)
                    && !schemes.contains(origin.substring(JdbcReports.HELD.length()))) {
                problems.add(
                        source.file,
                        null,
                        "/data/%d/origin".formatted(at),
                        origin,
                        "unknown-reference");
            }
            at++;
        }
    }

    /** The rule; null when there is none, or one with a problem. */
    static @Nullable Rule check(
            String file, String rule, String place, Vocabulary vocabulary, Problems problems) {
        if (rule.isEmpty()) {
            return null;
        }
        try {
            return RuleText.read(rule, vocabulary);
        } catch (RuleFault e) {
            var details = new ArrayList<String>();
            details.add(String.valueOf(e.at() + 1));
            details.addAll(e.details());
            problems.add(file, null, place, rule, e.code(), details.toArray(String[]::new));
            return null;
        }
    }

    private static Vocabulary vocabulary(List<Source> sources, Problems problems) {
        var data = new HashMap<String, Datum>();
        for (var source : sources) {
            int at = 0;
            for (var datum : source.tree.path("data")) {
                var key = datum.path("key").asString("");
                var kind = kind(datum.path("kind").asString(""));
                var yearly = datum.path("yearly").asBoolean(false);
                if (kind != null
                        && data.put(key, new Datum(key, kind, new Bilingual(key, key), yearly))
                                != null) {
                    problems.add(source.file, null, "/data/%d/key".formatted(at), key, "duplicate");
                }
                at++;
            }
        }
        return new Vocabulary(List.copyOf(data.values()));
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

    /** What the pack no longer has is gone: rounds that are open keep what they need. */
    void load(Pack pack, SchemeKeys keys) {
        jdbc.sql("delete from cluster.datum").update();
        checks.clear();
        int ordinal = 0;
        for (var source : sources(pack, new Problems())) {
            for (var datum : source.tree.path("data")) {
                store(datum, ++ordinal);
            }
            for (var condition : source.tree.path("conditions")) {
                ordinal++;
                for (var version : keys.of(source.of(condition), condition)) {
                    storeCondition(condition, source.of(condition), version, ordinal);
                }
            }
            for (var ground : source.tree.path("grounds")) {
                ordinal++;
                for (var version : keys.of(source.of(ground), ground)) {
                    storeGround(ground, source.of(ground), version, ordinal);
                }
            }
            if (source.scheme == null) {
                checks.load(source.tree);
            }
        }
    }

    private void storeGround(JsonNode ground, String scheme, String version, int ordinal) {
        var basis = ground.path("basis");
        jdbc.sql(
                        """
                        insert into cluster.ground
                            (scheme, version, ordinal, way, name_zh, name_en, reading_zh, reading_en, document, place, mark)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(scheme)
                .param(version)
                .param(ordinal)
                .param(ground.path("way").asString())
                .param(ground.path("name").path("zh").asString())
                .param(ground.path("name").path("en").asString())
                .param(orNull(ground.path("reading").path("zh")))
                .param(orNull(ground.path("reading").path("en")))
                .param(orNull(basis.path("document")))
                .param(orNull(basis.path("place")))
                .param(orNull(basis.path("mark")))
                .update();
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

    private void storeCondition(JsonNode condition, String scheme, String version, int ordinal) {
        var basis = condition.path("basis");
        jdbc.sql(
                        """
                        insert into cluster.condition
                            (scheme, version, ordinal, name_zh, name_en, rule, reading_zh, reading_en, document, place, mark, entry)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(scheme)
                .param(version)
                .param(ordinal)
                .param(condition.path("name").path("zh").asString())
                .param(condition.path("name").path("en").asString())
                .param(orNull(condition.path("rule")))
                .param(orNull(condition.path("reading").path("zh")))
                .param(orNull(condition.path("reading").path("en")))
                .param(basis.path("document").asString())
                .param(basis.path("place").asString())
                .param(basis.path("mark").asString())
                .param(condition.path("entry").asBoolean(false))
                .update();
    }

    static @Nullable String orNull(JsonNode text) {
        return text.isString() ? text.asString() : null;
    }
}
