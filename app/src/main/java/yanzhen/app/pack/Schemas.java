package yanzhen.app.pack;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import yanzhen.app.kernel.Problems;

/** The JSON Schemas (2020-12) that are published in {@code docs/schema}. */
final class Schemas {

    private final SchemaRegistry registry =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<String, Schema> read = new ConcurrentHashMap<>();

    void check(String schema, JsonNode tree, String file, Problems problems) {
        for (var fault : faults(schema, tree)) {
            var place = fault.getInstanceLocation();
            var found = fault.getInstanceNode();
            problems.add(
                    file,
                    null,
                    place == null ? "" : place.toString(),
                    found == null ? "" : found.toString(),
                    "schema",
                    fault.getMessage());
        }
    }

    /** Whether the row fits; what does not is added to the problems. */
    boolean check(String schema, PackRow row, Problems problems) {
        var object = JsonNodeFactory.instance.objectNode();
        for (var field : row.fields()) {
            row.find(field).ifPresent(value -> object.put(field, value));
        }
        var faults = faults(schema, object);
        for (var fault : faults) {
            var place = fault.getInstanceLocation();
            var field =
                    place == null || place.getNameCount() == 0
                            ? String.valueOf(fault.getProperty())
                            : String.valueOf(place.getName(place.getNameCount() - 1));
            row.complain(problems, field, "schema", fault.getMessage());
        }
        return faults.isEmpty();
    }

    private List<Error> faults(String schema, JsonNode tree) {
        return read.computeIfAbsent(schema, this::load).validate(tree);
    }

    private Schema load(String name) {
        var resource = "/pack/schema/" + name + ".schema.json";
        try (InputStream in = Schemas.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("There is no schema %s.".formatted(resource));
            }
            return registry.getSchema(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
