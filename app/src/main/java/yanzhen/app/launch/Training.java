package yanzhen.app.launch;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * 预热: once after a build, beside the first good start, a second process loads the pack into a
 * database that is thrown away, and a third starts on it, answers its first pages and ends, while
 * the virtual machine records what it loaded and compiled. Later starts use that record (an AOT
 * cache) and are more than twice as fast.
 *
 * <p>The third does what a start does and no more: whatever ran often while it was recorded, the
 * virtual machine compiles anew, with all its art, in each start to come.
 *
 * <p>The launcher asks for it with the system property {@value #WANTED}, the file to be made. It
 * runs at the lowest priority, and ends with this process.
 */
final class Training {

    private static final Logger LOG = LoggerFactory.getLogger(Training.class);

    private static final String WANTED = "yanzhen.training";
    private static final Duration LEFT_ALONE = Duration.ofSeconds(10);
    private static final Duration TIME_TO_END = Duration.ofSeconds(5);
    private static final Path NICE = Path.of("/usr/bin/nice");

    private final Path cache;
    private @Nullable Process process;
    private volatile @Nullable Path thrownAway;
    private boolean ending;

    private Training(Path cache) {
        this.cache = cache;
    }

    /** Begins it in the background when the launcher asked for it. */
    static void afterAGoodStart() {
        var wanted = System.getProperty(WANTED);
        if (wanted == null || wanted.isBlank()) {
            return;
        }
        var training = new Training(Path.of(wanted).toAbsolutePath());
        Runtime.getRuntime().addShutdownHook(new Thread(training::breakOff, "yanzhen-no-training"));
        Thread.ofPlatform().daemon().name("yanzhen-training").start(training::run);
    }

    private void run() {
        var made = cache.resolveSibling(cache.getFileName() + "." + ProcessHandle.current().pid());
        try {
            Thread.sleep(LEFT_ALONE);
            if (trained(made)) {
                Files.move(made, cache, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            LOG.debug("Training did not work; starts stay as they are", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            made.toFile().delete();
        }
    }

    private boolean trained(Path made) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory(cache.getParent(), "training");
        thrownAway = folder;
        Files.deleteIfExists(log());
        try {
            return ended(begin(java("pack", "load", pack(), "--demo", "--data", folder.toString())))
                    && ended(begin(recording(made, "train", folder.toString())))
                    && Files.isRegularFile(made);
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private static String pack() {
        return Path.of(System.getProperty("yanzhen.home", "."), "packs", "shanghai-14fyp")
                .toString();
    }

    private static boolean ended(@Nullable Process child) throws InterruptedException {
        return child != null && child.waitFor() == 0;
    }

    private synchronized @Nullable Process begin(List<String> command) throws IOException {
        if (ending) {
            return null;
        }
        var begun =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                        .start();
        process = begun;
        return begun;
    }

    private Path log() {
        return cache.resolveSibling("training.log");
    }

    private List<String> recording(Path made, String... arguments) {
        var command = java(arguments);
        command.add(command.indexOf("-jar"), "-XX:AOTCacheOutput=" + made);
        return command;
    }

    /** The very options of this process, for the record fits no others. */
    private static List<String> java(String... arguments) {
        var command = new ArrayList<String>();
        if (Files.isExecutable(NICE)) {
            command.addAll(List.of(NICE.toString(), "-n", "19"));
        }
        command.add(
                String.join(File.separator, System.getProperty("java.home", ""), "bin", "java"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(it -> !it.startsWith("-XX:AOT") && !it.startsWith("-D" + WANTED))
                .forEach(command::add);
        command.addAll(List.of("-jar", System.getProperty("java.class.path", "")));
        command.addAll(List.of(arguments));
        return command;
    }

    /** The child stops its database by itself when it is asked to end; then its folder goes. */
    private synchronized void breakOff() {
        ending = true;
        try {
            if (process != null && process.isAlive()) {
                end(process);
            }
            FileSystemUtils.deleteRecursively(thrownAway);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.debug("What was left of a training in {} stays", thrownAway, e);
        }
    }

    private static void end(Process child) throws InterruptedException {
        child.descendants().forEach(ProcessHandle::destroy);
        child.destroy();
        if (!child.waitFor(TIME_TO_END.toMillis(), TimeUnit.MILLISECONDS)) {
            child.descendants().forEach(ProcessHandle::destroyForcibly);
            child.destroyForcibly();
        }
    }
}
