package yanzhen.app.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reads the code for every action and subject of a {@code Change}: each has a name in both
 * languages.
 */
class AuditWordsTests {

    private static final Path CODE = Path.of("src/main/java/yanzhen/app");
    private static final Path WORDS = Path.of("src/main/resources/i18n");
    private static final Pattern LITERAL =
            Pattern.compile("(?:\"|(?:then|else) ')([a-z]+(?:\\.[a-z-]+)+)[\"']");
    private static final Pattern SUBJECT =
            Pattern.compile(
                    "(?:Change\\s*\\.\\s*(?:created|of)|new\\s+Change)\\s*\\(\\s*[^,;]+,\\s*\"([a-z-]+)\"");

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void haveANameForEveryActionOfTheCode(String language) throws IOException {
        var actions = actions();

        assertThat(actions)
                .hasSizeGreaterThan(20)
                .contains("access.disable", "challenge.send-back");
        assertThat(words(language))
                .containsAll(actions.stream().map(it -> "action." + it).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void haveANameForEverySubjectOfTheCode(String language) throws IOException {
        var subjects = new TreeSet<String>();
        for (var text : sources()) {
            SUBJECT.matcher(text).results().forEach(it -> subjects.add(it.group(1)));
        }

        assertThat(subjects).contains("account", "challenge", "organisation", "contract");
        assertThat(words(language))
                .containsAll(subjects.stream().map(it -> "subject." + it).toList());
    }

    @Test
    void leaveNoActionOfTheMessagesWithoutCode() throws IOException {
        var named =
                words("zh").stream()
                        .filter(it -> it.startsWith("action."))
                        .map(it -> it.substring("action.".length()))
                        .toList();

        assertThat(actions()).containsAll(named);
    }

    /**
     * In files that write changes, literals of Java or verdicts of SQL that begin with a module's
     * name and are no file's.
     */
    private static Set<String> actions() throws IOException {
        var modules = modules();
        var found = new TreeSet<String>();
        for (var text : sources()) {
            LITERAL.matcher(text)
                    .results()
                    .map(it -> it.group(1))
                    .filter(it -> modules.contains(it.substring(0, it.indexOf('.'))))
                    .filter(it -> !it.matches(".*\\.(yaml|csv|json|row)"))
                    .forEach(found::add);
        }
        return found;
    }

    /** The frame of pages writes no changes; its names here are those of messages. */
    private static List<String> modules() throws IOException {
        try (Stream<Path> folders = Files.list(CODE)) {
            return folders.filter(Files::isDirectory)
                    .map(it -> it.getFileName().toString())
                    .filter(it -> !it.equals("site"))
                    .toList();
        }
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(CODE)) {
            var texts = new java.util.ArrayList<String>();
            for (var file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                var text = Files.readString(file);
                if (text.contains("evidence.Change") || text.contains("evidence.AuditTrail")) {
                    texts.add(text);
                }
            }
            return texts;
        }
    }

    private static Set<String> words(String language) throws IOException {
        var all = new TreeSet<String>();
        try (Stream<Path> files = Files.list(WORDS)) {
            for (var file :
                    files.filter(it -> it.toString().endsWith("_" + language + ".properties"))
                            .toList()) {
                var properties = new Properties();
                try (Reader reader = Files.newBufferedReader(file)) {
                    properties.load(reader);
                }
                all.addAll(properties.stringPropertyNames());
            }
        }
        return all;
    }
}
