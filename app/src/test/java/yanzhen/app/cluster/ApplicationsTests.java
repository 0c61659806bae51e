package yanzhen.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static yanzhen.app.cluster.Applicants.CITY;
import static yanzhen.app.cluster.Applicants.officerOf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.Viewer;
import yanzhen.app.cluster.Applications.State;
import yanzhen.app.cluster.Procedure.Step;
import yanzhen.app.cluster.Procedure.Verdict;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;

@IntegrationTest
class ApplicationsTests {

    private static final String XUHUI = "310104";
    private static final String PUDONG = "310115";
    private static final String SCHEME = "specialised-sme";

    /** Officers who decide at the same time. */
    private static final int OFFICERS = 32;

    @Autowired ApplicationContext application;
    private Applicants by;

    @BeforeEach
    void load() {
        by = Applicants.of(application);
    }

    private static List<String> codes(ThrowingCallable refused) {
        var fault = catchThrowableOfType(Problems.Refused.class, refused);
        assertThat(fault).isNotNull();
        return fault.problems().kept().stream().map(Problem::code).toList();
    }

    /** Every step in its order, each by whom it belongs to, to the recognition in the register. */
    @Test
    void leadFromADraftToARecognition() {
        var firm = by.firm(XUHUI);
        var round = by.call(SCHEME, null, Map.of());
        var it = by.submitted(round, firm);

        by.pass(officerOf(XUHUI), it);
        by.pass(officerOf(XUHUI), it);
        assertThat(by.kind(it)).isEqualTo(Step.PANEL);
        by.pass(CITY, it);
        by.age(it, 7);
        by.run(Viewer.SYSTEM, () -> by.casework.byTheDay());
        assertThat(by.kind(it)).isEqualTo(Step.DECISION);
        by.decide(CITY, it, Verdict.PASSED, by.award());

        assertThat(by.find(it).state()).isEqualTo(State.GRANTED);
        var held = by.as(firm, () -> by.register.history(firm.onlyOrganisation(), by.now()));
        assertThat(held).hasSize(1);
        assertThat(held.getFirst().valid().from()).isEqualTo(by.today());
        assertThat(held.getFirst().valid().until()).isEqualTo(by.today().plusMonths(36));
        assertThat(by.count("select taken from cluster.round where id = ?", round)).isEqualTo(1);
    }

    /** All that is missing is said at once, and nothing is handed in. */
    @Test
    void areNotTakenWithoutTheirPapers() {
        var firm = by.firm(XUHUI);
        var round = by.call("etc-city", null, Map.of());
        var it = by.as(firm, () -> by.applications.begin(round, firm.onlyOrganisation()));

        assertThat(codes(() -> by.run(firm, () -> by.applications.submit(it))))
                .containsExactly("paper-missing", "paper-missing", "answer-missing");
        assertThat(by.find(it).state()).isEqualTo(State.DRAFT);
    }

    /** What is sent back comes again to the same step, as another revision; both can be read. */
    @Test
    void comeBackToTheStepThatSentThemBack() {
        var firm = by.firm(XUHUI);
        var it = by.submitted(by.call(SCHEME, null, Map.of()), firm);
        by.pass(officerOf(XUHUI), it);
        by.decide(officerOf(XUHUI), it, Verdict.RETURNED, null);
        assertThat(by.find(it).state()).isEqualTo(State.RETURNED);

        by.run(firm, () -> by.attach(it, firm, "rights"));
        by.run(firm, () -> by.applications.submit(it));

        assertThat(by.kind(it)).isEqualTo(Step.RECOMMENDATION);
        var revisions = by.as(firm, () -> by.applications.revisions(it));
        assertThat(revisions).hasSize(2);
        assertThat(revisions.getFirst().papers()).hasSize(2);
        assertThat(revisions.getLast().papers()).hasSize(1);
    }

    @Test
    void belongToOneSchemeOnceAtATime() {
        var firm = by.firm(XUHUI);
        var first = by.call(SCHEME, null, Map.of());
        var second = by.call(SCHEME, null, Map.of());
        var it = by.as(firm, () -> by.applications.begin(first, firm.onlyOrganisation()));

        assertThatThrownBy(() ->
                        by.run(firm, () -> by.applications.begin(second, firm.onlyOrganisation())))
                .isInstanceOf(Applications.UnderWay.class);

        by.run(firm, () -> by.applications.withdraw(it, "下次再报"));
        by.run(firm, () -> by.applications.begin(second, firm.onlyOrganisation()));
    }

    @Test
    void areNotBegunByWhoHoldsTheScheme() {
        var firm = by.firm(XUHUI);
        var round = by.call(SCHEME, null, Map.of());
        by.run(
                CITY,
                () ->
                        by.register.grant(
                                firm.onlyOrganisation(),
                                SCHEME,
                                yanzhen.app.kernel.Period.since(by.today()),
                                "演示"));

        assertThatThrownBy(() ->
                        by.run(firm, () -> by.applications.begin(round, firm.onlyOrganisation())))
                .isInstanceOf(Applications.AlreadyHeld.class);
    }

    /** A district decides its own steps only, the city's step is nobody else's. */
    @Test
    void areDecidedByWhomTheStepBelongsTo() {
        var firm = by.firm(XUHUI);
        var it = by.submitted(by.call(SCHEME, null, Map.of()), firm);

        assertThat(codes(() -> by.pass(officerOf(PUDONG), it))).containsExactly("step-unknown");
        assertThat(codes(() -> by.pass(by.firm(XUHUI), it))).containsExactly("step-unknown");
        assertThatThrownBy(() -> by.pass(firm, it)).isInstanceOf(Forbidden.class);
        by.pass(officerOf(XUHUI), it);
        by.pass(officerOf(XUHUI), it);
        assertThatThrownBy(() -> by.pass(officerOf(XUHUI), it)).isInstanceOf(Forbidden.class);
    }

    /** Neither the answers nor the way of an application are anybody else's to read. */
    @Test
    void areTheFirmsOwnUntilTheyArePublicised() {
        var firm = by.firm(XUHUI);
        var round = by.call(SCHEME, null, Map.of());
        var it = by.ready(round, firm);
        by.run(firm, () -> by.applications.save(it, Map.of(1, "只给受理部门看")));
        by.run(firm, () -> by.applications.submit(it));
        for (var stranger : List.of(by.firm(XUHUI), officerOf(PUDONG), Viewer.VISITOR)) {
            assertThat(by.as(stranger, () -> by.applications.of(round))).isEmpty();
        }

        by.pass(officerOf(XUHUI), it);
        by.pass(officerOf(XUHUI), it);
        by.pass(CITY, it);

        assertThat(by.as(Viewer.VISITOR, () -> by.applications.of(round)))
                .singleElement()
                .satisfies(seen -> assertThat(seen.answers()).isEmpty());
        assertThat(by.as(Viewer.VISITOR, () -> by.applications.revisions(it))).isEmpty();
        assertThat(by.as(Viewer.VISITOR, () -> by.applications.passages(it))).isEmpty();
        assertThat(by.as(officerOf(XUHUI), () -> by.applications.revisions(it))).hasSize(1);
    }

    /** Thirty-two officers, one place each, ten places: ten are taken and the others are told. */
    @Test
    void neverTakeMorePlacesThanADistrictHas() throws Exception {
        int places = 10;
        var round = by.call(SCHEME, null, Map.of(XUHUI, places));
        var steps = new ArrayList<UUID>();
        for (int at = 0; at < OFFICERS; at++) {
            var it = by.submitted(round, by.firm(XUHUI));
            by.pass(officerOf(XUHUI), it);
            steps.add(by.step(it));
        }

        var faults = atOnce(steps.stream().map(it -> passing(officerOf(XUHUI), it)).toList());

        assertThat(faults).hasSize(OFFICERS - places);
        assertThat(faults)
                .allSatisfy(fault ->
                        assertThat(
                                        codes(() -> {
                                            throw fault;
                                        }))
                                .containsExactly("quota-full"));
        assertThat(by.count("select taken from cluster.round_quota where round = ?", round))
                .isEqualTo(places);
        assertThat(
                        by.count(
                                "select count(*) from cluster.application where round = ? and holds_place",
                                round))
                .isEqualTo(places);
    }

    /** All at once on one application: one wins, the others hear that somebody was faster. */
    @Test
    void areDecidedOnceHoweverManyDecide() throws Exception {
        var it = by.submitted(by.call(SCHEME, null, Map.of()), by.firm(XUHUI));
        var step = by.step(it);
        var moves = new ArrayList<Runnable>();
        for (int at = 0; at < OFFICERS; at++) {
            var verdict = at % 2 == 0 ? Verdict.PASSED : Verdict.RETURNED;
            moves.add(() -> decided(officerOf(XUHUI), step, verdict));
        }

        var faults = atOnce(moves);

        assertThat(faults).hasSize(OFFICERS - 1);
        assertThat(faults)
                .allSatisfy(fault ->
                        assertThat(
                                        codes(() -> {
                                            throw fault;
                                        }))
                                .containsExactly("step-moved"));
        assertThat(
                        by.count(
                                "select count(*) from cluster.application_step where id = ? and verdict is not null",
                                step))
                .isEqualTo(1);
    }

    /** Whoever comes first: a withdrawn application holds no place, a decided one is not lost. */
    @Test
    void areEitherWithdrawnOrRecommended() throws Exception {
        var round = by.call(SCHEME, null, Map.of(XUHUI, 5));
        for (int at = 0; at < 8; at++) {
            var firm = by.firm(XUHUI);
            var it = by.submitted(round, firm);
            by.pass(officerOf(XUHUI), it);
            var step = by.step(it);

            atOnce(
                    List.of(
                            () -> decided(officerOf(XUHUI), step, Verdict.PASSED),
                            () -> by.run(firm, () -> by.applications.withdraw(it, "改变计划"))));

            assertThat(by.find(it).state()).isEqualTo(State.WITHDRAWN);
            assertThat(by.count("select taken from cluster.round_quota where round = ?", round))
                    .isZero();
        }
    }

    /** However often it is sent at once, it is handed in once. */
    @Test
    void areHandedInOnce() throws Exception {
        var firm = by.firm(XUHUI);
        var it = by.ready(by.call(SCHEME, null, Map.of()), firm);
        var moves = new ArrayList<Runnable>();
        for (int at = 0; at < 8; at++) {
            moves.add(() -> by.run(firm, () -> by.applications.submit(it)));
        }

        var faults = atOnce(moves);

        assertThat(faults)
                .hasSize(7)
                .allSatisfy(fault -> assertThat(fault).isInstanceOf(Applications.NotOpen.class));
        assertThat(by.as(firm, () -> by.applications.revisions(it))).hasSize(1);
        assertThat(by.as(firm, () -> by.applications.passages(it))).hasSize(1);
    }

    private Runnable passing(Viewer officer, UUID step) {
        return () -> decided(officer, step, Verdict.PASSED);
    }

    private void decided(Viewer officer, UUID step, Verdict verdict) {
        by.run(officer, () -> by.casework.decide(List.of(step), verdict, "理由充分", null));
    }

    /** What went wrong, of each that did. */
    private static List<Throwable> atOnce(List<Runnable> moves) throws Exception {
        var faults = new ArrayList<Throwable>();
        try (var all = Executors.newFixedThreadPool(moves.size())) {
            for (var each : all.invokeAll(moves.stream().map(Executors::callable).toList())) {
                try {
                    each.get();
                } catch (ExecutionException e) {
                    faults.add(e.getCause());
                }
            }
        }
        return faults;
    }

    /** What several officers would overdraw is refused as a whole, and says how much is left. */
    @Test
    void areRefusedAsAWholeWhenPlacesDoNotSuffice() {
        var round = by.call(SCHEME, null, Map.of(XUHUI, 2));
        var steps = new ArrayList<UUID>();
        for (int at = 0; at < 3; at++) {
            var it = by.submitted(round, by.firm(XUHUI));
            by.pass(officerOf(XUHUI), it);
            steps.add(by.step(it));
        }
        ThrowingCallable all =
                () ->
                        by.run(
                                officerOf(XUHUI),
                                () -> by.casework.decide(steps, Verdict.PASSED, "一并推荐", null));

        assertThat(codes(all)).containsExactly("quota-full");
        assertThat(by.count("select taken from cluster.round_quota where round = ?", round))
                .isZero();

        by.run(
                officerOf(XUHUI),
                () -> by.casework.decide(steps.subList(0, 2), Verdict.PASSED, "一并推荐", null));
        assertThat(by.count("select taken from cluster.round_quota where round = ?", round))
                .isEqualTo(2);
    }

    /** The places of a round: the last one goes once. */
    @Test
    void neverGrantMoreThanARoundHas() throws Exception {
        var round = by.call(SCHEME, 1, Map.of());
        var steps = new ArrayList<UUID>();
        for (int at = 0; at < 4; at++) {
            steps.add(by.step(atDecision(round, by.firm(XUHUI))));
        }

        var faults = atOnce(steps.stream().map(this::granting).toList());

        assertThat(faults).hasSize(3);
        assertThat(by.count("select taken from cluster.round where id = ?", round)).isEqualTo(1);
    }

    private Runnable granting(UUID step) {
        return () ->
                by.run(
                        CITY,
                        () -> by.casework.decide(List.of(step), Verdict.PASSED, "同意", by.award()));
    }

    private UUID atDecision(UUID round, Viewer firm) {
        var it = by.submitted(round, firm);
        by.pass(officerOf(XUHUI), it);
        by.pass(officerOf(XUHUI), it);
        by.pass(CITY, it);
        by.age(it, 7);
        by.run(Viewer.SYSTEM, () -> by.casework.byTheDay());
        return it;
    }

    /** One day before its end nothing moves, on the day it does. */
    @Test
    void arePublicisedForTheirDays() {
        var it = by.submitted(by.call(SCHEME, null, Map.of()), by.firm(XUHUI));
        by.pass(officerOf(XUHUI), it);
        by.pass(officerOf(XUHUI), it);
        by.pass(CITY, it);

        by.age(it, 6);
        by.run(Viewer.SYSTEM, () -> by.casework.byTheDay());
        assertThat(by.kind(it)).isEqualTo(Step.PUBLICITY);

        by.age(it, 1);
        by.run(Viewer.SYSTEM, () -> by.casework.byTheDay());
        assertThat(by.kind(it)).isEqualTo(Step.DECISION);
    }

    /** An objection holds it up until it is answered; one that is upheld until it is refused. */
    @Test
    void areHeldUpByAnObjection() {
        var it = by.submitted(by.call(SCHEME, null, Map.of()), by.firm(XUHUI));
        by.pass(officerOf(XUHUI), it);
        by.pass(officerOf(XUHUI), it);
        assertThatThrownBy(() -> object(it)).isInstanceOf(Casework.NotPublicised.class);
        by.pass(CITY, it);
        var first = object(it);
        assertThat(by.as(by.firm(XUHUI), () -> by.casework.objections(it))).isEmpty();

        by.age(it, 7);
        by.run(Viewer.SYSTEM, () -> by.casework.byTheDay());
        assertThat(by.kind(it)).isEqualTo(Step.PUBLICITY);
        assertThat(by.as(CITY, () -> by.casework.queue(null, Step.PUBLICITY)))
                .anySatisfy(waiting -> assertThat(waiting.application()).isEqualTo(it));

        by.run(CITY, () -> by.casework.answer(first, true, "情况属实"));
        by.run(Viewer.SYSTEM, () -> by.casework.byTheDay());
        assertThat(by.kind(it)).isEqualTo(Step.PUBLICITY);
        by.decide(CITY, it, Verdict.REFUSED, null);
        assertThat(by.find(it).state()).isEqualTo(State.REFUSED);
        assertThatThrownBy(() -> object(it)).isInstanceOf(Casework.NotPublicised.class);
    }

    private UUID object(UUID it) {
        return by.as(
                Viewer.VISITOR,
                () -> by.casework.object(it, "举报人", "13800000000", "该企业的研发费用与公开年报不一致，请核实。"));
    }

    /** Drafts end with their round; what was sent back ends after its days, not on the last. */
    @Test
    void lapseByTheDayAlone() {
        var round = by.call(SCHEME, null, Map.of());
        var draft = by.ready(round, by.firm(XUHUI));
        var returned = by.submitted(round, by.firm(XUHUI));
        by.decide(officerOf(XUHUI), returned, Verdict.RETURNED, null);
        by.run(CITY, () -> by.rounds.closeOn(round, by.today().plusDays(1), "提前截止"));
        by.run(Viewer.SYSTEM, () -> by.casework.byTheDay());
        assertThat(by.find(draft).state()).isEqualTo(State.DRAFT);

        by.run(Viewer.SYSTEM, () -> by.backdate(round, returned, 15));
        by.run(Viewer.SYSTEM, () -> by.casework.byTheDay());
        assertThat(by.find(draft).state()).isEqualTo(State.WITHDRAWN);
        assertThat(by.find(returned).state()).isEqualTo(State.RETURNED);

        by.run(Viewer.SYSTEM, () -> by.backdate(round, returned, 1));
        by.run(Viewer.SYSTEM, () -> by.casework.byTheDay());
        assertThat(by.find(returned).state()).isEqualTo(State.REFUSED);
        assertThat(by.find(returned).reason()).isNull();
    }
}
