package yanzhen.app.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * PostgreSQL 18 as a child process, its data in a folder of ours.
 *
 * <p>Layout below the folder: {@code server-…} programs, {@code data} the cluster, {@code
 * superuser} and {@code owner} passwords readable by this user only, {@code log} of the last start,
 * {@code lock} held by the one process that uses it.
 *
 * <p>A server that ends by itself is started again. After a crash of either side {@link #start}
 * finds what was left: a server whose parent died is stopped first, and while old back ends still
 * hold the cluster the start is tried again for half a minute. {@code postmaster.pid} is
 * PostgreSQL's own and is never touched.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private static final String SUPERUSER = "postgres";
    private static final String OWNER = "yanzhen";
    private static final String DATABASE = "yanzhen";

    /**
     * Rounds of hashing slow down who guesses a password; ours are 192 random bits, which nobody
     * guesses, and every connection of a start would pay for them.
     */
    private static final String QUICK_CHECK_OF_PASSWORDS = "scram_iterations=1";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int READY_LINE = 7;

    /**
     * Gives the server a session of its own, so that Ctrl-C reaches only us and we stop it in
     * order.
     */
    private static final Duration TIME_TO_BREAK_OFF = Duration.ofSeconds(5);

    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final Path folder;
    private final Path home;
    private final Path data;
    private final List<String> settings;
    private final FileChannel lock;
    private @Nullable Process server;
    private @Nullable Process maker;
    private boolean closed;
    private volatile int port;

    private EmbeddedPostgres(Path folder, List<String> settings, FileChannel lock) {
        this.folder = folder;
        this.home = PostgresBinaries.placeIn(folder);
        this.data = folder.resolve("data");
        this.settings = settings;
        this.lock = lock;
    }

    /**
     * Starts the server of this folder, making its cluster when there is none.
     *
     * @param folder made when it is not there
     * @param settings further {@code name=value} settings of the server
     * @throws LaunchFault when another process uses the folder, when it cannot be written, when its
     *     data belong to another version, when root may not make user namespaces, or when the
     *     server does not come up within half a minute
     */
    public static EmbeddedPostgres start(Path folder, String... settings) {
        var postgres = at(folder, settings);
        try {
            postgres.bringUp();
            return postgres;
        } catch (RuntimeException e) {
            postgres.close();
            throw e;
        }
    }

    /**
     * The server of this folder, locked for us and not started yet, so that {@link #close} can
     * break off its start.
     *
     * @throws LaunchFault as {@link #start} does
     */
    static EmbeddedPostgres at(Path folder, String... settings) {
        var absolute = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(absolute);
            return new EmbeddedPostgres(absolute, List.of(settings), lock(absolute));
        } catch (IOException e) {
            throw unusable(absolute, e);
        }
    }

    /**
     * Starts it.
     *
     * @throws LaunchFault as {@link #start} does
     */
    void bringUp() {
        try {
            start();
        } catch (IOException e) {
            throw unusable(folder, e);
        } catch (SQLException e) {
            throw new LaunchFault(
                    "PostgreSQL in %s does not answer: %s".formatted(folder, e.getMessage()), e);
        }
    }

    /** What the file system says, and what to do about it. */
    private static LaunchFault unusable(Path folder, IOException fault) {
        var reason =
                switch (fault) {
                    case AccessDeniedException denied -> "no permission for " + denied.getFile();
                    case FileAlreadyExistsException file -> file.getFile() + " is no folder";
                    case FileSystemException file ->
                            file.getReason() == null
                                    ? file.getFile() + " cannot be made"
                                    : file.getFile() + ": " + file.getReason();
                    default -> String.valueOf(fault.getMessage());
                };
        return new LaunchFault(
                "The data folder %s cannot be used: %s. Mend that, or choose another with --data."
                        .formatted(folder, reason),
                fault);
    }

    /** Address of the application's database. */
    public DatabaseAddress address() {
        return address(DATABASE);
    }

    /** Makes an empty database, for tests. */
    public DatabaseAddress createDatabase(String name) {
        try (var admin = connect("postgres")) {
            createDatabase(admin, name);
            return address(name);
        } catch (SQLException e) {
            throw new LaunchFault(
                    "The database %s could not be made: %s".formatted(name, e.getMessage()), e);
        }
    }

    private DatabaseAddress address(String database) {
        return new DatabaseAddress(
                "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database),
                OWNER,
                read("owner"));
    }

    /** Stops the server fast: open transactions roll back. Does nothing the second time. */
    @Override
    public synchronized void close() {
        closed = true;
        try {
            if (maker != null) {
                end(maker);
            }
            if (server != null && server.isAlive()) {
                stopWhateverRuns();
                server.destroy(); // one that has no postmaster.pid yet
                server.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
            if (lock.isOpen()) {
                lock.close();
            }
        } catch (IOException e) {
            LOG.warn("PostgreSQL in {} could not be stopped", folder, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends a process and those that it has begun. */
    private static void end(Process process) throws InterruptedException {
        var all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        process.destroy();
        long deadline = System.nanoTime() + TIME_TO_BREAK_OFF.toNanos();
        while (all.stream().anyMatch(ProcessHandle::isAlive)) {
            if (System.nanoTime() > deadline) {
                all.forEach(ProcessHandle::destroyForcibly);
            }
            Thread.sleep(10);
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        var channel =
                FileChannel.open(
                        folder.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            LOG.trace("Held by this very process", e);
        }
        channel.close();
        throw new LaunchFault(
                "Another Yanzhen uses the data in %s. Stop it first, or choose another folder with --data."
                        .formatted(folder));
    }

    private void start() throws IOException, SQLException {
        removeWhatWasBrokenOff();
        PostgresBinaries.unpackInto(folder);
        if (PostgresBinaries.empty(data)) {
            initialise();
        }
        mustBeOfThisVersion();
        comeUp(true);
        prepare();
    }

    /** Tries for half a minute, on a free port each time or on the one that clients know. */
    private void comeUp(boolean onAFreePort) throws IOException {
        stopWhateverRuns();
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!cameUp(onAFreePort ? freePort() : port, deadline)) {
            if (System.nanoTime() > deadline) {
                throw new LaunchFault(
                        "PostgreSQL in %s did not come up within %d seconds. Its last words: %s"
                                .formatted(folder, PATIENCE.toSeconds(), lastWords()));
            }
            pause();
        }
    }

    /** A server that ends although nobody asked it to is started again, on the same port. */
    private void watch(Process child) {
        var _ = child.onExit().thenRunAsync(this::startAgain);
    }

    private void startAgain() {
        if (isClosed()) {
            return;
        }
        LOG.warn("PostgreSQL in {} has ended by itself; starting it again.", folder);
        try {
            comeUp(false);
            LOG.warn("PostgreSQL in {} is back.", folder);
        } catch (IOException | LaunchFault e) {
            if (!isClosed()) {
                LOG.error("PostgreSQL did not come back; restart Yanzhen. {}", e.getMessage());
            }
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Folders of an earlier start that ended before it could move them to their place. */
    private void removeWhatWasBrokenOff() throws IOException {
        try (var left = Files.newDirectoryStream(folder, "{data,server-*}.????????-*")) {
            for (var path : left) {
                FileSystemUtils.deleteRecursively(path);
            }
        }
    }

    /** Makes the cluster beside its place and moves it there whole. */
    private void initialise() throws IOException {
        writeSecret("superuser");
        writeSecret("owner");
        var side = folder.resolve("data." + UUID.randomUUID());
        try {
            var made =
                    make(
                            "initdb",
                            "-D",
                            side.toString(),
                            "-U",
                            SUPERUSER,
                            "--pwfile=" + folder.resolve("superuser"),
                            "--auth=scram-sha-256",
                            "--set=" + QUICK_CHECK_OF_PASSWORDS,
                            "--encoding=UTF8",
                            "--locale=C",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--data-checksums",
                            "--no-instructions");
            if (made.code != 0) {
                throw new LaunchFault(
                        "The database could not be made in %s: %s"
                                .formatted(folder, made.output.strip()));
            }
            Files.deleteIfExists(data);
            Files.move(side, data, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            FileSystemUtils.deleteRecursively(side);
        }
    }

    private void mustBeOfThisVersion() throws IOException {
        var found = Files.readString(data.resolve("PG_VERSION")).strip();
        if (!found.equals(String.valueOf(PostgresBinaries.MAJOR))) {
            throw new LaunchFault(
                    "The data in %s belong to PostgreSQL %s, this build has %d. Use the Yanzhen that wrote them, or another folder with --data."
                            .formatted(data, found, PostgresBinaries.MAJOR));
        }
    }

    /**
     * A server whose parent was killed may still hold the cluster; nobody else can, we have the
     * lock.
     */
    private void stopWhateverRuns() throws IOException {
        if (Files.exists(data.resolve("postmaster.pid"))) {
            run("pg_ctl", "stop", "-D", data.toString(), "-m", "fast", "-t", "30");
        }
    }

    private boolean cameUp(int onPort, long deadline) throws IOException {
        port = onPort;
        var child = spawn();
        while (child.isAlive() && System.nanoTime() < deadline) {
            if (ready(child.pid())) {
                watch(child);
                return true;
            }
            pause(Duration.ofMillis(20));
        }
        return false;
    }

    /** PostgreSQL writes its own process id into line 1 and its state into line 8. */
    private boolean ready(long pid) {
        try {
            var lines = Files.readAllLines(data.resolve("postmaster.pid"));
            return lines.size() > READY_LINE
                    && lines.getFirst().strip().equals(String.valueOf(pid))
                    && lines.get(READY_LINE).strip().equals("ready");
        } catch (IOException e) {
            return false;
        }
    }

    private synchronized Process spawn() throws IOException {
        mustNotBeClosed();
        var command = new ArrayList<>(program("postgres"));
        if (Files.isExecutable(SETSID)) {
            command.add(command.size() - 1, SETSID.toString());
        }
        command.addAll(List.of("-D", data.toString(), "-p", String.valueOf(port)));
        var all = new ArrayList<>(settings);
        all.addAll(
                List.of(
                        "listen_addresses=127.0.0.1",
                        "unix_socket_directories=",
                        QUICK_CHECK_OF_PASSWORDS,
                        "max_connections=100",
                        "shared_buffers=256MB",
                        "timezone=UTC",
                        "log_timezone=UTC",
                        "default_text_search_config=pg_catalog.simple"));
        all.forEach(setting -> command.addAll(List.of("-c", setting)));
        var child =
                process(command)
                        .redirectOutput(folder.resolve("log").toFile())
                        .redirectErrorStream(true)
                        .start();
        server = child;
        return child;
    }

    private void mustNotBeClosed() {
        if (closed) {
            throw new LaunchFault(
                    "The start of PostgreSQL in %s was broken off.".formatted(folder));
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void prepare() throws SQLException {
        try (var admin = connect("postgres")) {
            if (!exists(admin, "select from pg_roles where rolname = ?", OWNER)) {
                execute(
                        admin,
                        "create role %s login createrole password '%s'"
                                .formatted(OWNER, read("owner")));
            }
            if (!exists(admin, "select from pg_database where datname = ?", DATABASE)) {
                createDatabase(admin, DATABASE);
            }
        }
    }

    private void createDatabase(Connection admin, String name) throws SQLException {
        execute(admin, "create database \"%s\" owner %s".formatted(name, OWNER));
    }

    private Connection connect(String database) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", SUPERUSER);
        properties.setProperty("password", read("superuser"));
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database), properties);
    }

    private static boolean exists(Connection connection, String query, String name)
            throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            return statement.executeQuery().next();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void writeSecret(String name) throws IOException {
        var bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        var file = folder.resolve(name);
        Files.deleteIfExists(file);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    private String read(String name) {
        try {
            return Files.readString(folder.resolve(name)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String lastWords() {
        try {
            var lines = Files.readAllLines(folder.resolve("log"));
            return String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
        } catch (IOException e) {
            return "none";
        }
    }

    private record Outcome(int code, String output) {}

    private Outcome run(String program, String... arguments) throws IOException {
        return outcome(begin(program, arguments));
    }

    /** Runs a part of making the cluster, which {@link #close} breaks off. */
    private Outcome make(String program, String... arguments) throws IOException {
        Process process;
        synchronized (this) {
            mustNotBeClosed();
            process = begin(program, arguments);
            maker = process;
        }
        return outcome(process);
    }

    private Process begin(String program, String... arguments) throws IOException {
        var command = new ArrayList<>(program(program));
        command.addAll(List.of(arguments));
        return process(command).redirectErrorStream(true).start();
    }

    private static Outcome outcome(Process process) throws IOException {
        process.getOutputStream().close();
        var output =
                new String(
                        process.getInputStream().readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8);
        try {
            return new Outcome(process.waitFor(), output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for a program of PostgreSQL", e);
        }
    }

    private ProcessBuilder process(List<String> command) {
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("LC_ALL", "C");
        builder.environment().remove("PGDATA");
        return builder;
    }

    /**
     * The program with what must stand before it. PostgreSQL refuses root; inside a user namespace
     * of its own it does not see that it is root, and files keep their owner.
     */
    private List<String> program(String name) {
        var path = home.resolve("bin").resolve(name).toString();
        if (!isRoot()) {
            return List.of(path);
        }
        mustMakeNamespaces();
        return List.of("unshare", "--user", "--", path);
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"))
                && !System.getProperty("os.name").startsWith("Windows");
    }

    private static void mustMakeNamespaces() {
        try {
            var tried =
                    new ProcessBuilder("unshare", "--user", "--", "true")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor();
            if (tried == 0) {
                return;
            }
        } catch (IOException e) {
            LOG.debug("unshare is not there", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new LaunchFault(
                "PostgreSQL does not run as root, and this machine does not let root make a user namespace (unshare --user). Run Yanzhen as an ordinary user, or set YANZHEN_DB_URL, YANZHEN_DB_USER and YANZHEN_DB_PASSWORD to use a PostgreSQL server.");
    }

    private static void pause() {
        pause(PAUSE);
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchFault("Interrupted while PostgreSQL was starting.", e);
        }
    }
}
