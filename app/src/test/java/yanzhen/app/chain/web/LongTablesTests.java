package yanzhen.app.chain.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Role;
import yanzhen.app.access.TestAccounts;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.chain.ChainDraft;
import yanzhen.app.chain.ChainDraft.EdgeRow;
import yanzhen.app.chain.ChainDraft.FactRow;
import yanzhen.app.chain.ChainDraft.NodeRow;
import yanzhen.app.chain.ChainDraft.SupplyRow;
import yanzhen.app.chain.ChainTables;
import yanzhen.app.chain.Provision;
import yanzhen.app.chain.SmallChain;
import yanzhen.app.http.Caller;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.SourceNote;
import yanzhen.app.kernel.SourceNote.Confidence;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

/** Tables that do not fit on one page: 短板清单 and 层级图 of a chain with many ores. */
@IntegrationTest
class LongTablesTests {

    private static final int ORES = 210;
    private static final int ON_A_PAGE = 50;

    @Autowired PackLoader loader;
    @Autowired ChainTables tables;
    @Autowired Atlas atlas;
    @Autowired ApplicationContext application;
    @LocalServerPort int port;

    private final Viewer officer = SmallChain.officer();
    private final String key = SmallChain.unique();
    private Caller caller;

    @BeforeEach
    void allOresComeFromOneMakerAbroad() {
        Viewers.doAs(
                Viewer.SYSTEM,
                () -> loader.load(Pack.at(Path.of("..", "packs", "shanghai-14fyp"), true)));
        Viewers.doAs(
                officer,
                () -> tables.store(tables.keep(chain()), new ChainTables.How(false, null)));
        var account = TestAccounts.of(application).open(Role.CITY_OFFICER, null, Set.of());
        caller = Caller.at(port);
        caller.logIn(account.login(), TestAccounts.PASSWORD);
    }

    @Test
    void bringEveryWeakLinkOnceOverAllPages() {
        var seen = new ArrayList<String>();
        for (int from = 0; from < ORES; from += ON_A_PAGE) {
            var page = weak("sort=NAME&from=" + from);
            assertThat(page).hasSize(Math.min(ON_A_PAGE, ORES - from));
            seen.addAll(page);
        }

        assertThat(seen).isEqualTo(inOrder());
        assertThat(body("sort=NAME&from=50")).contains("第 51–100 个，共 210 个");
    }

    @Test
    void turnTheOrderRound() {
        var backwards = new ArrayList<>(inOrder());
        Collections.reverse(backwards);

        assertThat(weak("sort=NAME&desc=true")).isEqualTo(backwards.subList(0, ON_A_PAGE));
        assertThat(weak("sort=NAME&lang=en")).first().isEqualTo("Ore 000");
        for (var order : List.of("WEIGHT", "CHAIN", "CATEGORY")) {
            assertThat(weak("sort=" + order + "&desc=true")).as(order).hasSize(ON_A_PAGE);
        }
    }

    @Test
    void beginAnewWhereThePageAskedForIsBeyondTheLast() {
        assertThat(weak("sort=NAME&from=5000")).isEqualTo(inOrder().subList(0, ON_A_PAGE));
        assertThat(weak("sort=NAME&from=-3")).isEqualTo(inOrder().subList(0, ON_A_PAGE));
    }

    @Test
    void keepTheFiltersFromPageToPage() {
        assertThat(weak("category=OTHER")).isEmpty();
        assertThat(weak("answer=answered")).isEmpty();
        assertThat(weak("answer=open&category=BASIC_MATERIAL&from=200")).hasSize(10);
        assertThat(body("answer=open&category=BASIC_MATERIAL&from=50"))
                .contains("answer=open", "from=0", "from=100");
    }

    @Test
    void exportAllOfThem() {
        var lines =
                caller.get("/weak-links/export/csv?sort=NAME&chain=" + key)
                        .body()
                        .lines()
                        .filter(it -> it.contains("测试链"))
                        .map(it -> it.substring(0, it.indexOf(',')))
                        .toList();

        assertThat(lines).isEqualTo(inOrder());
    }

    @Test
    void bringEveryTierOnceOverAllPages() {
        var wire =
                Viewers.doAs(officer, () -> atlas.map(key)).orElseThrow().nodes().stream()
                        .filter(it -> it.key().equals("wire"))
                        .findFirst()
                        .orElseThrow()
                        .id();
        var tiers = "/chains/" + key + "/nodes/" + wire + "/tiers?sort=NAME&from=";

        var first = names(caller.get(tiers + 0).body());
        var second = names(caller.get(tiers + 200).body());

        assertThat(first).hasSize(200);
        assertThat(second).hasSize(10);
        first.addAll(second);
        assertThat(first).isEqualTo(inOrder());
        assertThat(caller.get(tiers + 0).body()).contains("第 1–200 个，共 210 个");
        assertThat(names(caller.get(tiers + 99_999).body())).isEqualTo(second);
    }

    private static List<String> inOrder() {
        return IntStream.range(0, ORES).mapToObj("矿%03d"::formatted).toList();
    }

    private List<String> weak(String asked) {
        return names(body(asked));
    }

    private String body(String asked) {
        var answer = caller.get("/weak-links?chain=" + key + "&" + asked);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    /** Of the first column that links to a node of the chain. */
    private List<String> names(String body) {
        var table = body.substring(Math.max(0, body.indexOf("<tbody>")));
        return new ArrayList<>(
                Pattern.compile("<td><a href=\"/chains/" + key + "/nodes/[^\"]+\">([^<]+)</a>")
                        .matcher(table)
                        .results()
                        .map((MatchResult it) -> it.group(1))
                        .toList());
    }

    private ChainDraft chain() {
        var small = SmallChain.draft(key);
        var nodes =
                new ArrayList<NodeRow>(List.of(Objects.requireNonNull(small.nodes()).getLast()));
        var edges = new ArrayList<EdgeRow>();
        var supplies = new ArrayList<SupplyRow>();
        for (int ore = 0; ore < ORES; ore++) {
            var name = new Bilingual("矿%03d".formatted(ore), "Ore %03d".formatted(ore));
            var node = "ore-" + ore;
            nodes.add(
                    new NodeRow(
                            node,
                            "materials",
                            "material",
                            BaseCategory.BASIC_MATERIAL,
                            name,
                            true));
            edges.add(new EdgeRow(node, "wire", "made-from"));
            supplies.add(abroad(node));
        }
        return new ChainDraft(
                key,
                small.head(),
                small.stages(),
                nodes,
                edges,
                supplies,
                List.<FactRow>of(),
                null);
    }

    private static SupplyRow abroad(String node) {
        return new SupplyRow(
                node,
                new Provision.Statement(
                        null,
                        new Bilingual("海外矿业", "Overseas Mining"),
                        "JP",
                        new BigDecimal(100),
                        new SourceNote(
                                "演示数据", null, LocalDate.of(2025, 6, 30), Confidence.SYNTHETIC)),
                null);
    }
}
