package yanzhen.app.launch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** The server's programs, unpacked once from the class path into a folder named by version. */
final class PostgresBinaries {

    /** Major version of the server that comes with this build. */
    static final int MAJOR = 18;

    private static final String FOLDER = "server-18.6";

    private PostgresBinaries() {}

    /** The folder that holds {@code bin/postgres}, once it has been unpacked. */
    static Path placeIn(Path parent) {
        return parent.resolve(FOLDER);
    }

    /**
     * Unpacks the programs where they are not there yet.
     *
     * @throws IOException when the folder cannot be written or has no room
     */
    static void unpackInto(Path parent) throws IOException {
        var home = placeIn(parent);
        if (Files.isExecutable(home.resolve("bin/postgres"))) {
            return;
        }
        var side = parent.resolve(FOLDER + "." + UUID.randomUUID());
        try (var archive = open()) {
            Files.createDirectories(parent);
            PostgresArchive.unpack(archive, side);
            move(side, home);
        } finally {
            FileSystemUtils.deleteRecursively(side.toFile());
        }
    }

    private static InputStream open() {
        var name = "/postgres-%s.txz".formatted(platform());
        var archive = PostgresBinaries.class.getResourceAsStream(name);
        if (archive == null) {
            throw new LaunchFault(
                    "This build holds no PostgreSQL for %s. Build it on this machine, or set YANZHEN_DB_URL, YANZHEN_DB_USER and YANZHEN_DB_PASSWORD to use a PostgreSQL server."
                            .formatted(platform()));
        }
        return archive;
    }

    private static String platform() {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        var arch = System.getProperty("os.arch");
        var family =
                system.startsWith("mac")
                        ? "darwin"
                        : system.startsWith("windows") ? "windows" : "linux";
        var machine = Set.of("aarch64", "arm64").contains(arch) ? "arm_64" : "x86_64";
        return family + "-" + machine;
    }

    /** Another process may have been faster; then its folder stands. */
    private static void move(Path side, Path home) throws IOException {
        try {
            Files.move(side, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isExecutable(home.resolve("bin/postgres"))) {
                throw e;
            }
        }
    }

    /** Whether the folder holds nothing, or is not there. */
    static boolean empty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return true;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }
}
