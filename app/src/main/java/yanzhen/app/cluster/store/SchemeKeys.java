package yanzhen.app.cluster.store;

import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import yanzhen.app.kernel.Problems;

/**
 * Schemes of a pack and the versions of their rules, for what speaks of them: a condition, a ground
 * or a procedure is of one version, or of all where it names none.
 *
 * @param versions keys of the versions by key of the scheme, the oldest first
 */
record SchemeKeys(Map<String, List<String>> versions) {

    static final String VERSION = "version";

    Set<String> schemes() {
        return versions.keySet();
    }

    /** Of which versions of the scheme it is; a scheme that is not known has none. */
    List<String> of(String scheme, JsonNode it) {
        var all = versions.getOrDefault(scheme, List.of());
        return it.has(VERSION)
                ? all.stream().filter(it.path(VERSION).asString("")::equals).toList()
                : all;
    }

    /** Complains of a version that a known scheme does not have. */
    void check(String scheme, JsonNode it, String file, String place, Problems problems) {
        if (it.has(VERSION) && versions.containsKey(scheme) && of(scheme, it).isEmpty()) {
            var named = it.path(VERSION).asString("");
            problems.add(file, null, place + "/" + VERSION, named, "unknown-reference");
        }
    }
}
