package yanzhen.app.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Certificates;
import yanzhen.app.cluster.Enrolment;
import yanzhen.app.cluster.Facts;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Register;
import yanzhen.app.kernel.CreditCode;
import yanzhen.app.kernel.Period;

/** From the request of a firm to the register and the certificate. */
@BrowserTest
class AdjustBrowserTests {

    private static final String XUHUI = "310104";

    @Autowired ApplicationContext application;
    @Autowired Accounts accounts;
    @Autowired Enrolment enrolment;
    @Autowired Register register;
    @Autowired Certificates certificates;
    @Autowired TransactionTemplate transaction;
    @Autowired Clock clock;

    @BeforeEach
    void load() {
        Demonstration.loaded(application);
    }

    private <T> T asSystem(Supplier<T> work) {
        return Viewers.doAs(
                Viewer.SYSTEM, () -> Objects.requireNonNull(transaction.execute(_ -> work.get())));
    }

    private UUID firm(String name, String login, String body) {
        var code = CreditCode.completing("91%s%s".formatted(XUHUI, body));
        var facts = new Facts(name, null, Organisation.Kind.ENTERPRISE, XUHUI, null, null, null);
        return asSystem(() -> {
            var id = enrolment.register(code, null, facts);
            var account =
                    accounts.open(
                            new Accounts.NewAccount(login, name, Role.ENTERPRISE, null, true),
                            Accounts.DEMONSTRATION_PASSWORD);
            accounts.mandate(account.id(), id);
            return id;
        });
    }

    private Visit visit(Language language, Visits visits, String login) {
        return visits.in(language).logIn(login, Accounts.DEMONSTRATION_PASSWORD);
    }

    private static void decide(Visit visit, String verdict, String reason) {
        visit.page().locator("input[name=verdict][value=%s]".formatted(verdict)).check();
        visit.page().locator("input[name=reason]").last().fill(reason);
        visit.button("work.decide.do").click();
    }

    private static String here(Visit visit) {
        return visit.page().url().replaceFirst("https?://[^/]+", "").replaceFirst("\\?.*", "");
    }

    /**
     * The firm asks for a change of name, completes it once, the district passes it on, the city
     * decides: the new certificate bears the new name, the one before says that it was replaced.
     */
    @ParameterizedTest
    @EnumSource
    void renameAFirmAndReissueItsCertificate(Language language, Visits visits) {
        var before = "上海旧名试验有限公司" + language;
        var after = "上海新名试验有限公司" + language;
        var login = "adjust-" + language.code();
        var firm = firm(before, login, "ADJT0000" + (language == Language.EN ? "1" : "2"));
        var since = Period.since(LocalDate.now(clock).minusMonths(24));
        var recognition = asSystem(() -> register.grant(firm, "etc-city", since, "演示〔2024〕1号"));

        var visit = visit(language, visits, login);
        visit.open("/organisations/" + firm).sound();
        visit.link("adjustment.apply").click();
        visit.sound();
        visit.page().locator("input[name=name]").fill(after);
        visit.page().locator("input[name=effective]").fill(LocalDate.now(clock).toString());
        visit.page().locator("textarea[name=statement]").fill("公司更名");
        visit.meaning(422).button("adjustment.file").click();
        visit.reads(visit.say("problem.adjustment-paper-missing"));
        assertThat(visit.page().locator("input[name=name]")).hasValue(after);
        visit.sound();
        visit.page()
                .locator("input[type=file]")
                .first()
                .setInputFiles(
                        new FilePayload(
                                "notice.txt",
                                "text/plain",
                                "通知书".getBytes(StandardCharsets.UTF_8)));
        visit.button("adjustment.file").click();
        visit.reads(visit.say("adjustment.next.COMPLETENESS"));
        visit.sound();
        var address = here(visit);

        var district = visit(language, visits, "xuhui");
        district.open("/work").sound();
        district.open("/adjustments").sound();
        district.page().locator("a[href='%s']".formatted(address)).first().click();
        decide(district, "RETURNED", "说明太短");
        visit.open(address).sound();
        visit.link("adjustment.again").click();
        visit.page().locator("textarea[name=statement]").fill("公司更名，登记机关已核准");
        visit.sound();
        visit.button("application.submit.again").click();
        district.open(address).sound();
        assertThat(district.page().locator("ins")).hasText("公司更名，登记机关已核准");
        decide(district, "PASSED", "材料齐全");

        var city = visit(language, visits, "city");
        city.open(address).sound();
        city.page().locator("input[name=document]").fill("演示〔2026〕调12号");
        decide(city, "PASSED", "同意");
        city.reads(city.say("adjustment.next.DONE"));
        city.sound();

        visit.open("/organisations/" + firm).sound();
        assertThat(visit.heading()).containsText(after);
        visit.reads(before);
        var number = asSystem(() -> certificates.find(firm, recognition).orElseThrow().number());
        var visitor = visits.in(language).open("/certificates/" + number).sound();
        visitor.reads(after);
        visitor.reads(visitor.say("certificate.edition", 2));
        visitor.open("/certificates/%s?edition=1".formatted(number)).sound();
        visitor.reads(before);
        assertThat(visitor.page().locator(".answer .tag")).hasText(visitor.say("held.replaced"));
        visitor.link("certificate.to-last").click();
        assertThat(visitor.page().locator(".answer .tag")).hasText(visitor.say("held.in-force"));
    }
}
