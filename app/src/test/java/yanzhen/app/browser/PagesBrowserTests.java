package yanzhen.app.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Role;

@BrowserTest
class PagesBrowserTests {

    private static final String TRIED =
            "/formation/simulation?scheme=specialised-sme&condition=2&rule=rd+>=+1%E5%85%83";

    @Autowired ApplicationContext application;

    /** Whatever stands in the rail, and the first record behind each table of it. */
    @ParameterizedTest
    @EnumSource
    void areSoundForTheCityOfficerWithTheDemonstrationRecords(Language language, Visits visits) {
        var city = Demonstration.loaded(application).account(Role.CITY_OFFICER);
        var visit = visits.in(language).logIn(city.login(), Accounts.DEMONSTRATION_PASSWORD);
        var behind = new LinkedHashSet<String>();

        for (var address : addresses(visit.rail())) {
            visit.open(address).sound();
            behind.addAll(firstOfEachTable(visit));
            behind.addAll(firstBelow(visit, address));
        }
        behind.forEach(address -> visit.open(address).sound());
    }

    @ParameterizedTest
    @EnumSource
    void areSoundForAVisitorWhoHasNotLoggedIn(Language language, Visits visits) {
        Demonstration.loaded(application);
        var visit = visits.in(language).open("/organisations");

        for (var address : addresses(visit.rail())) {
            visit.open(address);
            assertThat(visit.heading()).hasCount(1);
            assertThat(visit.button("site.logout")).hasCount(0);
        }
    }

    /** Tables may be pushed aside in their own frame; a page never moves sideways. */
    @ParameterizedTest
    @EnumSource
    void fitAPhone(Language language, Visits visits) {
        var city = Demonstration.loaded(application).account(Role.CITY_OFFICER);
        var visit = visits.in(language).logIn(city.login(), Accounts.DEMONSTRATION_PASSWORD);
        visit.page().setViewportSize(390, 844);
        var wide = new ArrayList<String>();

        for (var address : addresses(visit.rail())) {
            var behind = firstOfEachTable(visit.open(address));
            Stream.concat(Stream.of(address), behind.stream())
                    .filter(it -> isWiderThanTheScreen(visit.open(it)))
                    .forEach(wide::add);
        }

        org.assertj.core.api.Assertions.assertThat(wide).isEmpty();
    }

    /** A visitor types what is known of a firm and sees which conditions it meets. */
    @ParameterizedTest
    @EnumSource
    void letAVisitorCheckAFirm(Language language, Visits visits) {
        Demonstration.loaded(application);
        var visit = visits.in(language).open("/recognitions/little-giant").sound();
        var inputs = visit.page().locator(".check-row input");

        inputs.first().fill("3");
        visit.button("check.do").click();

        assertThat(visit.page().locator(".conditions .tag.good")).hasCount(1);
        visit.sound();
        visit.page().setViewportSize(390, 844);
        org.assertj.core.api.Assertions.assertThat(
                        isWiderThanTheScreen(visit.open("/recognitions/little-giant")))
                .isFalse();
    }

    /** A visitor with a paper looks its number up, and sees whether it holds. */
    @ParameterizedTest
    @EnumSource
    void showAVisitorWhetherACertificateHolds(Language language, Visits visits) {
        Demonstration.loaded(application);
        var visit = visits.in(language).open("/organisations?q=91310104DEM000002K");
        visit.page().locator("table.data a[href^='/organisations/']").first().click();
        visit.sound();
        var number = visit.page().locator("a[href^='/certificates/']").first().innerText();

        visit.open("/certificates").sound();
        visit.page().locator("input[name=number]").fill("YZ2024-1");
        visit.meaning(422).button("certificates.do").click();
        assertThat(visit.page().locator(".fault")).hasCount(1);
        visit.sound();
        visit.page().locator("input[name=number]").fill(number.toLowerCase(Locale.ROOT));
        visit.button("certificates.do").click();

        assertThat(visit.heading()).containsText(number);
        visit.sound();
        visit.page().setViewportSize(390, 844);
        org.assertj.core.api.Assertions.assertThat(
                        isWiderThanTheScreen(visit.open("/certificates/" + number)))
                .isFalse();
    }

    /** An officer corrects a number of a firm, and where it stands follows. */
    @ParameterizedTest
    @EnumSource
    void showWhereAFirmStandsByItsReport(Language language, Visits visits) {
        var city = Demonstration.loaded(application).account(Role.CITY_OFFICER);
        var visit = visits.in(language).logIn(city.login(), Accounts.DEMONSTRATION_PASSWORD);
        visit.open("/organisations?q=91310104DEM000002K");
        visit.page().locator("table.data a[href^='/organisations/']").first().click();
        visit.page().locator("a[href$='/ladder']").click();
        visit.sound();
        visit.page().locator("a[href$='/report']").click();
        var spend = visit.page().locator("#n-rd");
        var figure = language == Language.ZH ? "123456.5" : "123457.5";

        spend.fill("many");
        visit.meaning(422).button("report.do").click();
        assertThat(visit.page().locator(".fault")).hasCount(1);
        assertThat(visit.page().locator(".problems tbody td").first())
                .hasText(language == Language.ZH ? "研发费用" : "R&D spend");
        visit.sound();
        spend.fill(figure);
        visit.button("report.do").click();

        assertThat(visit.page().locator("#n-rd")).hasValue(figure);
        visit.sound();
        visit.page().locator("a[href$='/ladder']").click();
        assertThat(visit.page().locator(".ladder"))
                .containsText(language == Language.ZH ? "满足" : "Met");
    }

    /** An officer follows a number of the formation, looks at movement and tries a threshold. */
    @ParameterizedTest
    @EnumSource
    void showTheFormationToAnOfficer(Language language, Visits visits) {
        var officer = Demonstration.loaded(application).account(Role.DISTRICT_OFFICER);
        var visit = visits.in(language).logIn(officer.login(), Accounts.DEMONSTRATION_PASSWORD);
        visit.open("/formation").sound();
        assertThat(visit.page().locator(".wedge polygon")).hasCount(5);
        assertThat(visit.page().locator("select[name=district]")).hasCount(0);

        visit.page().locator(".wedge a[href*='READY']").nth(2).click();
        visit.sound();
        visit.page().locator("nav.crumbs a").first().click();
        visit.page().locator("a[href^='/formation/movement']").first().click();
        visit.sound();
        assertThat(visit.page().locator(".flow .band").first()).isVisible();
        visit.page().locator(".movement td a").first().click();
        visit.sound();
        visit.open("/formation/simulation?scheme=specialised-sme&condition=2").sound();
        visit.page().locator("textarea[name=rule]").fill("rd >= 70");
        visit.meaning(422).button("simulation.do").click();
        assertThat(visit.page().locator(".fault")).hasCount(1);
        visit.sound();
        visit.page().locator("textarea[name=rule]").fill("rd >= 99999亿元");
        visit.button("simulation.do").click();
        assertThat(visit.page().locator("[role=status] .big").nth(1)).hasText("0");
        visit.sound();
        visit.page().setViewportSize(390, 844);
        for (var address : List.of("/formation/firms?list=FALLING", "/formation/movement", TRIED)) {
            org.assertj.core.api.Assertions.assertThat(isWiderThanTheScreen(visit.open(address)))
                    .as(address)
                    .isFalse();
        }
    }

    private static boolean isWiderThanTheScreen(Visit visit) {
        return (boolean)
                visit.page().evaluate("document.documentElement.scrollWidth > window.innerWidth");
    }

    private static List<String> addresses(Locator links) {
        return links.all().stream().map(PagesBrowserTests::address).toList();
    }

    private static List<String> firstOfEachTable(Visit visit) {
        return visit.main().getByRole(AriaRole.TABLE).all().stream()
                .map(table -> table.locator("tbody").getByRole(AriaRole.LINK))
                .filter(links -> links.count() > 0)
                .map(links -> address(links.first()))
                .filter(address -> address.startsWith("/") && !address.startsWith("/files/"))
                .toList();
    }

    /** The first link that leads further down, where records are not in a table. */
    private static List<String> firstBelow(Visit visit, String address) {
        return visit.main().getByRole(AriaRole.LINK).all().stream()
                .map(PagesBrowserTests::address)
                .filter(it -> it.startsWith(address + "/") && !it.contains("/export/"))
                .limit(1)
                .toList();
    }

    private static String address(Locator link) {
        return String.valueOf(link.getAttribute("href"));
    }
}
