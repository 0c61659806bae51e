package yanzhen.app.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command line in a process of its own, as an operator sees it. */
final class Program implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int SIGINT = 2;
    private static final int SIGTERM = 15;

    private final Process process;
    private final Path output;

    private Program(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts {@code yanzhen} with these arguments in an environment without a database server. */
    static Program of(Path folder, String... arguments) throws IOException {
        var output = Files.createTempFile(folder, "output", ".txt");
        var command = new ArrayList<String>();
        // A test run in the background hands on that Ctrl-C is ignored.
        command.addAll(List.of("env", "--default-signal=INT"));
        command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Dstdout.encoding=UTF-8",
                        "-Dstderr.encoding=UTF-8",
                        "-Dyanzhen.home=" + Path.of("..").toAbsolutePath().normalize()));
        command.addAll(List.of("-cp", System.getProperty("java.class.path", "")));
        command.add(CommandLineEntry.class.getName());
        command.addAll(List.of(arguments));
        var builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("YANZHEN_") || name.equals("JDK_JAVA_OPTIONS"));
        return new Program(builder.start(), output);
    }

    /** Waits until it has said this. */
    Program says(String words) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!output().contains(words)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                assertThat(output()).as("what the program has said").contains(words);
            }
            Thread.sleep(20);
        }
        return this;
    }

    /** Waits for its end; its exit code. */
    int ends() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("it ends; it has said: %s", output())
                .isTrue();
        return process.exitValue();
    }

    /** Ctrl-C; its exit code. */
    int interrupted() throws IOException, InterruptedException {
        return signalled(SIGINT);
    }

    /** What a service manager does; its exit code. */
    int terminated() throws IOException, InterruptedException {
        return signalled(SIGTERM);
    }

    private int signalled(int signal) throws IOException, InterruptedException {
        var kill = new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
        return ends();
    }

    /** Kills it so that it cannot put anything in order. */
    void killed() throws InterruptedException {
        process.destroyForcibly();
        ends();
    }

    /** The processes that it has started and that run now. */
    List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    /** The same, as soon as there are some. */
    List<ProcessHandle> anyChildren() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (children().isEmpty()) {
            assertThat(System.nanoTime()).as("time to start a process").isLessThan(deadline);
            Thread.sleep(5);
        }
        return children();
    }

    String output() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
