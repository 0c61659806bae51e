package yanzhen.app.chain.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
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
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.chain.ChainDraft;
import yanzhen.app.chain.ChainDraft.NodeRow;
import yanzhen.app.chain.ChainTables;
import yanzhen.app.chain.NodeFact;
import yanzhen.app.chain.NodeFacts;
import yanzhen.app.chain.Provision;
import yanzhen.app.chain.Provisions;
import yanzhen.app.chain.Response;
import yanzhen.app.chain.SmallChain;
import yanzhen.app.chain.WeakLinks;
import yanzhen.app.chain.dossier.Edition.State;
import yanzhen.app.chain.foresight.Candidate;
import yanzhen.app.chain.foresight.Candidates;
import yanzhen.app.chain.foresight.Concern;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.SourceNote;
import yanzhen.app.kernel.SourceNote.Confidence;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

/** Ore that one firm abroad makes goes into wire, and a laboratory tests it. */
@IntegrationTest
class EditionsTests {

    private static final LocalDate DAY = LocalDate.of(2025, 6, 30);
    private static final SourceNote SURVEY = new SourceNote("调研", null, DAY, Confidence.VERIFIED);

    @Autowired PackLoader loader;
    @Autowired ChainTables tables;
    @Autowired Atlas atlas;
    @Autowired Provisions provisions;
    @Autowired NodeFacts facts;
    @Autowired WeakLinks weakLinks;
    @Autowired Candidates candidates;
    @Autowired Editions editions;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;

    private final Viewer officer = SmallChain.officer();
    private final Viewer taskForce =
            new Viewer(UUID.randomUUID(), "专班甲", Role.CHAIN_TASK_FORCE, Set.of(), null);
    private final String key = SmallChain.unique();
    private UUID ore = new UUID(0, 0);

    @BeforeEach
    void makeAChain() {
        Viewers.doAs(
                Viewer.SYSTEM,
                () -> loader.load(Pack.at(Path.of("../packs/shanghai-14fyp"), true)));
        as(officer, () -> tables.store(tables.keep(draft()), new ChainTables.How(false, null)));
        ore = node("ore");
        supply(ore, "荷兰企业", "NL", 100);
        supply(node("lab"), "检测院", "CN", 10);
    }

    private ChainDraft draft() {
        var small = SmallChain.draft(key);
        var nodes = new ArrayList<>(small.nodes());
        nodes.add(
                new NodeRow(
                        "lab",
                        "products",
                        "service",
                        BaseCategory.TECHNOLOGY_BASE,
                        new Bilingual("检测", "Testing"),
                        false));
        return new ChainDraft(
                key, small.head(), small.stages(), nodes, small.edges(), small.supplies());
    }

    @Test
    void listsTheWeakLinkWithItsReasonsAndThatNobodyWorksOnIt() {
        var weak = draftList(Listing.WEAK_LINKS).getFirst();

        assertThat(weak.name().zh()).isEqualTo("矿");
        assertThat(cell(Listing.WEAK_LINKS, weak, "stage")).isEqualTo("材料");
        assertThat(cell(Listing.WEAK_LINKS, weak, "reasons"))
                .contains("已知的供应方只有 1 家")
                .contains("已知供应方全部在境外");
        assertThat(cell(Listing.WEAK_LINKS, weak, "done")).isEqualTo("0");
        assertThat(weak.path()).isEqualTo("/chains/" + key + "/nodes/" + ore);
        assertThat(tasks()).contains("矿 dossier.task.open");
    }

    @Test
    void listsWhatIsBeingDoneInPlaceOfNobody() {
        answer("challenge", "published");

        assertThat(tasks()).contains("攻关 response.challenge.published");
        assertThat(tasks()).doesNotContain("矿 dossier.task.open");
        assertThat(cell(Listing.WEAK_LINKS, draftList(Listing.WEAK_LINKS).getFirst(), "done"))
                .isEqualTo("1");
    }

    /** The pack: 20 percent, or the only known maker of a node. */
    @Test
    void listsKeyFirmsByTheRulesOfThePackAndSaysWhy() {
        var firms = draftList(Listing.FIRMS);

        assertThat(firms)
                .extracting(it -> it.name().zh() + " " + cell(Listing.FIRMS, it, "why"))
                .containsExactly("荷兰企业 dossier.why.SOLE dossier.why.SHARE", "检测院 dossier.why.SOLE");
        assertThat(cell(Listing.FIRMS, firms.getFirst(), "makes")).isEqualTo("矿 100%");
        assertThat(cell(Listing.FIRMS, firms.getFirst(), "share")).isEqualTo("100");
        assertThat(cell(Listing.FIRMS, firms.getFirst(), "place")).isEqualTo("NL");
        assertThat(firms.getFirst().source()).isEqualTo(SURVEY);

        supply(node("lab"), "又一家", "CN", 5);
        assertThat(draftList(Listing.FIRMS))
                .as("neither large nor the only one any more")
                .extracting(it -> it.name().zh())
                .containsExactly("荷兰企业");
    }

    @Test
    void listsWhoMakesANodeOfTheTechnologyBaseAsAFacility() {
        var facility = only(Listing.FACILITIES);

        assertThat(facility.name().zh()).isEqualTo("检测院");
        assertThat(cell(Listing.FACILITIES, facility, "what")).isEqualTo("dossier.facility.base");
        assertThat(cell(Listing.FACILITIES, facility, "serves")).isEqualTo("检测 10%");
    }

    @Test
    void listsReadinessAndStandardsOfNodesAndCandidatesOfForesight() {
        assertThat(draftList(Listing.TECHNOLOGIES)).isEmpty();
        fact(NodeFact.Kind.READINESS, "4");
        fact(NodeFact.Kind.STANDARD, "矿的测定");
        fact(NodeFact.Kind.INDUSTRY_CODE, "C3985");
        candidate();

        assertThat(draftList(Listing.TECHNOLOGIES))
                .extracting(it ->
                        it.name().zh()
                                + " "
                                + cell(Listing.TECHNOLOGIES, it, "what")
                                + " "
                                + cell(Listing.TECHNOLOGIES, it, "value"))
                .containsExactly(
                        "矿 fact.kind.READINESS 4 / 9",
                        "矿 fact.kind.STANDARD 矿的测定",
                        "人造矿 dossier.technology.candidate ");
    }

    @Test
    void listsProjectsThatCameOfItsWeakLinks() {
        assertThat(draftList(Listing.PROJECTS)).isEmpty();
        project();

        var project = only(Listing.PROJECTS);

        assertThat(project.name().zh()).isEqualTo("高纯矿攻关");
        assertThat(cell(Listing.PROJECTS, project, "of")).isEqualTo("矿");
        assertThat(cell(Listing.PROJECTS, project, "state")).isEqualTo("project.state.RUNNING");
        assertThat(cell(Listing.PROJECTS, project, "milestones")).isEqualTo("1 / 2");
        assertThat(cell(Listing.PROJECTS, project, "due")).isEqualTo("2026-12-31");
        assertThat(project.path()).startsWith("/projects/");
    }

    /** The chain names chain-3-a, a task of chain-3 in the plan's section on chains. */
    @Test
    void listsClausesOfThePlanAndItsTasks() {
        var policies = draftList(Listing.POLICIES);

        assertThat(policies).extracting(Line::key).contains("chain-3", "chain", "guarantee-2-a");
        assertThat(policies).extracting(Line::key).doesNotContain("flock-1", "guarantee-1");
        assertThat(policies)
                .filteredOn(it -> it.key().equals("guarantee-2-a"))
                .allMatch(it -> cell(Listing.POLICIES, it, "scope").equals("dossier.scope.EVERY"));
        assertThat(draftList(Listing.TASKS))
                .filteredOn(it -> cell(Listing.TASKS, it, "state").equals("dossier.task.own"))
                .extracting(Line::key)
                .containsExactly("clause/chain-3-a");
    }

    @Test
    void areFrozenWithTheirRunAndDigestsThatAnybodyCanComputeAgain() {
        var edition = freeze();

        var frozen = as(officer, () -> editions.read(edition));

        assertThat(edition.number()).isEqualTo(1);
        assertThat(edition.state()).isEqualTo(State.WAITING);
        assertThat(edition.frozenBy()).isEqualTo("测试");
        assertThat(edition.run())
                .isEqualTo(as(officer, () -> atlas.map(key).orElseThrow().run().id()));
        assertThat(frozen.sound()).isTrue();
        assertThat(frozen.content().number()).isEqualTo(1);
        assertThat(sha(part(edition, "OPEN"))).isEqualTo(edition.openDigest());
        assertThat(sha(part(edition, "OFFICES"))).isEqualTo(edition.officesDigest());
        assertThat(sha(edition.openDigest() + "\n" + edition.officesDigest()))
                .isEqualTo(edition.digest());
    }

    @Test
    void keepSayingWhatTheySaidWhateverChangesInTheStore() {
        var edition = freeze();
        var before = as(officer, () -> editions.read(edition)).content();
        fact(NodeFact.Kind.STANDARD, "矿的测定");
        answer("challenge", "published");

        assertThat(as(officer, () -> editions.read(edition)).content()).isEqualTo(before);
        var since = Comparison.of(before, as(officer, () -> editions.draft(key)).orElseThrow());
        assertThat(since.count(Listing.TECHNOLOGIES, Comparison.Turn.CAME)).isEqualTo(1);
        assertThat(since.count(Listing.WEAK_LINKS, Comparison.Turn.CHANGED)).isEqualTo(1);
        assertThat(since.count(Listing.TASKS, Comparison.Turn.WENT)).isEqualTo(1);
    }

    /** Not by the application, and not past it: the trigger holds for the tables' owner too. */
    @Test
    void cannotBeChangedOrDeletedInTheDatabase() {
        var edition = freeze();
        for (var statement :
                List.of(
                        "update chain.edition set note = '改过' where id = ?",
                        "update chain.edition_part set content = '{}' where edition = ?",
                        "delete from chain.edition_part where edition = ?",
                        "delete from chain.edition where id = ?")) {
            assertThatThrownBy(() -> as(Viewer.SYSTEM, () -> changed(statement, edition.id())))
                    .as(statement)
                    .isInstanceOf(DataAccessException.class);
        }
        assertThat(as(officer, () -> editions.read(edition)).sound()).isTrue();
    }

    @Test
    void areSignedOnceByTheTaskForceAndByNobodyElse() {
        var edition = freeze();

        assertThatThrownBy(() -> decide(officer, edition, true)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() ->
                        as(
                                officer,
                                () ->
                                        changed(
                                                "insert into chain.edition_decision (edition, decision, reason, at) select id, 'SIGNED', '绕过', now() from chain.edition where id = ?",
                                                edition.id())))
                .as("past the service")
                .isInstanceOf(DataAccessException.class);
        decide(taskForce, edition, true);

        var signed = as(officer, () -> editions.find(key, 1)).orElseThrow();
        assertThat(signed.state()).isEqualTo(State.SIGNED);
        assertThat(signed.decision())
                .satisfies(it -> assertThat(it).isNotNull())
                .extracting(it -> it == null ? "" : it.by() + it.reason())
                .isEqualTo("专班甲核对无误");
        assertThatThrownBy(() -> decide(taskForce, edition, false))
                .isInstanceOf(Editions.Decided.class);
    }

    @Test
    void waitForADecisionBeforeTheNextAndSupersedeTheOneBefore() {
        var first = freeze();
        assertThatThrownBy(this::freeze).isInstanceOf(Editions.Waiting.class);
        decide(taskForce, first, true);
        var second = freeze();
        decide(taskForce, second, false);
        assertThat(as(officer, () -> editions.inForce(key)).orElseThrow().number()).isEqualTo(1);
        var third = freeze();
        decide(taskForce, third, true);

        assertThat(as(officer, () -> editions.of(key)))
                .extracting(it -> it.number() + " " + it.state())
                .containsExactly("3 SIGNED", "2 RETURNED", "1 SUPERSEDED");
    }

    /** A candidate technology is the offices' own, so the open part has none of it. */
    @Test
    void showTheirOpenPartToEverybodyOnceSignedAndNeverTheRest() {
        fact(NodeFact.Kind.STANDARD, "矿的测定");
        candidate();
        var edition = freeze();

        assertThat(as(Viewer.VISITOR, () -> editions.of(key))).isEmpty();
        assertThat(as(Viewer.VISITOR, () -> editions.find(key, 1))).isEmpty();
        decide(taskForce, edition, true);

        var seen = as(Viewer.VISITOR, () -> editions.read(edition));
        assertThat(seen.sound()).isTrue();
        assertThat(seen.content().list(Listing.TECHNOLOGIES))
                .extracting(it -> it.name().zh())
                .containsExactly("矿");
        assertThat(part(edition, "OPEN")).doesNotContain("人造矿");
        assertThat(parts(Viewer.VISITOR, edition)).containsExactly("OPEN");
        var offices = as(officer, () -> editions.read(edition));
        assertThat(offices.content().list(Listing.TECHNOLOGIES)).hasSize(2);
        assertThat(offices.offices().get(Listing.TECHNOLOGIES))
                .extracting(it -> it.name().zh())
                .containsExactly("人造矿");
    }

    /** 内部: the public is told sums, so neither the maker nor the reasons are in the open part. */
    @Test
    void keepWhatIsSaidOfAProtectedNodeOutOfTheirOpenPart() {
        as(Viewer.SYSTEM, () -> changed("update chain.node set own_level = 1 where id = ?", ore));
        var edition = freeze();
        decide(taskForce, edition, true);

        assertThat(part(edition, "OPEN")).doesNotContain("荷兰企业", "已知供应方全部在境外");
        assertThat(as(Viewer.VISITOR, () -> editions.read(edition)).content().list(Listing.FIRMS))
                .extracting(it -> it.name().zh())
                .containsExactly("检测院");
        assertThat(as(officer, () -> editions.read(edition)).content().list(Listing.FIRMS))
                .extracting(it -> it.name().zh())
                .contains("荷兰企业");
    }

    @Test
    void ofTheDemonstrationAreSignedAndTheDraftIsNewer() {
        var chain = "integrated-circuits";
        var edition = as(officer, () -> editions.inForce(chain)).orElseThrow();
        var content = as(officer, () -> editions.read(edition)).content();
        var draft = as(officer, () -> editions.draft(chain)).orElseThrow();

        assertThat(edition.synthetic()).isTrue();
        for (var listing : Listing.values()) {
            assertThat(content.list(listing)).as(listing.name()).isNotEmpty();
        }
        assertThat(
                        as(Viewer.VISITOR, () -> editions.read(edition))
                                .content()
                                .list(Listing.TECHNOLOGIES))
                .as("no candidates of foresight")
                .extracting(it -> cell(Listing.TECHNOLOGIES, it, "what"))
                .contains("fact.kind.STANDARD", "fact.kind.PATENT")
                .allMatch(it -> it.startsWith("fact.kind."));
        assertThat(content.list(Listing.FACILITIES))
                .as("at home")
                .allMatch(it -> cell(Listing.FACILITIES, it, "place").matches("[0-9]{6}|CN"));
        assertThat(Comparison.of(content, draft).of(Listing.TECHNOLOGIES))
                .filteredOn(it -> it.turn() == Comparison.Turn.CAME)
                .hasSizeGreaterThanOrEqualTo(2);
    }

    private Edition freeze() {
        return as(officer, () -> editions.freeze(key, "例会用"));
    }

    private void decide(Viewer viewer, Edition edition, boolean sign) {
        as(
                viewer,
                () -> {
                    if (sign) {
                        editions.sign(edition.id(), "核对无误");
                    } else {
                        editions.sendBack(edition.id(), "缺一份清单");
                    }
                    return true;
                });
    }

    private String part(Edition edition, String audience) {
        return as(
                officer,
                () ->
                        inTransaction(() ->
                                jdbc.sql(
                                                "select content from chain.edition_part where edition = ? and audience = ?")
                                        .params(edition.id(), audience)
                                        .query((row, _) -> row.getString(1))
                                        .single()));
    }

    private List<String> parts(Viewer viewer, Edition edition) {
        return as(
                viewer,
                () ->
                        inTransaction(() ->
                                jdbc.sql(
                                                "select audience from chain.edition_part where edition = ?")
                                        .param(edition.id())
                                        .query((row, _) -> row.getString(1))
                                        .list()));
    }

    private int changed(String statement, UUID id) {
        return inTransaction(() -> jdbc.sql(statement).param(id).update());
    }

    private <T> T inTransaction(Supplier<T> work) {
        var done = transaction.execute(_ -> work.get());
        if (done == null) {
            throw new AssertionError("Nothing came of it.");
        }
        return done;
    }

    private static String sha(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private List<Line> draftList(Listing listing) {
        return as(officer, () -> editions.draft(key)).orElseThrow().list(listing);
    }

    private Line only(Listing listing) {
        assertThat(draftList(listing)).hasSize(1);
        return draftList(listing).getFirst();
    }

    private List<String> tasks() {
        return draftList(Listing.TASKS).stream()
                .map(it -> it.name().zh() + " " + cell(Listing.TASKS, it, "state"))
                .toList();
    }

    private static String cell(Listing listing, Line line, String column) {
        return line.cells().get(listing.columns().indexOf(column)).zh();
    }

    private UUID node(String name) {
        return as(officer, () -> atlas.map(key).orElseThrow()).nodes().stream()
                .filter(it -> it.key().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private void supply(UUID node, String name, String country, int share) {
        as(
                officer,
                () ->
                        provisions.state(
                                node,
                                new Provision.Statement(
                                        null,
                                        new Bilingual(name, name),
                                        country,
                                        new BigDecimal(share),
                                        SURVEY)));
    }

    private void fact(NodeFact.Kind kind, String value) {
        as(
                officer,
                () ->
                        facts.state(
                                ore,
                                new NodeFact.Statement(
                                        kind,
                                        value,
                                        null,
                                        new Bilingual("测试组", "Testers"),
                                        SURVEY,
                                        DAY,
                                        null)));
    }

    private void candidate() {
        as(
                officer,
                () ->
                        candidates.add(
                                new Candidate.Draft(
                                        new Bilingual("人造矿", "Man-made ore"),
                                        "说明",
                                        "within-3",
                                        List.of(new Concern(key, ore)))));
    }

    private void answer(String kind, String state) {
        var link = as(officer, () -> weakLinks.ofNode(key, "ore")).orElseThrow();
        as(
                officer,
                () ->
                        inTransaction(() -> {
                            weakLinks.answeredBy(
                                    link,
                                    new Response(kind, UUID.randomUUID(), "/" + kind, "攻关", state));
                            return true;
                        }));
    }

    /** Like one of the demonstration, with one of two milestones accepted. */
    private void project() {
        var link = as(officer, () -> weakLinks.ofNode(key, "ore")).orElseThrow();
        as(
                Viewer.SYSTEM,
                () ->
                        inTransaction(() -> {
                            var challenge =
                                    made(
                                            """
                                            insert into challenge.challenge
                                                (weak_link, owner, title, description, category, state, reward_fen,
                                                 payer, ip_rule, use_commitment, bid_deadline, deliver_by, created_at, published_at)
                                            select ?, c.owner, '高纯矿攻关', '说明', 'BASIC_MATERIAL', 'AWARDED', 100,
                                                 '市级', '归揭榜方', '首批采购', now(), date '2027-01-01', now(), now()
                                            from challenge.challenge c limit 1 returning id
                                            """,
                                            link);
                            var bid =
                                    made(
                                            """
                                            insert into challenge.bid
                                                (challenge, organisation, approach, price_fen, promises, digest, submitted_at)
                                            select ?, p.organisation, '自研', 100, array[1], 'x', now()
                                            from challenge.project p limit 1 returning id
                                            """,
                                            challenge);
                            var project =
                                    made(
                                            """
                                            insert into challenge.project
                                                (challenge, bid, organisation, state, started_on, created_at)
                                            select b.challenge, b.id, b.organisation, 'RUNNING', date '2026-01-01', now()
                                            from challenge.bid b where b.id = ? returning id
                                            """,
                                            bid);
                            return jdbc.sql(
                                            """
                                            insert into challenge.milestone (project, ordinal, title_zh, title_en, due, share, state)
                                            values (:of, 1, '样品', 'Sample', date '2026-06-30', 50, 'ACCEPTED'),
                                                   (:of, 2, '验收', 'Acceptance', date '2026-12-31', 50, 'OPEN')
                                            """)
                                    .param("of", project)
                                    .update();
                        }));
    }

    private UUID made(String insert, UUID of) {
        return jdbc.sql(insert).param(of).query((row, _) -> row.getObject(1, UUID.class)).single();
    }

    private static <T> T as(Viewer viewer, Supplier<T> work) {
        return Viewers.doAs(viewer, work);
    }
}
