package yanzhen.app.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Role;
import yanzhen.app.access.TestAccounts;
import yanzhen.app.http.Caller;

/** What is answered where nothing was found, allowed or understood: a page, or problem details. */
@IntegrationTest
@ExtendWith(OutputCaptureExtension.class)
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

    /** The operator's console is not for what visitors mistype. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/organisations?day=2021-02-30",
                "/recognitions?day=2021-02-30",
                "/?day=2021-02-30",
                "/plan/clauses?known=2021-02-30",
                "/indicators/1?day=2021-02-30"
            })
    void namesTheFieldTheValueAndTheFormOfADayThatIsNone(String path, CapturedOutput console) {
        var chinese = Caller.at(port).get(path);
        var english = Caller.at(port).get(path + "&lang=en");

        assertThat(chinese.statusCode()).isEqualTo(400);
        assertThat(chinese.body()).contains("日期", "“2021-02-30”不是有效日期", "2021-03-31");
        assertThat(english.statusCode()).isEqualTo(400);
        assertThat(english.body())
                .contains("2021-02-30", "is not a date", "such as 2021-03-31", "<code>2021-02-30");
        assertThat(console.getAll()).doesNotContain("2021-02-30").doesNotContain("WARN");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/organisations/no-identity",
                "/indicators/five",
                "/organisations?cursor=nonsense",
                "/api/v1/indicators/five",
                "/api/v1/organisations?day=2021-02-30",
                "/api/v1/organisations?limit=many",
                "/api/v1/no-such-thing",
                "/api/v1/me"
            })
    void logsNothingOfWhatVisitorsMistype(String path, CapturedOutput console) {
        assertThat(Caller.at(port).get(path).statusCode()).isBetween(400, 404);
        assertThat(Caller.at(port).json("DELETE", path, "12345678", "{").statusCode())
                .isBetween(302, 405);

        assertThat(console.getAll()).isEmpty();
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
