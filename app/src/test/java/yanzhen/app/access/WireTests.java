package yanzhen.app.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.web.MatrixCheck;
import yanzhen.app.http.Caller;

/** What stands on the wire whoever calls: tokens, headers, and no endpoint without a row. */
@IntegrationTest
class WireTests {

    @Autowired ApplicationContext application;
    @Autowired ObjectProvider<RequestMappingHandlerMapping> mappings;
    @LocalServerPort int port;

    static Stream<String> posts() {
        return Matrix.ofApplication().rows().stream()
                .filter(it -> !it.method().equals("GET"))
                .map(it -> it.pattern().getPatternString())
                .filter(it -> !it.startsWith("/api/"))
                .distinct();
    }

    /** Generated from the matrix: no page can be made to act from another site. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("posts")
    void refusesACommandWithoutACsrfToken(String pattern) {
        var path = pattern.replaceAll("\\{[a-zA-Z]+}", UUID.randomUUID().toString());
        var person = Caller.at(port);
        person.logIn(
                TestAccounts.of(application).open(Role.SECURITY_ADMIN).login(),
                TestAccounts.PASSWORD);

        assertThat(person.send("POST", path, Map.of()).statusCode()).isEqualTo(403);
        assertThat(person.send("POST", path, Map.of("_csrf", "made-up")).statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/login",
                "/organisations",
                "/no-such-page",
                "/api/v1/me",
                "/api/v1/products"
            })
    void sendsTheSecurityHeadersOnEveryAnswer(String path) {
        var headers = Caller.at(port).get(path).headers();

        assertThat(headers.firstValue("Content-Security-Policy"))
                .hasValueSatisfying(it ->
                        assertThat(it)
                                .contains(
                                        "default-src 'none'",
                                        "script-src 'self'",
                                        "style-src 'self'",
                                        "base-uri 'none'",
                                        "frame-ancestors 'none'")
                                .doesNotContain("unsafe", "*"));
        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(headers.firstValue("X-Frame-Options")).hasValue("DENY");
        assertThat(headers.firstValue("Referrer-Policy")).hasValue("same-origin");
        assertThat(headers.firstValue("Permissions-Policy")).isPresent();
        assertThat(headers.firstValue("Cache-Control"))
                .hasValueSatisfying(it -> assertThat(it).contains("no-store"));
        assertThat(headers.firstValue("Server")).isEmpty();
    }

    @Test
    void saysToAProgramWhyItIsNotLetIn() {
        var stranger = Caller.at(port).get("/api/v1/me");
        var auditor = TestAccounts.of(application).open(Role.AUDITOR);
        var program = Caller.at(port).basic(auditor.login(), TestAccounts.PASSWORD);
        var refused = program.get("/api/v1/accounts");

        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(stranger.headers().firstValue("Content-Type"))
                .hasValueSatisfying(it -> assertThat(it).contains("application/problem+json"));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("urn:yanzhen:problem:forbidden");
    }

    @Test
    void doesNotStartWithAnEndpointThatHasNoRow() throws Exception {
        var lacking = without("\"GET /audit\":");

        assertThatThrownBy(() -> MatrixCheck.check(lacking, mappings))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("lacks rows for [GET /audit]");
    }

    @Test
    void doesNotStartWithARowThatHasNoEndpoint() throws Exception {
        var more =
                Matrix.read(
                        new ByteArrayInputStream(
                                (text() + "\nextra:\n  \"GET /nowhere\": { allowed: [AUDITOR] }\n")
                                        .getBytes(StandardCharsets.UTF_8)));

        assertThatThrownBy(() -> MatrixCheck.check(more, mappings))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("without a handler for [GET /nowhere]");
    }

    private static Matrix without(String beginning) throws Exception {
        var lines =
                text().lines()
                        .filter(it -> !it.strip().startsWith(beginning))
                        .reduce("", (all, line) -> all + line + "\n");
        return Matrix.read(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text() throws Exception {
        try (var yaml = Matrix.class.getResourceAsStream("/access/matrix.yaml")) {
            if (yaml == null) {
                throw new IllegalStateException();
            }
            return new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
