package yanzhen.app.access;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * 授权矩阵: which role may call which endpoint, read from {@code access/matrix.yaml}.
 *
 * <p>An endpoint that has no row is nobody's: the application does not start with one.
 */
public final class Matrix {

    /** What one role may do at one endpoint. */
    public enum Verdict {
        ALLOWED,
        /** Only for objects that the viewer's organisations or district own; the service checks. */
        OWN,
        NONE
    }

    /**
     * One row.
     *
     * @param method GET, POST, PUT, PATCH or DELETE
     * @param pattern path pattern as the controller states it
     * @param verdicts one for every role but SYSTEM
     */
    public record Row(String method, PathPattern pattern, Map<Role, Verdict> verdicts) {
        public Verdict of(Role role) {
            return verdicts.getOrDefault(role, Verdict.NONE);
        }

        public String endpoint() {
            return method + " " + pattern.getPatternString();
        }
    }

    private record Cells(@Nullable List<String> allowed, @Nullable List<String> own) {}

    private final List<Row> rows;

    private Matrix(List<Row> rows) {
        this.rows = rows;
    }

    /**
     * Reads a matrix and closes its stream.
     *
     * @throws IllegalArgumentException when the file names an unknown role, names one twice, or has
     *     an endpoint of the wrong form
     */
    public static Matrix read(InputStream yaml) throws IOException {
        try (yaml) {
            var file =
                    new YAMLMapper()
                            .readValue(
                                    yaml, new TypeReference<Map<String, Map<String, Cells>>>() {});
            var rows = new ArrayList<Row>();
            file.values()
                    .forEach(group -> group.forEach((key, cells) -> rows.add(row(key, cells))));
            rows.sort(Comparator.comparing(Row::pattern, PathPattern.SPECIFICITY_COMPARATOR));
            return new Matrix(List.copyOf(rows));
        }
    }

    public static Matrix ofApplication() {
        try {
            var yaml = Matrix.class.getResourceAsStream("/access/matrix.yaml");
            if (yaml == null) {
                throw new IllegalStateException("The class path lacks access/matrix.yaml.");
            }
            return read(yaml);
        } catch (IOException e) {
            throw new IllegalStateException("access/matrix.yaml cannot be read.", e);
        }
    }

    public List<Row> rows() {
        return rows;
    }

    /** The row of a request: of all that match, the most specific, as Spring MVC chooses. */
    public Optional<Row> rowOf(String method, PathContainer path) {
        String asked = method.equals("HEAD") ? "GET" : method;
        return rows.stream()
                .filter(row -> row.method.equals(asked) && row.pattern.matches(path))
                .findFirst();
    }

    /** Whether a role may call this path, for links that a page shows only to those who may. */
    public boolean admits(Role role, String method, String path) {
        return rowOf(method, PathContainer.parsePath(path))
                .map(row -> row.of(role) != Verdict.NONE)
                .orElse(false);
    }

    private static Row row(String endpoint, Cells cells) {
        var parts = endpoint.split(" ", -1);
        if (parts.length != 2 || !parts[0].matches("GET|POST|PUT|PATCH|DELETE")) {
            throw new IllegalArgumentException(
                    "The endpoint '%s' of access/matrix.yaml is not a method and a path."
                            .formatted(endpoint));
        }
        var verdicts = new EnumMap<Role, Verdict>(Role.class);
        put(endpoint, verdicts, cells.allowed, Verdict.ALLOWED);
        put(endpoint, verdicts, cells.own, Verdict.OWN);
        return new Row(parts[0], PathPatternParser.defaultInstance.parse(parts[1]), verdicts);
    }

    private static void put(
            String endpoint,
            Map<Role, Verdict> verdicts,
            @Nullable List<String> names,
            Verdict verdict) {
        for (String name : names == null ? List.<String>of() : names) {
            roles(name)
                    .forEach(role -> {
                        if (verdicts.put(role, verdict) != null) {
                            throw new IllegalArgumentException(
                                    "The endpoint '%s' of access/matrix.yaml names %s twice."
                                            .formatted(endpoint, role));
                        }
                    });
        }
    }

    private static Stream<Role> roles(String name) {
        return switch (name) {
            case "EVERYONE" -> Stream.of(Role.values()).filter(role -> role != Role.SYSTEM);
            case "SIGNED_IN" -> Stream.of(Role.values()).filter(Role::ofAccounts);
            default -> Stream.of(Role.valueOf(name));
        };
    }
}
