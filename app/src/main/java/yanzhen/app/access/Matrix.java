package yanzhen.app.access;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

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

    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

    private final List<Row> rows;

    private Matrix(List<Row> rows) {
        this.rows = rows;
    }

    /**
     * Reads a matrix and closes its stream. It is read at every start, so by the parser that has
     * read {@code application.yaml} before, not by one that must be made ready first.
     *
     * @throws IllegalArgumentException when the file names an unknown role or verdict, names a role
     *     or an endpoint twice, or has an endpoint of the wrong form
     */
    public static Matrix read(InputStream yaml) throws IOException {
        var rows = new ArrayList<Row>();
        try (yaml) {
            for (var group : named("access/matrix.yaml", loaded(yaml)).entrySet()) {
                named(group.getKey(), group.getValue())
                        .forEach((endpoint, cells) ->
                                rows.add(row(endpoint, named(endpoint, cells))));
            }
        }
        rows.sort(Comparator.comparing(Row::pattern, PathPattern.SPECIFICITY_COMPARATOR));
        return new Matrix(List.copyOf(rows));
    }

    private static @Nullable Object loaded(InputStream yaml) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try {
            return new Yaml(new SafeConstructor(options)).load(yaml);
        } catch (YAMLException e) {
            throw new IllegalArgumentException(
                    "access/matrix.yaml cannot be read: %s".formatted(e.getMessage()), e);
        }
    }

    private static Map<String, @Nullable Object> named(String what, @Nullable Object found) {
        if (!(found instanceof Map<?, ?> map)) {
            throw wrong(what, "has no names with values below it");
        }
        var named = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((name, value) -> named.put(String.valueOf(name), value));
        return named;
    }

    private static List<String> names(String endpoint, @Nullable Object found) {
        if (!(found instanceof List<?> list)) {
            throw wrong(endpoint, "has a verdict without a list of roles");
        }
        return list.stream().map(String::valueOf).toList();
    }

    private static IllegalArgumentException wrong(String what, String why) {
        return new IllegalArgumentException("'%s' of access/matrix.yaml %s.".formatted(what, why));
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

    private static Row row(String endpoint, Map<String, @Nullable Object> cells) {
        var parts = endpoint.split(" ", -1);
        if (parts.length != 2 || !METHODS.contains(parts[0])) {
            throw wrong(endpoint, "is not a method and a path");
        }
        var verdicts = new EnumMap<Role, Verdict>(Role.class);
        cells.forEach((name, roles) ->
                put(endpoint, verdicts, names(endpoint, roles), verdict(endpoint, name)));
        return new Row(parts[0], PathPatternParser.defaultInstance.parse(parts[1]), verdicts);
    }

    private static Verdict verdict(String endpoint, String name) {
        return switch (name) {
            case "allowed" -> Verdict.ALLOWED;
            case "own" -> Verdict.OWN;
            default -> throw wrong(endpoint, "knows allowed and own, not " + name);
        };
    }

    private static void put(
            String endpoint, Map<Role, Verdict> verdicts, List<String> names, Verdict verdict) {
        for (String name : names) {
            roles(name)
                    .forEach(role -> {
                        if (verdicts.put(role, verdict) != null) {
                            throw wrong(endpoint, "names %s twice".formatted(role));
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
