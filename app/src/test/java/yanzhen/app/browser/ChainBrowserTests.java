package yanzhen.app.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Role;

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
        var boxes = visit.page().locator("#board .box");
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

    /** The legend is a filter: the picture pales and the table shortens together. */
    @ParameterizedTest
    @EnumSource
    void narrowThePictureAndTheTableAlike(Language language, Visits visits) {
        Demonstration.loaded(application);
        var visit = visits.in(language).open("/chains/integrated-circuits");
        int all = rows(visit);

        visit.page()
                .locator(".legend")
                .getByRole(AriaRole.LINK)
                .filter(new Locator.FilterOptions().setHasText(visit.say("state.watch")))
                .click();

        visit.sound();
        int narrowed = rows(visit);
        int boxes = visit.page().locator(".board .box").count();
        assertThat(narrowed).isBetween(1, all - 1);
        assertThat(visit.page().locator(".board .box.out")).hasCount(boxes - narrowed);
    }

    @ParameterizedTest
    @EnumSource
    void lightTheNeighbourhoodUnderThePointerAndZoomByKey(Language language, Visits visits) {
        Demonstration.loaded(application);
        var visit = visits.in(language).open("/chains/civil-aircraft");
        var board = visit.page().locator("#board");
        var frame = visit.page().locator(".board-frame");
        double whole = widthOf(board);
        var boxes = visit.page().locator("#board .box");

        boxes.first().hover();
        int lit = visit.page().locator(".board .box.lit").count();
        assertThat(lit).isBetween(2, boxes.count() - 1);
        assertThat(visit.page().locator(".board .curves path.lit")).hasCount(lit - 1);

        boxes.first().focus();
        for (int press = 0; press < 5; press++) {
            visit.page().keyboard().press("+");
        }
        assertThat(widthOf(board)).isGreaterThan(2 * whole);
        assertThat(middleIsWithin(boxes.first(), frame)).as("the box that was zoomed on").isTrue();
        boxes.last().focus();
        assertThat(middleIsWithin(boxes.last(), frame)).as("the box gone to by key").isTrue();
        visit.page().keyboard().press("0");
        assertThat(widthOf(board)).isLessThanOrEqualTo(whole + 1);
    }

    private static double widthOf(Locator it) {
        return Objects.requireNonNull(it.boundingBox()).width;
    }

    private static boolean middleIsWithin(Locator box, Locator board) {
        var one = Objects.requireNonNull(box.boundingBox());
        var whole = Objects.requireNonNull(board.boundingBox());
        double x = one.x + one.width / 2;
        double y = one.y + one.height / 2;
        return x >= whole.x
                && x <= whole.x + whole.width
                && y >= whole.y
                && y <= whole.y + whole.height;
    }

    /** Stated and corrected by keyboard alone; every problem at once; the verdict follows. */
    @ParameterizedTest
    @EnumSource
    void stateAndCorrectASupplierByKeyboardAndSeeTheVerdictChange(
            Language language, Visits visits) {
        var account = Demonstration.loaded(application).account(Role.CHAIN_TASK_FORCE);
        var visit = visits.in(language).logIn(account.login(), Accounts.DEMONSTRATION_PASSWORD);
        var chain = ChainFiles.stored(visit);
        visit.open("/chains/" + chain);
        visit.main().locator("tbody").getByRole(AriaRole.LINK).first().click();
        assertThat(visit.heading()).containsText(visit.say("state.unknown"));
        visit.sound();

        visit.link("provision.new").press("Enter");
        visit.page().locator("form.form").evaluate("it => { it.noValidate = true; }");
        visit.fieldWithHint("field.chain.share").fill("140");
        visit.meaning(422).fieldWithHint("field.chain.share").press("Enter");
        var said = visit.page().getByRole(AriaRole.ALERT);
        for (var field :
                new String[] {
                    "field.chain.supplierName",
                    "field.chain.share",
                    "field.chain.sourceTitle",
                    "field.chain.asOf"
                }) {
            assertThat(said).containsText(visit.say(field));
        }
        visit.sound();

        visit.fieldWithHint("field.chain.supplierName").fill("演示供应商 Demo");
        visit.fieldWithHint("field.chain.country").selectOption("JP");
        visit.fieldWithHint("field.chain.share").fill("100");
        visit.fieldWithHint("field.chain.sourceTitle").fill("演示来源 Demo");
        visit.fieldWithHint("field.chain.asOf").fill("2026-01-31");
        visit.fieldWithHint("field.chain.confidence").selectOption("SYNTHETIC");
        visit.button("provision.state.do").press("Enter");
        visit.reads(visit.say("done.provision-stated"));
        visit.reads(
                visit.say(
                        "node.verdict.changed",
                        visit.say("state.unknown"),
                        visit.say("state.weak")));
        visit.sound();

        visit.main()
                .getByRole(
                        AriaRole.LINK,
                        new Locator.GetByRoleOptions()
                                .setName(visit.say("provision.correct.of", "演示供应商 Demo")))
                .press("Enter");
        visit.sound();
        visit.fieldWithHint("field.chain.country").selectOption("CN");
        visit.fieldWithHint("provision.reason").fill("演示更正 Demo");
        visit.button("provision.correct.do").press("Enter");
        visit.reads(visit.say("done.provision-corrected"));
        visit.reads(visit.say("node.verdict.same", visit.say("state.weak")));
        visit.page().locator("details.history summary").press("Enter");
        visit.reads("演示更正 Demo");
        visit.sound();
    }

    @ParameterizedTest
    @EnumSource
    void importAChainThatWasMendedAfterItsProblemsWereShown(Language language, Visits visits) {
        var account = Demonstration.loaded(application).account(Role.CITY_OFFICER);
        var visit = visits.in(language).logIn(account.login(), Accounts.DEMONSTRATION_PASSWORD);
        var files = ChainFiles.of("import-" + language.code() + "-" + ChainFiles.unique());

        visit.open("/chains").link("chain-import.title").click();
        visit.sound();
        visit.fieldWithHint("chain-import.files").setInputFiles(files.withAnEdgeToNothing());
        visit.meaning(422).button("chain-import.look").click();
        var said = visit.page().getByRole(AriaRole.ALERT);
        assertThat(said).containsText("edges 3");
        assertThat(said).containsText("nothing-there");
        assertThat(said).containsText(visit.say("site.problems.in-rows", 1, 1));
        visit.sound();

        visit.fieldWithHint("chain-import.files").setInputFiles(files.sound());
        visit.button("chain-import.look").click();
        visit.reads(visit.say("chain-import.not-yet"));
        visit.reads(visit.say("chain-import.fresh"));
        var nodes = visit.main().locator("tbody tr").nth(2);
        assertThat(nodes).containsText(visit.say("chain-table.nodes"));
        assertThat(nodes.locator("td.num")).hasText(new String[] {"2", "0", "0", "2", "0"});
        visit.sound();
        visit.button("chain-import.store").click();
        visit.reads(visit.say("done.chain-imported"));
        assertThat(visit.page()).hasURL(Pattern.compile(".*/chains/" + files.key()));
        assertThat(visit.page().locator(".board .box")).hasCount(2);
        visit.sound();
    }

    private static int rows(Visit visit) {
        return visit.main().locator("tbody tr").count();
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
