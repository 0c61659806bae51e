package yanzhen.app.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Role;

@BrowserTest
class WhatIfBrowserTests {

    @Autowired ApplicationContext application;

    /** From the page to the cascade, along its steps, and to why one firm loses. */
    @ParameterizedTest
    @EnumSource
    void stopACountryFollowTheCascadeAndAskWhy(Language language, Visits visits) {
        var account = Demonstration.loaded(application).account(Role.CHAIN_TASK_FORCE);
        var visit = visits.in(language).logIn(account.login(), Accounts.DEMONSTRATION_PASSWORD);
        visit.open("/what-if").link("what-if.new").first().click();
        visit.sound();

        var form = visit.page().locator("form.adding:has(input[value=COUNTRY])");
        form.locator("select").selectOption("JP");
        form.getByRole(AriaRole.BUTTON).click();
        assertThat(visit.page().locator("ol.happens li")).hasCount(1);
        var found = visit.page().locator("form.adding:has(input[value=FIRM])");
        found.locator("input[name=what]").fill("上海");
        found.getByRole(AriaRole.BUTTON).click();
        visit.reads(visit.say("what-if.which.what", "上海"));
        visit.sound();
        visit.page().locator(".finding a").first().click();
        assertThat(visit.page().locator("ol.happens li")).hasCount(2);
        visit.button("what-if.ask").click();

        assertThat(visit.page()).hasURL(Pattern.compile(".*/what-if/[0-9a-f-]{36}.*"));
        visit.reads(visit.say("cannot.stocks"));
        visit.sound();
        int steps = visit.page().locator("svg.cascade a.step").count();
        assertThat(steps).isGreaterThan(1);

        visit.link("cascade.play").click();
        visit.link("cascade.later").click();
        assertThat(visit.page().locator("svg.cascade a.chosen")).hasCount(1);
        assertThat(visit.page().locator("svg.cascade a.ahead")).hasCount(steps - 2);
        visit.reads(visit.say("loss.at-step", 1));
        visit.sound();
        visit.page().locator("#losses tbody a").first().click();
        visit.reads(visit.say("why.way"));
        assertThat(visit.page().locator("ol.way li")).not().hasCount(0);
        visit.sound();
    }
}
