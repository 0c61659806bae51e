package yanzhen.app.browser;

import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The tables of a small synthetic chain, as somebody would hand them in.
 *
 * @param key of the chain
 */
record ChainFiles(String key) {

    private static final String EDGES = "supplier,consumer,kind\nore,wire,made-from\n";

    static ChainFiles of(String key) {
        return new ChainFiles(key);
    }

    static String unique() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    /** Stores such a chain by way of the pages, for an account that may. */
    static String stored(Visit visit) {
        var files = of("edit-" + visit.language().code() + "-" + unique());
        visit.open("/chain-imports/new");
        visit.fieldWithHint("chain-import.files").setInputFiles(files.sound());
        visit.button("chain-import.look").click();
        visit.button("chain-import.store").click();
        visit.reads(visit.say("done.chain-imported"));
        return files.key;
    }

    FilePayload[] sound() {
        return files(EDGES);
    }

    FilePayload[] withAnEdgeToNothing() {
        return files(EDGES + "ore,nothing-there,made-from\n");
    }

    private FilePayload[] files(String edges) {
        return new FilePayload[] {
            csv(
                    "chain",
                    "key,name_zh,name_en,clause,owner_zh,owner_en\n"
                            + key
                            + ",演示链 "
                            + key
                            + ",Demo chain "
                            + key
                            + ",chain-3-a,产业链专班,Chain task force\n"),
            csv("stages", "key,name_zh,name_en\nmaterials,材料,Materials\nproducts,产品,Products\n"),
            csv(
                    "nodes",
                    """
                    key,stage,kind,category,name_zh,name_en,essential
                    ore,materials,material,BASIC_MATERIAL,矿,Ore,true
                    wire,products,product,OTHER,线,Wire,false
                    """),
            csv("edges", edges)
        };
    }

    private static FilePayload csv(String table, String content) {
        return new FilePayload(
                table + ".csv", "text/csv", content.getBytes(StandardCharsets.UTF_8));
    }
}
