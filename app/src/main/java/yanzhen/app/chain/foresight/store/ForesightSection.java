package yanzhen.app.chain.foresight.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import yanzhen.app.chain.foresight.ForesightRules;
import yanzhen.app.chain.foresight.ForesightRules.Band;
import yanzhen.app.chain.foresight.ForesightRules.Kind;
import yanzhen.app.chain.foresight.ForesightRules.Level;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Clause;
import yanzhen.app.kernel.Problems;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackSection;

/** 预研规则: {@code foresight.yaml} of a pack. */
@Component
class ForesightSection implements PackSection {

    static final String RULES = "foresight.yaml";

    private static final int WHOLE = 100;

    private final ForesightBook book;

    ForesightSection(ForesightBook book) {
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
        var file = pack.yaml(RULES, "foresight", problems);
        var kinds = keys(file.path("kinds"), "kinds", problems);
        keys(file.path("bands"), "bands", problems);
        levels(file.path("levels"), kinds, problems);
        var weights = file.path("weights");
        int sum =
                weights.path("importance").asInt(0)
                        + weights.path("feasibility").asInt(0)
                        + weights.path("readiness").asInt(0)
                        + weights.path("horizon").asInt(0);
        if (sum != WHOLE) {
            complain(problems, "weights", String.valueOf(sum), "foresight-weights");
        }
        if (pack.has("clauses.csv")) {
            var known = new TreeSet<String>();
            pack.csv("clauses.csv", "clauses.row", new Problems())
                    .forEach(it -> it.find("key").ifPresent(known::add));
            for (int at = 0; at < file.path("clauses").size(); at++) {
                var key = file.path("clauses").get(at).asString("");
                if (!known.contains(key)) {
                    complain(problems, "clauses/" + at, key, "unknown-reference");
                }
            }
        }
    }

    private static Set<String> keys(JsonNode list, String field, Problems problems) {
        var keys = new HashSet<String>();
        for (int at = 0; at < list.size(); at++) {
            var key = list.get(at).path("key").asString("");
            if (!keys.add(key)) {
                complain(problems, field + "/" + at + "/key", key, "duplicate");
            }
        }
        return keys;
    }

    private static void levels(JsonNode levels, Set<String> kinds, Problems problems) {
        for (int at = 0; at < levels.size(); at++) {
            int level = levels.get(at).path("level").asInt(0);
            if (level != at + 1) {
                complain(
                        problems,
                        "levels/" + at + "/level",
                        String.valueOf(level),
                        "foresight-levels",
                        String.valueOf(at + 1));
            }
            var needs = levels.get(at).path("needs");
            for (int line = 0; line < needs.size(); line++) {
                for (var kind : needs.get(line)) {
                    if (!kinds.contains(kind.asString(""))) {
                        complain(
                                problems,
                                "levels/" + at + "/needs/" + line,
                                kind.asString(""),
                                "unknown-reference");
                    }
                }
            }
        }
    }

    private static void complain(
            Problems problems, String field, String value, String code, String... details) {
        problems.add(RULES, null, field, value, code, details);
    }

    @Override
    public void load(Pack pack) {
        if (pack.has(RULES)) {
            book.replace(read(pack));
        }
    }

    /** The rules of a pack that {@link #validate} found nothing wrong with. */
    static ForesightRules read(Pack pack) {
        var file = pack.yaml(RULES, "foresight", new Problems());
        var bands = new ArrayList<Band>();
        file.path("bands")
                .forEach(it -> bands.add(new Band(it.path("key").asString(), text(it, "name"))));
        var kinds = new ArrayList<Kind>();
        file.path("kinds")
                .forEach(it -> kinds.add(new Kind(it.path("key").asString(), text(it, "name"))));
        var levels = new ArrayList<Level>();
        file.path("levels")
                .forEach(it ->
                        levels.add(
                                new Level(
                                        it.path("level").asInt(),
                                        text(it, "name"),
                                        needs(it.path("needs")))));
        var panel = file.path("panel");
        var weights = file.path("weights");
        return new ForesightRules(
                new Clause(
                        file.path("basis").path("document").asString(),
                        file.path("basis").path("place").asString()),
                text(file, "note"),
                bands,
                kinds,
                levels,
                new ForesightRules.Panel(
                        panel.path("least").asInt(),
                        panel.path("agreedScale").asInt(),
                        panel.path("agreedYears").asInt(),
                        text(panel, "why")),
                new ForesightRules.Weights(
                        weights.path("importance").asInt(),
                        weights.path("feasibility").asInt(),
                        weights.path("readiness").asInt(),
                        weights.path("horizon").asInt(),
                        text(weights, "why")));
    }

    private static List<List<String>> needs(JsonNode lines) {
        var needs = new ArrayList<List<String>>();
        for (var line : lines) {
            var kinds = new ArrayList<String>();
            line.forEach(it -> kinds.add(it.asString()));
            needs.add(kinds);
        }
        return needs;
    }

    private static Bilingual text(JsonNode parent, String field) {
        var node = parent.path(field);
        return new Bilingual(node.path("zh").asString(), node.path("en").asString());
    }
}
