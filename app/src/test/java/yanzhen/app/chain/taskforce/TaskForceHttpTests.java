package yanzhen.app.chain.taskforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Account;
import yanzhen.app.access.Role;
import yanzhen.app.access.TestAccounts;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.ChainTables;
import yanzhen.app.chain.NodeDiagnosis;
import yanzhen.app.chain.Provision.Statement;
import yanzhen.app.chain.Provisions;
import yanzhen.app.chain.Reviews;
import yanzhen.app.chain.SmallChain;
import yanzhen.app.chain.dossier.Editions;
import yanzhen.app.chain.dossier.Listing;
import yanzhen.app.cluster.Enrolment;
import yanzhen.app.cluster.Facts;
import yanzhen.app.cluster.Identities;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.http.Caller;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.CreditCode;
import yanzhen.app.kernel.SourceNote;
import yanzhen.app.kernel.SourceNote.Confidence;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

/** What each post may do, over HTTP and in the database; minutes, tasks, plans, pilots. */
@IntegrationTest
class TaskForceHttpTests {

    private static final String LEADING = "91310120DEM0000153";
    private static final String OTHER = "91310104DEM000002K";

    private static final AtomicInteger MADE = new AtomicInteger();

    @LocalServerPort int port;
    @Autowired ApplicationContext application;
    @Autowired PackLoader loader;
    @Autowired Organisations organisations;
    @Autowired Enrolment enrolment;
    @Autowired Identities identities;
    @Autowired ChainTables tables;
    @Autowired Atlas atlas;
    @Autowired Provisions provisions;
    @Autowired Reviews reviews;
    @Autowired TaskForces forces;
    @Autowired ResponsePlans plans;
    @Autowired Pilots pilots;
    @Autowired Editions editions;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;
    @Autowired Clock clock;

    private String chain = "";
    private UUID node = new UUID(0, 0);
    private @Nullable Account chief;
    private @Nullable Account office;
    private @Nullable Account leader;
    private @Nullable Account member;

    @BeforeEach
    void aChainWithATaskForce() {
        Viewers.doAs(
                Viewer.SYSTEM,
                () -> loader.load(Pack.at(Path.of("../packs/shanghai-14fyp"), true)));
        chain = SmallChain.unique();
        var keeper = SmallChain.officer();
        as(
                keeper,
                () ->
                        tables.store(
                                tables.keep(SmallChain.draft(chain)),
                                new ChainTables.How(false, null)));
        node = as(keeper, () -> atlas.map(chain).orElseThrow().nodes().getFirst().id());
        as(keeper, () -> provisions.state(node, said("甲", "JP", "100")));

        var accounts = TestAccounts.of(application);
        chief = accounts.open(Role.CITY_OFFICER);
        office = accounts.open(Role.CHAIN_TASK_FORCE);
        leader = accounts.open(Role.ENTERPRISE, null, Set.of(organisation(LEADING)));
        member = accounts.open(Role.ENTERPRISE, null, Set.of(organisation(OTHER)));
        var city = caller(chief);
        assertThat(
                        city.post(
                                at("/task-force"),
                                keyed("remit", "试", "everyDays", "0", "first", "", "reason", "")))
                .extracting(HttpResponse::statusCode)
                .isEqualTo(422);
        done(
                city.post(
                        at("/task-force"),
                        keyed(
                                "remit",
                                "试验链",
                                "everyDays",
                                "30",
                                "first",
                                "2026-01-10",
                                "reason",
                                "设立")));
        appoint(city, "CHIEF", chief.login(), "");
        appoint(city, "OFFICE", office(), "");
        appoint(city, "LEADER", "", LEADING);
        appoint(city, "MEMBER", "", OTHER);
    }

    private String office() {
        return Objects.requireNonNull(office).login();
    }

    private void appoint(Caller city, String post, String login, String organisation) {
        done(
                city.post(
                        at("/task-force/members"),
                        keyed(
                                "post",
                                post,
                                "login",
                                login,
                                "organisation",
                                organisation,
                                "name",
                                "成员 " + post,
                                "since",
                                "2026-01-01")));
    }

    private UUID organisation(String code) {
        return as(Viewer.SYSTEM, () -> organisations.findByKey(code))
                .map(Organisation::id)
                .orElseThrow();
    }

    private static Statement said(String name, String country, String share) {
        return new Statement(
                null,
                new Bilingual(name, name),
                country,
                new BigDecimal(share),
                new SourceNote("测试", null, LocalDate.of(2026, 6, 1), Confidence.VERIFIED));
    }

    private <T> T as(Viewer viewer, Supplier<T> work) {
        return Viewers.doAs(
                viewer, () -> Objects.requireNonNull(transaction.execute(_ -> work.get())));
    }

    private Viewer chiefs() {
        return Objects.requireNonNull(chief).asViewer();
    }

    private Caller caller(@Nullable Account account) {
        var caller = Caller.at(port);
        caller.logIn(Objects.requireNonNull(account).login(), TestAccounts.PASSWORD);
        return caller;
    }

    private String at(String path) {
        return "/chains/" + chain + path;
    }

    private static Map<String, String> keyed(String... pairs) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("key", UUID.randomUUID().toString());
        for (int at = 0; at < pairs.length; at += 2) {
            fields.put(pairs[at], pairs[at + 1]);
        }
        return fields;
    }

    private static String done(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return answer.headers().firstValue("location").orElse("");
    }

    private static void refused(HttpResponse<String> answer, int status, String... words) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(List.of(words)).allMatch(answer.body()::contains);
    }

    private UUID owner(Post post) {
        return as(chiefs(), () -> forces.members(chain)).stream()
                .filter(it -> it.post() == post)
                .findFirst()
                .orElseThrow()
                .id();
    }

    @Test
    void letOnlyTheChiefDecideAndOnlyTheLeadingFirmConfirm() {
        var firm = caller(leader);
        refused(
                firm.post(
                        "/response-plans",
                        keyed(
                                "chain",
                                chain,
                                "node",
                                node.toString(),
                                "kind",
                                "first-use",
                                "direction",
                                "SECURE",
                                "title",
                                "首")),
                422,
                "这种方式不用于",
                "预期效果",
                "使用场景",
                "首家用户");
        var plan = proposed(firm);
        var state = "/response-plans/" + plan + "/state";
        var decide = new String[] {"to", "DECIDED", "reason", "同意"};

        for (var other : List.of(caller(office), firm, caller(member))) {
            refused(other.post(state, keyed(decide)), 403);
        }
        refused(caller(chief).post(state, keyed(decide)), 422, "还没有确认需求");
        refused(caller(office).post("/response-plans/" + plan + "/need", keyed()), 403);
        done(firm.post("/response-plans/" + plan + "/need", keyed()));
        done(caller(chief).post(state, keyed(decide)));

        var decided = as(chiefs(), () -> plans.find(UUID.fromString(plan))).orElseThrow();
        assertThat(decided.state()).isEqualTo(Plan.State.DECIDED);
        var link =
                as(chiefs(), () -> atlas.map(chain))
                        .orElseThrow()
                        .node(node)
                        .orElseThrow()
                        .weakLink();
        assertThat(as(chiefs(), () -> atlas.responses(Objects.requireNonNull(link))))
                .extracting(it -> it.kind() + " " + it.state())
                .containsExactly("measure decided");
    }

    /** A form with two fields of the kind, which one map cannot say twice; so by the API. */
    private String proposed(Caller firm) {
        var account = Objects.requireNonNull(leader);
        var answer =
                Caller.at(port)
                        .basic(account.login(), TestAccounts.PASSWORD)
                        .json(
                                "POST",
                                "/api/v1/response-plans",
                                UUID.randomUUID().toString(),
                                """
                                {"chain":"%s","node":"%s","kind":"first-use","direction":"FILL","title":"首用",
                                 "effect":"境外份额降到一半","owner":"%s","due":"2027-03-31","field":["产线","某厂"]}
                                """
                                        .formatted(chain, node, owner(Post.LEADER)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        var id = answer.body().replaceFirst("(?s)^\\{\"id\":\"([0-9a-f-]{36})\".*", "$1");
        assertThat(firm.get("/response-plans/" + id).body()).contains("首用", "某厂");
        return id;
    }

    /** The service refuses first; without it the database would. */
    @Test
    void areHeldByTheDatabaseToo() {
        var plan = UUID.fromString(proposed(caller(leader)));
        var viewer = Objects.requireNonNull(office).asViewer();

        assertThatThrownBy(() ->
                        as(
                                viewer,
                                () ->
                                        jdbc.sql(
                                                        "update chain.response_plan set state = 'DECIDED', decided_at = now() where id = ?")
                                                .param(plan)
                                                .update()))
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("DECIDE_PLAN");
        var outsider = new Viewer(UUID.randomUUID(), "外人", Role.ENTERPRISE, Set.of(), null);
        assertThat(as(outsider, () -> plans.find(plan))).isEmpty();
        assertThat(as(outsider, () -> forces.of(chain))).isEmpty();
    }

    @Test
    void showNothingToTheOutsideAndAllToMembers() {
        var stranger = TestAccounts.of(application).open(Role.ENTERPRISE);
        assertThat(caller(stranger).get(at("/task-force")).statusCode()).isEqualTo(404);
        assertThat(Caller.at(port).get(at("/task-force")).statusCode()).isEqualTo(302);
        assertThat(Caller.at(port).get(at("/nodes/" + node)).body()).doesNotContain("应对选项", "应对方案");

        var page = caller(member).get(at("/task-force"));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("试验链", "链长", "决定应对方案");
        assertThat(caller(office).get(at("/nodes/" + node + "/options")).body())
                .contains("补链", "境内没有人做", "揭榜挂帅", "招引");
        var list = caller(leader).get("/task-forces");
        assertThat(list.body()).contains("我的任务", chain);
        for (var form : List.of("csv", "xlsx")) {
            assertThat(caller(office).get(at("/task-force/export/" + form)).statusCode())
                    .isEqualTo(200);
        }
    }

    /** The office closes it; the node is judged anew, and not before a fact says what changed. */
    @Test
    void closeAPlanWithAFactAndKeepBeforeAndAfter() {
        var plan = proposed(caller(leader));
        var path = "/response-plans/" + plan;
        done(caller(leader).post(path + "/need", keyed()));
        done(caller(chief).post(path + "/state", keyed("to", "DECIDED", "reason", "同意")));
        var worker = caller(office);
        done(worker.post(path + "/state", keyed("to", "UNDER_WAY", "reason", "开始")));
        refused(worker.post(path + "/closing", keyed("evidence", "试用报告")), 422, "没有任何事实更新");

        // 40 % abroad and three makers at home with 20 % each: HHI 1600 + 3 · 400 = 2800, watched.
        as(
                chiefs(),
                () -> {
                    var only = provisions.of(node, clock.instant()).getFirst();
                    provisions.correct(only.id(), said("甲", "JP", "40"), "首用之后");
                    List.of("乙", "丙", "丁")
                            .forEach(it -> provisions.state(node, said(it, "CN", "20")));
                    return true;
                });
        done(worker.post(path + "/closing", keyed("evidence", "试用报告")));

        assertThat(as(chiefs(), () -> reviews.of(node)))
                .singleElement()
                .satisfies(it -> {
                    assertThat(Objects.requireNonNull(it.before()).state())
                            .isEqualTo(NodeDiagnosis.State.WEAK);
                    assertThat(it.after().state()).isEqualTo(NodeDiagnosis.State.WATCH);
                    assertThat(it.after().weight()).isZero();
                    assertThat(it.facts()).isEqualTo(5);
                });
        assertThat(worker.get(at("/nodes/" + node)).body()).contains("复诊", "办结时");
        refused(worker.post(path + "/state", keyed("to", "DROPPED", "reason", "再想想")), 403);
        refused(caller(chief).post(path + "/state", keyed("to", "DROPPED", "reason", "再想想")), 409);
    }

    @Test
    void keepMinutesWithTheirTasksOrNotAtAll() {
        var today = LocalDate.now(clock);
        var wrong =
                caller(office)
                        .post(
                                at("/task-force/meetings"),
                                keyed(
                                        "heldOn",
                                        today.plusDays(1).toString(),
                                        "agenda",
                                        "议题",
                                        "minutes",
                                        "纪要",
                                        "title",
                                        "走访",
                                        "owner",
                                        UUID.randomUUID().toString(),
                                        "due",
                                        "2027-01-31"));
        refused(wrong, 422, "还没有到", "负责人");
        assertThat(as(chiefs(), () -> forces.meetings(chain))).isEmpty();
        refused(
                caller(member)
                        .post(
                                at("/task-force/meetings"),
                                keyed("heldOn", today.toString(), "agenda", "议题", "minutes", "纪要")),
                403);

        done(
                caller(office)
                        .post(
                                at("/task-force/meetings"),
                                keyed(
                                        "heldOn",
                                        today.toString(),
                                        "agenda",
                                        "议题",
                                        "minutes",
                                        "纪要",
                                        "title",
                                        "走访",
                                        "owner",
                                        owner(Post.MEMBER).toString(),
                                        "due",
                                        today.minusDays(1).toString())));

        assertThat(as(chiefs(), () -> forces.of(chain)).orElseThrow().nextMeeting())
                .isEqualTo(today.plusDays(30));
        var task = as(chiefs(), () -> forces.tasks(chain)).getFirst();
        assertThat(task.overdue(today)).isTrue();
        assertThat(task.heldOn()).isEqualTo(today);
        assertThat(tasksOfTheDossier(chiefs())).contains("走访");
        assertThat(tasksOfTheDossier(Viewer.VISITOR)).doesNotContain("走访");
        var move = at("/task-force/tasks/" + task.id() + "/state");
        refused(caller(leader).post(move, keyed("to", "DONE", "reason", "办好了")), 403);
        assertThat(caller(member).get("/task-forces").body()).contains("走访", "逾期");
        done(caller(member).post(move, keyed("to", "DONE", "reason", "办好了")));
        assertThat(as(chiefs(), () -> forces.tasks(chain)).getFirst().closedOn()).isEqualTo(today);
        assertThat(as(chiefs(), () -> forces.history(task.id())))
                .extracting(TaskForce.Step::reason)
                .containsExactly("办好了");
        assertThat(tasksOfTheDossier(chiefs())).as("closed").doesNotContain("走访");
    }

    /** The chief signs for a chain that has one, and the office that keeps it does not. */
    @Test
    void letTheChiefSignMapsAndLists() {
        done(caller(office).post(at("/dossier/editions"), keyed("note", "例会用")));
        var signature = at("/dossier/editions/1/signature");

        refused(caller(office).post(signature, keyed("reason", "核对无误")), 403);
        assertThat(caller(office).get(at("/dossier/editions/1")).body()).doesNotContain(signature);
        assertThat(caller(chief).get(at("/dossier/editions/1")).body()).contains(signature);
        done(caller(chief).post(signature, keyed("reason", "核对无误")));

        assertThat(as(Viewer.VISITOR, () -> editions.inForce(chain))).isPresent();
    }

    /** Titles in the 任务清单 of the chain as the viewer would draft it. */
    private List<String> tasksOfTheDossier(Viewer viewer) {
        return as(viewer, () -> editions.draft(chain).orElseThrow()).list(Listing.TASKS).stream()
                .map(it -> it.name().zh())
                .toList();
    }

    @Test
    void haveOneChiefAtATimeAndEndAMembershipWithItsPowers() {
        var second = TestAccounts.of(application).open(Role.CITY_OFFICER);
        var city = caller(chief);
        var appointed =
                keyed(
                        "post",
                        "CHIEF",
                        "login",
                        second.login(),
                        "organisation",
                        "",
                        "name",
                        "新链长",
                        "since",
                        "2026-02-01");
        refused(city.post(at("/task-force/members"), appointed), 409);
        done(
                city.post(
                        at("/task-force/members/" + owner(Post.CHIEF) + "/end"),
                        keyed("until", "2026-02-01", "reason", "调任")));
        done(city.post(at("/task-force/members"), rekeyed(appointed)));

        assertThat(as(chiefs(), () -> forces.powers(chain))).isEmpty();
        assertThat(as(second.asViewer(), () -> forces.powers(chain))).contains(Power.DECIDE_PLAN);
    }

    private static Map<String, String> rekeyed(Map<String, String> fields) {
        var again = new LinkedHashMap<>(fields);
        again.put("key", UUID.randomUUID().toString());
        return again;
    }

    /**
     * Two of three positions are empty, there is no user and no gate: all of it is said at once.
     */
    @Test
    void startAPilotOnlyAsAWholeLineAndLeadItThroughItsGates() {
        var id =
                UUID.fromString(
                        done(caller(leader)
                                        .post(
                                                at("/pilots"),
                                                keyed(
                                                        "title",
                                                        "一条龙",
                                                        "aim",
                                                        "走通",
                                                        "part",
                                                        "MATERIAL",
                                                        "node",
                                                        node.toString())))
                                .replaceFirst(".*/pilots/", ""));
        refused(
                caller(leader).post("/pilots/" + id + "/start", keyed()),
                422,
                "没有成员",
                "末端没有用户",
                "没有关口");

        var whole =
                as(
                        chiefs(),
                        () ->
                                pilots.lay(
                                        chain,
                                        new Pilot.Draft(
                                                "整线",
                                                "走通",
                                                List.of(
                                                        new Pilot.Place(
                                                                Pilot.Part.MATERIAL,
                                                                node,
                                                                organisation(OTHER)),
                                                        new Pilot.Place(
                                                                Pilot.Part.USER, null, null)),
                                                List.of(gate("一"), gate("二")))));
        var path = "/pilots/" + whole;
        refused(caller(leader).post(path + "/start", keyed()), 422, "没有成员");
        done(caller(leader).post(path + "/positions/2", keyed("organisation", LEADING)));
        done(caller(leader).post(path + "/start", keyed()));

        var gates = as(chiefs(), () -> pilots.find(whole)).orElseThrow().gates();
        var first = path + "/gates/" + gates.getFirst().id();
        var last = path + "/gates/" + gates.getLast().id();
        refused(caller(leader).post(first, keyed("passed", "true", "evidence", "自评")), 403);
        refused(caller(chief).post(last, keyed("passed", "true", "evidence", "报告")), 409);
        done(caller(chief).post(first, keyed("passed", "false", "evidence", "没有达标")));
        assertThat(caller(member).get(path).body()).contains("没有达标", "未通过");
        done(caller(chief).post(first, keyed("passed", "true", "evidence", "复测达标")));
        done(caller(chief).post(last, keyed("passed", "true", "evidence", "报告")));

        var done = as(chiefs(), () -> pilots.find(whole)).orElseThrow();
        assertThat(done.state()).isEqualTo(Pilot.State.DONE);
        assertThat(done.gates().getFirst().verdicts())
                .extracting(Pilot.Verdict::passed)
                .containsExactly(true, false);
    }

    private static Pilot.GateDraft gate(String title) {
        return new Pilot.GateDraft("关口" + title, "达标" + title, LocalDate.of(2027, 1, 31));
    }

    private UUID firm(String name) {
        var code = CreditCode.completing("91310115TF0%06d".formatted(MADE.incrementAndGet()));
        var facts = new Facts(name, null, Organisation.Kind.ENTERPRISE, "310115", null, null, null);
        return as(Viewer.SYSTEM, () -> enrolment.register(code, null, facts));
    }

    private Plan.Draft meantFor(UUID... firms) {
        return new Plan.Draft(
                Direction.FILL,
                "new-maker",
                "培育",
                "多一家",
                List.of(firms),
                owner(Post.OFFICE),
                LocalDate.of(2027, 3, 31),
                Map.of());
    }

    private List<UUID> meant(UUID plan) {
        return as(chiefs(), () -> plans.find(plan)).orElseThrow().draft().organisations();
    }

    /** Both are meant by one measure, where each stays; the rest passes on and comes back. */
    @Test
    void followOrganisationsThatAreMerged() {
        var giver = firm("甲专班试验厂");
        var taker = firm("乙专班试验厂");
        var member =
                as(
                        chiefs(),
                        () ->
                                forces.appoint(
                                        chain,
                                        new TaskForce.Appointment(
                                                Post.MEMBER,
                                                null,
                                                giver,
                                                "甲厂",
                                                LocalDate.of(2026, 1, 1))));
        var both = as(chiefs(), () -> plans.propose(chain, node, meantFor(giver, taker)));
        var one = as(chiefs(), () -> plans.propose(chain, node, meantFor(giver)));
        var place = new Pilot.Place(Pilot.Part.USER, null, giver);
        var pilot =
                as(
                        chiefs(),
                        () ->
                                pilots.lay(
                                        chain,
                                        new Pilot.Draft("整线", "走通", List.of(place), List.of())));

        var step =
                as(
                        chiefs(),
                        () ->
                                identities.merge(
                                        new Identities.Merge(
                                                giver, taker, Map.of(), "同一机构", null)));
        assertThat(meant(one)).containsExactly(taker);
        assertThat(meant(both)).containsExactly(giver, taker);
        assertThat(standsFor(member, pilot)).containsExactly(taker, taker);

        as(chiefs(), () -> identities.undo(step, "不是同一机构"));
        assertThat(meant(one)).containsExactly(giver);
        assertThat(standsFor(member, pilot)).containsExactly(giver, giver);
    }

    /** Whom a member acts for, and who stands in a pilot. */
    private List<@Nullable UUID> standsFor(UUID member, UUID pilot) {
        var sits =
                as(chiefs(), () -> forces.members(chain)).stream()
                        .filter(it -> it.id().equals(member))
                        .findFirst()
                        .orElseThrow()
                        .organisation();
        var stands =
                as(chiefs(), () -> pilots.find(pilot))
                        .orElseThrow()
                        .positions()
                        .getFirst()
                        .organisation();
        return java.util.Arrays.asList(sits, stands);
    }

    @Test
    void comeWithADemonstrationThatSaysSo() {
        var force = as(chiefs(), () -> forces.of("integrated-circuits")).orElseThrow();

        assertThat(force.synthetic()).isTrue();
        assertThat(as(chiefs(), () -> plans.of("integrated-circuits")))
                .extracting(Plan::state)
                .contains(Plan.State.UNDER_WAY, Plan.State.PROPOSED);
        assertThat(as(chiefs(), () -> pilots.of("integrated-circuits")))
                .anyMatch(it -> it.synthetic() && it.gates().getFirst().passed());
        var caller =
                Caller.at(port)
                        .basic(Objects.requireNonNull(office).login(), TestAccounts.PASSWORD);
        for (var path : List.of("/task-force", "/response-plans", "/pilots")) {
            assertThat(caller.get("/api/v1/chains/integrated-circuits" + path).statusCode())
                    .as(path)
                    .isEqualTo(200);
        }
        assertThat(caller.get("/api/v1/chains/" + chain + "/nodes/" + node + "/options").body())
                .contains("\"FILL\"", "no-domestic");
    }
}
