package yanzhen.app.chain.dossier.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.chain.dossier.DossierRules;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Problems;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackSection;

/** 图谱清单规则: {@code dossier.yaml} of a pack. The file may be left out. */
@Component
class DossierSection implements PackSection {

    private static final String FILE = "dossier.yaml";
    private static final String SCHEMES = "schemes.yaml";

    private final DossierBook book;

    DossierSection(DossierBook book) {
        this.book = book;
    }

    @Override
    public int floor() {
        return 2;
    }

    @Override
    public void validate(Pack pack, Problems problems) {
        if (!pack.has(FILE)) {
            return;
        }
        var file = pack.yaml(FILE, "dossier", problems);
        var schemes = schemes(pack);
        known(file.path("firms"), "firms", "leaders", schemes, problems);
        known(file.path("firms"), "firms", "marks", schemes, problems);
        known(file.path("facilities"), "facilities", "schemes", schemes, problems);
    }

    private static Set<String> schemes(Pack pack) {
        var keys = new HashSet<String>();
        if (pack.has(SCHEMES)) {
            pack.yaml(SCHEMES, "schemes", new Problems())
                    .path("schemes")
                    .forEach(it -> keys.add(it.path("key").asString("")));
        }
        return keys;
    }

    private static void known(
            JsonNode part, String name, String field, Set<String> keys, Problems problems) {
        var list = part.path(field);
        for (int at = 0; at < list.size(); at++) {
            var key = list.get(at).asString("");
            if (!keys.contains(key)) {
                problems.add(FILE, null, name + "/" + field + "/" + at, key, "unknown-reference");
            }
        }
    }

    @Override
    public void load(Pack pack) {
        if (pack.has(FILE)) {
            book.replace(read(pack.yaml(FILE, "dossier", new Problems())));
        }
    }

    private static DossierRules read(JsonNode file) {
        var firms = file.path("firms");
        var facilities = file.path("facilities");
        var note = file.path("basis").path("note");
        return new DossierRules(
                new DossierRules.Firms(
                        firms.path("leastShare").decimalValue(),
                        firms.path("leastNodes").asInt(),
                        texts(firms.path("leaders")),
                        texts(firms.path("marks"))),
                new DossierRules.Facilities(
                        texts(facilities.path("categories")).stream()
                                .map(BaseCategory::valueOf)
                                .toList(),
                        texts(facilities.path("schemes"))),
                new Bilingual(note.path("zh").asString(""), note.path("en").asString("")));
    }

    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(it -> texts.add(it.asString("")));
        return texts;
    }
}
