package yanzhen.app.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every refusal that the code makes has words for people. */
class RefusalWordsTests {

    private static final Path CODE = Path.of("src/main/java/yanzhen/app");
    private static final Path WORDS = Path.of("src/main/resources/i18n");

    @Test
    void nameEveryKindOfThingThatCanBeMissing() throws IOException {
        var kinds = found("new NotFound\\(\\s*\"([^\"]+)\"");
        assertThat(kinds).hasSizeGreaterThan(15);

        assertThat(words())
                .containsAll(kinds.stream().map(it -> "thing." + it.replace(' ', '-')).toList());
    }

    @Test
    void sayWhyEverySingleThingIsForbidden() throws IOException {
        var codes = found("new Forbidden\\(\\s*\"([^\"]+)\"\\s*,");
        assertThat(codes).hasSizeGreaterThan(5);

        assertThat(words()).containsAll(codes.stream().map(it -> "forbidden." + it).toList());
    }

    @Test
    void sayWhatIsWrongWithAParameter() throws IOException {
        var codes = found("new Unreadable\\(\\s*[^,]+,[^,]+,\\s*\"([^\"]+)\"");
        assertThat(codes).isNotEmpty();

        assertThat(words())
                .containsAll(codes.stream().map(it -> "problem." + it + ".remedy").toList());
    }

    private static Set<String> found(String pattern) throws IOException {
        var all = new TreeSet<String>();
        try (Stream<Path> files = Files.walk(CODE)) {
            for (var file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                Pattern.compile(pattern)
                        .matcher(Files.readString(file))
                        .results()
                        .forEach(it -> all.add(it.group(1)));
            }
        }
        return all;
    }

    private static Set<String> words() throws IOException {
        var all = new TreeSet<String>();
        try (Stream<Path> files = Files.list(WORDS)) {
            for (var file : files.filter(it -> it.toString().endsWith("_zh.properties")).toList()) {
                var words = new Properties();
                try (var reader = Files.newBufferedReader(file)) {
                    words.load(reader);
                }
                all.addAll(words.stringPropertyNames());
            }
        }
        return all;
    }
}
