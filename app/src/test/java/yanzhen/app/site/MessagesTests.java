package yanzhen.app.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessagesTests {

    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[0-9]+}");
    private static final Pattern USED = Pattern.compile("#\\{([a-z][A-Za-z0-9.-]*)[}(]");

    static List<Path> modules() throws IOException {
        try (Stream<Path> files = Files.list(RESOURCES.resolve("i18n"))) {
            return files.filter(it -> it.toString().endsWith("_zh.properties")).sorted().toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("modules")
    void haveEveryKeyInBothLanguages(Path chinese) throws IOException {
        var zh = read(chinese);
        var en = read(Path.of(chinese.toString().replace("_zh.", "_en.")));

        assertThat(en.stringPropertyNames())
                .containsExactlyInAnyOrderElementsOf(zh.stringPropertyNames());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("modules")
    void takeTheSameValuesInBothLanguagesAndAreNeverEmpty(Path chinese) throws IOException {
        var zh = read(chinese);
        var en = read(Path.of(chinese.toString().replace("_zh.", "_en.")));

        for (var key : zh.stringPropertyNames()) {
            assertThat(zh.getProperty(key)).as(key).isNotBlank();
            assertThat(en.getProperty(key)).as(key).isNotBlank();
            assertThat(placeholders(en.getProperty(key)))
                    .as(key)
                    .isEqualTo(placeholders(zh.getProperty(key)));
        }
    }

    @Test
    void haveEveryKeyThatATemplateNames() throws IOException {
        var known = new TreeSet<String>();
        for (var module : modules()) {
            known.addAll(read(module).stringPropertyNames());
        }

        assertThat(known).containsAll(usedInTemplates());
    }

    /** The source of messages takes the first file that has a key, so a second one never shows. */
    @Test
    void haveEachKeyInOneModuleOnly() throws IOException {
        var homes = new TreeMap<String, List<String>>();
        for (var module : modules()) {
            for (var key : read(module).stringPropertyNames()) {
                homes.computeIfAbsent(key, _ -> new ArrayList<>()).add(name(module));
            }
        }
        homes.values().removeIf(modules -> modules.size() == 1);

        assertThat(homes).isEmpty();
    }

    /** {@code from} of one module's form is not {@code from} of another's. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("modules")
    void nameFieldsForTheirOwnModule(Path chinese) throws IOException {
        assertThat(read(chinese).stringPropertyNames())
                .filteredOn(key -> key.startsWith("field."))
                .allMatch(key -> key.startsWith("field." + name(chinese) + "."));
    }

    private static String name(Path chinese) {
        return chinese.getFileName().toString().replace("_zh.properties", "");
    }

    private static Set<String> usedInTemplates() throws IOException {
        var used = new TreeSet<String>();
        try (Stream<Path> files = Files.walk(RESOURCES.resolve("templates"))) {
            for (var file : files.filter(it -> it.toString().endsWith(".html")).toList()) {
                var names = USED.matcher(Files.readString(file));
                while (names.find()) {
                    used.add(names.group(1));
                }
            }
        }
        return used;
    }

    private static Set<String> placeholders(String message) {
        var found = new TreeSet<String>();
        PLACEHOLDER.matcher(message).results().forEach(it -> found.add(it.group()));
        return found;
    }

    private static Properties read(Path file) throws IOException {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }
}
