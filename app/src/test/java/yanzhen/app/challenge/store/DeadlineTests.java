package yanzhen.app.challenge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.chain.WeakLinks;
import yanzhen.app.challenge.Delivery;
import yanzhen.app.challenge.Wall;
import yanzhen.app.challenge.Wall.Content;
import yanzhen.app.challenge.Wall.Offer;
import yanzhen.app.challenge.Wall.Target;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.kernel.CreditCode;
import yanzhen.app.kernel.Yuan;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

/** Who is in time, who is late, and what stays sealed; judged by the database whoever asks. */
@IntegrationTest
class DeadlineTests {

    @Autowired PackLoader loader;
    @Autowired Organisations organisations;
    @Autowired Wall wall;
    @Autowired Delivery delivery;
    @Autowired Arrivals arrivals;
    @Autowired Deadlines deadlines;
    @Autowired ChallengeReader reader;
    @Autowired BidBox box;
    @Autowired RuleBook ruleBook;
    @Autowired ProjectStart start;
    @Autowired WeakLinks weakLinks;
    @Autowired JdbcOrigins origins;
    @Autowired Viewers viewers;
    @Autowired AuditTrail audit;
    @Autowired PlatformTransactionManager transactions;
    @Autowired JdbcClient jdbc;
    @Autowired Clock clock;

    private UUID owner = new UUID(0, 0);
    private UUID firm = new UUID(0, 0);
    private UUID challenge = new UUID(0, 0);

    @BeforeEach
    void aChallengeThatIsOpen() {
        var pack = Pack.at(Path.of("../packs/shanghai-14fyp"), true);
        Viewers.doAs(Viewer.SYSTEM, () -> loader.load(pack));
        owner = organisation("11310120DEM000327K");
        firm = organisation("91310113DEM000009A");
        challenge = asOfficer(() -> wall.draft(content()));
        asOfficer(() -> done(() -> wall.publish(challenge)));
    }

    /** Or whoever may withdraw a challenge could read what was bid on it. */
    @Test
    void keepBidsSealedForEverWhereTheChallengeIsWithdrawnBefore() {
        asFirm(() -> wall.bid(challenge, firm, offer()));
        asOwner(() -> done(() -> wall.withdraw(challenge, "需求已经改变")));
        closeNow();

        assertThat(asOwner(() -> wall.bids(challenge))).isEmpty();
        assertThat(asOfficer(() -> wall.bids(challenge))).isEmpty();
        assertThat(as(Role.CHAIN_TASK_FORCE, Set.of(), () -> wall.bids(challenge))).isEmpty();
        assertThat(as(Role.AUDITOR, Set.of(), () -> wall.bids(challenge))).isEmpty();
        assertThat(asFirm(() -> wall.bids(challenge))).hasSize(1);
    }

    @Test
    void takeWhatArrivedInTimeHoweverLongWeNeed() {
        var arrival = asFirm(() -> wall.arrived(challenge, firm));
        closeNow();
        var bid = asFirm(() -> wall.bid(arrival, offer()));

        assertThat(asOfficer(() -> wall.bids(challenge)))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.id()).isEqualTo(bid);
                    assertThat(it.submittedAt()).isEqualTo(arrival.at());
                });
    }

    @Test
    void keepAllSealedWhileSomethingThatArrivedInTimeIsSeenTo() {
        var other = organisation("91310114DEM000010X");
        var stored = asFirm(() -> wall.bid(challenge, firm, offer()));
        var arrival = as(Role.ENTERPRISE, Set.of(other), () -> wall.arrived(challenge, other));
        closeNow();

        assertThat(asOfficer(() -> wall.bids(challenge))).isEmpty();
        assertThat(wall.bidsAtClosing(challenge)).isNull();
        assertThatThrownBy(() ->
                        asOfficer(() ->
                                done(() ->
                                        wall.extend(
                                                challenge,
                                                deadlines.now().plus(Duration.ofDays(3)),
                                                "没有人"))))
                .isInstanceOf(Wall.WrongState.class)
                .hasMessageContaining("arriving");
        assertThat(stored).isNotNull();

        as(Role.ENTERPRISE, Set.of(other), () -> wall.bid(arrival, offer()));

        assertThat(wall.bidsAtClosing(challenge)).isEqualTo(2);
        assertThat(asOfficer(() -> wall.bids(challenge))).hasSize(2);
    }

    /** From the deadline on, and not from a moment after it: a microsecond decides. */
    @Test
    void refuseWhatArrivesAtTheVeryDeadlineAndSayByHowMuch() {
        var arrival = asFirm(() -> wall.arrived(challenge, firm));
        closeAt(arrival, 1);
        assertThat(inTime(arrival)).isTrue();
        closeAt(arrival, 0);
        assertThat(inTime(arrival)).isFalse();
        assertThatThrownBy(() -> asFirm(() -> wall.bid(arrival, offer())))
                .isInstanceOf(Wall.Late.class)
                .hasMessageContaining("0 ms after");
        closeAt(arrival, -2_500_000);
        assertThatThrownBy(() -> asFirm(() -> wall.bid(arrival, offer())))
                .isInstanceOf(Wall.Late.class)
                .hasMessageContaining("2500 ms after");
        assertThat(asFirm(() -> wall.bids(challenge))).isEmpty();
    }

    @Test
    void letNobodySayHimselfWhenHeCame() {
        assertThatThrownBy(() ->
                        asFirm(() ->
                                update(
                                        "insert into challenge.arrival (challenge, organisation, account, at) values (?, ?, access.viewer_account(), now() - interval '1 day')",
                                        challenge,
                                        firm)))
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() ->
                        asFirm(() ->
                                update(
                                        "insert into challenge.arrival (challenge, organisation, account) values (?, ?, access.viewer_account())",
                                        challenge,
                                        owner)))
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("row-level security");
        assertThatThrownBy(() -> asFirm(() -> wall.arrived(challenge, owner)))
                .isInstanceOf(Forbidden.class);
    }

    @Test
    void takeOneThingForOneArrival() {
        var arrival = asFirm(() -> wall.arrived(challenge, firm));
        asFirm(() -> wall.bid(arrival, offer()));
        closeNow();

        assertThatThrownBy(() -> asFirm(() -> wall.bid(arrival, offer())))
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("row-level security");
        assertThat(asFirm(() -> wall.bids(challenge)).getFirst().version()).isEqualTo(1);
    }

    @Test
    void waitTwoMinutesForWhatIsSeenTo() {
        assertThat(asFirm(() -> inHand(119))).isTrue();
        assertThat(asFirm(() -> inHand(121))).isFalse();
    }

    @Test
    void withdrawABidThatAskedForItInTime() {
        var bid = asFirm(() -> wall.bid(challenge, firm, offer()));
        var arrival = asFirm(() -> wall.arrivedFor(bid));
        closeNow();
        asFirm(() -> done(() -> wall.withdrawBid(bid, arrival)));

        assertThat(asOfficer(() -> wall.bids(challenge))).isEmpty();
        assertThat(wall.bidsAtClosing(challenge)).isZero();
        assertThatThrownBy(() -> asFirm(() -> done(() -> wall.withdrawBid(bid))))
                .isInstanceOf(Wall.Late.class);
    }

    /** The digest on a receipt is that of a text which its bidder has, and nobody else. */
    @Test
    void giveABidderTheTextOfItsReceipts() throws NoSuchAlgorithmException {
        var bid = asFirm(() -> wall.bid(challenge, firm, offer()));
        asFirm(() -> wall.bid(challenge, firm, offer()));
        var receipts = asFirm(() -> wall.receipts(challenge));

        assertThat(receipts).extracting(Wall.Receipt::digest).hasSize(2).doesNotHaveDuplicates();
        for (var receipt : receipts) {
            var sheet =
                    asFirm(() -> wall.receiptSheet(challenge, bid, receipt.version()))
                            .orElseThrow();
            var digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(sheet.getBytes(StandardCharsets.UTF_8));
            assertThat(HexFormat.of().formatHex(digest)).isEqualTo(receipt.digest());
            assertThat(sheet)
                    .contains("\"priceYuan\":\"4800000", "\"version\":" + receipt.version())
                    .contains("\"arrivedAt\":\"" + receipt.submittedAt());
        }
        closeNow();
        assertThat(asOfficer(() -> wall.receiptSheet(challenge, bid, 1))).isEmpty();
        assertThat(asOwner(() -> wall.receiptSheet(challenge, bid, 1))).isEmpty();
        assertThat(asFirm(() -> wall.receiptSheet(challenge, bid, 3))).isEmpty();
        assertThat(asFirm(() -> wall.receiptSheet(UUID.randomUUID(), bid, 1))).isEmpty();
    }

    /** A process whose clock is an hour off opens and closes nothing. */
    @ParameterizedTest
    @ValueSource(longs = {-1, 1})
    void askTheDatabaseAndNoClockOfTheirOwn(long hours) {
        var askew = askew(Duration.ofHours(hours));
        var bid = asFirm(() -> within(() -> askew.bid(askew.arrived(challenge, firm), offer())));
        assertThat(asOfficer(() -> askew.bidsAtClosing(challenge))).isNull();
        var later = deadlines.now().plus(Duration.ofDays(3));
        assertThatThrownBy(() ->
                        asOfficer(() ->
                                within(() -> done(() -> askew.extend(challenge, later, "没有人")))))
                .isInstanceOf(Wall.WrongState.class);
        assertThatThrownBy(() -> asOfficer(() -> within(() -> askew.award(bid, "唯一申请", ""))))
                .hasMessageContaining("There is no bid");

        closeNow();

        assertThatThrownBy(() ->
                        asFirm(() ->
                                within(() -> askew.bid(askew.arrived(challenge, firm), offer()))))
                .isInstanceOf(Wall.Late.class);
        assertThat(asOfficer(() -> askew.bidsAtClosing(challenge))).isEqualTo(1);
        assertThat(asOfficer(() -> within(() -> askew.award(bid, "唯一申请", "")))).isNotNull();
    }

    @Test
    void letNobodyAwardWhoActsForOneOfThoseConcerned() {
        var bid = asFirm(() -> wall.bid(challenge, firm, offer()));
        closeNow();
        var bySql = "update challenge.bid set decision = 'AWARDED', reason = '自己的' where id = ?";

        for (var concerned : List.of(firm, owner)) {
            assertThatThrownBy(() ->
                            as(
                                    Role.CITY_OFFICER,
                                    Set.of(concerned),
                                    () -> wall.award(bid, "自己的", "")))
                    .isInstanceOf(Forbidden.class)
                    .hasMessageContaining("acts for the owner of the need or for a bidder");
        }
        assertThat(as(Role.CITY_OFFICER, Set.of(owner), () -> update(bySql, bid))).isZero();
        assertThatThrownBy(() -> as(Role.CITY_OFFICER, Set.of(firm), () -> update(bySql, bid)))
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("row-level security");
        assertThat(asOfficer(() -> wall.award(bid, "唯一申请", ""))).isNotNull();
    }

    /** The database too: what is accepted, a team does not say. */
    @Test
    void letNoTeamAcceptItsOwnMilestone() {
        var bid = asFirm(() -> wall.bid(challenge, firm, offer()));
        closeNow();
        var project = asOfficer(() -> wall.award(bid, "唯一申请", ""));

        assertThatThrownBy(() ->
                        asFirm(() ->
                                update(
                                        "update challenge.milestone set state = 'ACCEPTED' where project = ?",
                                        project)))
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("may only hand in");
        assertThatThrownBy(() ->
                        asFirm(() ->
                                update(
                                        "update challenge.milestone set state = 'SUBMITTED', share = 100 where project = ? and ordinal = 1",
                                        project)))
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("may only hand in");
    }

    private Wall askew(Duration by) {
        return new JdbcWall(
                jdbc,
                reader,
                box,
                ruleBook,
                start,
                weakLinks,
                origins,
                viewers,
                audit,
                arrivals,
                deadlines,
                transactions,
                Clock.offset(clock, by));
    }

    private <T> T within(Supplier<T> work) {
        return Objects.requireNonNull(
                new TransactionTemplate(transactions).execute(_ -> work.get()));
    }

    /** The deadline is put where it has just been. */
    private void closeNow() {
        Viewers.doAs(
                Viewer.SYSTEM,
                () ->
                        update(
                                "update challenge.challenge set bid_deadline = challenge.now() where id = ?",
                                challenge));
    }

    private void closeAt(Wall.Arrival arrival, int microsecondsLater) {
        Viewers.doAs(
                Viewer.SYSTEM,
                () ->
                        update(
                                """
                                update challenge.challenge c set bid_deadline = a.at + ? * interval '1 microsecond'
                                from challenge.arrival a where a.id = ? and c.id = a.challenge
                                """,
                                microsecondsLater,
                                arrival.id()));
    }

    private boolean inTime(Wall.Arrival arrival) {
        return asFirm(() ->
                within(() ->
                        jdbc.sql("select challenge.in_time(?, ?, ?)")
                                .params(arrival.id(), challenge, firm)
                                .query(Boolean.class)
                                .single()));
    }

    private boolean inHand(int seconds) {
        return within(() ->
                jdbc.sql("select challenge.in_hand(challenge.now() - ? * interval '1 second')")
                        .param(seconds)
                        .query(Boolean.class)
                        .single());
    }

    private int update(String sql, Object... values) {
        return within(() -> jdbc.sql(sql).params(values).update());
    }

    private Content content() {
        return new Content(
                null,
                owner,
                "时限 " + UUID.randomUUID(),
                "替代进口",
                BaseCategory.CORE_COMPONENT,
                Yuan.of("5000000"),
                "演示市产业主管部门",
                "归揭榜单位，需求单位优先使用",
                "首批采购 20 套",
                clock.instant().plus(Duration.ofHours(3)),
                LocalDate.now(clock).plusMonths(12),
                List.of(new Target("良率", true, new BigDecimal("92"), "%", "连续 30 批抽检")));
    }

    private static Offer offer() {
        return new Offer("自研工艺", Yuan.of("4800000"), List.of(new BigDecimal("95")));
    }

    private UUID organisation(String code) {
        return asOfficer(() -> organisations.findByCode(new CreditCode(code)))
                .map(Organisation::id)
                .orElseThrow();
    }

    private static boolean done(Runnable work) {
        work.run();
        return true;
    }

    private <T> T asOfficer(Supplier<T> work) {
        return as(Role.CITY_OFFICER, Set.of(), work);
    }

    private <T> T asOwner(Supplier<T> work) {
        return as(Role.ENTERPRISE, Set.of(owner), work);
    }

    private <T> T asFirm(Supplier<T> work) {
        return as(Role.ENTERPRISE, Set.of(firm), work);
    }

    private static <T> T as(Role role, Set<UUID> organisations, Supplier<T> work) {
        return Viewers.doAs(new Viewer(UUID.randomUUID(), "测试", role, organisations, null), work);
    }
}
