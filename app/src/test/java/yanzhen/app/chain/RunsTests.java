package yanzhen.app.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.ChainDraft.EdgeRow;
import yanzhen.app.chain.ChainDraft.Head;
import yanzhen.app.chain.ChainDraft.NodeRow;
import yanzhen.app.chain.ChainDraft.StageRow;
import yanzhen.app.chain.Finding.Severity;
import yanzhen.app.chain.NodeDiagnosis.State;
import yanzhen.app.chain.NodeFact.Kind;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.SourceNote;
import yanzhen.app.kernel.SourceNote.Confidence;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

@IntegrationTest
class RunsTests {

    private static final Set<String> NOTES =
            Set.of("country-concentration", "stops-products", "choke-point", "depth");

    @Autowired PackLoader loader;
    @Autowired ChainTables tables;
    @Autowired Atlas atlas;
    @Autowired Provisions provisions;
    @Autowired NodeFacts facts;
    @Autowired Runs runs;
    @Autowired SupplyNetworks networks;
    @Autowired RiskRuns risks;
    @Autowired CascadeRules.Book book;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;
    @Autowired Clock clock;

    private final Viewer officer = SmallChain.officer();
    private String key = "";
    private LocalDate today = LocalDate.EPOCH;

    @BeforeEach
    void loadThePack() {
        Viewers.doAs(
                Viewer.SYSTEM,
                () -> loader.load(Pack.at(Path.of("../packs/shanghai-14fyp"), true)));
        key = SmallChain.unique();
        today = LocalDate.now(clock);
    }

    /**
     * A chain in which each rule of the pack fires at a node made for it, and the node made for no
     * rule is sound. A rule that is new in the pack and has no node here fails.
     */
    @Test
    void findWithEveryRuleWhatItWasMadeFor() {
        var made = new LinkedHashMap<String, List<String>>();
        // Five makers, one of them abroad and none of them large, leave a node its own rule alone.
        made.put("single-source", List.of("CN 100"));
        made.put("no-domestic", List.of("JP", "KR"));
        made.put("foreign-share", List.of("JP 40", "US 35", "CN 25"));
        made.put("single-country", List.of("JP 40", "JP 41", "CN 19"));
        made.put("concentration", List.of("CN 80", "CN 20"));
        made.put("country-concentration", List.of("CN 40", "CN 40", "JP 20"));
        for (var rule :
                List.of(
                        "foreign-dependence",
                        "recovery",
                        "readiness",
                        "stops-products",
                        "choke-point",
                        "depth",
                        "systemic-risk",
                        "no-substitute",
                        "stale",
                        "data-age")) {
            made.put(rule, List.of("CN 25", "JP 20", "CN 20", "CN 20", "CN 15"));
        }
        made.put("no-data", List.of());
        made.put("sound", List.of("CN 25", "JP 20", "CN 20", "CN 20", "CN 15"));
        // Six tiers: 0 → 1 → … and two products, so that half of them stop without the first.
        var edges =
                List.of(
                        new EdgeRow("sound", "readiness", "made-from"),
                        new EdgeRow("readiness", "stops-products", "made-from"),
                        new EdgeRow("stops-products", "choke-point", "made-from"),
                        new EdgeRow("choke-point", "depth", "made-from"),
                        new EdgeRow("concentration", "choke-point", "made-from"));
        store(made.keySet().stream().toList(), edges);
        var ids = ids();
        made.forEach((node, makers) -> {
            int maker = 0;
            for (var written : makers) {
                boolean old = node.equals("data-age") || (node.equals("stale") && maker == 0);
                supply(ids, node, "企业" + ++maker, written, old ? today.minusMonths(40) : today);
            }
        });
        say(ids, "foreign-dependence", Kind.FOREIGN_DEPENDENCE, "75");
        say(ids, "recovery", Kind.SURVIVAL_DAYS, "30");
        say(ids, "recovery", Kind.RECOVERY_DAYS, "150");
        say(ids, "readiness", Kind.READINESS, "3");
        say(ids, "no-substitute", Kind.SUBSTITUTABLE, "false");
        runOverAllFirms(key + "/systemic-risk");

        var found = found();
        var rules =
                asOfficer(() -> atlas.rulebook()).orElseThrow().rules().stream()
                        .map(Rule::key)
                        .toList();
        assertThat(made.keySet()).containsAll(rules);
        for (var rule : rules) {
            assertThat(found.getOrDefault(rule, List.of()))
                    .as("what fires at the node made for %s", rule)
                    .contains(rule);
        }
        assertThat(rules(found, "foreign-dependence")).containsExactly("foreign-dependence");
        assertThat(rules(found, "recovery")).containsExactly("recovery");
        assertThat(rules(found, "no-substitute")).containsExactly("no-substitute");
        assertThat(rules(found, "systemic-risk")).containsExactly("systemic-risk");
        assertThat(rules(found, "no-data")).containsExactly("no-data");
        assertThat(rules(found, "single-source"))
                .containsExactlyInAnyOrder("single-source", "concentration");
        assertThat(rules(found, "sound")).isEmpty();
    }

    @Test
    void sayWhatTurnedBetweenTwoAndWhy() {
        asOfficer(() ->
                tables.store(tables.keep(SmallChain.draft(key)), new ChainTables.How(false, null)));
        var first = latest();
        supply(ids(), "ore", "荷兰企业", "NL 100", today);
        var second = latest();

        var differences = asOfficer(() -> runs.between(first.id(), second.id()));

        assertThat(differences)
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.name().zh()).isEqualTo("矿");
                    assertThat(Objects.requireNonNull(it.before()).state())
                            .isEqualTo(State.UNKNOWN);
                    assertThat(Objects.requireNonNull(it.after()).state()).isEqualTo(State.WEAK);
                });
        assertThat(second.changed()).isOne();
        assertThat(second.by()).isEqualTo("测试");
        assertThat(Objects.requireNonNull(second.basis()).facts()).isOne();
        assertThat(second.basis().data())
                .isNotEqualTo(Objects.requireNonNull(first.basis()).data());
        assertThat(second.basis().rules()).isEqualTo(first.basis().rules());
        assertThat(asOfficer(() -> runs.before(second.id()))).contains(first.id());
        assertThat(asOfficer(() -> runs.of(key, 0, 10)))
                .extracting(Runs.Entry::id, it -> it.counts().nodes())
                .containsExactly(tuple(second.id(), 2), tuple(first.id(), 2));
    }

    /**
     * Facts that came later, and one that was corrected since, change nothing of what was found.
     */
    @Test
    void comeOutTheSameWhenTheyAreDoneAgain() {
        asOfficer(() ->
                tables.store(tables.keep(SmallChain.draft(key)), new ChainTables.How(false, null)));
        var ore = supply(ids(), "ore", "荷兰企业", "NL 100", today);
        var then = latest();
        asOfficer(() -> provisions.correct(ore, statement("荷兰企业", "NL 55", today), "份额有误"));
        supply(ids(), "ore", "本地企业", "CN 45", today);

        assertThat(asOfficer(() -> runs.again(then.id())).orElseThrow().same()).isTrue();
        assertThat(asOfficer(() -> runs.again(latest().id())).orElseThrow().same()).isTrue();
        assertThat(asOfficer(() -> runs.between(then.id(), latest().id()))).hasSize(1);
    }

    /** Somebody goes behind the platform's back: the run done again tells. */
    @Test
    void tellWhenTheDataWereChangedSince() {
        asOfficer(() ->
                tables.store(tables.keep(SmallChain.draft(key)), new ChainTables.How(false, null)));
        var ore = supply(ids(), "ore", "荷兰企业", "NL 100", today);
        var then = latest();
        Viewers.doAs(
                Viewer.SYSTEM,
                () ->
                        transaction.executeWithoutResult(_ ->
                                jdbc.sql(
                                                "update chain.provision set recorded_at = recorded_at + interval '1 day' where id = ?")
                                        .param(ore)
                                        .update()));

        var again = asOfficer(() -> runs.again(then.id())).orElseThrow();

        assertThat(again.sameData()).isFalse();
        assertThat(again.differences())
                .singleElement()
                .satisfies(it ->
                        assertThat(Objects.requireNonNull(it.after()).findings())
                                .extracting(Finding::severity)
                                .contains(Severity.UNKNOWN)
                                .doesNotContain(Severity.WEAK));
    }

    /** In a network in which most firms hang on the makers of a node. */
    private void runOverAllFirms(String node) {
        var network =
                asOfficer(() ->
                        networks.store(
                                networks.keep(TinyNetwork.draft(TinyNetwork.unique(), 600, node))));
        var run = asOfficer(() -> risks.begin(network, book.inForce().usual()));
        TinyNetwork.until(() ->
                asOfficer(() -> risks.find(run)).orElseThrow().state() == RiskRuns.State.DONE);
    }

    private void store(List<String> nodes, List<EdgeRow> edges) {
        var rows = new ArrayList<NodeRow>();
        for (var node : nodes) {
            rows.add(
                    new NodeRow(
                            node,
                            "stage",
                            "component",
                            BaseCategory.OTHER,
                            new Bilingual(node, node),
                            true));
        }
        var draft =
                new ChainDraft(
                        key,
                        new Head(
                                new Bilingual("测试链", "Test chain"),
                                "chain-3-a",
                                new Bilingual("测试组", "Testers"),
                                null),
                        List.of(new StageRow("stage", new Bilingual("环节", "Stage"))),
                        rows,
                        edges,
                        List.of());
        asOfficer(() -> tables.store(tables.keep(draft), new ChainTables.How(false, null)));
    }

    private Map<String, UUID> ids() {
        var ids = new LinkedHashMap<String, UUID>();
        asOfficer(() -> atlas.map(key))
                .orElseThrow()
                .nodes()
                .forEach(it -> ids.put(it.key(), it.id()));
        return ids;
    }

    /** Of each node the rules that fired in the latest run. */
    private Map<String, List<String>> found() {
        var found = new LinkedHashMap<String, List<String>>();
        asOfficer(() -> runs.verdicts(latest().id()))
                .forEach(it ->
                        found.put(
                                it.name().zh(),
                                it.verdict().findings().stream().map(Finding::rule).toList()));
        return found;
    }

    /** But for notes, which are no verdict. */
    private static List<String> rules(Map<String, List<String>> found, String node) {
        return found.getOrDefault(node, List.of()).stream()
                .filter(it -> !NOTES.contains(it))
                .toList();
    }

    private Runs.Entry latest() {
        return asOfficer(() -> runs.of(key, 0, 1)).getFirst();
    }

    /** Country and, where it is known, the share: {@code NL 100}. */
    private UUID supply(
            Map<String, UUID> ids, String node, String name, String written, LocalDate asOf) {
        return asOfficer(() ->
                provisions.state(
                        Objects.requireNonNull(ids.get(node)), statement(name, written, asOf)));
    }

    private static Provision.Statement statement(String name, String written, LocalDate asOf) {
        var parts = List.of(written.split(" ", -1));
        return new Provision.Statement(
                null,
                new Bilingual(name, name),
                parts.getFirst(),
                parts.size() == 1 ? null : new BigDecimal(parts.getLast()),
                source(asOf));
    }

    private void say(Map<String, UUID> ids, String node, Kind kind, String value) {
        asOfficer(() ->
                facts.state(
                        Objects.requireNonNull(ids.get(node)),
                        new NodeFact.Statement(
                                kind,
                                value,
                                null,
                                new Bilingual("专班", "Task force"),
                                source(today),
                                today,
                                null)));
    }

    private static SourceNote source(LocalDate asOf) {
        return new SourceNote("调研", null, asOf, Confidence.VERIFIED);
    }

    private <T extends @Nullable Object> T asOfficer(Supplier<T> work) {
        return Viewers.doAs(officer, work);
    }
}
