package yanzhen.app.pack;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * In which line of a YAML file each of its nodes begins.
 *
 * @param byPointer lines, counted from 1, by JSON pointer (RFC 6901)
 */
record YamlLines(Map<String, Integer> byPointer) {

    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    /** The lines of a file as far as it can be read. */
    static YamlLines of(Path file) {
        var lines = new HashMap<String, Integer>();
        try (var parser = YAML.createParser(file)) {
            while (parser.nextToken() != null) {
                lines.putIfAbsent(
                        parser.streamReadContext().pathAsPointer().toString(),
                        parser.currentTokenLocation().getLineNr());
            }
        } catch (JacksonException e) {
            // What is known up to here is better than nothing; the fault itself is a problem
            // already.
            return new YamlLines(lines);
        }
        return new YamlLines(lines);
    }

    /** The line of this node, or of the nearest one around it that is there; null for the whole. */
    @Nullable Integer of(String path) {
        var pointer = path.startsWith("/") ? path : "/" + path;
        while (!pointer.isEmpty()) {
            var line = byPointer.get(pointer);
            if (line != null) {
                return line;
            }
            pointer = pointer.substring(0, pointer.lastIndexOf('/'));
        }
        return null;
    }
}
