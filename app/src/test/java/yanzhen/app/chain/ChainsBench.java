package yanzhen.app.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Role;
import yanzhen.app.access.TestAccounts;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.ChainDraft.EdgeRow;
import yanzhen.app.chain.ChainDraft.FactRow;
import yanzhen.app.chain.ChainDraft.Head;
import yanzhen.app.chain.ChainDraft.NodeRow;
import yanzhen.app.chain.ChainDraft.StageRow;
import yanzhen.app.chain.ChainDraft.SupplyRow;
import yanzhen.app.http.Caller;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.SourceNote;
import yanzhen.app.kernel.SourceNote.Confidence;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

/**
 * How long pages and diagnoses of many large chains take, beside those of the chain that comes with
 * the pack, in the same run. Asserts that pages answer and runs come out the same, and no time. Run
 * by {@code bench/chains.sh}, which says how many chains and nodes.
 */
@Tag("bench")
@IntegrationTest
class ChainsBench {

    private static final int CHAINS = Integer.getInteger("bench.chains", 50);
    private static final int NODES = Integer.getInteger("bench.nodes", 300);
    private static final List<BaseCategory> CATEGORIES = List.of(BaseCategory.values());
    private static final int STAGES = 8;
    private static final int MAKERS = 5;
    private static final int TIMES = 100;
    private static final int WARM = 20;
    private static final String SMALL = "integrated-circuits";
    private static final LocalDate DAY = LocalDate.of(2025, 6, 30);
    private static final List<String> COUNTRIES = List.of("CN", "CN", "CN", "JP", "US", "NL", "DE");

    @Autowired PackLoader loader;
    @Autowired ChainTables tables;
    @Autowired Atlas atlas;
    @Autowired Runs runs;
    @Autowired ApplicationContext application;
    @LocalServerPort int port;

    private final Viewer officer = SmallChain.officer();
    private final String large = SmallChain.unique();

    @Test
    void measures() throws IOException {
        Viewers.doAs(
                Viewer.SYSTEM,
                () -> loader.load(Pack.at(Path.of("../packs/shanghai-14fyp"), true)));
        long begun = System.nanoTime();
        asOfficer(() -> store(large, 0));
        for (int chain = 1; chain < CHAINS; chain++) {
            int seed = chain;
            asOfficer(() -> store(SmallChain.unique(), seed));
        }
        System.out.printf(
                Locale.ROOT,
                "%d chains of %d nodes stored and diagnosed in %.1f s.%n%n",
                CHAINS,
                NODES,
                (System.nanoTime() - begun) / 1e9);
        System.out.println("| what, " + TIMES + " times | median ms | 95th percentile ms |");
        System.out.println("|---|--:|--:|");
        diagnoses();
        pages();
        System.out.println("load after: " + Files.readString(Path.of("/proc/loadavg")).strip());
    }

    private void diagnoses() {
        for (var key : List.of(SMALL, large)) {
            time(
                    "diagnosis of " + nodes(key) + " nodes",
                    () -> asOfficer(() -> atlas.diagnose(key)));
            var run = asOfficer(() -> runs.of(key, 0, 1)).getFirst().id();
            time(
                    "run of " + nodes(key) + " nodes done again",
                    () ->
                            assertThat(asOfficer(() -> runs.again(run)).orElseThrow().same())
                                    .isTrue());
        }
    }

    private int nodes(String key) {
        return asOfficer(() -> atlas.map(key)).orElseThrow().nodes().size();
    }

    private void pages() {
        var account = TestAccounts.of(application).open(Role.CITY_OFFICER, null, Set.of());
        var caller = Caller.at(port);
        caller.logIn(account.login(), TestAccounts.PASSWORD);
        var paths = new ArrayList<String>();
        paths.add("/chains");
        paths.add("/weak-links");
        for (var key : List.of(SMALL, large)) {
            var map = asOfficer(() -> atlas.map(key)).orElseThrow();
            var chain = "/chains/" + key;
            var node = chain + "/nodes/" + map.nodes().getLast().id();
            paths.addAll(
                    List.of(
                            chain,
                            node,
                            node + "/tiers",
                            chain + "/heat",
                            chain + "/districts",
                            chain + "/runs"));
        }
        for (var path : paths) {
            time(
                    named(path),
                    () -> assertThat(caller.get(path).statusCode()).as(path).isEqualTo(200));
        }
    }

    private String named(String path) {
        return path.replace(large, "{" + NODES + " nodes}")
                .replace(SMALL, "{pack}")
                .replaceAll("nodes/[0-9a-f-]{36}", "nodes/{last}");
    }

    private static void time(String what, Runnable work) {
        var times = new ArrayList<Double>();
        for (int run = 0; run < WARM + TIMES; run++) {
            long begun = System.nanoTime();
            work.run();
            times.add((System.nanoTime() - begun) / 1e6);
        }
        var warm = times.subList(WARM, times.size()).stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1f | %.1f |%n",
                what,
                warm.get(TIMES / 2),
                warm.get(TIMES * 95 / 100));
    }

    /** Nodes evenly over the stages, two edges forward from each, five makers and one readiness. */
    private String store(String key, int seed) {
        var random = new Random(seed);
        var stages = new ArrayList<StageRow>();
        for (int stage = 0; stage < STAGES; stage++) {
            stages.add(new StageRow("s" + stage, new Bilingual("环节" + stage, "Stage " + stage)));
        }
        var nodes = new ArrayList<NodeRow>();
        var edges = new ArrayList<EdgeRow>();
        var seen = new HashSet<String>();
        var supplies = new ArrayList<SupplyRow>();
        var facts = new ArrayList<FactRow>();
        for (int node = 0; node < NODES; node++) {
            var name = new Bilingual("节点" + node, "Node " + node);
            nodes.add(
                    new NodeRow(
                            "n" + node,
                            "s" + node * STAGES / NODES,
                            "component",
                            CATEGORIES.get(node % CATEGORIES.size()),
                            name,
                            true));
            for (int edge = 0; edge < 2; edge++) {
                int to = node + 1 + random.nextInt(NODES / STAGES * 2);
                if (to < NODES && seen.add(node + ">" + to)) {
                    edges.add(new EdgeRow("n" + node, "n" + to, "made-from"));
                }
            }
            supply(supplies, "n" + node, random);
            facts.add(readiness("n" + node, random));
        }
        var draft =
                new ChainDraft(
                        key,
                        new Head(
                                new Bilingual("试算链" + seed, "Chain " + seed),
                                "chain-3-a",
                                new Bilingual("测试组", "Testers"),
                                null),
                        stages,
                        nodes,
                        edges,
                        supplies,
                        facts,
                        null);
        return tables.store(tables.keep(draft), new ChainTables.How(false, null));
    }

    private static void supply(List<SupplyRow> supplies, String node, Random random) {
        int left = 100;
        for (int maker = 0; maker < MAKERS; maker++) {
            int share = random.nextInt(left + 1);
            left -= share;
            var name = "企业" + random.nextInt(400) + "号" + maker;
            supplies.add(
                    new SupplyRow(
                            node,
                            new Provision.Statement(
                                    null,
                                    new Bilingual(name, name),
                                    COUNTRIES.get(random.nextInt(COUNTRIES.size())),
                                    new BigDecimal(share),
                                    source()),
                            null));
        }
    }

    private static FactRow readiness(String node, Random random) {
        return new FactRow(
                node,
                new NodeFact.Statement(
                        NodeFact.Kind.READINESS,
                        "" + (1 + random.nextInt(9)),
                        null,
                        new Bilingual("专班", "Task force"),
                        source(),
                        DAY,
                        null),
                null);
    }

    private static SourceNote source() {
        return new SourceNote("演示数据", null, DAY, Confidence.SYNTHETIC);
    }

    private <T> T asOfficer(Supplier<T> work) {
        return Viewers.doAs(officer, work);
    }
}
