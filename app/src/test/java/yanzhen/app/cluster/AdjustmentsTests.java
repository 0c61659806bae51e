package yanzhen.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static yanzhen.app.cluster.Applicants.CITY;
import static yanzhen.app.cluster.Applicants.officerOf;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewer;
import yanzhen.app.cluster.Adjustments.Adjustment;
import yanzhen.app.cluster.Adjustments.Kind;
import yanzhen.app.cluster.Adjustments.Paper;
import yanzhen.app.cluster.Adjustments.State;
import yanzhen.app.cluster.Adjustments.Touched;
import yanzhen.app.cluster.Adjustments.Wish;
import yanzhen.app.cluster.Procedure.Step;
import yanzhen.app.cluster.Procedure.Verdict;
import yanzhen.app.cluster.credential.CredentialCheck;
import yanzhen.app.cluster.credential.Finding;
import yanzhen.app.cluster.credential.KeySet;
import yanzhen.app.evidence.Files;
import yanzhen.app.http.Caller;
import yanzhen.app.kernel.AsOf;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Period;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;
import yanzhen.app.rules.Amount;
import yanzhen.app.rules.Datum;

@IntegrationTest
class AdjustmentsTests {

    private static final String XUHUI = "310104";
    private static final String PUDONG = "310115";
    private static final String TECH = "high-tech-enterprise";
    private static final String CENTRE = "etc-city";
    private static final String NOTICE = "演示〔2026〕调9号";

    @Autowired ApplicationContext application;
    @Autowired Adjustments adjustments;
    @Autowired Certificates certificates;
    @Autowired Enrolment enrolment;
    @Autowired Organisations organisations;
    @Autowired Reports reports;
    @Autowired Formations formations;
    @Autowired Files files;
    @Autowired JdbcClient jdbc;
    @LocalServerPort int port;
    private Applicants by;

    @BeforeEach
    void load() {
        by = Applicants.of(application);
    }

    private LocalDate today() {
        return by.today();
    }

    private UUID granted(Viewer firm, String scheme, Period period) {
        return by.as(
                CITY,
                () -> by.register.grant(firm.onlyOrganisation(), scheme, period, "演示〔2024〕1号"));
    }

    /** Three years, of which one has passed. */
    private Period running() {
        return new Period(today().minusYears(1), today().plusYears(2));
    }

    private List<Paper> papers(Viewer firm, Kind kind) {
        var papers = new ArrayList<Paper>();
        var rule = Objects.requireNonNull(adjustments.rules().get(kind));
        for (var paper : rule.papers()) {
            if (paper.required()) {
                var content =
                        new ByteArrayInputStream(paper.key().getBytes(StandardCharsets.UTF_8));
                var file = files.store(paper.key() + ".txt", content, firm.onlyOrganisation());
                papers.add(new Paper(paper.key(), file.id(), file.name()));
            }
        }
        return papers;
    }

    private UUID filed(Viewer firm, Kind kind, Wish wish) {
        return by.as(
                firm,
                () -> adjustments.file(firm.onlyOrganisation(), kind, wish, papers(firm, kind)));
    }

    private Wish rename(String name, UUID... recognitions) {
        return new Wish(
                today().minusDays(5),
                name,
                null,
                List.of(recognitions).stream().map(it -> new Touched(it, null)).toList(),
                "演示：更名");
    }

    private static Wish passing(LocalDate day, @Nullable UUID to, UUID... recognitions) {
        return new Wish(
                day,
                null,
                null,
                List.of(recognitions).stream().map(it -> new Touched(it, to)).toList(),
                "演示：合并");
    }

    private UUID step(UUID adjustment) {
        return by.as(Viewer.SYSTEM, () -> adjustments.passages(adjustment).getFirst().id());
    }

    private void decide(Viewer officer, UUID adjustment, Verdict verdict, @Nullable String notice) {
        var step = step(adjustment);
        by.run(officer, () -> adjustments.decide(step, verdict, "理由充分", notice));
    }

    private void pass(UUID adjustment) {
        decide(officerOf(XUHUI), adjustment, Verdict.PASSED, null);
        decide(CITY, adjustment, Verdict.PASSED, NOTICE);
    }

    private Adjustment find(UUID adjustment) {
        return by.as(Viewer.SYSTEM, () -> adjustments.find(adjustment).orElseThrow());
    }

    private List<Register.Held> history(Viewer firm) {
        return by.as(Viewer.SYSTEM, () -> by.register.history(firm.onlyOrganisation(), by.now()));
    }

    private static List<String> codes(ThrowingCallable refused) {
        var fault = catchThrowableOfType(Problems.Refused.class, refused);
        assertThat(fault).isNotNull();
        return fault.problems().kept().stream().map(Problem::code).toList();
    }

    private Certificate certificate(Viewer firm, UUID recognition, int edition) {
        return by.as(
                Viewer.VISITOR,
                () ->
                        certificates
                                .find(firm.onlyOrganisation(), recognition, edition)
                                .orElseThrow());
    }

    @Test
    void renameAndReissueTheCertificatesThatTheyTouch() {
        var firm = by.firm(XUHUI);
        var tech = granted(firm, TECH, running());
        var centre = granted(firm, CENTRE, running());
        var before = certificate(firm, tech, 1);

        var it = filed(firm, Kind.NAME, rename("上海新名科技有限公司", tech));
        pass(it);

        assertThat(find(it).state()).isEqualTo(State.DONE);
        assertThat(find(it).document()).isEqualTo(NOTICE);
        var named = by.as(firm, () -> organisations.find(firm.onlyOrganisation()).orElseThrow());
        assertThat(named.name()).isEqualTo("上海新名科技有限公司");
        var versions = by.as(firm, () -> enrolment.versions(firm.onlyOrganisation()));
        assertThat(versions.getFirst().effective()).isEqualTo(today().minusDays(5));
        assertThat(versions.getFirst().reason()).isEqualTo(NOTICE);
        assertThat(versions.getLast().facts().name()).isEqualTo(before.holder().zh());

        var first = certificate(firm, tech, 1);
        var second = certificate(firm, tech, 2);
        assertThat(first.holder()).isEqualTo(before.holder());
        assertThat(first.on(today())).isEqualTo(Certificate.State.REPLACED);
        assertThat(second.holder().zh()).isEqualTo("上海新名科技有限公司");
        assertThat(second.on(today())).isEqualTo(Certificate.State.IN_FORCE);
        assertThat(second.number()).isEqualTo(first.number());
        assertThat(second.status()).isNotEqualTo(first.status());
        assertThat(second.valid()).isEqualTo(first.valid());
        assertThat(by.as(Viewer.VISITOR, () -> certificates.replaced(first.status().list())))
                .contains(first.status().index());
        assertThat(certificate(firm, centre, 1).on(today())).isEqualTo(Certificate.State.IN_FORCE);
    }

    /** Who downloaded it before the change hears that it was replaced; the new one holds. */
    @Test
    void leaveNoCredentialOfTheFormerNameInForce() throws Exception {
        var firm = by.firm(XUHUI);
        var tech = granted(firm, TECH, running());
        var caller = Caller.at(port);
        var path =
                "/organisations/%s/recognitions/%s/certificate.jwt"
                        .formatted(firm.onlyOrganisation(), tech);
        var former = caller.get(path).body();
        assertThat(checked(caller, former, 1, firm, tech).verdict())
                .isEqualTo(Finding.Verdict.VALID);

        pass(filed(firm, Kind.NAME, rename("上海凭证科技有限公司", tech)));

        assertThat(checked(caller, former, 1, firm, tech).verdict())
                .isEqualTo(Finding.Verdict.REPLACED);
        var present = checked(caller, caller.get(path).body(), 2, firm, tech);
        assertThat(present.verdict()).isEqualTo(Finding.Verdict.VALID);
        assertThat(present.statement())
                .satisfies(it -> {
                    assertThat(it.holder()).isEqualTo("上海凭证科技有限公司");
                    assertThat(it.edition()).isEqualTo("2");
                });
        var number = certificate(firm, tech, 1).number();
        assertThat(caller.get("/certificates/%s?edition=1".formatted(number)).body())
                .contains("已换发", "第 2 版");
        assertThat(caller.get("/certificates/%s?edition=3".formatted(number)).statusCode())
                .isEqualTo(404);

        by.run(CITY, () -> by.register.revoke(tech, today(), "不再符合条件"));
        assertThat(checked(caller, former, 1, firm, tech).verdict())
                .isEqualTo(Finding.Verdict.REVOKED);
    }

    private Finding checked(
            Caller caller, String credential, int edition, Viewer firm, UUID recognition)
            throws Exception {
        var list = certificate(firm, recognition, edition).status().list();
        var known = KeySet.read(caller.get("/.well-known/jwks.json").body());
        return new CredentialCheck(
                        known, caller.get("/credentials/status/" + list).body(), by.now())
                .of(credential, today());
    }

    /**
     * An officer had corrected the name before: the papers follow, and history has no third name.
     */
    @Test
    void reissueWhereTheRegisterHasTheNameAlready() {
        var firm = by.firm(XUHUI);
        var tech = granted(firm, TECH, running());
        var before = by.as(firm, () -> enrolment.versions(firm.onlyOrganisation()).getFirst());
        var facts = before.facts();
        var corrected =
                new Facts(
                        "上海先改科技有限公司",
                        null,
                        facts.kind(),
                        facts.district(),
                        facts.park(),
                        facts.industry(),
                        facts.registered());
        by.run(CITY, () -> enrolment.correct(firm.onlyOrganisation(), corrected, "更正"));

        pass(filed(firm, Kind.NAME, rename("上海先改科技有限公司", tech)));

        assertThat(certificate(firm, tech, 2).holder().zh()).isEqualTo("上海先改科技有限公司");
        assertThat(by.as(firm, () -> enrolment.versions(firm.onlyOrganisation()))).hasSize(2);
        assertThat(codes(() -> filed(firm, Kind.NAME, rename("上海先改科技有限公司", tech))))
                .containsExactly("adjustment-same-name");
    }

    @Test
    void passTheRestOfAPeriodToTheSuccessor() {
        var firm = by.firm(XUHUI);
        var heir = by.firm(PUDONG);
        var tech = granted(firm, TECH, running());
        var day = today().minusDays(10);

        var it = filed(firm, Kind.SUCCESSION, passing(day, heir.onlyOrganisation(), tech));
        pass(it);

        var left = history(firm).getFirst();
        assertThat(left.valid()).isEqualTo(new Period(running().from(), day));
        assertThat(left.ending()).isEqualTo(Register.Ending.SUCCEEDED);
        assertThat(left.reason()).contains(NOTICE);
        var taken = history(heir).getFirst();
        assertThat(taken.valid()).isEqualTo(new Period(day, running().until()));
        assertThat(taken.scheme().key()).isEqualTo(TECH);
        assertThat(taken.document()).isEqualTo(NOTICE);
        var successions =
                by.as(Viewer.VISITOR, () -> adjustments.successions(Set.of(tech), by.now()));
        assertThat(successions)
                .containsExactly(
                        new Adjustments.Succession(
                                tech,
                                firm.onlyOrganisation(),
                                taken.recognition(),
                                heir.onlyOrganisation(),
                                it));
        assertThat(certificate(firm, tech, 1).on(today())).isEqualTo(Certificate.State.SUCCEEDED);
        assertThat(certificate(heir, taken.recognition(), 1).on(today()))
                .isEqualTo(Certificate.State.IN_FORCE);
    }

    @Test
    void endARecognitionWhoseHolderCeases() {
        var firm = by.firm(XUHUI);
        var tech = granted(firm, TECH, running());

        pass(filed(firm, Kind.CESSATION, passing(today(), null, tech)));

        var left = history(firm).getFirst();
        assertThat(left.valid()).isEqualTo(new Period(running().from(), today()));
        assertThat(left.ending()).isEqualTo(Register.Ending.CEASED);
    }

    /** On no day twice, on no day nobody; and who asked before hears what was known then. */
    @Test
    void neverCountAPredecessorAndItsSuccessorOnOneDay() {
        var firm = by.firm(XUHUI);
        var heir = by.firm(PUDONG);
        var tech = granted(firm, TECH, running());
        var day = today().minusDays(10);
        var before = by.now();
        var known = holders(firm, heir, new AsOf(day, before));

        pass(filed(firm, Kind.SUCCESSION, passing(day, heir.onlyOrganisation(), tech)));

        assertThat(known).containsExactly(firm.onlyOrganisation());
        assertThat(holders(firm, heir, new AsOf(day, before))).isEqualTo(known);
        for (int days = -20; days <= 20; days++) {
            var on = day.plusDays(days);
            assertThat(holders(firm, heir, new AsOf(on, by.now())))
                    .as("%s", on)
                    .containsExactly(days < 0 ? firm.onlyOrganisation() : heir.onlyOrganisation());
        }
    }

    private List<UUID> holders(Viewer firm, Viewer heir, AsOf asOf) {
        var ours = Set.of(firm.onlyOrganisation(), heir.onlyOrganisation());
        return by.as(
                Viewer.VISITOR,
                () ->
                        by.recognitions.holdings(Set.of(TECH), asOf).stream()
                                .map(Holding::organisation)
                                .filter(ours::contains)
                                .toList());
    }

    /** Everything is said at once, by recognition and successor, and nothing is kept. */
    @Test
    void sayAllThatStandsAgainstThem() {
        var firm = by.firm(XUHUI);
        var heir = by.firm(PUDONG);
        var tech = granted(firm, TECH, running());
        var centre = granted(firm, CENTRE, running());
        var talent = granted(firm, "talent-programme", running());
        granted(heir, TECH, new Period(today(), today().plusMonths(1)));
        granted(heir, CENTRE, new Period(today().plusYears(1), today().plusYears(3)));
        var wish = passing(today(), heir.onlyOrganisation(), tech, centre, talent);

        assertThat(
                        codes(() ->
                                by.as(
                                        firm,
                                        () ->
                                                adjustments.file(
                                                        firm.onlyOrganisation(),
                                                        Kind.SUCCESSION,
                                                        wish,
                                                        List.of()))))
                .containsExactlyInAnyOrder(
                        "adjustment-paper-missing",
                        "adjustment-kind-unfit",
                        "adjustment-held-already",
                        "adjustment-held-already");
        assertThat(
                        codes(() ->
                                filed(
                                        firm,
                                        Kind.SUCCESSION,
                                        passing(running().from(), firm.onlyOrganisation(), tech))))
                .containsExactlyInAnyOrder("adjustment-not-in-force", "adjustment-own-successor");
        assertThat(codes(() -> filed(firm, Kind.SUCCESSION, passing(today(), null, tech))))
                .containsExactly("adjustment-no-successor");
        assertThat(codes(() -> filed(firm, Kind.CESSATION, passing(today(), null))))
                .containsExactly("adjustment-nothing");
        assertThat(codes(() -> filed(firm, Kind.NAME, rename("名", tech))))
                .containsExactly("text-length");
        assertThat(
                        codes(() ->
                                filed(
                                        firm,
                                        Kind.NAME,
                                        new Wish(
                                                today().plusDays(1),
                                                "上海后日有限公司",
                                                null,
                                                List.of(new Touched(tech, null)),
                                                "演示"))))
                .containsExactly("adjustment-day-to-come");
        assertThat(by.as(firm, () -> adjustments.of(firm.onlyOrganisation()))).isEmpty();
    }

    /** The register moved between filing and deciding: nothing half happens. */
    @Test
    void leaveAllAsItWasWhenADecisionMeetsAConflict() {
        var firm = by.firm(XUHUI);
        var heir = by.firm(PUDONG);
        var tech = granted(firm, TECH, running());
        var centre = granted(firm, CENTRE, running());
        var it =
                filed(
                        firm,
                        Kind.SUCCESSION,
                        passing(today(), heir.onlyOrganisation(), tech, centre));
        decide(officerOf(XUHUI), it, Verdict.PASSED, null);
        granted(heir, CENTRE, new Period(today().plusDays(30), today().plusDays(40)));

        var fault =
                catchThrowableOfType(
                        Problems.Refused.class, () -> decide(CITY, it, Verdict.PASSED, NOTICE));

        var problem = fault.problems().kept().getFirst();
        assertThat(fault.problems().kept()).hasSize(1);
        assertThat(problem.code()).isEqualTo("adjustment-held-already");
        assertThat(problem.value())
                .isEqualTo(
                        by.as(heir, () -> organisations.find(heir.onlyOrganisation()).orElseThrow())
                                .name());
        assertThat(problem.details().getFirst()).isEqualTo(CENTRE);
        assertThat(find(it).state()).isEqualTo(State.UNDER_WAY);
        assertThat(history(firm)).allMatch(held -> held.ending() == null);
        assertThat(history(heir)).hasSize(1);
    }

    @Test
    void areSentBackAndHandedInAgainToTheSameStep() {
        var firm = by.firm(XUHUI);
        var tech = granted(firm, TECH, running());
        var it = filed(firm, Kind.NAME, rename("上海错字有限公司", tech));
        decide(officerOf(XUHUI), it, Verdict.PASSED, null);
        decide(CITY, it, Verdict.RETURNED, null);
        assertThat(find(it).state()).isEqualTo(State.RETURNED);

        by.run(firm, () -> adjustments.resubmit(it, rename("上海正字有限公司", tech), List.of()));

        var passage = by.as(firm, () -> adjustments.passages(it).getFirst());
        assertThat(passage.step()).isEqualTo(Step.DECISION);
        assertThat(passage.leftAt()).isNull();
        var revisions = by.as(firm, () -> adjustments.revisions(it));
        assertThat(revisions)
                .extracting(each -> each.wish().name())
                .containsExactly("上海正字有限公司", "上海错字有限公司");
        assertThat(revisions.getFirst().papers()).hasSize(1);
        decide(CITY, it, Verdict.REFUSED, null);
        assertThat(find(it).state()).isEqualTo(State.REFUSED);
        assertThatThrownBy(() -> by.run(firm, () -> adjustments.withdraw(it, "撤回")))
                .isInstanceOf(Adjustments.NotOpen.class);
        filed(firm, Kind.NAME, rename("上海再来有限公司", tech));
        assertThatThrownBy(() -> filed(firm, Kind.NAME, rename("上海又来有限公司", tech)))
                .isInstanceOf(Adjustments.UnderWay.class);
    }

    /** Sent back on day 0, with 15 days of the pack: on the 15th it waits, on the 16th it ends. */
    @Test
    void endByTheDayWhenNobodyCompletesThem() {
        var firm = by.firm(XUHUI);
        var it = filed(firm, Kind.NAME, rename("上海久等有限公司", granted(firm, TECH, running())));
        decide(officerOf(XUHUI), it, Verdict.RETURNED, null);

        backdate(it, 15);
        by.run(Viewer.SYSTEM, () -> by.casework.byTheDay());
        assertThat(find(it).state()).isEqualTo(State.RETURNED);

        backdate(it, 1);
        by.run(Viewer.SYSTEM, () -> by.casework.byTheDay());
        assertThat(find(it).state()).isEqualTo(State.REFUSED);
        assertThat(find(it).reason()).isNull();
    }

    private void backdate(UUID adjustment, int days) {
        by.run(
                Viewer.SYSTEM,
                () ->
                        jdbc.sql(
                                        """
                                        update cluster.adjustment_step set left_at = left_at - make_interval(days => ?)
                                        where adjustment = ? and verdict = 'RETURNED'
                                        """)
                                .params(days, adjustment)
                                .update());
    }

    /** Years of holding and the next evaluation go on, through two successions. */
    @Test
    void carryTenureAndEvaluationsAlongTheChain() {
        var first = by.firm(XUHUI);
        var second = by.firm(XUHUI);
        var third = by.firm(XUHUI);
        // Granted 50 months ago: cycles of 24 months end 2 months ago, and in 22 months.
        var since = today().minusMonths(50);
        var centre = granted(first, CENTRE, Period.since(since));
        pass(
                filed(
                        first,
                        Kind.SUCCESSION,
                        passing(today().minusDays(30), second.onlyOrganisation(), centre)));
        var passed = history(second).getFirst().recognition();
        pass(
                filed(
                        second,
                        Kind.SUCCESSION,
                        passing(today().minusDays(3), third.onlyOrganisation(), passed)));
        var held = history(third).getFirst().recognition();

        var due =
                by.as(
                        CITY,
                        () ->
                                by.rounds.due(CENTRE, today().plusDays(1)).stream()
                                        .filter(it -> it.recognition().equals(held))
                                        .toList());

        assertThat(due).extracting(Rounds.Due::due).containsExactly(since.plusMonths(24));
        // 50 months are four whole years.
        assertThat(yearsHeld(third)).isEqualTo(Amount.of(4));
        assertThat(yearsHeld(first)).isNull();

        var next = Quarter.of(today()).last();
        evaluated(first, centre, next);
        assertThat(
                        by.as(CITY, () -> by.rounds.due(CENTRE, next.plusDays(1))).stream()
                                .filter(it -> it.recognition().equals(held)))
                .extracting(Rounds.Due::due)
                .containsExactly(next);
        assertThat(
                        by.as(CITY, formations::survey).due().stream()
                                .filter(it -> it.organisation().equals(third.onlyOrganisation())))
                .extracting(Due::day)
                .containsExactly(next);
    }

    /** The predecessor was evaluated before it passed the recognition on. */
    private void evaluated(Viewer firm, UUID recognition, LocalDate next) {
        var round = by.call(CENTRE, null, Map.of());
        by.run(
                Viewer.SYSTEM,
                () -> {
                    var evaluation =
                            jdbc.sql(
                                            """
                                            insert into cluster.application
                                                (round, organisation, scheme, district, state, recognition, submitted_at, ended_at, created_at)
                                            values (?, ?, ?, ?, 'GRANTED', ?, now(), now(), now()) returning id
                                            """)
                                    .params(
                                            round,
                                            firm.onlyOrganisation(),
                                            CENTRE,
                                            XUHUI,
                                            recognition)
                                    .query(UUID.class)
                                    .single();
                    jdbc.sql(
                                    """
                                    insert into cluster.evaluation (application, recognition, day, score, band, next_due)
                                    values (?, ?, ?, 80, 'good', ?)
                                    """)
                            .params(evaluation, recognition, today().minusDays(60), next)
                            .update();
                });
    }

    private @Nullable Amount yearsHeld(Viewer firm) {
        var datum =
                new Datum(
                        "city_centre_years",
                        yanzhen.app.rules.Kind.YEARS,
                        new Bilingual("年限", "years"),
                        false);
        var found =
                by.as(
                        Viewer.SYSTEM,
                        () -> {
                            var it = organisations.find(firm.onlyOrganisation()).orElseThrow();
                            var facts = reports.facts(it);
                            return Optional.ofNullable(facts.value(datum, facts.lastYear()));
                        });
        return found.orElse(null);
    }

    @Test
    void areNobodyElsesToSeeOrMove() {
        var firm = by.firm(XUHUI);
        var other = by.firm(XUHUI);
        var tech = granted(firm, TECH, running());
        var it = filed(firm, Kind.NAME, rename("上海私密有限公司", tech));
        var step = step(it);

        for (var stranger : List.of(other, officerOf(PUDONG), Viewer.VISITOR)) {
            assertThat(by.as(stranger, () -> adjustments.find(it))).isEmpty();
            assertThat(by.as(stranger, () -> adjustments.revisions(it))).isEmpty();
            assertThat(by.as(stranger, () -> adjustments.passages(it))).isEmpty();
            assertThat(by.as(stranger, () -> adjustments.all()))
                    .noneMatch(each -> each.id().equals(it));
            assertThatThrownBy(() ->
                            by.run(
                                    stranger,
                                    () -> adjustments.decide(step, Verdict.PASSED, "理由", null)))
                    .isInstanceOf(yanzhen.app.site.NotFound.class);
        }
        assertThatThrownBy(() ->
                        by.as(
                                other,
                                () ->
                                        adjustments.file(
                                                firm.onlyOrganisation(),
                                                Kind.CESSATION,
                                                passing(today(), null, tech),
                                                List.of())))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(() ->
                        by.as(
                                officerOf(PUDONG),
                                () ->
                                        adjustments.file(
                                                firm.onlyOrganisation(),
                                                Kind.CESSATION,
                                                passing(today(), null, tech),
                                                List.of())))
                .isInstanceOf(Forbidden.class);
        decide(officerOf(XUHUI), it, Verdict.PASSED, null);
        var decision = step(it);
        assertThatThrownBy(() ->
                        by.run(
                                officerOf(XUHUI),
                                () -> adjustments.decide(decision, Verdict.PASSED, "理由", NOTICE)))
                .isInstanceOf(Forbidden.class);
        var file = by.as(firm, () -> adjustments.revisions(it).getFirst().papers().getFirst());
        assertThat(by.as(officerOf(XUHUI), () -> files.find(file.file()))).isPresent();
        assertThat(by.as(officerOf(PUDONG), () -> files.find(file.file()))).isEmpty();
    }

    @Test
    void areFiledByOfficersForAFirm() {
        var firm = by.firm(XUHUI);
        var tech = granted(firm, TECH, running());
        var officer = officerOf(XUHUI);
        // An officer of the city may act for an organisation of its own beside the office.
        var city =
                new Viewer(
                        new UUID(7, 2),
                        "市",
                        Role.CITY_OFFICER,
                        Set.of(by.firm(PUDONG).onlyOrganisation()),
                        null);
        var named =
                by.as(
                        city,
                        () ->
                                adjustments.file(
                                        firm.onlyOrganisation(),
                                        Kind.NAME,
                                        rename("上海代报有限公司", tech),
                                        papers(firm, Kind.NAME)));
        by.run(city, () -> adjustments.withdraw(named, "误报"));
        var file =
                by.as(
                        officer,
                        () ->
                                files.store(
                                        "proof.txt",
                                        new ByteArrayInputStream(
                                                "proof".getBytes(StandardCharsets.UTF_8)),
                                        firm.onlyOrganisation()));

        var it =
                by.as(
                        officer,
                        () ->
                                adjustments.file(
                                        firm.onlyOrganisation(),
                                        Kind.CESSATION,
                                        passing(today(), null, tech),
                                        List.of(new Paper("proof", file.id(), file.name()))));

        assertThat(by.as(firm, () -> adjustments.find(it))).isPresent();
        assertThat(by.as(officer, () -> adjustments.queue()))
                .anyMatch(each -> each.adjustment().equals(it));
        by.run(officer, () -> adjustments.withdraw(it, "误报"));
        assertThat(find(it).state()).isEqualTo(State.WITHDRAWN);
    }

    /** Sixteen officers pass the same step: one does, the others hear that somebody was faster. */
    @Test
    void areDecidedOnceWhoeverDecides() throws Exception {
        var firm = by.firm(XUHUI);
        var heir = by.firm(PUDONG);
        var tech = granted(firm, TECH, running());
        var it = filed(firm, Kind.SUCCESSION, passing(today(), heir.onlyOrganisation(), tech));
        decide(officerOf(XUHUI), it, Verdict.PASSED, null);
        var step = step(it);
        var work = new ArrayList<Callable<String>>();
        for (int i = 0; i < 16; i++) {
            work.add(() -> {
                try {
                    by.run(CITY, () -> adjustments.decide(step, Verdict.PASSED, "同意", NOTICE));
                    return "done";
                } catch (Problems.Refused e) {
                    return e.problems().kept().getFirst().code();
                }
            });
        }

        assertThat(all(work)).containsOnlyOnce("done").containsOnly("done", "step-moved");
        assertThat(history(heir)).hasSize(1);
    }

    /** Of a decision and a withdrawal at the same time, one wins and the other hears of it. */
    @Test
    void areEitherDecidedOrWithdrawn() throws Exception {
        for (int round = 0; round < 8; round++) {
            var firm = by.firm(XUHUI);
            var tech = granted(firm, TECH, running());
            var it = filed(firm, Kind.CESSATION, passing(today(), null, tech));
            decide(officerOf(XUHUI), it, Verdict.PASSED, null);
            var step = step(it);

            var came =
                    all(
                            List.of(
                                    () -> {
                                        try {
                                            by.run(
                                                    CITY,
                                                    () ->
                                                            adjustments.decide(
                                                                    step,
                                                                    Verdict.PASSED,
                                                                    "同意",
                                                                    NOTICE));
                                            return "decided";
                                        } catch (Problems.Refused e) {
                                            return "late";
                                        }
                                    },
                                    () -> {
                                        try {
                                            by.run(firm, () -> adjustments.withdraw(it, "不报了"));
                                            return "withdrawn";
                                        } catch (Adjustments.NotOpen e) {
                                            return "late";
                                        }
                                    }));

            assertThat(came).containsOnlyOnce("late");
            boolean decided = came.contains("decided");
            assertThat(find(it).state()).isEqualTo(decided ? State.DONE : State.WITHDRAWN);
            assertThat(history(firm).getFirst().ending() != null).isEqualTo(decided);
        }
    }

    private static List<String> all(List<Callable<String>> work) throws Exception {
        try (var pool = Executors.newFixedThreadPool(work.size())) {
            var came = new ArrayList<String>();
            for (var each : pool.invokeAll(work)) {
                came.add(each.get());
            }
            return came;
        }
    }
}
