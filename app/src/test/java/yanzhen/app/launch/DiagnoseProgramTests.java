package yanzhen.app.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command in a process of its own, as the launcher starts it. */
@EnabledOnOs(OS.LINUX)
class DiagnoseProgramTests {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int ENDED_BY_SIGPIPE = 141;
    private static final int ENDED_BY_SIGTERM = 143;

    @TempDir Path parent;

    private Path out() {
        return parent.resolve("out.txt");
    }

    private Path err() {
        return parent.resolve("err.txt");
    }

    private Process begin(List<String> machine, String... arguments) throws IOException {
        return begin(Redirect.to(out().toFile()), machine, arguments);
    }

    private Process begin(Redirect output, List<String> machine, String... arguments)
            throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(machine);
        command.addAll(List.of("-cp", System.getProperty("java.class.path", "")));
        command.add(CommandLineEntry.class.getName());
        command.add("diagnose");
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectOutput(output)
                .redirectError(err().toFile())
                .start();
    }

    private int end(Process process) throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Test
    void givesTheSameBytesWithVectorsAndWithout() throws IOException, InterruptedException {
        var folder = MadeFolder.random(parent.resolve("network"), 800, 5_000, 3);
        var vectors = List.of("--add-modules=jdk.incubator.vector");

        int code = end(begin(vectors, folder.folder().toString(), "--threads", "2"));

        assertThat(code).isZero();
        assertThat(Files.readString(out())).isEqualTo(folder.diagnosed("--threads", "1").out());
        assertThat(Files.readString(err()))
                .as("nothing but the machine's own word")
                .hasLineCount(1);
    }

    @Test
    void takesTheConsoleBackThatTheLauncherKept() throws IOException, InterruptedException {
        var folder = MadeFolder.small(parent.resolve("small"));
        var command =
                new ArrayList<>(List.of("sh", "-c", "exec 3>&2 2>/dev/null; exec \"$@\"", "sh"));
        command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "--add-modules=jdk.incubator.vector",
                        "-Dyanzhen.stderr=3",
                        "-cp",
                        System.getProperty("java.class.path", ""),
                        CommandLineEntry.class.getName(),
                        "diagnose",
                        folder.folder().toString(),
                        "--firms",
                        "9",
                        "--lang",
                        "en"));
        Files.writeString(err(), "kept\n");

        int code =
                end(
                        new ProcessBuilder(command)
                                .redirectOutput(out().toFile())
                                .redirectError(ProcessBuilder.Redirect.appendTo(err().toFile()))
                                .start());

        assertThat(code).isEqualTo(1);
        assertThat(Files.readString(err()))
                .startsWith("kept\n--firms = 9\n")
                .doesNotContain("WARNING", "incubator");
    }

    /** {@code yanzhen diagnose … | head -n 1}: 90,000 rows, of which a pipe holds some 2,000. */
    @Test
    void endsWithoutAWordWhenNobodyReadsOn() throws IOException, InterruptedException {
        var folder = MadeFolder.random(parent.resolve("network"), 300, 1_500, 7);
        var process =
                begin(Redirect.PIPE, List.of(), folder.folder().toString(), "--table", "losses");

        try (var reader = process.inputReader()) {
            assertThat(reader.readLine()).isEqualTo("scenario\tfirm\tloss_down\tloss_up");
        }

        assertThat(end(process)).isEqualTo(ENDED_BY_SIGPIPE);
        assertThat(err()).isEmptyFile();
    }

    @Test
    void saysThatADiskIsFull() throws IOException, InterruptedException {
        var full = Redirect.to(Path.of("/dev/full").toFile());
        var folder = MadeFolder.small(parent.resolve("small"));

        int code = end(begin(full, List.of(), folder.folder().toString()));

        assertThat(code).isEqualTo(1);
        assertThat(err()).content().contains("its disk was full").hasLineCount(1);
    }

    @Test
    void leavesTheFileOfBeforeWhenItIsBrokenOff() throws IOException, InterruptedException {
        // Losses firm by firm of 3,000 failures: some 9,000,000 rows, far more than a second's
        // work.
        var folder = MadeFolder.random(parent.resolve("network"), 3_000, 20_000, 9);
        var results = Files.createDirectory(parent.resolve("results"));
        var file = Files.writeString(results.resolve("result.tsv"), "of yesterday");

        var process =
                begin(
                        List.of(),
                        folder.folder().toString(),
                        "--table",
                        "losses",
                        "--out",
                        file.toString());
        awaitPart(results);
        new ProcessBuilder("kill", "-TERM", String.valueOf(process.pid())).start().waitFor();

        assertThat(end(process)).isEqualTo(ENDED_BY_SIGTERM);
        assertThat(Files.readString(file)).isEqualTo("of yesterday");
        try (Stream<Path> files = Files.list(results)) {
            assertThat(files).containsExactly(file);
        }
    }

    /** Until some of it has been written. */
    private static void awaitPart(Path results) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            try (Stream<Path> files = Files.list(results)) {
                if (files.anyMatch(
                        it -> it.toString().endsWith(".part") && it.toFile().length() > 0)) {
                    return;
                }
            }
            Thread.sleep(20);
        }
        throw new AssertionError("Nothing has been written.");
    }

    @Test
    void readsSevenHundredThousandLinksInSecondsAndLittleMemory()
            throws IOException, InterruptedException {
        var folder = MadeFolder.random(parent.resolve("network"), 100_000, 700_000, 1);
        folder.packed("edges.tsv");
        long begun = System.nanoTime();

        int code =
                end(begin(List.of("-Xmx256m"), folder.folder().toString(), "--firms", "1,50000"));

        assertThat(code).as(Files.readString(err())).isZero();
        assertThat(Files.readString(out())).hasLineCount(3);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void saysWhenThereIsTooLittleMemory() throws IOException, InterruptedException {
        var folder = MadeFolder.random(parent.resolve("network"), 100_000, 700_000, 1);

        int code = end(begin(List.of("-Xmx24m"), folder.folder().toString(), "--firms", "1"));

        assertThat(code).isEqualTo(1);
        assertThat(Files.readString(err())).contains("of memory do not suffice", "-Xmx");
    }
}
