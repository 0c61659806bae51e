package yanzhen.app.chain.taskforce.store;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import yanzhen.app.chain.taskforce.Direction;
import yanzhen.app.chain.taskforce.Post;
import yanzhen.app.chain.taskforce.Power;
import yanzhen.app.chain.taskforce.ResponseRules;
import yanzhen.app.chain.taskforce.ResponseRules.Field;
import yanzhen.app.chain.taskforce.ResponseRules.Kind;
import yanzhen.app.chain.taskforce.ResponseRules.PowerOf;
import yanzhen.app.chain.taskforce.ResponseRules.Reading;
import yanzhen.app.chain.taskforce.ResponseRules.Structure;
import yanzhen.app.chain.taskforce.ResponseRules.Work;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Clause;
import yanzhen.app.kernel.Problems;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackSection;

/** 应对规则: {@code response.yaml} of a pack. */
@Component
class ResponseSection implements PackSection {

    static final String RULES = "response.yaml";

    private final ResponseBook book;

    ResponseSection(ResponseBook book) {
        this.book = book;
    }

    @Override
    public int floor() {
        return 2;
    }

    @Override
    public void validate(Pack pack, Problems problems) {
        if (!pack.has(RULES)) {
            return;
        }
        var file = pack.yaml(RULES, "response", problems);
        once(file.path("kinds"), "kinds", "key", problems);
        once(file.path("powers"), "powers", "power", problems);
        for (int at = 0; at < file.path("kinds").size(); at++) {
            once(
                    file.path("kinds").get(at).path("fields"),
                    "kinds/" + at + "/fields",
                    "key",
                    problems);
        }
        if (pack.has("diagnosis.yaml")) {
            named(pack, file, "readings", problems);
            named(pack, file, "kinds", problems);
        }
    }

    /** Rules that are named must be there. */
    private static void named(Pack pack, JsonNode file, String list, Problems problems) {
        var lines = file.path(list);
        var rules = new HashSet<String>();
        pack.yaml("diagnosis.yaml", "diagnosis", new Problems())
                .path("rules")
                .forEach(it -> rules.add(it.path("key").asString("")));
        for (int at = 0; at < lines.size(); at++) {
            for (var field : List.of("rule", "unless")) {
                var named = lines.get(at).path(field);
                if (named.isString() && !rules.contains(named.asString())) {
                    problems.add(
                            RULES,
                            null,
                            list + "/" + at + "/" + field,
                            named.asString(),
                            "unknown-reference");
                }
            }
        }
    }

    private static void once(JsonNode list, String field, String name, Problems problems) {
        var seen = new HashSet<String>();
        for (int at = 0; at < list.size(); at++) {
            var key = list.get(at).path(name).asString("");
            if (!seen.add(key)) {
                problems.add(RULES, null, field + "/" + at + "/" + name, key, "duplicate");
            }
        }
    }

    @Override
    public void load(Pack pack) {
        if (pack.has(RULES)) {
            book.replace(read(pack));
        }
    }

    /** The rules of a pack that {@link #validate} found nothing wrong with. */
    static ResponseRules read(Pack pack) {
        var file = pack.yaml(RULES, "response", new Problems());
        var readings = new ArrayList<Reading>();
        file.path("readings")
                .forEach(it ->
                        readings.add(
                                new Reading(
                                        it.path("rule").asString(),
                                        Direction.valueOf(it.path("direction").asString()),
                                        it.has("unless") ? it.path("unless").asString() : null,
                                        text(it, "reason"))));
        var kinds = new ArrayList<Kind>();
        file.path("kinds").forEach(it -> kinds.add(kind(it)));
        var powers = new ArrayList<PowerOf>();
        file.path("powers")
                .forEach(it ->
                        powers.add(
                                new PowerOf(
                                        Power.valueOf(it.path("power").asString()),
                                        each(it.path("posts"), Post.class),
                                        text(it, "reason"))));
        var structure = file.path("structure");
        return new ResponseRules(
                clause(file.path("basis")),
                text(file, "note"),
                readings,
                kinds,
                powers,
                new Structure(
                        structure.path("sibling").asInt(),
                        structure.path("input").asInt(),
                        structure.path("nearest").asInt(),
                        text(structure, "reason")),
                file.path("needFirst").asBoolean(),
                file.path("remindDays").asInt());
    }

    private static Kind kind(JsonNode it) {
        var fields = new ArrayList<Field>();
        it.path("fields")
                .forEach(field ->
                        fields.add(
                                new Field(
                                        field.path("key").asString(),
                                        text(field, "name"),
                                        field.path("required").asBoolean())));
        return new Kind(
                it.path("key").asString(),
                text(it, "name"),
                each(it.path("directions"), Direction.class),
                it.has("unless") ? it.path("unless").asString() : null,
                Work.valueOf(it.path("work").asString()),
                fields,
                it.has("source") ? clause(it.path("source")) : null,
                text(it, "reason"));
    }

    private static <E extends Enum<E>> Set<E> each(JsonNode names, Class<E> type) {
        var found = EnumSet.noneOf(type);
        names.forEach(it -> found.add(Enum.valueOf(type, it.asString())));
        return found;
    }

    private static Clause clause(JsonNode it) {
        return new Clause(it.path("document").asString(), it.path("place").asString());
    }

    private static Bilingual text(JsonNode parent, String field) {
        var node = parent.path(field);
        return new Bilingual(node.path("zh").asString(), node.path("en").asString());
    }
}
