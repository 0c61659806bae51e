package yanzhen.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static yanzhen.app.cluster.Applicants.CITY;
import static yanzhen.app.cluster.Applicants.officerOf;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Applications.Application;
import yanzhen.app.cluster.Applications.State;
import yanzhen.app.cluster.Procedure.Step;
import yanzhen.app.cluster.Procedure.Verdict;
import yanzhen.app.cluster.Rounds.Kind;
import yanzhen.app.cluster.Rounds.Opening;
import yanzhen.app.kernel.Period;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.NotFound;

/** Reviews and rounds of evaluation: enterprise technology centres, every 24 months. */
@IntegrationTest
class EvaluationsTests {

    private static final String XUHUI = "310104";
    private static final String SCHEME = "etc-city";

    @Autowired ApplicationContext application;
    @Autowired Accounts accounts;
    private Applicants by;

    @BeforeEach
    void load() {
        by = Applicants.of(application);
        by.run(Viewer.SYSTEM, by::endEvaluations);
    }

    private Viewer expert(String login) {
        var account =
                Viewers.doAs(
                        Viewer.SYSTEM,
                        () ->
                                accounts.findByLogin(login)
                                        .orElseGet(() ->
                                                accounts.open(
                                                        new Accounts.NewAccount(
                                                                login,
                                                                login,
                                                                Role.EXPERT,
                                                                null,
                                                                true),
                                                        null)));
        return new Viewer(account.id(), login, Role.EXPERT, Set.of(), null);
    }

    /** Whoever appoints knows experts by name; their accounts are still nobody's to read. */
    @Test
    void areReviewedByExpertsWhoseAccountsStayClosed() {
        var one = Objects.requireNonNull(expert("review-one").account());

        assertThat(by.as(CITY, () -> accounts.experts()))
                .extracting(Accounts.Expert::account)
                .contains(one);
        assertThat(by.as(CITY, () -> accounts.find(one))).isEmpty();
        for (var other : List.of(by.firm(XUHUI), officerOf(XUHUI), Viewer.VISITOR)) {
            assertThat(by.as(other, () -> accounts.experts())).isEmpty();
        }
    }

    private Viewer centreSince(LocalDate day) {
        var firm = by.firm(XUHUI);
        by.run(
                CITY,
                () -> by.register.grant(firm.onlyOrganisation(), SCHEME, Period.since(day), "演示"));
        return firm;
    }

    private UUID evaluation(LocalDate dueBy) {
        var opening =
                new Opening(
                        SCHEME,
                        Kind.EVALUATION,
                        "评价",
                        by.today(),
                        by.today().plusDays(30),
                        null,
                        Map.of(),
                        dueBy);
        return by.as(CITY, () -> by.rounds.open(opening));
    }

    private Application of(Viewer firm) {
        return by.as(firm, () -> by.applications.own()).getFirst();
    }

    /** Two years to the day: due on that day, not before; and whoever is not due has no part. */
    @Test
    void takeInThoseWhoAreDue() {
        var due = centreSince(by.today().minusMonths(24));
        var later = centreSince(by.today().minusMonths(24).plusDays(1));

        evaluation(by.today().plusDays(1));

        assertThat(of(due).state()).isEqualTo(State.DRAFT);
        assertThat(of(due).recognition()).isNotNull();
        assertThat(by.as(later, () -> by.applications.own())).isEmpty();
    }

    @Test
    void areNotOpenedForNobody() {
        assertThatThrownBy(() -> evaluation(LocalDate.of(1990, 1, 1)))
                .isInstanceOf(Rounds.NobodyDue.class);
    }

    /** At, below and above the thresholds of the pack: 90, 70, 60. */
    @ParameterizedTest
    @CsvSource({
        "100, excellent, 48",
        "90, excellent, 48",
        "89.99, good, 24",
        "70, good, 24",
        "69.99, pass, 24",
        "60, pass, 24",
        "59.99, fail, 0",
        "0, fail, 0"
    })
    void bringABandAndTheNextDay(BigDecimal score, String band, int months) {
        var firm = centreSince(by.today().minusMonths(30));
        evaluation(by.today().plusDays(1));
        var it = atDecision(firm, score);

        by.decide(CITY, it, Verdict.PASSED, by.award());

        var result = by.as(CITY, () -> by.casework.evaluated(it)).orElseThrow();
        assertThat(result.band()).isEqualTo(band);
        assertThat(result.nextDue()).isEqualTo(months == 0 ? null : by.today().plusMonths(months));
        var held = by.as(firm, () -> by.register.history(firm.onlyOrganisation(), by.now()));
        assertThat(held).hasSize(1);
        assertThat(held.getFirst().valid().until()).isEqualTo(months == 0 ? by.today() : null);
    }

    /** An excellent result skips one evaluation: it is not due after two years, but after four. */
    @Test
    void areNotDueAgainAfterAnExcellentOne() {
        var firm = centreSince(by.today().minusMonths(30));
        evaluation(by.today().plusDays(1));
        by.decide(CITY, atDecision(firm, new BigDecimal("95")), Verdict.PASSED, by.award());

        assertThat(dueBefore(by.today().plusMonths(48))).doesNotContain(firm.onlyOrganisation());
        assertThat(dueBefore(by.today().plusMonths(48).plusDays(1)))
                .contains(firm.onlyOrganisation());
    }

    private List<UUID> dueBefore(LocalDate day) {
        return by.as(CITY, () -> by.rounds.due(SCHEME, day)).stream()
                .map(Rounds.Due::organisation)
                .toList();
    }

    private UUID inReview(Viewer firm) {
        var it = of(firm).id();
        by.fill(it, firm);
        by.run(firm, () -> by.applications.submit(it));
        by.pass(officerOf(XUHUI), it);
        by.pass(officerOf(XUHUI), it);
        assertThat(by.kind(it)).isEqualTo(Step.REVIEW);
        return it;
    }

    private void appoint(UUID it, Viewer expert) {
        var account = Objects.requireNonNull(expert.account());
        by.run(CITY, () -> by.casework.appoint(it, account));
    }

    private UUID atDecision(Viewer firm, BigDecimal score) {
        var it = inReview(firm);
        for (var expert : List.of(expert("review-one"), expert("review-two"))) {
            appoint(it, expert);
            by.judge(expert, it, score, "材料完整，指标真实");
        }
        by.pass(CITY, it);
        by.pass(CITY, it);
        by.age(it, 7);
        by.run(Viewer.SYSTEM, () -> by.casework.byTheDay());
        return it;
    }

    /** Two opinions are asked for: with one, or one that is owed, the review does not end. */
    @Test
    void needAsManyOpinionsAsTheProcedureSays() {
        var firm = centreSince(by.today().minusMonths(30));
        evaluation(by.today().plusDays(1));
        var it = inReview(firm);
        var one = expert("review-one");
        var two = expert("review-two");
        var three = expert("review-three");
        appoint(it, one);
        by.judge(one, it, new BigDecimal("80"), "较好");
        assertThat(codes(it)).containsExactly("review-open");

        appoint(it, two);
        assertThat(codes(it)).containsExactly("review-open");
        by.run(two, () -> by.casework.recuse(it, "曾任该企业顾问"));
        assertThat(codes(it)).containsExactly("review-open");
        appoint(it, three);
        by.judge(three, it, new BigDecimal("75.5"), "尚可");
        by.pass(CITY, it);

        assertThat(by.find(it).score()).isEqualByComparingTo("77.75");
        assertThatThrownBy(
                        () -> by.run(one, () -> by.casework.judge(it, new BigDecimal("99"), "改口")))
                .isInstanceOf(Casework.NotInReview.class);
    }

    private List<String> codes(UUID it) {
        return catchThrowableOfType(Problems.Refused.class, () -> by.pass(CITY, it))
                .problems()
                .kept()
                .stream()
                .map(Problem::code)
                .toList();
    }

    /** An expert reads what is to be judged, not what the others say of it. */
    @Test
    void showAnExpertTheApplicationAndNotTheOtherOpinions() {
        var firm = centreSince(by.today().minusMonths(30));
        evaluation(by.today().plusDays(1));
        var it = inReview(firm);
        var one = expert("review-one");
        var two = expert("review-two");
        assertThat(by.as(one, () -> by.applications.find(it))).isEmpty();
        appoint(it, one);
        appoint(it, two);
        by.judge(two, it, new BigDecimal("80"), "较好");

        assertThat(by.as(one, () -> by.applications.revisions(it))).hasSize(1);
        assertThat(by.as(one, () -> by.casework.reviews(it)))
                .extracting(Casework.Review::expert)
                .containsExactly(one.account());
        assertThat(by.as(firm, () -> by.casework.reviews(it))).isEmpty();
        assertThatThrownBy(() ->
                        by.run(
                                expert("review-three"),
                                () -> by.casework.judge(it, new BigDecimal("80"), "较好")))
                .isInstanceOf(NotFound.class);
    }
}
