package yanzhen.app.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@BrowserTest
class FaultBrowserTests {

    @ParameterizedTest
    @EnumSource
    void saysOfAnAddressThatNobodyKnowsWhatToDoNext(Language language, Visits visits) {
        var visit = visits.in(language).open("/nowhere-" + UUID.randomUUID(), 404);

        assertThat(visit.heading()).hasText(visit.say("fault.404"));
        visit.reads(visit.say("fault.404.say"));
        assertThat(visit.link("site.to-start")).isVisible();
        visit.sound();
    }
}
