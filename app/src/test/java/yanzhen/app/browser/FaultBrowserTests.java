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

    /** The field, what was written and what to write instead stand in a table, as in a form. */
    @ParameterizedTest
    @EnumSource
    void namesWhatCannotBeReadInAnAddress(Language language, Visits visits) {
        var visit = visits.in(language).open("/organisations?day=2021-02-30", 400);

        assertThat(visit.heading()).hasText(visit.say("fault.400"));
        visit.reads(visit.say("field.site.day"));
        visit.reads(visit.say("problem.date.remedy"));
        visit.sound();
    }
}
