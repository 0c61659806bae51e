package yanzhen.app.chain.store;

import java.util.HashSet;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import yanzhen.app.kernel.Problems;
import yanzhen.app.pack.Pack;

/** 五基目录 of a pack. The file may be left out. */
@Component
class CataloguesFile {

    private static final String FILE = "catalogues.yaml";
    private static final String SCHEMA = "catalogues";

    private final JdbcClient jdbc;

    CataloguesFile(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    static void validate(Pack pack, Problems problems) {
        if (!pack.has(FILE)) {
            return;
        }
        var seen = new HashSet<String>();
        for (var it : pack.yaml(FILE, SCHEMA, problems).path("catalogues")) {
            for (var field : List.of("key", "category")) {
                var value = text(it, field);
                if (!seen.add(field + " " + value)) {
                    problems.add(FILE, null, field, value, "duplicate");
                }
            }
        }
    }

    void load(Pack pack) {
        if (!pack.has(FILE)) {
            return;
        }
        var file = pack.yaml(FILE, SCHEMA, new Problems());
        var basis = file.path("basis");
        int ordinal = 0;
        for (var it : file.path("catalogues")) {
            jdbc.sql(
                            """
                            insert into chain.catalogue
                                (key, category, indicator, target, name_zh, name_en, document, place,
                                 note_zh, note_en, ordinal)
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                            on conflict (key) do update set category = excluded.category,
                                indicator = excluded.indicator, target = excluded.target,
                                name_zh = excluded.name_zh, name_en = excluded.name_en,
                                document = excluded.document, place = excluded.place,
                                note_zh = excluded.note_zh, note_en = excluded.note_en,
                                ordinal = excluded.ordinal
                            """)
                    .param(text(it, "key"))
                    .param(text(it, "category"))
                    .param(text(it, "indicator"))
                    .param(it.path("target").asInt())
                    .param(text(it.path("name"), "zh"))
                    .param(text(it.path("name"), "en"))
                    .param(text(basis, "document"))
                    .param(text(it, "place"))
                    .param(text(basis.path("note"), "zh"))
                    .param(text(basis.path("note"), "en"))
                    .param(++ordinal)
                    .update();
        }
    }

    private static String text(JsonNode it, String field) {
        return it.path(field).asString("");
    }
}
