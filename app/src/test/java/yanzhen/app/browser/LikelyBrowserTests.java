package yanzhen.app.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Enrolment;
import yanzhen.app.cluster.Facts;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.kernel.CreditCode;

/** A body that is in the register already, typed and imported once more. */
@BrowserTest
class LikelyBrowserTests {

    private static final String DISTRICT = "310107";

    @Autowired ApplicationContext application;
    @Autowired Enrolment enrolment;
    @Autowired TransactionTemplate transaction;

    @BeforeEach
    void load() {
        Demonstration.loaded(application);
    }

    private <T> T asSystem(Supplier<T> work) {
        return Viewers.doAs(
                Viewer.SYSTEM, () -> Objects.requireNonNull(transaction.execute(_ -> work.get())));
    }

    private static Facts facts(String name, @Nullable String address) {
        return new Facts(
                name, null, Organisation.Kind.ENTERPRISE, DISTRICT, null, null, null, address);
    }

    private static CreditCode code(Language language, String body) {
        return CreditCode.completing(
                "91%sBR0LK%s%s".formatted(DISTRICT, language == Language.ZH ? "1" : "2", body));
    }

    private static String address(Language language) {
        return "上海市普陀区示例路%s号".formatted(language == Language.ZH ? "66" : "88");
    }

    private UUID renamed(Language language, String former, String name) {
        var address = address(language);
        var id =
                asSystem(() ->
                        enrolment.register(code(language, "000"), null, facts(former, address)));
        asSystem(() -> {
            enrolment.correct(id, facts(name, address), "更名");
            return id;
        });
        return id;
    }

    private static Visit city(Language language, Visits visits) {
        return visits.in(language).logIn("city", Accounts.DEMONSTRATION_PASSWORD);
    }

    /**
     * It is there under a former name, typed in traditional characters: it is shown, and opened.
     */
    @ParameterizedTest
    @EnumSource
    void showAnOfficerWhoIsThereAlready(Language language, Visits visits) {
        boolean chinese = language == Language.ZH;
        var present = chinese ? "上海鸣蜩仪表有限公司" : "上海授衣雷达有限公司";
        var former = chinese ? "上海萑苇测量仪器有限公司" : "上海肃霜雷达天线有限公司";
        var typed = chinese ? "上海萑葦測量儀器有限公司" : "上海肅霜雷達天線有限公司";
        var id = renamed(language, former, present);
        var visit = city(language, visits);
        visit.open("/organisations/new").sound();

        fill(visit, code(language, "001"), typed);
        visit.page().locator("input[name=address]").fill(address(language) + "2幢");
        visit.button("organisation.new.do").click();
        visit.reads(visit.say("likely.notice", 1));
        visit.reads(visit.say("likeness.ADDRESS_SAME"));
        visit.reads(visit.say("likeness.NAME_FORMER"));
        visit.sound();
        var link = visit.page().locator(".likely a").first();
        assertThat(link).hasText(present);
        assertThat(link).hasAttribute("href", Pattern.compile(".*/organisations/" + id + ".*"));

        // It is another one after all, and nobody asks again.
        visit.button("likely.different").click();
        assertThat(visit.heading()).containsText(typed);
        visit.reads(address(language) + "2幢");
        visit.sound();
        visit.open("/organisations/duplicates?state=DIFFERENT&district=" + DISTRICT).sound();
        visit.reads(typed);

        visit.open("/organisations/" + id).sound();
        visit.reads(address(language));
    }

    /** One that is nobody's double is registered without a question. */
    @ParameterizedTest
    @EnumSource
    void askNothingAboutOneThatIsNew(Language language, Visits visits) {
        var name = language == Language.ZH ? "上海朋酒声光有限公司" : "上海凌阴声光有限公司";
        var visit = city(language, visits);
        visit.open("/organisations/new");
        fill(visit, code(language, "002"), name);
        visit.button("organisation.new.do").click();

        assertThat(visit.heading()).containsText(name);
    }

    @ParameterizedTest
    @EnumSource
    void letAnOfficerAnswerForRowsOfATable(Language language, Visits visits) {
        boolean chinese = language == Language.ZH;
        var mark = chinese ? "斯螽" : "莎鸡";
        asSystem(() ->
                enrolment.register(
                        code(language, "003"), null, facts("上海%s冶炼有限公司".formatted(mark), null)));
        var visit = city(language, visits);
        visit.open("/organisations/imports");
        visit.page()
                .locator("input[type=file]")
                .setInputFiles(
                        new FilePayload(
                                "table.csv",
                                "text/csv",
                                "code,name,kind,district\n%s,%s冶炼（上海）有限公司,ENTERPRISE,%s\n%s,上海%s养蜂有限公司,ENTERPRISE,%s\n"
                                        .formatted(
                                                code(language, "004"),
                                                mark,
                                                DISTRICT,
                                                code(language, "005"),
                                                chinese ? "蟋蟀" : "穹窒",
                                                DISTRICT)
                                        .getBytes(StandardCharsets.UTF_8)));
        visit.page().locator("input[name=source]").fill("浏览器测试");
        visit.button("import.preview.do").click();
        visit.reads(visit.say("import.likely", 1, 1));
        visit.sound();

        visit.button("import.likely.do.LEFT_OUT").click();
        visit.reads(visit.say("problem.none-chosen"));
        visit.page().locator("input[name=row]").first().check();
        visit.button("import.likely.do.LEFT_OUT").click();
        visit.reads(visit.say("import.likely.settled", 1));
        visit.reads(visit.say("import.left-out"));
        visit.sound();
        visit.button("import.confirm", 1).click();
        visit.reads(visit.say("import.stored.say"));
        visit.open("/organisations?q=" + code(language, "004"));
        visit.reads(visit.say("organisations.none.hint"));
    }

    private static void fill(Visit visit, CreditCode code, String name) {
        visit.page().locator("input[name=code]").fill(code.value());
        visit.page().locator("input[name=name]").fill(name);
        visit.page().locator("select[name=kind]").selectOption("ENTERPRISE");
        visit.page().locator("select[name=district]").selectOption(DISTRICT);
    }
}
