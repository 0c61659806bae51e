package yanzhen.selection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sample data with proven values that lie beside the checkout, where they do. */
public final class Samples {

    private static final Path ROOT = Path.of("..", "..", "shared", "reference");

    private Samples() {}

    public static Path of(String name) {
        return ROOT.resolve(name);
    }

    public static boolean absent() {
        return !Files.isDirectory(ROOT.resolve("assignment"));
    }

    public static JsonNode json(String name) {
        return JsonMapper.shared().readTree(of(name));
    }

    public static List<String> lines(String name) {
        try {
            return Files.readAllLines(of(name)).stream().filter(it -> !it.isBlank()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
