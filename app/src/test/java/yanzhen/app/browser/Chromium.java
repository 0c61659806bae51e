package yanzhen.app.browser;

import com.microsoft.playwright.impl.driver.Driver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds a Chromium that runs here, and a font with Chinese characters; a new machine has neither.
 *
 * <p>First the program named by {@code CHROMIUM}, then the search path, then Debian's packages when
 * we may install them, then Playwright's own download.
 */
final class Chromium {

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final long ASK_SECONDS = 30;
    private static final long INSTALL_SECONDS = 600;
    private static final boolean LINUX =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");

    private Chromium() {}

    /**
     * The program to launch; empty when Playwright is to launch the one that it downloaded.
     *
     * @throws IllegalStateException when there is none and none can be had, with what to do
     */
    static Optional<Path> ready() {
        var given = System.getenv("CHROMIUM");
        if (given != null && !given.isBlank()) {
            return Optional.of(given(Path.of(given)));
        }
        var found = onSearchPath();
        if (found.isEmpty() || !hasChineseFont()) {
            installPackages();
            found = onSearchPath();
        }
        if (found.isEmpty()) {
            download();
        }
        if (!hasChineseFont()) {
            throw new IllegalStateException(
                    """
                    No font here has Chinese characters (fc-list :lang=zh is empty), so that every \
                    page would show boxes. Install one, on Debian: apt-get install fonts-noto-cjk.\
                    """);
        }
        return found;
    }

    /** Chromium's sandbox does not start as root. */
    static boolean asRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static Path given(Path program) {
        if (!runs(program)) {
            throw new IllegalStateException(
                    "CHROMIUM names %s, which does not answer --version. Name a Chromium that runs, or unset it."
                            .formatted(program));
        }
        return program;
    }

    private static Optional<Path> onSearchPath() {
        return NAMES.stream().flatMap(Chromium::places).filter(Chromium::runs).findFirst();
    }

    private static Stream<Path> places(String name) {
        var path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(java.io.File.pathSeparator, -1))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable);
    }

    /** A stub that only points to another package system does not count. */
    private static boolean runs(Path program) {
        return output(ASK_SECONDS, program.toString(), "--version")
                .filter(answer -> answer.contains("Chrom"))
                .isPresent();
    }

    /** Where fonts cannot be listed, we do not judge. */
    private static boolean hasChineseFont() {
        return !LINUX
                || output(ASK_SECONDS, "fc-list", ":lang=zh")
                        .map(list -> !list.isBlank())
                        .orElse(false);
    }

    private static void installPackages() {
        if (!LINUX || !asRoot() || !Files.isExecutable(Path.of("/usr/bin/apt-get"))) {
            return;
        }
        System.err.println(
                "Browser tests: installing chromium and fonts-noto-cjk by apt-get, once; a few minutes.");
        var wait = "-oDPkg::Lock::Timeout=120";
        run(Map.of(), List.of("apt-get", wait, "-qq", "update"));
        run(
                Map.of("DEBIAN_FRONTEND", "noninteractive"),
                List.of(
                        "apt-get",
                        wait,
                        "-qq",
                        "install",
                        "-y",
                        "--no-install-recommends",
                        "chromium",
                        "fontconfig",
                        "fonts-noto-cjk"));
    }

    private static void download() {
        System.err.println("Browser tests: Playwright downloads its Chromium, once.");
        var driver = Driver.ensureDriverInstalled(Map.of(), false).createProcessBuilder();
        driver.command().addAll(List.of("install", "chromium"));
        if (run(driver) != 0) {
            throw new IllegalStateException(
                    """
                    The browser tests found no Chromium on the search path (%s), could not install \
                    one and could not download one. Install it (on Debian as root: apt-get install \
                    chromium fonts-noto-cjk), or name the program in CHROMIUM.\
                    """
                            .formatted(String.join(", ", NAMES)));
        }
    }

    private static void run(Map<String, String> environment, List<String> command) {
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        int code = run(builder);
        if (code != 0) {
            System.err.println(
                    "Browser tests: %s ended with %d.".formatted(String.join(" ", command), code));
        }
    }

    private static int run(ProcessBuilder builder) {
        try {
            var process =
                    builder.redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!process.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return -1;
            }
            return process.exitValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while installing Chromium.", e);
        }
    }

    /** What the program printed, when it ended well in time. */
    private static Optional<String> output(long seconds, String... command) {
        @Nullable Path printed = null;
        try {
            printed = Files.createTempFile("chromium", ".txt");
            var process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(printed.toFile())
                            .start();
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            return process.exitValue() == 0
                    ? Optional.of(Files.readString(printed))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            delete(printed);
        }
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
