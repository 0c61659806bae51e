package yanzhen.app.pack;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;

/**
 * 规划包: a folder of YAML and CSV files, each held against its JSON Schema when it is read.
 *
 * <p>Format: {@code docs/packs.md}; schemas: {@code docs/schema}.
 */
public final class Pack {

    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    private final Path root;
    private final boolean demonstration;
    private final Schemas schemas = new Schemas();
    private final Set<String> touched = new TreeSet<>();
    private final Map<String, YamlLines> lines = new HashMap<>();

    private Pack(Path root, boolean demonstration) {
        this.root = root;
        this.demonstration = demonstration;
    }

    /**
     * The pack in a folder. Nothing is read yet.
     *
     * @param demonstration whether the synthetic records under {@code demo/} belong to it
     * @throws IllegalArgumentException when it is no folder
     */
    public static Pack at(Path root, boolean demonstration) {
        if (!Files.isDirectory(root)) {
            throw new IllegalArgumentException(
                    "The pack (%s) is not a folder. Name the folder that holds pack.yaml."
                            .formatted(root));
        }
        return new Pack(root, demonstration);
    }

    public Path root() {
        return root;
    }

    public boolean demonstration() {
        return demonstration;
    }

    public boolean has(String file) {
        return Files.isRegularFile(root.resolve(file));
    }

    /** Names of the folders below this one, sorted; none when there is no such folder. */
    public List<String> folders(String folder) {
        var base = root.resolve(folder);
        if (!Files.isDirectory(base)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(base)) {
            return found.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Names of the YAML files right below a folder, with its own, sorted; none without a folder.
     */
    public List<String> yamlFiles(String folder) {
        return files().stream().filter(it -> it.matches(folder + "/[^/]+\\.yaml")).toList();
    }

    /**
     * A YAML file as a tree; a missing node when it cannot be read.
     *
     * @param schema name of its schema in {@code docs/schema}, without ending
     */
    public JsonNode yaml(String file, String schema, Problems problems) {
        touched.add(file);
        try {
            var tree = YAML.readTree(root.resolve(file));
            schemas.check(schema, tree, file, problems);
            return tree;
        } catch (tools.jackson.core.JacksonException e) {
            var at = e.getLocation();
            problems.add(
                    file,
                    at == null ? null : at.getLineNr(),
                    "",
                    "",
                    has(file) ? "yaml-unreadable" : "file-missing",
                    firstLine(e.getOriginalMessage()));
            return tools.jackson.databind.node.MissingNode.getInstance();
        }
    }

    /**
     * The rows of a CSV file with a header; none when it cannot be read. Rows that do not fit the
     * schema are reported and left out.
     *
     * @param schema name of the schema of one row in {@code docs/schema}, without ending
     */
    public List<PackRow> csv(String file, String schema, Problems problems) {
        touched.add(file);
        var rows = new ArrayList<PackRow>();
        if (!has(file)) {
            problems.add(file, null, "", "", "file-missing", file);
            return rows;
        }
        try (var reader =
                CsvReader.builder()
                        .commentStrategy(CommentStrategy.NONE)
                        .ofNamedCsvRecord(root.resolve(file), StandardCharsets.UTF_8)) {
            for (NamedCsvRecord record : reader) {
                var row = new PackRow(file, record);
                if (schemas.check(schema, row, problems)) {
                    rows.add(row);
                }
            }
        } catch (IOException | RuntimeException e) {
            problems.add(
                    file,
                    rows.size() + 2,
                    "",
                    "",
                    "csv-unreadable",
                    String.valueOf(e.getMessage()));
        }
        return rows;
    }

    private static String firstLine(@Nullable String message) {
        return String.valueOf(message).strip().lines().findFirst().orElse("");
    }

    /** The same problem with its line, where it is about a node of a YAML file. */
    Problem located(Problem problem) {
        var file = problem.file();
        if (problem.line() != null || !file.endsWith(".yaml") || !has(file)) {
            return problem;
        }
        var lines = this.lines.computeIfAbsent(file, it -> YamlLines.of(root.resolve(it)));
        return new Problem(
                file,
                lines.of(problem.field()),
                problem.field(),
                problem.value(),
                problem.code(),
                problem.details());
    }

    /** Files that some section has read. */
    Set<String> touched() {
        return touched;
    }

    /** Every file of the pack that belongs to it, relative, with slashes, sorted. */
    List<String> files() {
        try (Stream<Path> found = Files.walk(root)) {
            return found.filter(Files::isRegularFile)
                    .map(path -> root.relativize(path).toString().replace('\\', '/'))
                    .filter(name -> !name.startsWith(".") && !name.contains("/."))
                    .filter(name -> demonstration || !name.startsWith("demo/"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
