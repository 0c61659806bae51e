package yanzhen.app.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.chain.ChainDraft;
import yanzhen.app.chain.ChainDraft.EdgeRow;
import yanzhen.app.chain.ChainDraft.NodeRow;
import yanzhen.app.chain.ChainDraft.StageRow;
import yanzhen.app.chain.ChainTables;
import yanzhen.app.chain.SmallChain;
import yanzhen.app.kernel.Bilingual;

@BrowserTest
class PictureBrowserTests {

    /**
     * Generous: a claim on speed rests on the bench, this only on what nobody would call at once.
     */
    private static final double AT_ONCE = 5_000;

    @Autowired ApplicationContext application;
    @Autowired ChainTables tables;

    /** Found, looked at closely, folded and left again, by keyboard where one would. */
    @Test
    void letsAReaderFindHerWayThroughThreeHundredNodes(Visits visits) {
        Demonstration.loaded(application);
        var key = stored(300);
        var visit = visits.in(Language.ZH).open("/chains/" + key).sound();
        var page = visit.page();
        assertThat(page.locator("#board .box")).hasCount(300);
        assertThat(page.locator(".board-map.shown")).hasCount(1);
        report(page, "board.first");

        page.keyboard().press("/");
        page.keyboard().type("节点 177");
        assertThat(page.locator("#board .hit")).hasCount(1);
        page.keyboard().press("Enter");
        assertThat(page.locator("#board .box:focus")).hasAttribute("data-key", "n177");

        page.keyboard().press("f");
        assertThat(page).hasURL(Pattern.compile(".*focus=n177.*"));
        assertThat(page.locator("#board .root")).hasAttribute("data-key", "n177");
        report(page, "board.swap");
        int near = page.locator("#board .box").count();
        assertThat(near).isBetween(1, 299);
        assertThat(page.locator("tbody tr")).hasCount(Math.min(near, 200));

        page.keyboard().press("Escape");
        assertThat(page.locator("#board .box")).hasCount(300);
        page.goBack();
        assertThat(page.locator("#board .root")).hasCount(1);
        page.goForward();
        assertThat(page.locator("#board .box")).hasCount(300);

        page.locator("#board a.col").first().click();
        assertThat(page.locator("#board .stack")).hasCount(1);
        int open = page.locator("#board .box").count();
        assertThat(page.locator("#board .stack")).containsText(String.valueOf(300 - open));
        report(page, "board.swap");
        visit.sound();
    }

    /** The same addresses lead to the same pictures where no script runs. */
    @Test
    void showsTheNeighbourhoodThatAnAddressNames(Visits visits) {
        Demonstration.loaded(application);
        var visit =
                visits.in(Language.EN)
                        .open("/chains/integrated-circuits?focus=lithography&up=1&down=0");
        var page = visit.page();

        assertThat(page.locator("#board .root")).containsText("ithography");
        assertThat(page.locator("tbody tr")).hasCount(page.locator("#board .box").count());
        visit.sound();
        visit.open("/chains/integrated-circuits?fold=materials.equipment").sound();
        assertThat(page.locator("#board .stack")).hasCount(2);
    }

    @Test
    void savesThePictureAsSvgAndAsPng(Visits visits) throws IOException {
        Demonstration.loaded(application);
        var page = visits.in(Language.ZH).open("/chains/civil-aircraft").page();

        var svg = page.waitForDownload(() -> page.locator(".board-tools a[download]").click());
        var png = page.waitForDownload(() -> page.locator("[data-png]").click());

        assertThat(Files.readString(svg.path())).contains("<svg xmlns=").contains("font-family");
        var image = javax.imageio.ImageIO.read(png.path().toFile());
        assertThat(image.getWidth()).isGreaterThan(1400);
        assertThat(image.getHeight()).isGreaterThan(400);
        assertThat(png.suggestedFilename()).endsWith(".png");
    }

    @ParameterizedTest
    @EnumSource
    void showHeatDistrictsAndTiersSoundly(Language language, Visits visits) {
        Demonstration.loaded(application);
        var visit = visits.in(language).open("/chains/integrated-circuits");

        visit.link("heat.link").click();
        visit.sound();
        assertThat(visit.page().locator("td.cell.m-4, td.cell.m-5").first()).isVisible();
        visit.open("/chains/integrated-circuits/heat?by=district&measure=makers").sound();

        visit.open("/chains/integrated-circuits/districts").sound();
        assertThat(visit.page().locator(".mosaic .tile")).hasCount(16);
        var tile = visit.page().locator(".mosaic .tile").last();
        tile.click();
        assertThat(visit.page()).hasURL(Pattern.compile(".*place=31.*"));
        visit.sound();

        visit.open("/chains/civil-aircraft");
        visit.page().locator("tbody tr a[href*='/nodes/']").first().click();
        visit.link("tiers.link").click();
        visit.sound();
        visit.link("tiers.turn.down").click();
        visit.sound();
    }

    /** What the page measured of itself goes into the report of the tests. */
    private static void report(Page page, String name) {
        var measured =
                ((Number)
                                page.evaluate(
                                        "name => performance.getEntriesByName(name).pop().duration",
                                        name))
                        .doubleValue();
        System.out.printf("Picture of 300 nodes, %s: %.0f ms%n", name, measured);
        assertThat(measured).as(name).isLessThan(AT_ONCE);
    }

    private String stored(int nodes) {
        var key = SmallChain.unique();
        var draft = draft(key, nodes);
        Viewers.doAs(
                SmallChain.officer(),
                () -> tables.store(tables.keep(draft), new ChainTables.How(false, null)));
        return key;
    }

    /** Seven stages; each node goes into one to three nodes further on. */
    private static ChainDraft draft(String key, int nodes) {
        var random = new Random(300);
        var small = SmallChain.draft(key);
        var stages =
                IntStream.range(0, 7)
                        .mapToObj(it ->
                                new StageRow("s" + it, new Bilingual("环节 " + it, "Stage " + it)))
                        .toList();
        var rows =
                IntStream.range(0, nodes)
                        .mapToObj(it ->
                                new NodeRow(
                                        "n" + it,
                                        "s" + it * 7 / nodes,
                                        "component",
                                        BaseCategory.OTHER,
                                        new Bilingual("节点 " + it, "Node " + it),
                                        false))
                        .toList();
        var edges = new ArrayList<EdgeRow>();
        var seen = new HashSet<List<Integer>>();
        for (int at = 0; at + 1 < nodes; at++) {
            for (int edge = 0; edge <= random.nextInt(3); edge++) {
                int to = at + 1 + random.nextInt(Math.min(90, nodes - at - 1));
                if (seen.add(List.of(at, to))) {
                    edges.add(new EdgeRow("n" + at, "n" + to, "made-from"));
                }
            }
        }
        return new ChainDraft(key, small.head(), stages, rows, edges, List.of());
    }
}
