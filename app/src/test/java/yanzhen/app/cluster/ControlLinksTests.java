package yanzhen.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.ControlLinks.Kind;
import yanzhen.app.cluster.ControlLinks.Terms;
import yanzhen.app.kernel.AsOf;
import yanzhen.app.kernel.CreditCode;
import yanzhen.app.kernel.Period;
import yanzhen.app.site.Cursor;

@IntegrationTest
class ControlLinksTests {

    private static final Viewer CITY =
            new Viewer(UUID.randomUUID(), "市", Role.CITY_OFFICER, Set.of(), null);
    private static final LocalDate START = LocalDate.of(2020, 1, 1);
    private static final LocalDate DAY = LocalDate.of(2023, 6, 1);

    @Autowired ControlLinks links;
    @Autowired Enrolment enrolment;
    @Autowired Register register;
    @Autowired ApplicationContext application;
    @Autowired TransactionTemplate transaction;
    @Autowired JdbcClient jdbc;

    @BeforeEach
    void load() {
        FirmOfItsOwn.in(application);
    }

    @Test
    void namesEverybodyAboveTheNearestFirst() {
        var head = firm("甲");
        var middle = firm("乙");
        var branch = firm("丙");
        link(middle, head, held("51", START, null));
        link(branch, middle, branch(START, null));

        var above = as(CITY, () -> links.above(branch, on(DAY)));

        assertThat(above).extracting(it -> it.level()).containsExactly(1, 2);
        assertThat(above).extracting(it -> it.link().parent()).containsExactly(middle, head);
        assertThat(above.getLast().link().terms().share()).isEqualByComparingTo("51");
        assertThat(as(CITY, () -> links.above(branch, on(START.minusDays(1))))).isEmpty();
    }

    @Test
    void countsALinkFromItsFirstDayUntilTheDayOnWhichItEnds() {
        var head = firm("甲");
        var member = firm("乙");
        var link =
                link(
                        member,
                        head,
                        new Terms(Kind.GROUP_MEMBER, null, new Period(START, null), "文件", START));

        assertThatThrownBy(() -> end(link, START)).isInstanceOf(ControlLinks.NotInForce.class);
        end(link, LocalDate.of(2022, 1, 1));

        assertThat(below(head, START)).isEqualTo(1);
        assertThat(below(head, LocalDate.of(2021, 12, 31))).isEqualTo(1);
        assertThat(below(head, LocalDate.of(2022, 1, 1))).isZero();
        assertThat(actions(member))
                .containsExactly("cluster.register", "cluster.link", "cluster.end-link");
    }

    @Test
    void refusesACircleAndNamesThePath() {
        var one = firm("甲");
        var two = firm("乙");
        var three = firm("丙");
        link(two, one, held(null, START, null));
        link(three, two, branch(START, null));

        assertThatThrownBy(() -> link(one, three, held("10", DAY, null)))
                .isInstanceOfSatisfying(
                        ControlLinks.Circle.class,
                        it -> assertThat(it.path()).containsExactly(one, three, two, one))
                .hasMessageContaining("甲公司 → 丙公司 → 乙公司 → 甲公司");
    }

    @Test
    void allowsTurningRoundAtTheDayOnWhichTheOtherLinkEnds() {
        var one = firm("甲");
        var two = firm("乙");
        link(two, one, held(null, START, DAY));

        assertThatThrownBy(() -> link(one, two, held(null, DAY.minusDays(1), null)))
                .isInstanceOf(ControlLinks.Circle.class);
        link(one, two, held(null, DAY, null));

        assertThat(below(two, DAY)).isEqualTo(1);
    }

    /** Three links, of which no day is common to all: nobody stands above itself on any day. */
    @Test
    void seesNoCircleWhereThreeLinksHaveNoDayInCommon() {
        var one = firm("甲");
        var two = firm("乙");
        var three = firm("丙");
        link(two, one, held(null, START, DAY));
        link(three, two, held(null, DAY.minusDays(10), null));

        link(one, three, held(null, DAY, null));

        assertThat(as(CITY, () -> links.above(one, on(DAY)))).hasSize(2);
    }

    @Test
    void letsNobodyBeABranchOfTwoAtOnce() {
        var branch = firm("甲分");
        link(branch, firm("甲"), branch(START, DAY));
        var other = firm("乙");

        assertThatThrownBy(() -> link(branch, other, branch(DAY.minusDays(1), null)))
                .isInstanceOf(ControlLinks.Overlaps.class);
        link(branch, other, branch(DAY, null));

        assertThat(below(other, DAY)).isEqualTo(1);
    }

    /** Each is harmless alone; one after the other the second makes the circle. */
    @Test
    void letsOneOfTwoWhoCloseACircleFromBothSides() throws Exception {
        var one = firm("甲");
        var two = firm("乙");
        List<Callable<Boolean>> tasks =
                List.of(
                        () -> wins(() -> link(one, two, held(null, START, null))),
                        () -> wins(() -> link(two, one, held(null, START, null))));

        int won = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var each : threads.invokeAll(tasks)) {
                won += each.get() ? 1 : 0;
            }
        }

        assertThat(won).isEqualTo(1);
    }

    private static boolean wins(Supplier<UUID> work) {
        try {
            var _ = work.get();
            return true;
        } catch (ControlLinks.Circle e) {
            return false;
        }
    }

    @Test
    void keepsWhatWasKnownBeforeACorrection() {
        var head = firm("甲");
        var member = firm("乙");
        var link = link(member, head, held("51", START, null));
        var before = Instant.now();

        as(
                CITY,
                () -> {
                    links.correct(link, held("67.5", START, null), "章程修正");
                    return true;
                });

        assertThat(share(member, new AsOf(DAY, before))).isEqualByComparingTo("51");
        assertThat(share(member, on(DAY))).isEqualByComparingTo("67.5");
        assertThatThrownBy(() ->
                        as(
                                CITY,
                                () -> {
                                    links.correct(link, held("67.50", START, null), "再报");
                                    return true;
                                }))
                .isInstanceOf(ControlLinks.Unchanged.class);
    }

    private BigDecimal share(UUID child, AsOf asOf) {
        return java.util.Objects.requireNonNull(
                as(CITY, () -> links.above(child, asOf)).getFirst().link().terms().share());
    }

    /** Head and two below it, one of them twice removed and by two ways: each recognition once. */
    @Test
    void readsTheRecognitionsOfAGroupOnce() {
        var head = firm("甲");
        var middle = firm("乙");
        var deep = firm("丙");
        link(middle, head, held("51", START, null));
        link(deep, middle, held("51", START, null));
        link(deep, head, held("20", START, null));
        grant(head, "high-tech-enterprise");
        grant(deep, "high-tech-enterprise");
        grant(deep, "innovative-sme");

        var count = as(CITY, () -> links.count(head, on(DAY)));
        var each = new ArrayList<ControlLinks.GroupHeld>();
        as(
                CITY,
                () -> {
                    links.eachHeld(head, on(DAY), each::add);
                    return true;
                });
        var first = as(CITY, () -> links.held(head, on(DAY), null, 2));
        var second =
                as(
                        CITY,
                        () ->
                                links.held(
                                        head,
                                        on(DAY),
                                        Cursor.read(first.next(), 2).orElseThrow(),
                                        2));

        assertThat(count).isEqualTo(new ControlLinks.GroupCount(3, 2, 3));
        assertThat(each).hasSize(3);
        assertThat(first.items()).hasSize(2);
        assertThat(second.items()).hasSize(1);
        assertThat(second.next()).isNull();
        assertThat(each)
                .filteredOn(it -> it.holder().id().equals(deep))
                .extracting(ControlLinks.GroupHeld::level)
                .containsExactly(1, 1);
    }

    @Test
    void leavesNothingOfALinkThatIsWithdrawnButItsRecord() {
        var head = firm("甲");
        var member = firm("乙");
        var link = link(member, head, held(null, START, null));

        as(
                CITY,
                () -> {
                    links.withdraw(link, "登记有误");
                    return true;
                });

        assertThat(below(head, DAY)).isZero();
        assertThat(as(CITY, () -> links.find(link))).isEmpty();
        assertThat(actions(member)).endsWith("cluster.withdraw-link");
    }

    @Test
    void isTheAffairOfWhoLooksAfterTheLowerBody() {
        var head = firm("甲", "310104");
        var member = firm("乙", "310115");
        var own = FirmOfItsOwn.officerOf("310115");
        var other = FirmOfItsOwn.officerOf("310104");

        assertThatThrownBy(() -> as(other, () -> links.add(member, head, held(null, START, null))))
                .isInstanceOf(Forbidden.class);
        var link = as(own, () -> links.add(member, head, held(null, START, null)));

        int touched =
                as(
                        other,
                        () ->
                                jdbc.sql(
                                                "update cluster.control_link set reason = 'x' where link = ?")
                                        .param(link)
                                        .update());
        assertThat(touched).isZero();
    }

    private static Terms held(@Nullable String share, LocalDate from, @Nullable LocalDate until) {
        return new Terms(
                Kind.SUBSIDIARY,
                share == null ? null : new BigDecimal(share),
                new Period(from, until),
                "工商登记",
                START);
    }

    private static Terms branch(LocalDate from, @Nullable LocalDate until) {
        return new Terms(Kind.BRANCH, null, new Period(from, until), "工商登记", START);
    }

    private UUID firm(String name) {
        return firm(name, "310115");
    }

    private UUID firm(String name, String district) {
        var facts =
                new Facts(
                        name.length() < 2 ? name + "公司" : name,
                        null,
                        Organisation.Kind.ENTERPRISE,
                        district,
                        null,
                        null,
                        null);
        return as(CITY, () -> enrolment.register(new CreditCode(ImportsTests.code()), null, facts));
    }

    private UUID link(UUID child, UUID parent, Terms terms) {
        return as(CITY, () -> links.add(child, parent, terms));
    }

    private void end(UUID link, LocalDate on) {
        as(
                CITY,
                () -> {
                    links.end(link, on, "退出集团");
                    return true;
                });
    }

    private void grant(UUID id, String scheme) {
        as(CITY, () -> register.grant(id, scheme, new Period(START, START.plusYears(5)), "文件"));
    }

    private long below(UUID id, LocalDate day) {
        return as(CITY, () -> links.countBelow(id, on(day)));
    }

    private static AsOf on(LocalDate day) {
        return new AsOf(day, Instant.now());
    }

    private List<String> actions(UUID id) {
        return as(
                Viewer.SYSTEM,
                () ->
                        jdbc.sql("select action from evidence.audit where subject = ? order by id")
                                .param(id.toString())
                                .query(String.class)
                                .list());
    }

    private <T> T as(Viewer viewer, Supplier<T> work) {
        return Viewers.doAs(viewer, () -> transaction.execute(_ -> work.get()));
    }
}
