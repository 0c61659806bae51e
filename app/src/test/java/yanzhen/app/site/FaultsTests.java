package yanzhen.app.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Role;
import yanzhen.app.access.TestAccounts;
import yanzhen.app.http.Caller;

/** What is answered where nothing was found, allowed or understood: a page, or problem details. */
@IntegrationTest
class FaultsTests {

    @Autowired ApplicationContext application;
    @LocalServerPort int port;

    @Test
    void showsAPageInBothLanguagesForAnUnknownAddress() {
        var person = Caller.at(port);

        var chinese = person.get("/no-such-page?size=20");
        var english = person.get("/no-such-page?lang=en");

        assertThat(chinese.statusCode()).isEqualTo(404);
        assertThat(type(chinese)).contains("text/html");
        assertThat(chinese.body())
                .contains("<html lang=\"zh")
                .contains("href=\"/no-such-page?size=20&amp;lang=en\"");
        assertThat(english.statusCode()).isEqualTo(404);
        assertThat(english.body()).contains("<html lang=\"en");
    }

    /** Otherwise the link would lead to another host. */
    @Test
    void offersNoLinkToAnAddressThatLooksLikeAHost() {
        var answer = Caller.at(port).get("/%2Fevil.example/");

        assertThat(answer.statusCode()).isIn(400, 404);
        assertThat(answer.body()).doesNotContain("href=\"//").doesNotContain("href=\"/\\");
    }

    @Test
    void tellsAProgramThatThereIsNoSuchEndpoint() {
        var answer = Caller.at(port).get("/api/v1/no-such-thing");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(type(answer)).contains("application/problem+json");
        assertThat(answer.body()).contains("urn:yanzhen:problem:not-found", "/api/v1/openapi.json");
    }

    /** A caller that accepts anything, as this one does, is shown the page all the same. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/organisations/no-identity",
                "/recognitions?day=soon",
                "/recognitions?day=%2B999999999-01-01",
                "/recognitions?day=0201-03-31"
            })
    void showsAPageForAnAddressThatCannotBeRead(String path) {
        var answer = Caller.at(port).get(path);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(type(answer)).contains("text/html");
        assertThat(answer.body()).contains("fault-page");
    }

    /** Somebody who has logged in again since is not told that the page is forbidden. */
    @Test
    void saysThatAFormIsOutOfDate() {
        var person = Caller.at(port);
        person.logIn(
                TestAccounts.of(application).open(Role.CITY_OFFICER).login(),
                TestAccounts.PASSWORD);

        var answer = person.send("POST", "/logout", Map.of("_csrf", "of an earlier session"));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("表单已经过期");
        assertThat(person.get("/me").statusCode()).isEqualTo(200);
    }

    @Test
    void knowsNobodyOfALoginThatCannotBeStored() {
        var answer = Caller.at(port).logIn("nobody\u0000", "whatever");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(it -> assertThat(it).contains("/login?"));
    }

    /** Typed by hand: nothing went wrong before it. */
    @Test
    void hasNoPageUnderTheAddressOfFaultsItself() {
        assertThat(Caller.at(port).get("/error").statusCode()).isEqualTo(404);
    }

    private static String type(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Type").orElse("");
    }
}
