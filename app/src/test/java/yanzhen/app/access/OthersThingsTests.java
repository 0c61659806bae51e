package yanzhen.app.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import yanzhen.app.IntegrationTest;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.challenge.Delivery;
import yanzhen.app.challenge.Wall;
import yanzhen.app.challenge.Wall.Content;
import yanzhen.app.challenge.Wall.Target;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.evidence.Files;
import yanzhen.app.http.Caller;
import yanzhen.app.kernel.CreditCode;
import yanzhen.app.kernel.Yuan;
import yanzhen.app.loop.Contract;
import yanzhen.app.loop.Contracts;
import yanzhen.app.loop.Products;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

/** What the matrix calls OWN: the same endpoint for somebody else's thing is 403 or 404. */
@IntegrationTest
class OthersThingsTests {

    @Autowired ApplicationContext application;
    @Autowired PackLoader loader;
    @Autowired Organisations organisations;
    @Autowired Wall wall;
    @Autowired Delivery delivery;
    @Autowired Files files;
    @Autowired Products products;
    @Autowired Contracts contracts;
    @Autowired Clock clock;
    @LocalServerPort int port;

    private TestAccounts accounts;
    private UUID firm = new UUID(0, 0);
    private UUID rival = new UUID(0, 0);
    private UUID owner = new UUID(0, 0);

    @BeforeEach
    void load() {
        accounts = TestAccounts.of(application);
        Viewers.doAs(
                Viewer.SYSTEM,
                () -> loader.load(Pack.at(Path.of("..", "packs", "shanghai-14fyp"), true)));
        firm = organisation("91310101DEM0000015").id();
        rival = organisation("91310104DEM000002K").id();
        owner = organisation("11310120DEM000327K").id();
    }

    @Test
    void hidesAContractFromThoseWhomItDoesNotConcern() {
        var contract = asFirm(this::contract);
        var district = organisation("91310101DEM0000015").district();

        for (var stranger :
                List.of(loggedIn(Role.ENTERPRISE, null, rival), officerOf(otherThan(district)))) {
            assertThat(stranger.get("/contracts/" + contract).statusCode()).isEqualTo(404);
        }
        assertThat(loggedIn(Role.ENTERPRISE, null, firm).get("/contracts/" + contract).statusCode())
                .isEqualTo(200);
        assertRefused(
                officerOf(otherThan(district))
                        .post("/contracts/" + contract + "/registration", key()));
        assertThat(
                        officerOf(district)
                                .post("/contracts/" + contract + "/registration", key())
                                .statusCode())
                .isEqualTo(302);
    }

    @Test
    void keepsAFileFromOtherFirms() {
        var file = asFirm(this::file);

        assertThat(loggedIn(Role.ENTERPRISE, null, firm).get("/files/" + file).statusCode())
                .isEqualTo(200);
        assertThat(loggedIn(Role.ENTERPRISE, null, rival).get("/files/" + file).statusCode())
                .isEqualTo(404);
        assertThat(loggedIn(Role.DISTRICT_OFFICER, "310104").get("/files/" + file).statusCode())
                .isEqualTo(404);
    }

    @Test
    void keepsAReportAndWhereAFirmStandsFromOtherFirms() {
        var district = organisation("91310101DEM0000015").district();

        for (var page : List.of("/report", "/ladder")) {
            var address = "/organisations/" + firm + page;
            assertRefused(loggedIn(Role.ENTERPRISE, null, rival).get(address));
            assertRefused(officerOf(otherThan(district)).get(address));
            assertThat(officerOf(district).get(address).statusCode()).isEqualTo(200);
            assertThat(loggedIn(Role.ENTERPRISE, null, firm).get(address).statusCode())
                    .isEqualTo(200);
        }
        assertRefused(
                loggedIn(Role.ENTERPRISE, null, rival)
                        .post(
                                "/organisations/" + firm + "/report",
                                Map.of(
                                        "key",
                                        UUID.randomUUID().toString(),
                                        "year",
                                        "2024",
                                        "rd",
                                        "1")));
    }

    @Test
    void keepsADraftFromOtherFirms() {
        var draft = asFirm(() -> wall.draft(content(firm, Duration.ofDays(9))));
        var other = loggedIn(Role.ENTERPRISE, null, rival);

        assertThat(other.get("/challenges/" + draft).statusCode()).isEqualTo(404);
        assertRefused(other.get("/challenges/" + draft + "/edit"));
        assertRefused(other.post("/challenges/" + draft + "/publish", key()));
        assertThat(loggedIn(Role.ENTERPRISE, null, firm).get("/challenges/" + draft).statusCode())
                .isEqualTo(200);
    }

    /** Neither the bid nor that there is one: not on the page, not in the audit trail. */
    @Test
    void keepsABidAndItsAuditRecordSealed() {
        var challenge = published(Duration.ofHours(1));
        var record = "/audit?subjectType=bid&subject=" + asFirm(() -> bid(challenge));

        for (var other :
                List.of(
                        loggedIn(Role.ENTERPRISE, null, rival),
                        loggedIn(Role.CITY_OFFICER, null, owner),
                        loggedIn(Role.AUDITOR, null))) {
            assertThat(other.get("/challenges/" + challenge).body()).doesNotContain("秘密工艺");
            assertThat(other.get(record).body()).contains("没有符合条件的记录");
        }
        assertThat(loggedIn(Role.ENTERPRISE, null, firm).get(record).body()).contains("提交揭榜申请</a>");
    }

    @Test
    void takesAMilestoneFromItsOwnTeamOnly() throws InterruptedException {
        var challenge = published(Duration.ofSeconds(2));
        var bid = asFirm(() -> bid(challenge));
        Thread.sleep(2_300);
        var project = asSystem(() -> wall.award(bid, "唯一申请", ""));
        var milestone = asSystem(() -> delivery.milestones(project)).getFirst().id();
        var path = "/projects/" + project + "/milestones/" + milestone + "/submit";
        var fields = Map.of("key", UUID.randomUUID().toString(), "note", "见附件");

        assertRefused(loggedIn(Role.ENTERPRISE, null, rival).upload(path, fields, "file", "报告"));
        assertThat(
                        loggedIn(Role.ENTERPRISE, null, firm)
                                .upload(path, fields, "file", "报告")
                                .statusCode())
                .isEqualTo(302);
    }

    @Test
    void letsAnOfficerGrantInTheirOwnDistrictOnly() {
        var organisation = organisation("91310101DEM0000015");
        var path = "/organisations/" + organisation.id() + "/recognitions";
        var fields =
                Map.of(
                        "key", UUID.randomUUID().toString(),
                        "scheme", "etc-city",
                        "from", "2001-01-01",
                        "until", "2002-01-01",
                        "document", "试");

        assertRefused(officerOf(otherThan(organisation.district())).post(path, fields));
    }

    @Test
    void letsAMakerWithdrawItsOwnProductOnly() {
        var product = asFirm(this::product);
        var path = "/products/" + product + "/withdrawal";
        var fields = Map.of("key", UUID.randomUUID().toString(), "reason", "停产");

        assertRefused(loggedIn(Role.ENTERPRISE, null, rival).post(path, fields));
        assertThat(loggedIn(Role.ENTERPRISE, null, firm).post(path, fields).statusCode())
                .isEqualTo(302);
    }

    private UUID contract() {
        return contracts.submit(
                new Contracts.NewContract(
                        "DEMO-" + UUID.randomUUID(),
                        "试验合同",
                        Contract.Type.SERVICE,
                        firm,
                        new Contract.Buyer(null, "外地买方", "320100"),
                        Yuan.of("100000"),
                        Yuan.of("90000"),
                        LocalDate.now(clock),
                        null,
                        null));
    }

    private UUID file() {
        return files.store(
                        "内部.txt",
                        new ByteArrayInputStream("内部材料".getBytes(StandardCharsets.UTF_8)),
                        firm)
                .id();
    }

    private UUID product() {
        return products.list(
                new Products.NewProduct(firm, "试验产品 " + UUID.randomUUID(), "", null, null, null));
    }

    private UUID bid(UUID challenge) {
        return wall.bid(
                challenge,
                firm,
                new Wall.Offer("秘密工艺", Yuan.of("4800000"), List.of(new BigDecimal("95"))));
    }

    private UUID published(Duration open) {
        return asSystem(() -> {
            var id = wall.draft(content(owner, open));
            wall.publish(id);
            return id;
        });
    }

    private Content content(UUID whose, Duration open) {
        Instant deadline = clock.instant().plus(open);
        return new Content(
                null,
                whose,
                "他人之物 " + UUID.randomUUID(),
                "替代进口",
                BaseCategory.CORE_COMPONENT,
                Yuan.of("5000000"),
                "演示市产业主管部门",
                "归揭榜单位",
                "首批采购 20 套",
                deadline,
                LocalDate.now(clock).plusMonths(12),
                List.of(new Target("良率", true, new BigDecimal("92"), "%", "抽检")));
    }

    private static void assertRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.uri().getPath()).isIn(403, 404);
    }

    private static Map<String, String> key() {
        return Map.of("key", UUID.randomUUID().toString());
    }

    private Caller officerOf(String district) {
        return loggedIn(Role.DISTRICT_OFFICER, district);
    }

    private static String otherThan(String district) {
        return district.equals("310104") ? "310115" : "310104";
    }

    private Caller loggedIn(
            Role role, @org.jspecify.annotations.Nullable String district, UUID... organisations) {
        var person = Caller.at(port);
        var account = accounts.open(role, district, Set.of(organisations));
        person.logIn(account.login(), TestAccounts.PASSWORD);
        return person;
    }

    private Organisation organisation(String code) {
        return asSystem(() -> organisations.findByCode(new CreditCode(code)).orElseThrow());
    }

    private <T> T asFirm(Supplier<T> work) {
        return Viewers.doAs(
                new Viewer(UUID.randomUUID(), "试用", Role.ENTERPRISE, Set.of(firm), null), work);
    }

    private static <T> T asSystem(Supplier<T> work) {
        return Viewers.doAs(Viewer.SYSTEM, work);
    }
}
