package yanzhen.app.challenge.need.store;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import yanzhen.app.challenge.need.Need.Verdict;
import yanzhen.app.challenge.need.NeedRules;
import yanzhen.app.challenge.need.NeedRules.Alikeness;
import yanzhen.app.challenge.need.NeedRules.Content;
import yanzhen.app.challenge.need.NeedRules.Elsewhere;
import yanzhen.app.challenge.need.NeedRules.Question;
import yanzhen.app.challenge.need.NeedRules.Rule;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Clause;
import yanzhen.app.kernel.Problems;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackSection;

/** 需求规则: {@code need.yaml} of a pack. */
@Component
class NeedSection implements PackSection {

    static final String RULES = "need.yaml";

    private static final int WHOLE = 100;

    private final NeedBook book;

    NeedSection(NeedBook book) {
        this.book = book;
    }

    @Override
    public int floor() {
        return 3;
    }

    @Override
    public void validate(Pack pack, Problems problems) {
        if (!pack.has(RULES)) {
            return;
        }
        var file = pack.yaml(RULES, "need", problems);
        once(file.path("contents"), "contents", "content", problems);
        once(file.path("questions"), "questions", "key", problems);
        once(file.path("elsewhere"), "elsewhere", "verdict", problems);
        var likeness = file.path("likeness");
        int sum =
                likeness.path("title").asInt(0)
                        + likeness.path("problem").asInt(0)
                        + likeness.path("metrics").asInt(0)
                        + likeness.path("node").asInt(0);
        if (sum != WHOLE) {
            complain(problems, "likeness", String.valueOf(sum), "need-weights");
        }
        for (var verdict : List.of(Verdict.ORDINARY_PROJECT, Verdict.PLAIN_TRANSFER)) {
            if (file.path("questions")
                    .valueStream()
                    .noneMatch(it -> it.path("speaksFor").asString("").equals(verdict.name()))) {
                complain(problems, "questions", verdict.name(), "need-question-none");
            }
        }
    }

    private static void once(JsonNode list, String field, String name, Problems problems) {
        var seen = new HashSet<String>();
        for (int at = 0; at < list.size(); at++) {
            var key = list.get(at).path(name).asString("");
            if (!seen.add(key)) {
                complain(problems, field + "/" + at + "/" + name, key, "duplicate");
            }
        }
    }

    private static void complain(Problems problems, String field, String value, String code) {
        problems.add(RULES, null, field, value, code);
    }

    @Override
    public void load(Pack pack) {
        if (pack.has(RULES)) {
            book.replace(read(pack));
        }
    }

    /** The rules of a pack that {@link #validate} found nothing wrong with. */
    static NeedRules read(Pack pack) {
        var file = pack.yaml(RULES, "need", new Problems());
        var basis = file.path("basis");
        var contents = new ArrayList<Rule>();
        for (var it : file.path("contents")) {
            contents.add(
                    new Rule(
                            Content.of(it.path("content").asString()).orElseThrow(),
                            text(it, "why"),
                            clause(it, basis),
                            it.path("reading").asBoolean()));
        }
        var questions = new ArrayList<Question>();
        for (var it : file.path("questions")) {
            questions.add(
                    new Question(
                            it.path("key").asString(),
                            text(it, "ask"),
                            text(it, "why"),
                            Verdict.valueOf(it.path("speaksFor").asString()),
                            clause(it, basis),
                            it.path("reading").asBoolean()));
        }
        var elsewhere = new EnumMap<Verdict, Elsewhere>(Verdict.class);
        for (var it : file.path("elsewhere")) {
            elsewhere.put(
                    Verdict.valueOf(it.path("verdict").asString()),
                    new Elsewhere(text(it, "say"), it.path("page").asString("")));
        }
        return new NeedRules(
                contents,
                file.path("targets").path("most").asInt(),
                questions,
                elsewhere,
                likeness(file.path("likeness")));
    }

    private static Alikeness likeness(JsonNode it) {
        return new Alikeness(
                new BigDecimal(it.path("threshold").asString()),
                it.path("title").asInt(),
                it.path("problem").asInt(),
                it.path("metrics").asInt(),
                it.path("node").asInt(),
                it.path("most").asInt(),
                text(it, "why"));
    }

    private static Clause clause(JsonNode rule, JsonNode basis) {
        var source = rule.has("basis") ? rule.path("basis") : basis;
        return new Clause(source.path("document").asString(), source.path("place").asString());
    }

    private static Bilingual text(JsonNode parent, String field) {
        var node = parent.path(field);
        return new Bilingual(node.path("zh").asString(), node.path("en").asString());
    }
}
