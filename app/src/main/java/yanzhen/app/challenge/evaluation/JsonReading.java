package yanzhen.app.challenge.evaluation;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import yanzhen.app.kernel.Problems;

/**
 * Reads fields of a JSON file; whatever is wrong goes into the problems, and something harmless
 * out.
 */
final class JsonReading {

    private static final long MOST = 1_000_000_000_000L;

    private final String file;
    private final Problems problems;

    JsonReading(Path file, Problems problems) {
        this.file = file.toString();
        this.problems = problems;
    }

    /** The whole file; an empty object when it is no JSON. */
    JsonNode tree(Path path) {
        try {
            return JsonMapper.shared().readTree(path.toFile());
        } catch (JacksonException e) {
            var at = e.getLocation();
            problems.add(
                    file,
                    at == null ? null : at.getLineNr(),
                    "",
                    "",
                    "evaluate-json",
                    e.getOriginalMessage());
            return JsonMapper.shared().createObjectNode();
        }
    }

    private void wrong(String field, JsonNode found, String code, String... details) {
        problems.add(
                file, null, field, found.isMissingNode() ? "" : found.toString(), code, details);
    }

    String text(JsonNode node, String place, String name) {
        var found = node.path(name);
        if (found.isString() || found.isNumber()) {
            return found.asString();
        }
        wrong(place + "." + name, found, "evaluate-text");
        return "";
    }

    long whole(JsonNode node, String place, String name, long least) {
        return whole(node.path(name), place + "." + name, least);
    }

    long whole(JsonNode found, String place, long least) {
        if (found.isNumber()) {
            var number = found.decimalValue().stripTrailingZeros();
            if (number.scale() <= 0
                    && number.compareTo(BigDecimal.valueOf(least)) >= 0
                    && number.compareTo(BigDecimal.valueOf(MOST)) <= 0) {
                return number.longValueExact();
            }
        }
        wrong(place, found, "evaluate-whole", String.valueOf(least));
        return least;
    }

    int count(JsonNode node, String place, String name, int least) {
        long found = whole(node, place, name, least);
        if (found > Integer.MAX_VALUE) {
            wrong(place + "." + name, node.path(name), "evaluate-whole", String.valueOf(least));
            return least;
        }
        return (int) found;
    }

    BigDecimal decimal(JsonNode node, String place, String name, int most) {
        var found = node.path(name);
        if (found.isNumber()
                && found.decimalValue().signum() >= 0
                && found.decimalValue().compareTo(BigDecimal.valueOf(most)) <= 0) {
            return found.decimalValue();
        }
        wrong(place + "." + name, found, "evaluate-decimal", String.valueOf(most));
        return BigDecimal.ZERO;
    }

    /** Elements of a list; none when it is absent. */
    List<JsonNode> list(JsonNode node, String place, String name) {
        var found = node.path(name);
        if (!found.isArray() && !found.isMissingNode()) {
            wrong(place + "." + name, found, "evaluate-list");
        }
        return found.isArray() ? new ArrayList<>(found.values()) : List.of();
    }

    /** Whole numbers by name; none when absent. */
    Map<String, Integer> numbers(JsonNode node, String place, String name, int least) {
        var numbers = new TreeMap<String, Integer>();
        for (var entry : node.path(name).properties()) {
            var at = place + "." + name;
            numbers.put(entry.getKey(), count(node.path(name), at, entry.getKey(), least));
        }
        return numbers;
    }

    /** The numbers of two things named in a list of two; −1 for one that is not known. */
    int[] couple(
            JsonNode node, String place, Map<String, Integer> first, Map<String, Integer> second) {
        if (!node.isArray() || node.size() != 2) {
            wrong(place, node, "evaluate-couple");
            return new int[] {-1, -1};
        }
        return new int[] {known(node.get(0), place, first), known(node.get(1), place, second)};
    }

    private int known(JsonNode node, String place, Map<String, Integer> numbers) {
        int number = numbers.getOrDefault(node.asString(""), -1);
        if (number < 0) {
            wrong(place, node, "evaluate-unknown");
        }
        return number;
    }
}
