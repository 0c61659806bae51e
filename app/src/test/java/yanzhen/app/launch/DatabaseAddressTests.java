package yanzhen.app.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import yanzhen.app.TestPostgres;

class DatabaseAddressTests {

    private static final String URL = "jdbc:postgresql://db:5432/yanzhen";

    @Test
    void isGivenByTheAddressAlone() {
        assertThat(DatabaseAddress.isGiven(Map.of())).isFalse();
        assertThat(DatabaseAddress.isGiven(Map.of("YANZHEN_DB_PASSWORD", "x"))).isFalse();
        assertThat(DatabaseAddress.isGiven(Map.of("YANZHEN_DB_URL", " "))).isFalse();
        assertThat(DatabaseAddress.isGiven(Map.of("YANZHEN_DB_URL", URL))).isTrue();
    }

    @Test
    void namesEverythingThatIsMissingAtOnce() {
        assertThatThrownBy(() -> DatabaseAddress.of(Map.of("YANZHEN_DB_URL", URL)))
                .isInstanceOf(LaunchFault.class)
                .hasMessageContaining("YANZHEN_DB_USER and YANZHEN_DB_PASSWORD");
    }

    @Test
    void refusesAnAddressThatIsNotOfPostgresql() {
        assertThatThrownBy(() -> DatabaseAddress.of(environment("postgres://db/yanzhen")))
                .isInstanceOf(LaunchFault.class)
                .hasMessageContaining("postgres://db/yanzhen")
                .hasMessageContaining("jdbc:postgresql://host:5432/name");
    }

    @Test
    void neverPrintsAPassword() {
        var address = DatabaseAddress.of(environment(URL + "?password=hidden"));

        assertThat(address).hasToString("yanzhen at " + URL);
    }

    @Test
    void saysThatTheServerDoesNotLetTheUserIn() {
        var right = TestPostgres.freshDatabase();
        var wrong = new DatabaseAddress(right.url(), right.user(), "wrong");

        right.mustAnswer();
        assertThatThrownBy(wrong::mustAnswer)
                .isInstanceOf(LaunchFault.class)
                .hasMessageContaining("password authentication failed")
                .hasMessageContaining("YANZHEN_DB_PASSWORD")
                .message()
                .doesNotContain("wrong");
    }

    @Test
    void saysThatNobodyAnswers() throws IOException {
        int port;
        try (var nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = nobody.getLocalPort();
        }
        var address =
                DatabaseAddress.of(environment("jdbc:postgresql://127.0.0.1:%d/x".formatted(port)));

        assertThatThrownBy(address::mustAnswer)
                .isInstanceOf(LaunchFault.class)
                .hasMessageContaining("refused")
                .hasMessageContaining("that the server runs");
    }

    private static Map<String, String> environment(String url) {
        return Map.of(
                "YANZHEN_DB_URL",
                url,
                "YANZHEN_DB_USER",
                "yanzhen",
                "YANZHEN_DB_PASSWORD",
                "secret");
    }
}
