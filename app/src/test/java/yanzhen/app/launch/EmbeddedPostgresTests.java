package yanzhen.app.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTests {

    @TempDir Path parent;

    @Test
    void keepsWhatWasStoredOverARestartInAPathWithSpacesAndChinese() throws SQLException {
        var folder = parent.resolve("雁阵 data");
        try (var postgres = EmbeddedPostgres.start(folder);
                var connection = connect(postgres)) {
            connection.createStatement().execute("create table kept as select 42 as answer");
        }

        try (var postgres = EmbeddedPostgres.start(folder);
                var connection = connect(postgres)) {
            assertThat(one(connection, "select answer from kept")).isEqualTo("42");
            assertThat(one(connection, "show data_checksums")).isEqualTo("on");
            assertThat(one(connection, "show fsync")).isEqualTo("on");
            assertThat(one(connection, "select version()")).startsWith("PostgreSQL 18.");
        }
    }

    @Test
    void actsAsAnOwnerWhoIsNoSuperuser() throws SQLException, IOException {
        try (var postgres = EmbeddedPostgres.start(parent.resolve("pg"));
                var connection = connect(postgres)) {
            var superuser =
                    one(connection, "select rolsuper from pg_roles where rolname = current_user");

            assertThat(superuser).isEqualTo("f");
            assertThat(PosixFilePermissions.toString(permissions("owner"))).isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(permissions("superuser")))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void startsAgainAfterTheServerWasKilled() throws SQLException, InterruptedException {
        var folder = parent.resolve("pg");
        try (var postgres = EmbeddedPostgres.start(folder)) {
            try (var connection = connect(postgres)) {
                connection.createStatement().execute("create table kept as select 7 as answer");
            }
            killWithNine(folder);
        }

        try (var postgres = EmbeddedPostgres.start(folder);
                var connection = connect(postgres)) {
            assertThat(one(connection, "select answer from kept")).isEqualTo("7");
        }
    }

    @Test
    void comesBackByItselfWhenItWasKilled() throws SQLException, InterruptedException {
        var folder = parent.resolve("pg");
        try (var postgres = EmbeddedPostgres.start(folder)) {
            try (var connection = connect(postgres)) {
                connection.createStatement().execute("create table kept as select 7 as answer");
            }
            var address = postgres.address();

            killWithNine(folder);

            assertThat(answerWithin(Duration.ofSeconds(40), postgres)).isEqualTo("7");
            assertThat(postgres.address()).isEqualTo(address);
        }
    }

    @Test
    void refusesAFolderThatAnotherInstanceUses() {
        var folder = parent.resolve("pg");
        try (var postgres = EmbeddedPostgres.start(folder)) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(folder))
                    .isInstanceOf(LaunchFault.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("--data");
            assertThat(postgres.address().url()).contains("127.0.0.1");
        }
    }

    @Test
    void refusesDataOfANewerVersion() throws IOException {
        var folder = parent.resolve("pg");
        EmbeddedPostgres.start(folder).close();
        Files.writeString(folder.resolve("data/PG_VERSION"), "19\n");

        assertThatThrownBy(() -> EmbeddedPostgres.start(folder))
                .isInstanceOf(LaunchFault.class)
                .hasMessageContaining("PostgreSQL 19")
                .hasMessageContaining("has 18");
    }

    private java.util.Set<java.nio.file.attribute.PosixFilePermission> permissions(String file)
            throws IOException {
        return Files.getPosixFilePermissions(parent.resolve("pg").resolve(file));
    }

    private static void killWithNine(Path folder) throws InterruptedException {
        try {
            var pid = Files.readAllLines(folder.resolve("data/postmaster.pid")).getFirst().strip();
            assertThat(new ProcessBuilder("kill", "-9", pid).start().waitFor()).isZero();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String answerWithin(Duration limit, EmbeddedPostgres postgres)
            throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            try (var connection = connect(postgres)) {
                return one(connection, "select answer from kept");
            } catch (SQLException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        var address = postgres.address();
        return DriverManager.getConnection(address.url(), address.user(), address.password());
    }

    private static String one(Connection connection, String query) throws SQLException {
        try (var rows = connection.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
