package yanzhen.app;

import java.nio.file.Path;
import java.util.UUID;
import yanzhen.app.launch.DatabaseAddress;
import yanzhen.app.launch.EmbeddedPostgres;

/**
 * One PostgreSQL server for all tests of this virtual machine; a fresh database for each who asks.
 */
public final class TestPostgres {

    private static final EmbeddedPostgres SERVER =
            EmbeddedPostgres.start(
                    Path.of("target", "test-postgres-" + ProcessHandle.current().pid()),
                    "fsync=off",
                    "full_page_writes=off");

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close));
    }

    private TestPostgres() {}

    /** A new empty database; the migrations make even the extensions. */
    public static DatabaseAddress freshDatabase() {
        return SERVER.createDatabase("test_" + UUID.randomUUID().toString().replace("-", ""));
    }
}
