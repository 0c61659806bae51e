package yanzhen.app.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.Proposals.Kind;
import yanzhen.app.chain.Proposals.Said;
import yanzhen.app.chain.Proposals.Subject;
import yanzhen.app.chain.Provision.Statement;
import yanzhen.app.chain.UpdateRequest.State;
import yanzhen.app.chain.UpdateRequests.Confirmation;
import yanzhen.app.chain.UpdateRequests.Query;
import yanzhen.app.cluster.Belongings;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Problems;
import yanzhen.app.kernel.SourceNote;
import yanzhen.app.kernel.SourceNote.Confidence;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

/** Ore goes into wire; what is known of ore has gone stale. */
@IntegrationTest
class KeepingAliveTests {

    private static final String FIRM = "91310107DEM0000058";
    private static final String OTHER = "91310109DEM0000068";

    @Autowired PackLoader loader;
    @Autowired ChainTables tables;
    @Autowired Atlas atlas;
    @Autowired Provisions provisions;
    @Autowired NodeOwners owners;
    @Autowired UpdateRequests requests;
    @Autowired Proposals proposals;
    @Autowired Freshness freshness;
    @Autowired List<Belongings> belongings;
    @Autowired Organisations organisations;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;
    @Autowired Clock clock;

    private final Viewer officer = SmallChain.officer();
    private final String chain = SmallChain.unique();
    private UUID ore = new UUID(0, 0);
    private UUID firm = new UUID(0, 0);
    private Viewer firms = Viewer.VISITOR;
    private Viewer others = Viewer.VISITOR;

    @BeforeEach
    void aStaleChain() {
        Viewers.doAs(
                Viewer.SYSTEM,
                () -> loader.load(Pack.at(Path.of("../packs/shanghai-14fyp"), true)));
        asOfficer(() ->
                tables.store(
                        tables.keep(SmallChain.draft(chain)), new ChainTables.How(false, null)));
        ore = asOfficer(() -> atlas.map(chain).orElseThrow().nodes().getFirst().id());
        firm = id(FIRM);
        firms = new Viewer(UUID.randomUUID(), "企业", Role.ENTERPRISE, Set.of(firm), null);
        others = new Viewer(UUID.randomUUID(), "别家", Role.ENTERPRISE, Set.of(id(OTHER)), null);
    }

    private UUID id(String code) {
        return Viewers.doAs(Viewer.SYSTEM, () -> organisations.findByKey(code).orElseThrow().id());
    }

    @Test
    void asksOnceForAFactHoweverManyProcessesAsk() throws Exception {
        var fact = stale(null, "40");

        var one = CompletableFuture.supplyAsync(this::ask);
        var two = CompletableFuture.supplyAsync(this::ask);
        CompletableFuture.allOf(one, two).get(30, TimeUnit.SECONDS);
        ask();

        assertThat(open())
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.fact()).isEqualTo(fact);
                    assertThat(it.state()).isEqualTo(State.OVERDUE);
                    assertThat(it.asked()).isEqualTo(NodeOwner.TASK_FORCE);
                });
    }

    /** A hundred facts, one answer, one run: the age of data is a rule, so the verdict changes. */
    @Test
    void confirmsAHundredFactsAtOnceAndDiagnosesTheChainOnce() {
        asOfficer(() -> transaction.execute(_ -> aHundredStaleFacts()));
        asOfficer(() -> atlas.diagnose(chain));
        assertThat(sayings()).anyMatch(it -> it.equals("stale"));
        ask();
        long before = runs();

        boolean inForce = asOfficer(() -> requests.confirm(ids(), today("核实函")));

        assertThat(inForce).isTrue();
        assertThat(runs()).isEqualTo(before + 1);
        assertThat(open()).isEmpty();
        assertThat(asOfficer(() -> requests.search(all(), null, 200).items()))
                .hasSize(100)
                .extracting(UpdateRequest::state)
                .containsOnly(State.CONFIRMED);
        assertThat(sayings()).noneMatch(it -> it.equals("stale"));
    }

    private List<String> sayings() {
        return asOfficer(() -> atlas.findings(atlas.map(chain).orElseThrow().run().id(), ore))
                .stream()
                .map(Finding::rule)
                .toList();
    }

    private int aHundredStaleFacts() {
        return jdbc.sql(
                        """
                        insert into chain.provision
                            (node, provider_zh, provider_en, country, share, source_title, as_of, confidence,
                             stale_after, recorded_at, synthetic)
                        select :node, '演示' || i, 'Demo ' || i, 'CN', 1, '旧来源', :day::date - 900, 'SYNTHETIC',
                               :day::date - 100, now() - interval '1 minute', true
                        from generate_series(1, 100) i
                        """)
                .param("node", ore)
                .param("day", LocalDate.now(clock))
                .update();
    }

    @Test
    void refusesASourceThatIsNotNewerThanThatOfTheFact() {
        stale(null, "40");
        ask();
        var older = new Confirmation("旧函", null, LocalDate.now(clock).minusDays(1_000));

        assertThatThrownBy(() -> asOfficer(() -> requests.confirm(ids(), older)))
                .isInstanceOf(Problems.Refused.class);
        assertThat(open()).hasSize(1);
    }

    @Test
    void takesWhatWaitsToTheNewOwnerAndBackToTheTaskForce() {
        stale(null, "40");
        ask();
        assertThat(askedOf(firms)).isEmpty();

        Viewers.doAs(officer, () -> owners.name(ore, NodeOwner.organisation(firm), "牵头企业"));
        assertThat(askedOf(firms)).hasSize(1);
        assertThat(askedOf(others)).isEmpty();

        Viewers.doAs(officer, () -> owners.end(ore, "改由专班"));
        assertThat(askedOf(firms)).isEmpty();
        assertThat(open()).extracting(UpdateRequest::asked).containsExactly(NodeOwner.TASK_FORCE);
        assertThat(asOfficer(() -> owners.history(ore))).hasSize(1);
    }

    @Test
    void letsAnOwnerPassOnWhatItDoesNotKnow() {
        stale(null, "40");
        Viewers.doAs(officer, () -> owners.name(ore, NodeOwner.organisation(firm), "牵头企业"));
        ask();

        Viewers.doAs(firms, () -> requests.passOn(ids(), "已转产，不掌握"));

        assertThat(open())
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.asked()).isEqualTo(NodeOwner.TASK_FORCE);
                    assertThat(it.note()).isEqualTo("已转产，不掌握");
                });
        assertThat(askedOf(firms)).as("sees that it was passed on").hasSize(1);
    }

    /** What an owner confirms is a proposal; only its acceptance makes the fact fresh. */
    @Test
    void turnsAnOwnersAnswerIntoAFactOnceItIsAccepted() {
        stale(null, "40");
        Viewers.doAs(officer, () -> owners.name(ore, NodeOwner.organisation(firm), "牵头企业"));
        ask();

        boolean inForce = as(firms, () -> requests.confirm(ids(), today("企业核实函")));
        assertThat(inForce).isFalse();
        assertThat(counts().stale()).isEqualTo(1);
        assertThat(open()).singleElement().matches(UpdateRequest::proposed);

        accept(waiting());
        assertThat(counts()).isEqualTo(new Freshness.Counts(1, 0, 0));
        assertThat(open()).isEmpty();
    }

    @Test
    void letsAFirmCorrectItsOwnEntryAfterReviewAndNoOther() {
        var own = stale(firm, "40");
        var foreign = stale(null, "20");
        var change = said(Kind.CHANGE, "55");

        assertThatThrownBy(() ->
                        as(firms, () -> proposals.propose(new Subject(foreign, null), change)))
                .isInstanceOf(Forbidden.class);
        var id = as(firms, () -> proposals.propose(new Subject(own, null), change));
        assertThatThrownBy(() -> as(firms, () -> proposals.propose(new Subject(own, null), change)))
                .isInstanceOf(Proposals.Doubled.class);
        assertThat(shares()).containsExactlyInAnyOrder("40", "20");

        accept(List.of(id));

        assertThat(shares()).containsExactlyInAnyOrder("55", "20");
        assertThat(
                        as(firms, () -> proposals.search(new Proposals.Query("", null), null, 50))
                                .items())
                .filteredOn(it -> it.id().equals(id))
                .singleElement()
                .satisfies(it -> assertThat(it.state()).isEqualTo(Proposals.State.ACCEPTED));
        assertThatThrownBy(() -> accept(List.of(id))).isInstanceOf(Proposals.Decided.class);
    }

    @Test
    void tellsAFirmWhyItsCorrectionWasRefusedAndOvertakesWhatIsOld() {
        var own = stale(firm, "40");
        var refused =
                as(
                        firms,
                        () -> proposals.propose(new Subject(own, null), said(Kind.WITHDRAW, null)));
        Viewers.doAs(officer, () -> proposals.refuse(List.of(refused), "年报仍列为主营"));
        var overtaken =
                as(firms, () -> proposals.propose(new Subject(own, null), said(Kind.CHANGE, "41")));
        asOfficer(() -> provisions.correct(own, statement(firm, "42"), "年报更新"));

        var found =
                as(firms, () -> proposals.search(new Proposals.Query("", null), null, 50)).items();
        assertThat(found)
                .filteredOn(it -> it.id().equals(refused))
                .singleElement()
                .satisfies(it -> assertThat(it.reason()).isEqualTo("年报仍列为主营"));
        assertThat(found)
                .filteredOn(it -> it.id().equals(overtaken))
                .singleElement()
                .satisfies(it -> assertThat(it.state()).isEqualTo(Proposals.State.OVERTAKEN));
    }

    /** As when a body is merged into another: the term, what it is asked, and what it proposed. */
    @Test
    void passesWithABodyToItsSuccessorAndBack() {
        var fact = stale(null, "40");
        Viewers.doAs(officer, () -> owners.name(ore, NodeOwner.organisation(firm), "牵头企业"));
        ask();
        var proposal =
                as(
                        firms,
                        () -> proposals.propose(new Subject(fact, null), said(Kind.CHANGE, "41")));
        var term = ofKind("node-owner", firm, "/nodes/" + ore);

        var terms = pass("node-owner", term);
        var proposed = pass("chain-proposal", proposal.toString());

        assertThat(askedOf(others)).singleElement().matches(it -> it.fact().equals(fact));
        assertThat(askedOf(firms)).isEmpty();
        assertThat(asOfficer(() -> owners.of(ore, LocalDate.now(clock))))
                .contains(NodeOwner.organisation(id(OTHER)));
        assertThat(
                        as(
                                        others,
                                        () ->
                                                proposals.search(
                                                        new Proposals.Query(chain, null), null, 9))
                                .items())
                .extracting(Proposals.Proposal::id)
                .containsExactly(proposal);

        assertThat(back("node-owner", terms)).isEmpty();
        assertThat(back("chain-proposal", proposed)).isEmpty();
        assertThat(askedOf(firms)).hasSize(1);
    }

    private Belongings kind(String kind) {
        return belongings.stream().filter(it -> it.kind().equals(kind)).findFirst().orElseThrow();
    }

    private String ofKind(String kind, UUID body, String pathEnd) {
        return Viewers.doAs(Viewer.SYSTEM, () -> transaction.execute(_ -> kind(kind).of(body)))
                .stream()
                .filter(it -> String.valueOf(it.path()).endsWith(pathEnd))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private List<Belongings.Trace> pass(String kind, String item) {
        var passage =
                new Belongings.Passage(
                        firm, id(OTHER), Set.of(item), Map.of(), "合并", clock.instant());
        return Viewers.doAs(
                Viewer.SYSTEM, () -> transaction.execute(_ -> kind(kind).pass(passage)));
    }

    private List<String> back(String kind, List<Belongings.Trace> traces) {
        var back = new Belongings.Return(firm, id(OTHER), traces, "撤销合并", clock.instant());
        return Viewers.doAs(
                Viewer.SYSTEM, () -> transaction.execute(_ -> kind(kind).bringBack(back)));
    }

    /** The second wall: the database itself, whatever the service checks. */
    @Test
    void letsNobodyProposeForOthersOrDecideOnItsOwn() {
        var own = stale(firm, "40");
        var id =
                as(firms, () -> proposals.propose(new Subject(own, null), said(Kind.CHANGE, "55")));

        assertThat(as(others, () -> raw("select count(*) from chain.proposal where id = ?", id)))
                .isZero();
        assertThatThrownBy(() ->
                        as(
                                others,
                                () ->
                                        transaction.execute(_ ->
                                                jdbc.sql(
                                                                """
                                                                insert into chain.proposal
                                                                    (node, provision, kind, source_title, as_of,
                                                                     organisation, proposed_by, proposed_at)
                                                                values (?, ?, 'CONFIRM', '伪造', current_date, ?, '别家', now())
                                                                """)
                                                        .params(ore, own, id(OTHER))
                                                        .update())))
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() ->
                        as(
                                firms,
                                () ->
                                        transaction.execute(_ ->
                                                jdbc.sql(
                                                                "update chain.proposal set state = 'ACCEPTED', decided_at = now() where id = ?")
                                                        .param(id)
                                                        .update())))
                .isInstanceOf(DataAccessException.class);
    }

    private Long raw(String sql, UUID id) {
        return transaction.execute(_ -> jdbc.sql(sql).param(id).query(Long.class).single());
    }

    private void accept(List<UUID> ids) {
        Viewers.doAs(officer, () -> proposals.accept(ids));
    }

    private List<UUID> waiting() {
        return asOfficer(() ->
                        proposals.search(
                                new Proposals.Query(chain, Proposals.State.WAITING), null, 50))
                .items()
                .stream()
                .map(Proposals.Proposal::id)
                .toList();
    }

    private Freshness.Counts counts() {
        return as(Viewer.VISITOR, () -> freshness.ofNodes(chain, LocalDate.now(clock))).stream()
                .filter(it -> it.node().equals(ore))
                .findFirst()
                .orElseThrow()
                .counts();
    }

    private List<String> shares() {
        return asOfficer(() -> provisions.of(ore, clock.instant())).stream()
                .map(it -> String.valueOf(it.statement().share()).replaceFirst("\\.0+$", ""))
                .toList();
    }

    private UUID stale(@Nullable UUID organisation, String share) {
        return asOfficer(() -> provisions.state(ore, statement(organisation, share)));
    }

    /** Of 900 days ago; facts are fresh for 24 months. */
    private Statement statement(@Nullable UUID organisation, String share) {
        return new Statement(
                organisation,
                new Bilingual("甲" + share + "（演示）", "Demo " + share),
                "CN",
                new BigDecimal(share),
                new SourceNote(
                        "旧来源", null, LocalDate.now(clock).minusDays(900), Confidence.SYNTHETIC));
    }

    private Said said(Kind kind, @Nullable String value) {
        return new Said(kind, value, "2026 年统计", null, LocalDate.now(clock), "口径更新");
    }

    private Confirmation today(String title) {
        return new Confirmation(title, null, LocalDate.now(clock));
    }

    private int ask() {
        return Viewers.doAs(Viewer.SYSTEM, requests::ask);
    }

    private Query all() {
        return new Query(chain, null, "", "", false);
    }

    private List<UpdateRequest> open() {
        return asOfficer(() ->
                requests.search(new Query(chain, null, "", Query.WAITING, false), null, 200)
                        .items());
    }

    private List<UUID> ids() {
        return open().stream().map(UpdateRequest::id).toList();
    }

    private List<UpdateRequest> askedOf(Viewer viewer) {
        return as(viewer, () -> requests.search(all(), null, 200).items());
    }

    private long runs() {
        return asOfficer(() ->
                transaction.execute(_ ->
                        jdbc.sql("select count(*) from chain.diagnosis where chain = ?")
                                .param(chain)
                                .query(Long.class)
                                .single()));
    }

    private <T> T asOfficer(Supplier<T> work) {
        return as(officer, work);
    }

    private static <T> T as(Viewer viewer, Supplier<T> work) {
        return Viewers.doAs(viewer, work);
    }
}
