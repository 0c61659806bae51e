package yanzhen.app.cluster.store;

import static yanzhen.app.cluster.store.ConditionsFile.orNull;

import java.util.HashSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import yanzhen.app.kernel.Problems;
import yanzhen.app.rules.Rule;
import yanzhen.app.rules.Vocabulary;

/** What {@code conditions.yaml} says of reports: checks of their numbers, kinds of their papers. */
@Component
class ChecksFile {

    private static final String CHECKS = "checks";
    private static final String PAPERS = "papers";

    private final JdbcClient jdbc;

    ChecksFile(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A check is one comparison, so that its two sides can be shown. */
    static void validate(JsonNode file, Vocabulary vocabulary, Problems problems) {
        uniqueKeys(file, CHECKS, problems);
        uniqueKeys(file, PAPERS, problems);
        int at = 0;
        for (var check : file.path(CHECKS)) {
            var text = check.path("rule").asString("");
            var place = "/checks/%d/rule".formatted(at++);
            var rule = ConditionsFile.check(ConditionsFile.FILE, text, place, vocabulary, problems);
            if (rule != null && !(rule instanceof Rule.Comparison)) {
                problems.add(ConditionsFile.FILE, null, place, text, "rule-one-comparison");
            }
        }
    }

    private static void uniqueKeys(JsonNode file, String list, Problems problems) {
        var seen = new HashSet<String>();
        int at = 0;
        for (var each : file.path(list)) {
            var key = each.path("key").asString("");
            if (!seen.add(key)) {
                var place = "/%s/%d/key".formatted(list, at);
                problems.add(ConditionsFile.FILE, null, place, key, "duplicate");
            }
            at++;
        }
    }

    void clear() {
        jdbc.sql("delete from cluster.report_check").update();
        jdbc.sql("delete from cluster.report_paper_kind").update();
    }

    /** Of a file without problems. */
    void load(JsonNode file) {
        int ordinal = 0;
        for (var check : file.path(CHECKS)) {
            storeCheck(check, ++ordinal);
        }
        for (var kind : file.path(PAPERS)) {
            storeKind(kind, ++ordinal);
        }
    }

    private void storeCheck(JsonNode check, int ordinal) {
        var basis = check.path("basis");
        jdbc.sql(
                        """
                        insert into cluster.report_check
                            (key, ordinal, rule, hint, name_zh, name_en, say_zh, say_en, reading_zh, reading_en, document, place, mark)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(check.path("key").asString())
                .param(ordinal)
                .param(check.path("rule").asString())
                .param(check.path("hint").asBoolean(false))
                .param(check.path("name").path("zh").asString())
                .param(check.path("name").path("en").asString())
                .param(check.path("say").path("zh").asString())
                .param(check.path("say").path("en").asString())
                .param(orNull(check.path("reading").path("zh")))
                .param(orNull(check.path("reading").path("en")))
                .param(orNull(basis.path("document")))
                .param(orNull(basis.path("place")))
                .param(orNull(basis.path("mark")))
                .update();
    }

    private void storeKind(JsonNode kind, int ordinal) {
        var basis = kind.path("basis");
        jdbc.sql(
                        """
                        insert into cluster.report_paper_kind (key, ordinal, name_zh, name_en, document, place, mark)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(kind.path("key").asString())
                .param(ordinal)
                .param(kind.path("name").path("zh").asString())
                .param(kind.path("name").path("en").asString())
                .param(orNull(basis.path("document")))
                .param(orNull(basis.path("place")))
                .param(orNull(basis.path("mark")))
                .update();
    }
}
