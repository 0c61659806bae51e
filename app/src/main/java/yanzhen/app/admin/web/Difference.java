package yanzhen.app.admin.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * 前后对照: the fields in which two states differ, in the order of the state after.
 *
 * @param path names and places from the outside in; empty when the state is a single value
 * @param from null when there was nothing
 * @param to null when there is nothing any more
 */
record Difference(List<String> path, @Nullable String from, @Nullable String to) {

    Difference {
        path = List.copyOf(path);
    }

    static List<Difference> between(@Nullable JsonNode before, @Nullable JsonNode after) {
        var was = leaves(before);
        var is = leaves(after);
        var paths = new LinkedHashSet<>(is.keySet());
        paths.addAll(was.keySet());
        return paths.stream()
                .filter(it -> !Objects.equals(was.get(it), is.get(it)))
                .map(it -> new Difference(it, was.get(it), is.get(it)))
                .toList();
    }

    private static Map<List<String>, String> leaves(@Nullable JsonNode node) {
        var leaves = new LinkedHashMap<List<String>, String>();
        if (node != null) {
            collect(node, List.of(), leaves);
        }
        return leaves;
    }

    private static void collect(
            JsonNode node, List<String> path, Map<List<String>, String> leaves) {
        if (node.isObject()) {
            node.properties()
                    .forEach(it -> collect(it.getValue(), longer(path, it.getKey()), leaves));
        } else if (node.isArray()) {
            for (int at = 0; at < node.size(); at++) {
                collect(node.get(at), longer(path, String.valueOf(at + 1)), leaves);
            }
        } else if (!node.isNull()) {
            leaves.put(path, node.asString());
        }
    }

    private static List<String> longer(List<String> path, String step) {
        var longer = new ArrayList<>(path);
        longer.add(step);
        return List.copyOf(longer);
    }
}
