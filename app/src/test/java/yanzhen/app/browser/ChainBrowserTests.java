package yanzhen.app.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@BrowserTest
class ChainBrowserTests {

    @Autowired ApplicationContext application;

    @ParameterizedTest
    @EnumSource
    void letTheKeyboardWalkAlongTheChainAndOpenANode(Language language, Visits visits) {
        Demonstration.loaded(application);
        var visit = visits.in(language).open("/chains/integrated-circuits").sound();
        var keys = visit.page().keyboard();
        var say = visit.page().locator("#board-say");
        assertThat(say).hasText(visit.say("chain.hint"));

        // The first box of the first column supplies something: right goes there, left comes back.
        var boxes = picture(visit).getByRole(AriaRole.LINK);
        boxes.first().focus();
        var first = said(say, visit);
        keys.press("ArrowRight");
        var second = said(say, visit);
        keys.press("ArrowDown");
        var third = said(say, visit);
        keys.press("ArrowUp");

        assertThat(second).isNotEqualTo(first);
        assertThat(third).isNotEqualTo(second);
        assertThat(said(say, visit)).isEqualTo(second);

        keys.press("Enter");
        assertThat(visit.page())
                .hasURL(Pattern.compile(".*/chains/integrated-circuits/nodes/[0-9a-f-]{36}$"));
        assertThat(visit.heading()).containsText(second.substring(0, second.indexOf(" · ")));
    }

    @ParameterizedTest
    @EnumSource
    void reachThePictureByTabFromTheTopOfThePage(Language language, Visits visits) {
        Demonstration.loaded(application);
        var visit = visits.in(language).open("/chains/civil-aircraft");
        var first = picture(visit).getByRole(AriaRole.LINK).first();

        int steps = 0;
        while (steps < 60 && !isFocused(first)) {
            visit.page().keyboard().press("Tab");
            steps++;
        }

        assertThat(first).isFocused();
    }

    private static boolean isFocused(Locator it) {
        return Boolean.TRUE.equals(it.evaluate("it => it === document.activeElement"));
    }

    /** The line under the picture, once it speaks of a node. */
    private static String said(Locator say, Visit visit) {
        assertThat(say).not().hasText(visit.say("chain.hint"));
        return say.innerText();
    }

    private static Locator picture(Visit visit) {
        var label = visit.say("chain.picture.label", visit.heading().innerText());
        return visit.page().getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName(label));
    }
}
