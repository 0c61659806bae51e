package yanzhen.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples that a reader is shown, compiled and run as they are written. */
class ExamplesTests {

    private static final Path PACKAGES = Path.of("src/main/java/yanzhen/selection");
    private static final Pattern IN_README = Pattern.compile("(?ms)^```java\\n(.*?)^```$");
    private static final Pattern IN_JAVADOC =
            Pattern.compile("(?ms)\\{@snippet lang=java :\\n(.*?^}\\n)");
    private static final Pattern PRINTED = Pattern.compile("IO\\.println\\(.*\\); // (.+)");

    @TempDir Path folder;

    @Test
    void theReadmePrintsWhatItSays() throws Exception {
        var examples = found(IN_README, Files.readString(Path.of("README.md")));

        assertThat(examples).hasSize(1);
        assertThat(promised(examples.getFirst())).hasSize(2);
        assertThat(printedBy(examples.getFirst())).isEqualTo(promised(examples.getFirst()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"solver", "assignment", "portfolio", "race", "fit"})
    void aPackagePrintsWhatItsDocumentationSays(String name) throws Exception {
        var javadoc = Files.readString(PACKAGES.resolve(name, "package-info.java"));
        var examples = found(IN_JAVADOC, javadoc.replaceAll("(?m)^ \\* ?", ""));

        assertThat(examples).hasSize(1);
        assertThat(promised(examples.getFirst())).isNotEmpty();
        assertThat(printedBy(examples.getFirst())).isEqualTo(promised(examples.getFirst()));
    }

    private static List<String> found(Pattern what, String text) {
        return what.matcher(text).results().map(it -> it.group(1)).toList();
    }

    /** What stands as a comment behind each line that prints. */
    private static List<String> promised(String example) {
        return found(PRINTED, example);
    }

    private List<String> printedBy(String example) throws Exception {
        compile(Files.writeString(folder.resolve("Example.java"), example));
        var real = System.out;
        var said = new ByteArrayOutputStream();
        try (var classes =
                URLClassLoader.newInstance(new java.net.URL[] {folder.toUri().toURL()})) {
            System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
            run(classes.loadClass("Example"));
        } finally {
            System.setOut(real);
        }
        return said.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private void compile(Path example) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var words = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            var options =
                    List.of(
                            "-d",
                            folder.toString(),
                            "--class-path",
                            System.getProperty("java.class.path", ""),
                            "-Xlint:all",
                            "-Werror");
            boolean compiled =
                    compiler.getTask(
                                    words,
                                    files,
                                    null,
                                    options,
                                    null,
                                    files.getJavaFileObjects(example))
                            .call();
            assertThat(compiled).as(words.toString()).isTrue();
        }
    }

    private static void run(Class<?> example) throws ReflectiveOperationException {
        var maker = example.getDeclaredConstructor();
        maker.setAccessible(true);
        var main = example.getDeclaredMethod("main");
        main.setAccessible(true);
        main.invoke(maker.newInstance());
    }
}
