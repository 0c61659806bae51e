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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
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
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.challenge.Wall.Content;
import yanzhen.app.challenge.Wall.Offer;
import yanzhen.app.challenge.Wall.Target;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.evidence.Files;
import yanzhen.app.kernel.CreditCode;
import yanzhen.app.kernel.Problems;
import yanzhen.app.kernel.Yuan;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;
import yanzhen.app.site.Cursor;

@IntegrationTest
class WallTests {

    private static final Duration SOON = Duration.ofSeconds(6);

    @Autowired PackLoader loader;
    @Autowired Organisations organisations;
    @Autowired Wall wall;
    @Autowired Delivery delivery;
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
        firm = organisation("91310113DEM000009A");
        rival = organisation("91310114DEM000010X");
    }

    @Test
    void replacesAndWithdrawsAnOwnBidAndKeepsTheReceiptOfEachVersion() {
        var challenge = published("换版 ", Duration.ofHours(1));
        var first = asFirm(firm, () -> wall.bid(challenge, firm, offer("95", "4800000")));
        var second = asFirm(firm, () -> wall.bid(challenge, firm, offer("96", "4700000")));

        assertThat(second).isEqualTo(first);
        assertThat(asFirm(firm, () -> wall.bids(challenge)))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.version()).isEqualTo(2);
                    assertThat(it.price()).isEqualTo(Yuan.of("4700000"));
                });
        assertThat(asFirm(firm, () -> wall.receipts(challenge)))
                .extracting(Wall.Receipt::version)
                .containsExactly(2, 1);
        assertThat(asFirm(firm, () -> wall.receipts(challenge)))
                .extracting(Wall.Receipt::digest)
                .doesNotHaveDuplicates();

        asFirm(firm, () -> done(() -> wall.withdrawBid(first)));

        assertThat(asFirm(firm, () -> wall.bids(challenge)).getFirst().stands()).isFalse();
        assertThatThrownBy(() -> asFirm(firm, () -> done(() -> wall.withdrawBid(first))))
                .isInstanceOf(Wall.WrongState.class);
        asFirm(firm, () -> wall.bid(challenge, firm, offer("97", "4600000")));
        assertThat(asFirm(firm, () -> wall.bids(challenge)).getFirst().version()).isEqualTo(3);
    }

    /** The database hides versions as it hides bids, and lets nobody withdraw another's. */
    @Test
    void keepsVersionsAndWithdrawnBidsFromEverybodyElse() {
        var challenge = published("密封 ", SOON);
        var bid = asFirm(firm, () -> wall.bid(challenge, firm, offer("95", "4800000")));
        asFirm(rival, () -> wall.bid(challenge, rival, offer("94", "4800000")));

        assertThatThrownBy(() -> asFirm(rival, () -> done(() -> wall.withdrawBid(bid))))
                .hasMessageContaining("There is no bid");
        assertThat(asFirm(rival, () -> versionsOf(bid))).isZero();
        assertThat(asOfficer(() -> versionsOf(bid))).isZero();
        asFirm(firm, () -> done(() -> wall.withdrawBid(bid)));
        awaitClosing(challenge);

        assertThat(asOfficer(() -> wall.bids(challenge)))
                .extracting(Wall.Bid::organisation)
                .containsExactly(rival);
        assertThat(wall.bidsAtClosing(challenge)).isEqualTo(1);
        assertThatThrownBy(() -> asFirm(rival, () -> wall.bid(challenge, rival, offer("95", "1"))))
                .isInstanceOf(Wall.Late.class);
    }

    @Test
    void takesAChallengeBackWithAReasonThatEverybodyReads() {
        var challenge = published("撤回 ", Duration.ofHours(1));
        asFirm(firm, () -> wall.bid(challenge, firm, offer("95", "4800000")));

        assertThatThrownBy(() -> asFirm(firm, () -> done(() -> wall.withdraw(challenge, "不是我的"))))
                .isInstanceOf(Forbidden.class);
        asOfficer(() -> done(() -> wall.withdraw(challenge, "需求已经改变")));

        var seen = as(Role.PUBLIC, Set.of(), () -> wall.find(challenge).orElseThrow());
        assertThat(seen)
                .isInstanceOfSatisfying(
                        Challenge.Withdrawn.class,
                        it -> assertThat(it.reason()).isEqualTo("需求已经改变"));
        assertThatThrownBy(() -> asOfficer(() -> done(() -> wall.withdraw(challenge, "再撤"))))
                .isInstanceOf(Wall.WrongState.class);
        assertThatThrownBy(() -> asFirm(firm, () -> wall.bid(challenge, firm, offer("95", "1"))))
                .isInstanceOf(Wall.WrongState.class);
    }

    @Test
    void putsADeadlineOffOnlyWhenNobodyBid() {
        var empty = published("无人揭榜 ", SOON);
        var wanted = published("有人揭榜 ", SOON);
        asFirm(firm, () -> wall.bid(wanted, firm, offer("95", "4800000")));
        var later = clock.instant().plus(Duration.ofDays(20));

        assertThatThrownBy(() -> asOfficer(() -> done(() -> wall.extend(empty, later, "尚未截止"))))
                .isInstanceOf(Wall.WrongState.class);
        awaitClosing(wanted);
        assertThatThrownBy(() -> asOfficer(() -> done(() -> wall.extend(wanted, later, "再等等"))))
                .isInstanceOf(Wall.WrongState.class);
        assertThatThrownBy(() ->
                        asOfficer(() ->
                                done(() ->
                                        wall.extend(
                                                empty,
                                                clock.instant().plus(Duration.ofDays(900)),
                                                "太晚"))))
                .isInstanceOfSatisfying(
                        Problems.Refused.class,
                        it ->
                                assertThat(it.problems().kept().getFirst().code())
                                        .isEqualTo("deadline-after-delivery"));
        asOfficer(() -> done(() -> wall.extend(empty, later, "无人揭榜，再给一次机会")));

        assertThat(asFirm(firm, () -> wall.bid(empty, firm, offer("95", "1")))).isNotNull();
        assertThat(as(Role.PUBLIC, Set.of(), () -> wall.extensions(empty)))
                .singleElement()
                .satisfies(it -> assertThat(it.reason()).isEqualTo("无人揭榜，再给一次机会"));
        asOfficer(() -> done(() -> wall.withdraw(empty, "测试完毕")));
    }

    /** Both come at once; the lock lets one through, and the other finds it awarded. */
    @Test
    void letsOneOfTwoOfficersAward() throws Exception {
        var challenge = published("同时定榜 ", SOON);
        var one = asFirm(firm, () -> wall.bid(challenge, firm, offer("95", "4800000")));
        var other = asFirm(rival, () -> wall.bid(challenge, rival, offer("94", "4500000")));
        awaitClosing(challenge);
        var start = new CyclicBarrier(2);
        var won = new ArrayList<UUID>();
        var refused = new ArrayList<Throwable>();

        try (var officers = Executors.newFixedThreadPool(2)) {
            var both =
                    List.of(one, other).stream()
                            .map(bid -> officers.submit(awardOf(bid, start)))
                            .toList();
            for (var attempt : both) {
                try {
                    won.add(attempt.get());
                } catch (ExecutionException e) {
                    refused.add(Objects.requireNonNull(e.getCause()));
                }
            }
        }

        assertThat(won).hasSize(1);
        assertThat(refused).singleElement().isInstanceOf(Wall.WrongState.class);
        assertThat(asOfficer(() -> wall.bids(challenge)))
                .extracting(Wall.Bid::decision)
                .containsExactlyInAnyOrder("AWARDED", "DECLINED");
    }

    private Callable<UUID> awardOf(UUID bid, CyclicBarrier start) {
        return () -> {
            start.await();
            return asOfficer(() -> wall.award(bid, "承诺值更高", "承诺值较低"));
        };
    }

    @Test
    void letsOneOrganisationHaveOnlySoManyUndecidedBids() {
        var bidder = organisation("91310117DEM000033L");
        int most = wall.rules().mostOpenBids().limit();
        var challenges = new ArrayList<UUID>();
        for (int at = 0; at < most; at++) {
            var challenge = published("限额 ", Duration.ofHours(1));
            challenges.add(challenge);
            asFirm(bidder, () -> wall.bid(challenge, bidder, offer("95", "4800000")));
        }
        var oneMore = published("限额 ", Duration.ofHours(1));

        assertThatThrownBy(() ->
                        asFirm(bidder, () -> wall.bid(oneMore, bidder, offer("95", "4800000"))))
                .isInstanceOf(Wall.TooManyBids.class);
        var first = challenges.getFirst();
        asFirm(bidder, () -> wall.bid(first, bidder, offer("96", "4800000")));
        var held = asFirm(bidder, () -> wall.bids(first)).getFirst().id();
        asFirm(bidder, () -> done(() -> wall.withdrawBid(held)));
        assertThat(asFirm(bidder, () -> wall.bid(oneMore, bidder, offer("95", "4800000"))))
                .isNotNull();
    }

    @Test
    void takesTheMilestonesOfAProjectFromThePack() {
        var project = awarded("里程碑 ");
        var plan = wall.rules().milestones();

        var milestones = asOfficer(() -> delivery.milestones(project));

        assertThat(milestones)
                .extracting(Delivery.Milestone::title)
                .containsExactlyElementsOf(plan.stream().map(it -> it.title()).toList());
        assertThat(milestones.stream().mapToInt(Delivery.Milestone::share).sum()).isEqualTo(100);
    }

    /** What was handed in, the files and their names: also with our own filters left out. */
    @Test
    void showsEvidenceToTheTeamOfficersAndAuditorsOnly() {
        var project = awarded("材料 ");
        var milestone = asOfficer(() -> delivery.milestones(project)).getFirst().id();
        asFirm(firm, () -> done(() -> handIn(milestone)));

        for (var role : List.of(Role.CITY_OFFICER, Role.AUDITOR)) {
            assertThat(as(role, Set.of(), () -> evidenceRows(milestone))).isEqualTo(3);
        }
        assertThat(asFirm(firm, () -> evidenceRows(milestone))).isEqualTo(3);
        assertThat(asFirm(rival, () -> evidenceRows(milestone))).isZero();
        assertThat(as(Role.PUBLIC, Set.of(), () -> evidenceRows(milestone))).isZero();
        assertThat(as(Role.PUBLIC, Set.of(), () -> delivery.milestones(project)).getFirst())
                .satisfies(it -> assertThat(it.submissions()).isEmpty());
        assertThatThrownBy(() -> asFirm(rival, () -> done(() -> handIn(milestone))))
                .isInstanceOf(Forbidden.class);
    }

    @Test
    void keepsEveryRoundOfHandingInWithItsDecision() {
        var project = awarded("两轮 ");
        var milestone = asOfficer(() -> delivery.milestones(project)).getFirst().id();
        asFirm(firm, () -> done(() -> handIn(milestone)));
        asOfficer(() -> done(() -> delivery.sendBack(milestone, "缺原始数据")));
        asFirm(firm, () -> done(() -> handIn(milestone)));
        asOfficer(() -> done(() -> delivery.accept(milestone, "已补齐")));

        var rounds = asOfficer(() -> delivery.milestones(project)).getFirst().submissions();

        assertThat(rounds)
                .extracting(Delivery.Submission::decision)
                .containsExactly("SENT_BACK", "ACCEPTED");
        assertThat(rounds).allSatisfy(it -> assertThat(it.evidence()).hasSize(1));
    }

    /** Every order pages through all without a gap and without showing one twice. */
    @Test
    void pagesThroughTheWallInEveryOrder() {
        for (int at = 0; at < 3; at++) {
            published("翻页 ", Duration.ofHours(1));
        }
        for (var sort : Wall.Sort.values()) {
            var query = new Wall.Query("", "", "", "", sort);
            var seen = new ArrayList<UUID>();
            String cursor = null;
            do {
                var after = Cursor.read(cursor, 2).orElse(null);
                var slice = asOfficer(() -> wall.search(query, after, 4));
                slice.items().forEach(it -> seen.add(it.challenge().id()));
                cursor = slice.next();
            } while (cursor != null);

            assertThat(seen).doesNotHaveDuplicates();
            assertThat(seen).hasSize((int) (long) asOfficer(() -> wall.count(query)));
        }
    }

    @Test
    void findsByWordsStateCategoryAndChain() {
        var found =
                asOfficer(() ->
                        wall.search(
                                new Wall.Query(
                                        "真空泵",
                                        "COMPLETED",
                                        "CORE_COMPONENT",
                                        "integrated-circuits",
                                        Wall.Sort.STATE),
                                null,
                                10));
        var elsewhere = new Wall.Query("真空泵", "", "", "civil-aircraft", Wall.Sort.STATE);
        var percent = new Wall.Query("%_", "", "", "", Wall.Sort.STATE);

        assertThat(found.items())
                .singleElement()
                .satisfies(
                        it -> assertThat(it.challenge().content().title()).isEqualTo("刻蚀工序用干式真空泵"));
        assertThat(asOfficer(() -> wall.count(elsewhere))).isZero();
        assertThat(asOfficer(() -> wall.count(percent))).isZero();
    }

    private UUID awarded(String title) {
        var challenge = published(title, SOON);
        var bid = asFirm(firm, () -> wall.bid(challenge, firm, offer("95", "4800000")));
        awaitClosing(challenge);
        return asOfficer(() -> wall.award(bid, "唯一申请", ""));
    }

    private void handIn(UUID milestone) {
        var content = "实测 93%".getBytes(StandardCharsets.UTF_8);
        var report = files.store("报告.txt", new ByteArrayInputStream(content), firm);
        delivery.submit(milestone, "见附件", List.of(report.id()));
    }

    private long evidenceRows(UUID milestone) {
        return count(
                """
                select (select count(*) from challenge.submission where milestone = :m)
                     + (select count(*) from challenge.milestone_file where milestone = :m)
                     + (select count(*) from evidence.file f where f.id in
                            (select file from challenge.milestone_file where milestone = :m))
                """,
                milestone);
    }

    private long versionsOf(UUID bid) {
        return count("select count(*) from challenge.bid_version where bid = :m", bid);
    }

    private long count(String sql, UUID id) {
        return Objects.requireNonNull(
                transaction.execute(_ -> jdbc.sql(sql).param("m", id).query(Long.class).single()));
    }

    private UUID published(String title, Duration open) {
        var deadline = clock.instant().plus(open);
        var content = content(title + UUID.randomUUID(), deadline);
        var id = asOfficer(() -> wall.draft(content));
        asOfficer(() -> done(() -> wall.publish(id)));
        return id;
    }

    private Content content(String title, Instant deadline) {
        return new Content(
                null,
                owner,
                title,
                "替代进口",
                BaseCategory.CORE_COMPONENT,
                Yuan.of("5000000"),
                "演示市产业主管部门",
                "归揭榜单位，需求单位优先使用",
                "首批采购 20 套",
                deadline,
                LocalDate.now(clock).plusMonths(12),
                List.of(new Target("良率", true, new BigDecimal("92"), "%", "连续 30 批抽检")));
    }

    private static Offer offer(String promise, String price) {
        return new Offer("自研工艺", Yuan.of(price), List.of(new BigDecimal(promise)));
    }

    private UUID organisation(String code) {
        return asOfficer(() -> organisations.findByCode(new CreditCode(code)))
                .map(Organisation::id)
                .orElseThrow();
    }

    /** The clock of the server decides, so the test waits for it. */
    private void awaitClosing(UUID challenge) {
        var closes =
                Objects.requireNonNull(
                        asOfficer(() -> wall.find(challenge).orElseThrow())
                                .content()
                                .bidDeadline());
        while (!clock.instant().isAfter(closes)) {
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private static boolean done(Runnable work) {
        work.run();
        return true;
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
