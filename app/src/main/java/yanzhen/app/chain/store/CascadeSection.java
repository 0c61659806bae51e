package yanzhen.app.chain.store;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import yanzhen.app.chain.CascadeReading;
import yanzhen.app.chain.CascadeRules;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Clause;
import yanzhen.app.kernel.Problems;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackSection;

/** 推演规则: {@code what-if.yaml} of a pack. */
@Component
class CascadeSection implements PackSection {

    private static final String RULES = "what-if.yaml";

    private final CascadeBook book;

    CascadeSection(CascadeBook book) {
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
        var file = pack.yaml(RULES, "what-if", problems);
        var growth = file.path("growth").asString("");
        if (!growth.isEmpty() && !texts(file.path("growths")).contains(growth)) {
            problems.add(RULES, null, "growth", growth, "unknown-reference");
        }
    }

    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(it -> texts.add(it.asString("")));
        return texts;
    }

    @Override
    public void load(Pack pack) {
        if (pack.has(RULES)) {
            book.replace(rules(pack.yaml(RULES, "what-if", new Problems())));
        }
    }

    private static CascadeRules rules(JsonNode file) {
        var basis = file.path("basis");
        var note = file.path("note");
        return new CascadeRules(
                new Clause(basis.path("document").asString(), basis.path("place").asString()),
                new Bilingual(note.path("zh").asString(), note.path("en").asString()),
                new CascadeReading(
                        CascadeReading.Inputs.valueOf(file.path("inputs").asString()),
                        CascadeReading.Substitutes.valueOf(file.path("substitutes").asString()),
                        String.join("", texts(file.path("goods"))),
                        Double.parseDouble(file.path("growth").asString())),
                texts(file.path("growths")));
    }
}
