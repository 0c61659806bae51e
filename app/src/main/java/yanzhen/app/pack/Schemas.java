package yanzhen.app.pack;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import yanzhen.app.kernel.Problems;

/** The JSON Schemas (2020-12) that are published in {@code docs/schema}. */
final class Schemas {

    /** Without this a format, such as that of a date, would be a mere remark. */
    private static final SchemaRegistryConfig STRICT =
            SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();

    private final SchemaRegistry registry =
            SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12, it -> it.schemaRegistryConfig(STRICT));
    private final Map<String, Schema> read = new ConcurrentHashMap<>();

    void check(String schema, JsonNode tree, String file, Problems problems) {
        for (var fault : faults(schema, tree)) {
            var found = fault.getInstanceNode();
            var value = found == null || found.isContainer() ? "" : found.asString();
            add(problems, fault, file, null, place(fault), value);
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
            var field = place(fault).substring(place(fault).lastIndexOf('/') + 1);
            var value = row.orNull(field);
            add(problems, fault, row.file(), row.line(), field, value == null ? "" : value);
        }
        return faults.isEmpty();
    }

    /** JSON pointer of what is wrong; of a missing or unknown member that of the member itself. */
    private static String place(Error fault) {
        var at = fault.getInstanceLocation();
        var place = at == null ? "" : at.toString();
        return fault.getProperty() == null ? place : place + "/" + fault.getProperty();
    }

    private static void add(
            Problems problems,
            Error fault,
            String file,
            @Nullable Integer line,
            String field,
            String value) {
        switch (fault.getKeyword()) {
            case "required" -> problems.add(file, line, field, "", "required");
            case "format" -> problems.add(file, line, field, value, "date");
            case "enum" -> problems.add(file, line, field, value, "schema-choice", choices(fault));
            case "type" -> problems.add(file, line, field, value, "schema-type", expected(fault));
            case "pattern" ->
                    problems.add(file, line, field, value, "schema-pattern", expected(fault));
            case "additionalProperties", "unevaluatedProperties" ->
                    problems.add(file, line, field, value, "schema-unknown");
            default -> problems.add(file, line, field, value, "schema", fault.getMessage());
        }
    }

    private static String choices(Error fault) {
        var allowed = fault.getSchemaNode();
        return allowed == null
                ? fault.getMessage()
                : allowed.valueStream().map(JsonNode::asString).collect(Collectors.joining(", "));
    }

    private static String expected(Error fault) {
        var expected = fault.getSchemaNode();
        return expected == null
                ? fault.getMessage()
                : expected.isArray() ? choices(fault) : expected.asString();
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
