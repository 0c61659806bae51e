package yanzhen.app.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
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
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.chain.WeakLinks;
import yanzhen.app.challenge.Wall.Content;
import yanzhen.app.challenge.Wall.Target;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.evidence.Files;
import yanzhen.app.kernel.AsOf;
import yanzhen.app.kernel.CreditCode;
import yanzhen.app.kernel.Problems;
import yanzhen.app.kernel.Yuan;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

@IntegrationTest
class FromNeedToOutcomeTests {

    private static final Duration UNTIL_CLOSING = Duration.ofSeconds(2);

    @Autowired PackLoader loader;
    @Autowired Organisations organisations;
    @Autowired WeakLinks weakLinks;
    @Autowired Atlas atlas;
    @Autowired Wall wall;
    @Autowired Delivery delivery;
    @Autowired Outcomes outcomes;
    @Autowired Files files;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;
    @Autowired Clock clock;

    private UUID owner = new UUID(0, 0);
    private UUID firm = new UUID(0, 0);
    private UUID rival = new UUID(0, 0);

    @BeforeEach
    void load() {
        var pack = Pack.at(Path.of("../packs/shanghai-14fyp"), true);
        Viewers.doAs(Viewer.SYSTEM, () -> loader.load(pack));
        owner = organisation("11310120DEM000327K");
        firm = organisation("91310101DEM0000015");
        rival = organisation("91310104DEM000002K");
    }

    @Test
    void walksFromAWeakLinkToAnOutcomeThatCounts() throws InterruptedException {
        var link = asOfficer(() -> weakLinks.present().getFirst());
        long before = count();
        var challenge = publishedFor(link.id());
        asFirm(firm, () -> bid(challenge, firm, "95"));
        asFirm(rival, () -> bid(challenge, rival, "91"));
        awaitClosing();

        var bids = asOfficer(() -> wall.bids(challenge));
        var winner = bids.stream().filter(it -> it.organisation().equals(firm)).findFirst();
        var project = asOfficer(() -> wall.award(winner.orElseThrow().id(), "承诺值更高", "承诺值较低"));
        for (var milestone : asOfficer(() -> delivery.milestones(project))) {
            asFirm(firm, () -> submit(milestone.id()));
            asOfficer(() -> {
                delivery.accept(milestone.id(), "材料齐全");
                return true;
            });
        }
        var outcome =
                asOfficer(() ->
                        delivery.acceptOutcome(project, List.of(new BigDecimal("93")), 4, 7, "达标"));

        assertThat(count()).isEqualTo(before + 1);
        assertThat(asOfficer(() -> outcomes.ofWeakLink(link.id())))
                .filteredOn(it -> it.id().equals(outcome))
                .singleElement()
                .satisfies(it -> assertThat(it.synthetic()).as("the owner is synthetic").isTrue());
        assertThat(asOfficer(() -> atlas.responses(link.id())))
                .anySatisfy(it -> assertThat(it.path()).isEqualTo("/outcomes/" + outcome));
    }

    @Test
    void namesEverythingThatKeepsADraftOffTheWall() {
        var bare =
                new Content(
                        null,
                        owner,
                        "只有名称",
                        "",
                        BaseCategory.OTHER,
                        null,
                        "",
                        "",
                        "",
                        null,
                        null,
                        List.of());
        var id = asOfficer(() -> wall.draft(bare));

        assertThatThrownBy(() -> publish(id))
                .isInstanceOfSatisfying(
                        Problems.Refused.class,
                        it ->
                                assertThat(it.problems().kept())
                                        .extracting(problem -> problem.field())
                                        .containsExactlyInAnyOrder(
                                                "description",
                                                "payer",
                                                "ipRule",
                                                "useCommitment",
                                                "reward",
                                                "deliverBy",
                                                "bidDeadline",
                                                "targets"));
        assertThat(asOfficer(() -> wall.find(id).orElseThrow()))
                .isInstanceOf(Challenge.Draft.class);
    }

    /** Also with the application's own filters left out: the database hides the rows. */
    @Test
    void keepsBidsSealedFromEverybodyElseUntilTheDeadline() {
        var challenge = published(null, clock.instant().plus(Duration.ofHours(1)));
        asFirm(firm, () -> bid(challenge, firm, "95"));

        assertThat(asFirm(firm, () -> rows(challenge))).isEqualTo(1);
        assertThat(asFirm(rival, () -> rows(challenge))).isZero();
        assertThat(asOfficer(() -> rows(challenge))).isZero();
        assertThat(as(Role.AUDITOR, Set.of(), () -> rows(challenge))).isZero();
        assertThat(as(Role.PUBLIC, Set.of(), () -> rows(challenge))).isZero();
    }

    @Test
    void refusesALateBidAnAwardBeforeTheDeadlineAndAForeignFirm() throws InterruptedException {
        var open = published(null, clock.instant().plus(Duration.ofHours(1)));
        var mine = asFirm(firm, () -> bid(open, firm, "95"));
        var late = published(null, clock.instant().plus(UNTIL_CLOSING));
        awaitClosing();

        assertThatThrownBy(() -> asFirm(firm, () -> bid(late, firm, "95")))
                .isInstanceOf(Wall.Late.class);
        assertThatThrownBy(() -> asFirm(rival, () -> bid(open, firm, "95")))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> asOfficer(() -> wall.award(mine, "先定", "")))
                .hasMessageContaining("There is no bid");
    }

    private UUID organisation(String code) {
        return asOfficer(() -> organisations.findByCode(new CreditCode(code)).map(Organisation::id))
                .orElseThrow();
    }

    private UUID publishedFor(UUID weakLink) {
        return published(weakLink, clock.instant().plus(UNTIL_CLOSING));
    }

    private UUID published(@Nullable UUID weakLink, Instant deadline) {
        var content =
                new Content(
                        weakLink,
                        owner,
                        "高洁净部件 " + UUID.randomUUID(),
                        "替代进口",
                        BaseCategory.CORE_COMPONENT,
                        Yuan.of("5000000"),
                        "演示市产业主管部门",
                        "归揭榜单位，需求单位优先使用",
                        "首批采购 20 套",
                        deadline,
                        LocalDate.now(clock).plusMonths(12),
                        List.of(new Target("良率", true, new BigDecimal("92"), "%", "连续 30 批抽检")));
        var id = asOfficer(() -> wall.draft(content));
        publish(id);
        return id;
    }

    private void publish(UUID id) {
        asOfficer(() -> {
            wall.publish(id);
            return true;
        });
    }

    private UUID bid(UUID challenge, UUID organisation, String promise) {
        return wall.bid(
                challenge,
                organisation,
                new Wall.Offer("自研工艺", Yuan.of("4800000"), List.of(new BigDecimal(promise))));
    }

    private boolean submit(UUID milestone) {
        var report =
                files.store(
                        "报告.txt",
                        new ByteArrayInputStream("实测 93%".getBytes(StandardCharsets.UTF_8)),
                        firm);
        delivery.submit(milestone, "见附件", List.of(report.id()));
        return true;
    }

    private long rows(UUID challenge) {
        var count =
                transaction.execute(_ ->
                        jdbc.sql("select count(*) from challenge.bid where challenge = ?")
                                .param(challenge)
                                .query(Long.class)
                                .single());
        return count == null ? -1 : count;
    }

    private long count() {
        var now = new AsOf(LocalDate.now(clock), clock.instant());
        return asOfficer(() ->
                outcomes.accepted(now).stream()
                        .filter(it -> it.category() == BaseCategory.CORE_COMPONENT)
                        .count());
    }

    private static void awaitClosing() throws InterruptedException {
        Thread.sleep(UNTIL_CLOSING.plusMillis(200));
    }

    private <T> T asOfficer(Supplier<T> work) {
        return as(Role.CITY_OFFICER, Set.of(), work);
    }

    private <T> T asFirm(UUID organisation, Supplier<T> work) {
        return as(Role.ENTERPRISE, Set.of(organisation), work);
    }

    private static <T> T as(Role role, Set<UUID> organisations, Supplier<T> work) {
        var account = role == Role.PUBLIC ? null : UUID.randomUUID();
        return Viewers.doAs(new Viewer(account, "测试", role, organisations, null), work);
    }
}
