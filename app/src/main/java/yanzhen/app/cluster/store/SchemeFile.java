package yanzhen.app.cluster.store;

import java.util.List;
import tools.jackson.databind.JsonNode;
import yanzhen.app.kernel.Problems;
import yanzhen.app.pack.Pack;

/**
 * 认定类别文件: one scheme whole in a file of its own, so that a new scheme is a file.
 *
 * @param file its name in the pack
 * @param key of the scheme; empty when the file does not say
 */
record SchemeFile(String file, String key, JsonNode tree) {

    private static final String FOLDER = "schemes";

    /** All of them, by name. */
    static List<SchemeFile> all(Pack pack, Problems problems) {
        return pack.yamlFiles(FOLDER).stream()
                .map(file -> {
                    var tree = pack.yaml(file, "scheme", problems);
                    return new SchemeFile(file, tree.path("scheme").path("key").asString(""), tree);
                })
                .toList();
    }
}
