package yanzhen.app.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The description of the API knows its records by one name each, whatever class they are in: two of
 * a name would be described as one.
 */
class ApiNamesTests {

    private static final Path CODE = Path.of("src/main/java/yanzhen/app");

    /** A record that others may read, and one with a name of its own. */
    private static final Pattern RECORD = Pattern.compile("\\n    (?:public )?record (\\w+)\\(");

    private static final Pattern NAMED =
            Pattern.compile("@Schema\\(name = \"(\\w+)\"\\)\\s+(?:public )?record (\\w+)\\(");

    @Test
    void areDifferentForDifferentRecords() throws IOException {
        var names = new ArrayList<String>();
        for (var source : sources()) {
            var plain = NAMED.matcher(source).replaceAll("");
            NAMED.matcher(source).results().forEach(it -> names.add(it.group(1)));
            RECORD.matcher(plain).results().forEach(it -> names.add(it.group(1)));
        }

        assertThat(names).hasSizeGreaterThan(20).doesNotHaveDuplicates();
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(CODE)) {
            var texts = new ArrayList<String>();
            for (var file : files.filter(it -> it.toString().endsWith("Api.java")).toList()) {
                texts.add(Files.readString(file));
            }
            return texts;
        }
    }
}
