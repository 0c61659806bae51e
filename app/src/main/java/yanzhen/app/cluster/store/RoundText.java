package yanzhen.app.cluster.store;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;
import yanzhen.app.cluster.Conditions.Condition;
import yanzhen.app.cluster.Procedure;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Clause;
import yanzhen.app.rules.RuleFault;
import yanzhen.app.rules.RuleText;
import yanzhen.app.rules.Vocabulary;

/** What a round keeps of the pack, as JSON: the procedure and the conditions of its opening. */
@Component
class RoundText {

    /**
     * A condition as its pack wrote it.
     *
     * @param rule null where people judge
     */
    record Written(
            Bilingual name,
            @Nullable String rule,
            Clause source,
            boolean confirmed,
            @Nullable Bilingual reading,
            boolean entry) {

        /** Read again; a rule that speaks of data which are no more is left to people. */
        Condition read(Vocabulary vocabulary) {
            try {
                return new Condition(
                        name,
                        rule == null ? null : RuleText.read(rule, vocabulary),
                        source,
                        confirmed,
                        reading,
                        entry);
            } catch (RuleFault e) {
                return new Condition(name, null, source, confirmed, reading, entry);
            }
        }
    }

    private final ObjectMapper json;

    RoundText(ObjectMapper json) {
        this.json = json;
    }

    String of(Object kept) {
        return json.writeValueAsString(kept);
    }

    Procedure procedure(String text) {
        return json.readValue(text, Procedure.class);
    }

    List<Written> conditions(String text) {
        return json.readValue(text, new TypeReference<List<Written>>() {});
    }

    <T> T read(String text, Class<T> type) {
        return json.readValue(text, type);
    }

    <T> T read(String text, TypeReference<T> type) {
        return json.readValue(text, type);
    }
}
