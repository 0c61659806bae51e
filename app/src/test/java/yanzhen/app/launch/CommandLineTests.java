package yanzhen.app.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operator sees, from real processes with a real database. */
@EnabledOnOs(OS.LINUX)
class CommandLineTests {

    private static final String READY = "Ctrl-C stops it.";
    private static final int ENDED_BY_CTRL_C = 130;
    private static final int ENDED_BY_SIGTERM = 143;

    @TempDir Path parent;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "run",
                "demo",
                "pack",
                "pack validate",
                "pack load",
                "diagnose",
                "verify-credential",
                "rotate-issuer-key"
            })
    void saysOfEveryCommandTheVersionOfTheWhole(String command) {
        var words = command.isEmpty() ? new String[0] : command.split(" ");
        var asked = Arrays.copyOf(words, words.length + 1);

        for (var option : List.of("-V", "--version")) {
            asked[words.length] = option;

            assertThat(Said.by(asked)).isEqualTo(new Said(0, "Yanzhen 0.1.0%n".formatted(), ""));
        }
    }

    @Test
    void saysTheNextPortGivesTheFirstLinkRefusesASecondAndEndsInOrder()
            throws IOException, InterruptedException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var first = run("--port", String.valueOf(taken.getLocalPort())).says(READY)) {
            assertThat(first.output())
                    .contains("Port %d is taken; using ".formatted(taken.getLocalPort()))
                    .contains("Pack shanghai-14fyp ", "has been loaded")
                    .doesNotContain("demonstration")
                    .contains("/first-administrator/")
                    .contains(data().toString());
            var children = first.children();
            assertThat(children).isNotEmpty();

            try (var second = run("--port", "0")) {
                assertThat(second.ends()).isEqualTo(1);
                assertThat(second.output())
                        .contains("Another Yanzhen uses the data in")
                        .contains("--data")
                        .doesNotContain("\tat ");
            }
            assertThat(first.interrupted()).isEqualTo(ENDED_BY_CTRL_C);

            assertThat(children).noneMatch(ProcessHandle::isAlive);
            assertThat(first.output()).doesNotContain("Exception").doesNotContain("\tat ");
        }
    }

    @Test
    void breaksOffAStartWithoutAWordAndWithoutLeavingTheDatabaseBehind()
            throws IOException, InterruptedException {
        try (var starting = run("--port", "0").says("Starting the application")) {
            var children = starting.anyChildren();

            assertThat(starting.terminated()).isEqualTo(ENDED_BY_SIGTERM);

            assertThat(children).noneMatch(ProcessHandle::isAlive);
            assertThat(starting.output()).doesNotContain("Exception").doesNotContain("\tat ");
        }
    }

    /** The database comes up beside the application; what it refuses is said all the same. */
    @Test
    void saysInASentenceWhyTheDatabaseDoesNotComeUp() throws IOException, InterruptedException {
        var cluster = Files.createDirectories(data().resolve("postgresql/data"));
        Files.writeString(cluster.resolve("PG_VERSION"), "19\n");

        try (var refused = run("--port", "0")) {
            assertThat(refused.ends()).isEqualTo(1);
            assertThat(refused.output())
                    .contains("belong to PostgreSQL 19")
                    .contains("--data")
                    .doesNotContain("WARN")
                    .doesNotContain("ERROR")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void startsAgainAfterItWasKilled() throws IOException, InterruptedException {
        try (var first = run("--port", "0").says(READY)) {
            first.killed();
        }
        try (var again = run("--port", "0").says(READY)) {
            assertThat(again.output())
                    .doesNotContain("WARN")
                    .doesNotContain("ERROR")
                    .as("a pack that is there stays as it is")
                    .doesNotContain("Loading the pack");
        }
    }

    @Test
    void leavesTablesOfANewerVersionAlone() throws IOException, InterruptedException, SQLException {
        try (var first = run("--port", "0").says(READY)) {
            first.terminated();
        }
        addAMigrationOfTomorrow();

        try (var older = run("--port", "0")) {
            assertThat(older.ends()).isEqualTo(1);
            assertThat(older.output())
                    .contains("made by another version of Yanzhen, probably a newer one")
                    .contains("99.1")
                    .doesNotContain("\tat ");
        }
    }

    private void addAMigrationOfTomorrow() throws SQLException {
        try (var postgres = EmbeddedPostgres.at(data().resolve("postgresql"))) {
            postgres.bringUp();
            var at = postgres.address();
            try (var connection = DriverManager.getConnection(at.url(), at.user(), at.password());
                    var statement = connection.createStatement()) {
                statement.executeUpdate(
                        """
                        insert into flyway_schema_history
                            (installed_rank, version, description, type, script, installed_by, execution_time, success)
                        select max(installed_rank) + 1, '99.1', 'of tomorrow', 'SQL', 'V99_1__of_tomorrow.sql', 'test', 1, true
                        from flyway_schema_history
                        """);
            }
        }
    }

    @Test
    void saysWhichFolderItCannotUse() throws IOException, InterruptedException {
        var file = Files.createFile(parent.resolve("a file"));

        try (var run = Program.of(parent, "run", "--data", file.resolve("data").toString())) {
            assertThat(run.ends()).isEqualTo(1);
            assertThat(run.output())
                    .contains(file.toString())
                    .contains("--data")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void validatesAPackWithoutADatabaseAndSaysNothingElse()
            throws IOException, InterruptedException {
        var pack = Path.of("..", "packs", "shanghai-14fyp").toString();

        try (var validation =
                Program.of(parent, "pack", "validate", pack, "--demo", "--lang", "en")) {
            assertThat(validation.ends()).isZero();
            assertThat(validation.output().lines().filter(it -> !it.contains("WARNING:")))
                    .containsExactly("No problem found.");
        }
    }

    @Test
    void replacesTheIssuersKey() throws IOException, InterruptedException {
        var command = new String[] {"rotate-issuer-key", "--data", data().toString()};

        try (var first = Program.of(parent, command)) {
            assertThat(first.ends()).isZero();
            assertThat(first.output()).contains(" signs from now on.").doesNotContain("ceased");
        }
        try (var second = Program.of(parent, command)) {
            assertThat(second.ends()).isZero();
            assertThat(second.output()).contains(" has ceased to sign", " signs from now on.");
        }
    }

    @Test
    void answersAMistypedCommandWithWhatWasMeantAndWhereToRead()
            throws IOException, InterruptedException {
        try (var mistyped = Program.of(parent, "rum")) {
            assertThat(mistyped.ends()).isEqualTo(2);
            assertThat(mistyped.output()).contains("run?").contains("./yanzhen --help");
        }
    }

    private Program run(String... more) throws IOException {
        var arguments = new String[more.length + 3];
        arguments[0] = "run";
        arguments[1] = "--data";
        arguments[2] = data().toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        return Program.of(parent, arguments);
    }

    private Path data() {
        return parent.resolve("雁阵 data");
    }
}
