package yanzhen.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/**
 * The page {@code docs/modules/README.md}, drawn from the code: the modules with their sentence,
 * what they call and may call, their types that others use, and their tables.
 *
 * @param called which modules each one uses in fact
 */
record ModuleDrawing(List<ApplicationModule> modules, SortedMap<String, SortedSet<String>> called) {

    static final String HOW_TO_RENEW =
            "./mvnw -pl app -am test -Dtest=ModuleDrawingTests -Dmodules.renew=true -Dsurefire.failIfNoSpecifiedTests=false";

    private static final Path JAVA = Path.of("src/main/java/yanzhen/app");
    private static final Path TABLES = Path.of("src/main/resources/db/migration");
    private static final Pattern JAVADOC = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);
    private static final Pattern TYPE =
            Pattern.compile(
                    "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@[^\\n]*\\n\\s*)*public (?:sealed |final |abstract )*(class|record|interface|enum|@interface) (\\w+)",
                    Pattern.DOTALL);
    private static final Pattern ALLOWED =
            Pattern.compile("allowedDependencies\\s*=\\s*(\\{[^}]*}|\"[^\"]*\")");
    private static final Pattern DISPLAY_NAME = Pattern.compile("displayName = \"([^\"]+)\"");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
    private static final Pattern TABLE =
            Pattern.compile("create table(?: if not exists)? ([a-z_]+\\.[a-z_]+)");

    static ModuleDrawing of(ApplicationModules all) {
        var modules =
                all.stream()
                        .filter(it -> !it.isRootModule())
                        .sorted((a, b) -> name(a).compareTo(name(b)))
                        .toList();
        var called = new TreeMap<String, SortedSet<String>>();
        for (var module : modules) {
            called.put(
                    name(module),
                    module.getDirectDependencies(all)
                            .uniqueModules()
                            .filter(it -> !it.isRootModule())
                            .map(ModuleDrawing::name)
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
        return new ModuleDrawing(modules, called);
    }

    String page() throws IOException {
        var page =
                new StringBuilder(
                        """
                        # Modules

                        Drawn from the code; `ModuleDrawingTests` fails when it no longer agrees. To draw it anew: `%s`.

                        An arrow means “calls”. Calls go down only; to keep the picture readable an arrow is left out
                        where a longer way leads to the same module. The sections below name every call.

                        ```mermaid
                        flowchart TD
                        """
                                .formatted(HOW_TO_RENEW));
        for (var module : modules) {
            page.append("    %s[\"%s\"]\n".formatted(name(module), displayName(module)));
        }
        reduced()
                .forEach((from, to) ->
                        to.forEach(it -> page.append("    %s --> %s\n".formatted(from, it))));
        page.append("```\n");
        for (var module : modules) {
            page.append(section(module));
        }
        return page.toString();
    }

    private String section(ApplicationModule module) throws IOException {
        var section = new StringBuilder();
        section.append("\n## %s\n\n".formatted(displayName(module)));
        section.append(sentence(module)).append("\n\n");
        section.append("Calls ").append(listed(called.getOrDefault(name(module), new TreeSet<>())));
        section.append(" · may call ").append(listed(allowed(module))).append(".\n");
        var tables = tables(module);
        if (!tables.isEmpty()) {
            section.append("\nTables: ").append(listed(tables)).append(".\n");
        }
        var types = types(module);
        if (!types.isEmpty()) {
            section.append("\n| used by others | |\n|---|---|\n");
            types.forEach((type, says) -> section.append("| `%s` | %s |\n".formatted(type, says)));
        }
        return section.toString();
    }

    /** Without the arrows that a longer way makes superfluous. */
    private Map<String, SortedSet<String>> reduced() {
        var reduced = new TreeMap<String, SortedSet<String>>();
        called.forEach((from, direct) -> {
            var kept = new TreeSet<>(direct);
            direct.forEach(by -> kept.removeAll(reached(by)));
            reduced.put(from, kept);
        });
        return reduced;
    }

    /** All that a module calls, itself not counted. */
    private SortedSet<String> reached(String from) {
        var found = new TreeSet<String>();
        for (var next : called.getOrDefault(from, new TreeSet<>())) {
            if (found.add(next)) {
                found.addAll(reached(next));
            }
        }
        return found;
    }

    private static String name(ApplicationModule module) {
        return module.getIdentifier().toString();
    }

    private static String listed(SortedSet<String> names) {
        return names.isEmpty()
                ? "nothing"
                : names.stream().map(it -> "`" + it + "`").collect(Collectors.joining(", "));
    }

    /** Which modules each one calls although its {@code package-info} does not allow it. */
    SortedMap<String, SortedSet<String>> forbidden() throws IOException {
        var forbidden = new TreeMap<String, SortedSet<String>>();
        for (var module : modules) {
            var calls = new TreeSet<>(called.getOrDefault(name(module), new TreeSet<>()));
            allowed(module).forEach(it -> calls.remove(it.replaceFirst(" ::.*", "")));
            if (!calls.isEmpty()) {
                forbidden.put(name(module), calls);
            }
        }
        return forbidden;
    }

    private static SortedSet<String> allowed(ApplicationModule module) throws IOException {
        var allowed = new TreeSet<String>();
        var list = ALLOWED.matcher(packageInfo(module));
        if (list.find()) {
            QUOTED.matcher(list.group(1)).results().forEach(it -> allowed.add(it.group(1)));
        }
        return allowed;
    }

    private static String displayName(ApplicationModule module) throws IOException {
        var name = DISPLAY_NAME.matcher(packageInfo(module));
        return name.find() ? name.group(1) : name(module);
    }

    /** The source, for a {@code package-info} of tests hides the class of the same name. */
    private static String packageInfo(ApplicationModule module) throws IOException {
        return Files.readString(JAVA.resolve(name(module)).resolve("package-info.java"));
    }

    private static String sentence(ApplicationModule module) throws IOException {
        var found = JAVADOC.matcher(packageInfo(module));
        if (!found.find()) {
            throw new IllegalStateException("The module %s says nothing.".formatted(module));
        }
        return plain(found.group(1));
    }

    private static SortedMap<String, String> types(ApplicationModule module) throws IOException {
        var types = new TreeMap<String, String>();
        try (Stream<Path> folders = Files.walk(JAVA.resolve(name(module)))) {
            for (var folder : folders.filter(it -> isSeen(it, module)).toList()) {
                types.putAll(types(folder));
            }
        }
        return types;
    }

    /** The package of the module, and what it has named as an interface of its own. */
    private static boolean isSeen(Path folder, ApplicationModule module) {
        var info = folder.resolve("package-info.java");
        try {
            return Files.exists(info)
                    && (folder.equals(JAVA.resolve(name(module)))
                            || Files.readString(info).contains("@NamedInterface"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SortedMap<String, String> types(Path folder) throws IOException {
        var types = new TreeMap<String, String>();
        try (Stream<Path> files = Files.list(folder)) {
            for (var file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                var type = file.getFileName().toString().replace(".java", "");
                var found = TYPE.matcher(Files.readString(file));
                if (found.find() && found.group(3).equals(type)) {
                    types.put(type, firstSentence(plain(found.group(1))));
                }
            }
        }
        return types;
    }

    private static SortedSet<String> tables(ApplicationModule module) throws IOException {
        var tables = new TreeSet<String>();
        var folder = TABLES.resolve(name(module));
        if (!Files.isDirectory(folder)) {
            return tables;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (var file : files.toList()) {
                var found = TABLE.matcher(Files.readString(file));
                while (found.find()) {
                    tables.add(found.group(1));
                }
            }
        }
        return tables;
    }

    /** The text of a comment, its marks turned into those of Markdown. */
    private static String plain(String javadoc) {
        return javadoc.replaceAll("\\n\\s*\\*", "\n")
                .replaceAll("\\n\\s*@(?s:.*)", "")
                .replaceAll("\\{@(?:code|link|value) #?([^}]*)}", "`$1`")
                .replaceAll("<p>(?s:.*)", "")
                .replaceAll("\\s+", " ")
                .replace("|", "\\|")
                .strip();
    }

    private static String firstSentence(String text) {
        var end = Pattern.compile("(?<=[.。])\\s").matcher(text);
        return end.find() ? text.substring(0, end.start()) : text;
    }
}
