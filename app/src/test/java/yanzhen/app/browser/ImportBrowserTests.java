package yanzhen.app.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Role;
import yanzhen.app.kernel.CreditCode;

@BrowserTest
class ImportBrowserTests {

    @Autowired ApplicationContext application;

    /** A table with problems, read and mended, confirmed, found in the register and exported. */
    @ParameterizedTest
    @EnumSource
    void letAnOfficerMendATableAndSeeItsRowsInTheRegister(Language language, Visits visits) {
        var city = Demonstration.loaded(application).account(Role.CITY_OFFICER);
        var visit = visits.in(language).logIn(city.login(), Accounts.DEMONSTRATION_PASSWORD);
        var code = CreditCode.completing("91310115BR0TETT0" + digit(language)).value();
        var name = "上海试验导入有限公司" + digit(language);
        visit.open("/organisations").sound();
        visit.link("import.title").click();
        visit.sound();

        upload(visit, "code,name,kind,district\n%s,%s,工厂,310115\n".formatted(code, name));

        assertThat(visit.heading()).containsText("table.csv");
        visit.reads(visit.say("import.state.WRONG"));
        visit.reads(visit.say("column.kind"));
        visit.sound();
        visit.link("import.again").click();
        upload(visit, "code,name,kind,district\n%s,%s,企业,310115\n".formatted(code, name));
        visit.reads(visit.say("import.state.READY"));
        visit.sound();

        visit.button("import.confirm", 1).click();
        visit.reads(visit.say("import.stored.say"));
        visit.sound();
        visit.link("import.to-register").click();
        visit.field("organisations.words").fill(code);
        visit.button("site.search").click();
        visit.linkOf(name).click();
        assertThat(visit.heading()).containsText(name);
        visit.reads("浏览器测试");
        visit.sound();

        visit.open("/organisations?q=" + code);
        var file = visit.page().waitForDownload(() -> visit.linkOf("XLSX").click());
        org.assertj.core.api.Assertions.assertThat(file.suggestedFilename())
                .isEqualTo(visit.say("organisations.title") + ".xlsx");
    }

    @ParameterizedTest
    @EnumSource
    void letAnOfficerRegisterAndCorrectAnOrganisation(Language language, Visits visits) {
        var city = Demonstration.loaded(application).account(Role.CITY_OFFICER);
        var visit = visits.in(language).logIn(city.login(), Accounts.DEMONSTRATION_PASSWORD);
        var code = CreditCode.completing("91310115BR0FRM0" + digit(language) + "0").value();
        var name = language == Language.EN ? "上海朔溟登记有限公司" : "上海峤屿誊录有限公司";
        var corrected = language == Language.EN ? "上海朔溟更正有限公司" : "上海峤屿改写有限公司";
        visit.open("/organisations/new").sound();

        fill(visit, code, name);
        visit.button("organisation.new.do").click();
        assertThat(visit.heading()).containsText(name);
        visit.link("organisation.correct").click();
        visit.sound();
        visit.page().locator("input[name=name]").fill(corrected);
        visit.page().locator("input[name=reason]").fill("变更登记");
        visit.button("organisation.correct.do").click();

        assertThat(visit.heading()).containsText(corrected);
        visit.reads(name);
        visit.reads("变更登记");
        visit.sound();

        visit.meaning(409).open("/organisations/new");
        fill(visit, code, "重复机构");
        visit.button("organisation.new.do").click();
        visit.linkOf(corrected).click();
        assertThat(visit.page()).hasURL(Pattern.compile(".*/organisations/[0-9a-f-]{36}.*"));
    }

    /** Both languages meet the same register. */
    private static String digit(Language language) {
        return language == Language.EN ? "1" : "2";
    }

    private static void fill(Visit visit, String code, String name) {
        visit.page().locator("input[name=code]").fill(code);
        visit.page().locator("input[name=name]").fill(name);
        visit.page().locator("select[name=kind]").selectOption("ENTERPRISE");
        visit.page().locator("select[name=district]").selectOption("310115");
    }

    private static void upload(Visit visit, String table) {
        visit.page()
                .locator("input[type=file]")
                .setInputFiles(
                        new FilePayload(
                                "table.csv", "text/csv", table.getBytes(StandardCharsets.UTF_8)));
        visit.page().locator("input[name=source]").fill("浏览器测试");
        visit.button("import.preview.do").click();
    }
}
