package yanzhen.app.launch;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import yanzhen.app.Application;

/** The database and the application on it, started together and stopped together. */
final class Server implements AutoCloseable {

    private static final int TRIED_PORTS = 50;

    private final Path data;
    private final @Nullable EmbeddedPostgres postgres;
    private final ConfigurableApplicationContext application;

    private Server(
            Path data,
            @Nullable EmbeddedPostgres postgres,
            ConfigurableApplicationContext application) {
        this.data = data;
        this.postgres = postgres;
        this.application = application;
    }

    /** Starts the web application; says aloud when the port was taken. */
    static Server start(ServerOptions options, PrintWriter out) {
        int port = freePort(options.port);
        if (port != options.port) {
            out.printf("Port %d is taken; using %d.%n", options.port, port);
            out.flush();
        }
        return start(options.data, Map.of("server.port", String.valueOf(port)), true);
    }

    /** Starts everything but the web pages, for a command that only works on the database. */
    static Server withoutPages(ServerOptions options) {
        return start(options.data, Map.of(), false);
    }

    private static Server start(Path folder, Map<String, String> more, boolean pages) {
        var data = folder.toAbsolutePath().normalize();
        var postgres = external() ? null : EmbeddedPostgres.start(data.resolve("postgresql"));
        try {
            var address = postgres == null ? serverOfEnvironment() : postgres.address();
            var server = new Server(data, postgres, application(data, address, more, pages));
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "yanzhen-stop"));
            return server;
        } catch (RuntimeException e) {
            if (postgres != null) {
                postgres.close();
            }
            throw e;
        }
    }

    private static ConfigurableApplicationContext application(
            Path data, DatabaseAddress address, Map<String, String> more, boolean pages) {
        var properties = new LinkedHashMap<String, Object>(more);
        properties.put("spring.datasource.url", address.url());
        properties.put("spring.datasource.username", address.user());
        properties.put("spring.datasource.password", address.password());
        properties.put("yanzhen.data", data.toString());
        var application = new SpringApplication(Application.class);
        application.setLogStartupInfo(false);
        // The database must outlive the application: Server.close stops both in order.
        application.setRegisterShutdownHook(false);
        if (!pages) {
            properties.put("server.port", "0");
            properties.put("server.address", "127.0.0.1");
        }
        application.addInitializers(context ->
                context.getEnvironment()
                        .getPropertySources()
                        .addFirst(
                                new org.springframework.core.env.MapPropertySource(
                                        "launch", properties)));
        return application.run();
    }

    <T, R> R with(Class<T> bean, Function<T, R> work) {
        return work.apply(application.getBean(bean));
    }

    String address() {
        return "http://localhost:" + application.getEnvironment().getProperty("local.server.port");
    }

    Path data() {
        return data;
    }

    /** Where the records lie, for the operator. */
    String store() {
        return postgres == null ? System.getenv("YANZHEN_DB_URL") : data.toString();
    }

    @Override
    public synchronized void close() {
        application.close();
        if (postgres != null) {
            postgres.close();
        }
    }

    private static boolean external() {
        var url = System.getenv("YANZHEN_DB_URL");
        return url != null && !url.isBlank();
    }

    private static DatabaseAddress serverOfEnvironment() {
        var address =
                new DatabaseAddress(
                        environment("YANZHEN_DB_URL"),
                        environment("YANZHEN_DB_USER"),
                        environment("YANZHEN_DB_PASSWORD"));
        try (var connection =
                DriverManager.getConnection(address.url(), address.user(), address.password())) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < PostgresBinaries.MAJOR) {
                throw new LaunchFault(
                        "The server at %s is PostgreSQL %d; Yanzhen needs %d or later."
                                .formatted(address.url(), version, PostgresBinaries.MAJOR));
            }
            return address;
        } catch (SQLException e) {
            throw new LaunchFault(
                    "The database %s cannot be reached: %s. Check YANZHEN_DB_URL (jdbc:postgresql://host:5432/name), YANZHEN_DB_USER and YANZHEN_DB_PASSWORD."
                            .formatted(address, e.getMessage()),
                    e);
        }
    }

    private static String environment(String name) {
        var value = System.getenv(name);
        if (value == null || value.isBlank()) {
            throw new LaunchFault(
                    "%s is not set. With YANZHEN_DB_URL, YANZHEN_DB_USER and YANZHEN_DB_PASSWORD are needed too."
                            .formatted(name));
        }
        return value;
    }

    private static int freePort(int wanted) {
        for (int port = wanted; port < wanted + TRIED_PORTS; port++) {
            try (var socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // taken: try the next
            }
        }
        throw new LaunchFault(
                "The ports %d to %d are all taken. Name a free one with --port."
                        .formatted(wanted, wanted + TRIED_PORTS - 1));
    }
}
