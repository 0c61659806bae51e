package yanzhen.app.launch;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import yanzhen.app.Application;

/**
 * The database and the application on it, started together and stopped together.
 *
 * <p>From the first moment of starting, the end of the virtual machine stops what runs by then, in
 * order: the application before the database.
 */
final class Server implements AutoCloseable {

    private static final int TRIED_PORTS = 50;

    /** Loggers that would print a fault which the command line says in plain words. */
    private static final Map<String, Object> QUIET_ABOUT_A_FAILED_START =
            Map.of(
                    "logging.level.org.springframework.boot.SpringApplication", "off",
                    "logging.level.org.springframework.boot.diagnostics", "off",
                    "logging.level.org.springframework.boot.web.server.servlet.context", "error",
                    "logging.level.org.springframework.context.support", "error",
                    "logging.level.com.zaxxer.hikari", "error");

    private final Path data;
    private final Thread hook = new Thread(this::breakOff, "yanzhen-stop");
    private volatile @Nullable EmbeddedPostgres postgres;
    private volatile @Nullable ConfigurableApplicationContext application;
    private volatile boolean ending;
    private volatile String store = "";

    private Server(Path data) {
        this.data = data;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Starts the web application; says aloud when the port was taken. */
    static Server start(ServerOptions options, PrintWriter out) {
        int port = freePort(options.address(), options.port());
        if (port != options.port() && options.port() != 0) {
            out.printf("Port %d is taken; using %d.%n", options.port(), port);
        }
        return new Server(options.data())
                .open(
                        Map.of(
                                "server.port",
                                port,
                                "server.address",
                                options.address().getHostAddress()),
                        WebApplicationType.SERVLET,
                        out);
    }

    /** Starts everything but the web pages, for a command that only works on the database. */
    static Server withoutPages(DataOption data, PrintWriter out) {
        return new Server(data.folder()).open(Map.of(), WebApplicationType.NONE, out);
    }

    private Server open(Map<String, Object> more, WebApplicationType type, PrintWriter out) {
        try {
            var database = database(out);
            out.println("Starting the application …");
            out.flush();
            application = application(database, more, type);
            store = database.address().withoutParameters();
            return this;
        } catch (RuntimeException e) {
            if (ending) {
                LockSupport.park(); // whoever ends the virtual machine wants to hear no more
            }
            close();
            throw StartFaults.explained(e, store.isEmpty() ? data.toString() : store);
        }
    }

    /** A given server must answer at once; our own comes up beside the application. */
    private DatabaseToCome database(PrintWriter out) {
        if (DatabaseAddress.isGiven(System.getenv())) {
            var address = DatabaseAddress.of(System.getenv());
            out.printf("Using the database %s …%n", address);
            out.flush();
            store = address.withoutParameters();
            address.mustAnswer();
            return DatabaseToCome.known(address);
        }
        out.printf("Starting PostgreSQL on %s …%n", data);
        out.flush();
        var own = EmbeddedPostgres.at(data.resolve("postgresql"));
        postgres = own;
        return DatabaseToCome.of(() -> {
            own.bringUp();
            store = own.address().withoutParameters();
            return own.address();
        });
    }

    private ConfigurableApplicationContext application(
            DatabaseToCome database, Map<String, Object> more, WebApplicationType type) {
        var properties = new LinkedHashMap<>(more);
        properties.put("yanzhen.data", data.toString());
        Preparation.useWhenWhole(type);
        var starting = new SpringApplication(Application.class);
        starting.setMainApplicationClass(Application.class);
        starting.setWebApplicationType(type);
        starting.setLogStartupInfo(false);
        starting.setLazyInitialization(type == WebApplicationType.NONE);
        starting.setDefaultProperties(QUIET_ABOUT_A_FAILED_START);
        // The database must outlive the application: close() stops both in order.
        starting.setRegisterShutdownHook(false);
        starting.addInitializers(context -> {
            var sources = context.getEnvironment().getPropertySources();
            sources.addFirst(new MapPropertySource("launch", properties));
            sources.addFirst(database);
        });
        return starting.run();
    }

    <T, R> R with(Class<T> bean, Function<T, R> work) {
        return work.apply(running().getBean(bean));
    }

    /** What to type into a browser on this machine. */
    String address() {
        var environment = running().getEnvironment();
        return "http://%s:%s"
                .formatted(
                        hostOf(environment.getRequiredProperty("server.address")),
                        environment.getRequiredProperty("local.server.port"));
    }

    private static String hostOf(String address) {
        try {
            var it = InetAddress.getByName(address);
            return it.isLoopbackAddress() || it.isAnyLocalAddress() ? "localhost" : address;
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("No address: " + address, e);
        }
    }

    private ConfigurableApplicationContext running() {
        var it = application;
        if (it == null) {
            throw new IllegalStateException("The application does not run.");
        }
        return it;
    }

    /** Where the records and the files lie, for the operator. */
    String whereabouts() {
        return postgres == null
                ? "Database    %s%nFiles       %s".formatted(store, data)
                : "Data        %s".formatted(data);
    }

    /** What the end of the virtual machine does. A start that is broken off falls silent. */
    private void breakOff() {
        ending = true;
        if (application == null) {
            var silent =
                    new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
            System.setOut(silent);
            System.setErr(silent);
        }
        stop();
    }

    @Override
    public void close() {
        stop();
        if (!ending) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }

    private synchronized void stop() {
        if (application != null) {
            application.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    private static int freePort(InetAddress address, int wanted) {
        for (int port = wanted; port < wanted + TRIED_PORTS; port++) {
            try (var socket = new ServerSocket(port, 1, address)) {
                return socket.getLocalPort();
            } catch (java.net.BindException e) {
                mustBeTaken(address, e);
            } catch (IOException | IllegalArgumentException e) {
                throw new LaunchFault(
                        "Port %d of %s cannot be opened: %s. Name another with --port."
                                .formatted(port, address.getHostAddress(), e.getMessage()),
                        e);
            }
        }
        throw new LaunchFault(
                "The ports %d to %d are all taken. Name a free one with --port."
                        .formatted(wanted, wanted + TRIED_PORTS - 1));
    }

    /** An address that is not ours cannot be bound on any port. */
    private static void mustBeTaken(InetAddress address, java.net.BindException fault) {
        var why = String.valueOf(fault.getMessage());
        if (why.contains("assign requested address")) {
            throw new LaunchFault(
                    "The address %s is not one of this machine. Name another with --address."
                            .formatted(address.getHostAddress()),
                    fault);
        }
        if (why.contains("Permission denied")) {
            throw new LaunchFault(
                    "This user may not open ports below 1024. Name a higher one with --port.",
                    fault);
        }
    }
}
