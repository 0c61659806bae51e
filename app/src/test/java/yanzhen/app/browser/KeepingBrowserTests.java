package yanzhen.app.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.UpdateRequests;

@BrowserTest
class KeepingBrowserTests {

    private static final String OWNER = "firm5";
    private static final String OWNERS_CODE = "91310107DEM0000058";

    @Autowired ApplicationContext application;

    /** A stale node asks its owner, is answered, is reviewed, and turns fresh. */
    @ParameterizedTest
    @EnumSource
    void letAStaleNodeAskItsOwnerBeAnsweredAndTurnFresh(Language language, Visits visits) {
        var keeper = Demonstration.loaded(application).account(Role.CHAIN_TASK_FORCE).login();
        var visit = visits.in(language).logIn(keeper, Accounts.DEMONSTRATION_PASSWORD);
        var chain = ChainFiles.stored(visit);
        aStaleSupplier(visit, chain);
        nameTheOwner(visit);
        Viewers.doAs(Viewer.SYSTEM, () -> application.getBean(UpdateRequests.class).ask());
        visit.open("/chains/" + chain + "/freshness?show=STALE").sound();
        assertThat(visit.main().locator("tbody tr")).hasCount(1);
        visit.logOut();

        visit.logIn(OWNER, Accounts.DEMONSTRATION_PASSWORD);
        visit.rail("updates").click();
        visit.open("/updates?chain=" + chain).sound();
        visit.reads(visit.say("update.state.OVERDUE"));
        visit.main().locator("tbody input[name=chosen]").check();
        visit.fieldWithHint("field.chain.sourceTitle").fill("企业核实函 Letter of the firm");
        visit.fieldWithHint("field.chain.asOf").fill("2026-03-31");
        visit.button("updates.confirm.do").click();
        visit.reads(visit.say("done.update-proposed"));
        visit.reads(visit.say("update.proposed"));
        visit.sound().logOut();

        visit.logIn(keeper, Accounts.DEMONSTRATION_PASSWORD);
        visit.open("/proposals?chain=" + chain).sound();
        visit.main().locator("tbody input[name=chosen]").check();
        visit.button("proposals.accept").click();
        visit.reads(visit.say("done.proposals-accepted"));

        visit.open("/chains/" + chain + "/freshness?show=STALE").sound();
        visit.reads(visit.say("fresh.none"));
        visit.open("/updates?chain=" + chain + "&state=CONFIRMED").sound();
        assertThat(visit.main().locator("tbody tr")).hasCount(1);
    }

    private static void aStaleSupplier(Visit visit, String chain) {
        visit.open("/chains/" + chain);
        visit.main().locator("tbody").getByRole(AriaRole.LINK).first().click();
        visit.link("provision.new").click();
        visit.fieldWithHint("field.chain.supplierName").fill("演示供应商 Demo");
        visit.fieldWithHint("field.chain.country").selectOption("CN");
        visit.fieldWithHint("field.chain.share").fill("60");
        visit.fieldWithHint("field.chain.sourceTitle").fill("演示来源 Demo");
        visit.fieldWithHint("field.chain.asOf").fill("2020-01-31");
        visit.fieldWithHint("field.chain.confidence").selectOption("SYNTHETIC");
        visit.button("provision.state.do").click();
        visit.reads(visit.say("done.provision-stated"));
        visit.reads(visit.say("supplier.stale"));
    }

    private static void nameTheOwner(Visit visit) {
        visit.link("owner.name").click();
        visit.sound();
        visit.main()
                .getByRole(
                        AriaRole.RADIO,
                        new Locator.GetByRoleOptions().setName(visit.say("owner.ORGANISATION")))
                .check();
        visit.fieldWithHint("field.chain.code").fill(OWNERS_CODE);
        visit.fieldWithHint("field.chain.reason").fill("牵头企业 Leading firm");
        visit.button("owner.do").click();
        visit.reads(visit.say("done.owner-named"));
    }
}
