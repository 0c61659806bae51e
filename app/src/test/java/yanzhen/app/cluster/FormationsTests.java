package yanzhen.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.commons.numbers.fraction.BigFraction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Conditions.Condition;
import yanzhen.app.cluster.Formations.Movement;
import yanzhen.app.cluster.Formations.Selection;
import yanzhen.app.cluster.Formations.Trial;
import yanzhen.app.cluster.Formations.Turn;
import yanzhen.app.cluster.Standing.State;
import yanzhen.app.cluster.Survey.Firm;
import yanzhen.app.kernel.CreditCode;
import yanzhen.app.kernel.IndustryCode;
import yanzhen.app.kernel.Period;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;
import yanzhen.app.rules.Judgement.Answer;
import yanzhen.app.rules.RuleFault;
import yanzhen.app.rules.RuleText;
import yanzhen.app.rules.Vocabulary;

@IntegrationTest
class FormationsTests {

    private static final Viewer CITY =
            new Viewer(UUID.randomUUID(), "市", Role.CITY_OFFICER, Set.of(), null);
    private static final String SPECIALISED = "specialised-sme";

    @Autowired Formations formations;
    @Autowired Conditions conditions;
    @Autowired Organisations organisations;
    @Autowired Enrolment enrolment;
    @Autowired Register register;
    @Autowired Reports reports;
    @Autowired PackLoader loader;
    @Autowired TransactionTemplate transaction;
    @Autowired Clock clock;

    @BeforeEach
    void load() {
        var pack = Pack.at(Path.of("../packs/shanghai-14fyp"), true);
        Viewers.doAs(Viewer.SYSTEM, () -> loader.load(pack));
    }

    private <T> T as(Viewer viewer, Supplier<T> work) {
        return Viewers.doAs(viewer, () -> transaction.execute(_ -> work.get()));
    }

    private Survey survey(Viewer viewer) {
        return Viewers.doAs(viewer, formations::survey);
    }

    private static Viewer officerOf(String district) {
        return new Viewer(UUID.randomUUID(), "区", Role.DISTRICT_OFFICER, Set.of(), district);
    }

    private UUID firm(String district, String industry) {
        var facts =
                new Facts(
                        "雁阵试验企业",
                        null,
                        Organisation.Kind.ENTERPRISE,
                        district,
                        null,
                        new IndustryCode(industry),
                        LocalDate.of(2010, 1, 1));
        return as(CITY, () -> enrolment.register(new CreditCode(ImportsTests.code()), null, facts));
    }

    /** Meets all that is asked of a specialised firm, R&D of 1.2 million yuan. */
    private UUID specialised(String industry) {
        var id = firm("310115", industry);
        report(id, "rd", "1200000");
        report(id, "revenue", "20000000");
        report(id, "niche_years", "5");
        report(id, "sme_score", "60");
        return id;
    }

    private void report(UUID firm, String datum, String value) {
        int year = LocalDate.now(clock).getYear() - 1;
        var own = new Viewer(UUID.randomUUID(), "企", Role.ENTERPRISE, Set.of(firm), null);
        as(own, () -> reports.report(firm, year, Map.of(datum, new BigDecimal(value))));
    }

    private static Firm of(Survey survey, UUID firm) {
        return survey.firms().stream().filter(it -> it.id().equals(firm)).findFirst().orElseThrow();
    }

    private static Standing standing(Survey survey, UUID firm, String scheme) {
        for (int at = 0; at < survey.schemes().size(); at++) {
            if (survey.schemes().get(at).key().equals(scheme)) {
                return of(survey, firm).standings().get(at);
            }
        }
        throw new AssertionError(scheme);
    }

    /** Every demonstration firm, every scheme: as the ladder of the one firm has it. */
    @Test
    void judgesEveryFirmAsOneByOne() {
        var survey = survey(CITY);
        var ids = survey.firms().stream().map(Firm::id).toList();
        var bodies = as(CITY, () -> organisations.byId(ids));
        int judged = 0;

        for (var firm : survey.firms()) {
            var body = Objects.requireNonNull(bodies.get(firm.id()));
            var facts = as(CITY, () -> reports.facts(body));
            var held =
                    as(CITY, () -> register.history(firm.id(), clock.instant())).stream()
                            .filter(it -> it.valid().covers(survey.day()))
                            .map(it -> it.scheme().key())
                            .toList();
            for (int at = 0; at < survey.schemes().size(); at++) {
                var scheme = survey.schemes().get(at);
                var standing = firm.standings().get(at);
                assertThat(standing.held()).isEqualTo(held.contains(scheme.key()));
                if (body.kind() != Organisation.Kind.ENTERPRISE && !standing.held()) {
                    assertThat(standing).isEqualTo(Standing.OUTSIDE);
                    continue;
                }
                var answers = new HashMap<Answer, Integer>();
                for (var condition : scheme.conditions()) {
                    boolean asked = !standing.held() || !condition.entry();
                    if (condition.rule() != null && asked) {
                        answers.merge(condition.rule().judge(facts).answer(), 1, Integer::sum);
                    }
                }
                judged += answers.size();
                assertThat(List.of(standing.met(), standing.lacking(), standing.undecided()))
                        .as("%s %s", body.code(), scheme.key())
                        .containsExactly(
                                answers.getOrDefault(Answer.MET, 0),
                                answers.getOrDefault(Answer.LACKING, 0),
                                answers.getOrDefault(Answer.UNDECIDED, 0));
            }
        }
        assertThat(ids).hasSizeGreaterThanOrEqualTo(328).doesNotHaveDuplicates();
        assertThat(judged).isGreaterThan(1_000);
    }

    /** 1.2 million of R&D meet all four; 0.9 million lack a tenth of one. */
    @Test
    void seesAFirmComeCloseAndBecomeReadyAndFallBack() {
        var id = specialised("C3911");
        assertThat(standing(survey(CITY), id, SPECIALISED).state()).isEqualTo(State.READY);

        report(id, "rd", "900000");
        var close = standing(survey(CITY), id, SPECIALISED);
        assertThat(close.state()).isEqualTo(State.CLOSE);
        assertThat(close.gaps())
                .singleElement()
                .satisfies(gap -> {
                    assertThat(gap.condition()).isEqualTo(1);
                    assertThat(gap.shortfall()).isNotNull();
                    assertThat(gap.shortfall() == null ? null : gap.shortfall().distance())
                            .isEqualTo(BigFraction.of(1, 10));
                });

        grant(id, SPECIALISED, LocalDate.now(clock).minusYears(1), null);
        assertThat(standing(survey(CITY), id, SPECIALISED).state()).isEqualTo(State.FALLING);

        report(id, "rd", "1000000");
        assertThat(standing(survey(CITY), id, SPECIALISED).state()).isEqualTo(State.HELD);
    }

    private void grant(
            UUID firm,
            String scheme,
            LocalDate from,
            @org.jspecify.annotations.Nullable LocalDate until) {
        as(CITY, () -> register.grant(firm, scheme, new Period(from, until), ""));
    }

    /**
     * Registered in 2010, it is no new legal person; that is all that is asked of an innovation
     * centre.
     */
    @Test
    void isNotCloseToWhereTheOnlyNumberIsLacking() {
        var id = firm("310115", "C3915");

        assertThat(standing(survey(CITY), id, "mic-preparing").lacking()).isEqualTo(1);
        assertThat(standing(survey(CITY), id, "mic-preparing").state()).isEqualTo(State.FAR);
    }

    @Test
    void isUndecidedWhileANumberIsMissing() {
        var id = firm("310115", "C3912");

        assertThat(standing(survey(CITY), id, SPECIALISED).state()).isEqualTo(State.UNDECIDED);
        report(id, "niche_years", "1");
        // One lacks and three are open: it may be more than one.
        assertThat(standing(survey(CITY), id, SPECIALISED).state()).isEqualTo(State.FAR);
    }

    @Test
    void isComputedAgainOnlyWhenSomethingHasChanged() {
        var first = survey(CITY);
        assertThat(survey(CITY)).isSameAs(first);
        assertThat(survey(Viewer.SYSTEM)).isSameAs(first);

        var id = firm("310115", "C3913");
        var second = survey(CITY);

        assertThat(second).isNotSameAs(first);
        assertThat(of(second, id).industry()).isEqualTo("C3913");
    }

    @Test
    void showsADistrictOfficerTheOwnFirmsOnly() {
        var here = firm("310104", "C3914");
        var elsewhere = firm("310115", "C3914");
        var officer = officerOf("310104");
        var other = new Selection("310115", "");
        var today = LocalDate.now(clock);
        grant(here, SPECIALISED, today.minusMonths(1), null);
        grant(elsewhere, SPECIALISED, today.minusMonths(1), null);

        var survey = survey(officer);

        assertThat(survey.firms()).isNotEmpty().allMatch(it -> it.district().equals("310104"));
        assertThat(survey.firms()).extracting(Firm::id).contains(here).doesNotContain(elsewhere);
        var own = survey.firms().stream().map(Firm::id).toList();
        assertThat(survey.due()).allMatch(it -> own.contains(it.organisation()));
        assertThat(
                        Viewers.doAs(
                                officer,
                                () ->
                                        formations.moved(
                                                today.minusYears(1),
                                                today,
                                                0,
                                                2,
                                                new Selection("", "C3914"))))
                .extracting(Organisation::id)
                .containsExactly(here);
        assertThatThrownBy(() ->
                        Viewers.doAs(
                                officer,
                                () -> formations.movements(today.minusYears(1), today, other)))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(() ->
                        Viewers.doAs(officer, () -> formations.simulate(trial("rd >= 1元"), other)))
                .isInstanceOf(Forbidden.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"PUBLIC", "ENTERPRISE", "INSTITUTE", "EXPERT", "FINANCIER"})
    void refusesWhoLooksAfterNothing(Role role) {
        var viewer = new Viewer(UUID.randomUUID(), "外", role, Set.of(), null);

        assertThatThrownBy(() -> survey(viewer)).isInstanceOf(Forbidden.class);
    }

    /**
     * Four firms of an industry of their own: one rises, one falls, one enters, one leaves; a fifth
     * never was there.
     */
    @Test
    void countsWhoMovedBetweenTwoDays() {
        var first = LocalDate.of(2024, 6, 30);
        var second = LocalDate.of(2025, 6, 30);
        var rises = firm("310115", "C3921");
        grant(rises, "innovative-sme", first, null);
        grant(rises, SPECIALISED, second, null);
        var falls = firm("310115", "C3921");
        grant(falls, "innovative-sme", first.minusYears(1), null);
        grant(falls, "little-giant", first, second);
        var enters = firm("310115", "C3921");
        grant(enters, "innovative-sme", first.plusDays(1), null);
        var leaves = firm("310115", "C3921");
        grant(leaves, "single-champion", first.minusDays(1), first.plusDays(1));
        firm("310115", "C3921");
        var late = firm("310115", "C3921");
        grant(late, "innovative-sme", second.plusDays(1), null);
        var selection = new Selection("", "C3921");

        var movements = as(CITY, () -> formations.movements(first, second, selection));

        assertThat(movements)
                .containsExactlyInAnyOrder(
                        new Movement(1, 2, 1),
                        new Movement(3, 1, 1),
                        new Movement(0, 1, 1),
                        new Movement(5, 0, 1));
        assertThat(as(CITY, () -> formations.moved(first, second, 1, 2, selection)))
                .extracting(Organisation::id)
                .containsExactly(rises);
        assertThat(as(CITY, () -> formations.moved(first, second, 0, 0, selection))).isEmpty();
    }

    /** Whatever the two days: the numbers are those of the lists behind them. */
    @ParameterizedTest
    @CsvSource({"2021-01-01, 2022-01-01", "2023-03-31, 2026-03-31", "2025-01-01, 2025-01-01"})
    void countsAsManyAsItLists(LocalDate first, LocalDate second) {
        var movements = as(CITY, () -> formations.movements(first, second, Selection.ALL));

        assertThat(movements).isNotEmpty();
        for (var it : movements) {
            assertThat(
                            as(
                                    CITY,
                                    () ->
                                            formations.moved(
                                                    first,
                                                    second,
                                                    it.before(),
                                                    it.after(),
                                                    Selection.ALL)))
                    .hasSize((int) it.firms());
        }
    }

    private Trial trial(String text) {
        return new Trial(SPECIALISED, changed(1, text), null, BigDecimal.ONE);
    }

    /** The conditions of a specialised firm with the rule of one of them replaced. */
    private List<Condition> changed(int at, String text) {
        var all = new ArrayList<>(as(CITY, () -> conditions.of(SPECIALISED)));
        var old = all.get(at);
        var words =
                new Vocabulary(
                        as(CITY, reports::asked).stream().map(Reports.Asked::datum).toList());
        try {
            all.set(
                    at,
                    new Condition(
                            old.name(),
                            RuleText.read(text, words),
                            old.source(),
                            old.confirmed(),
                            old.reading(),
                            old.entry()));
        } catch (RuleFault e) {
            throw new AssertionError(e);
        }
        return all;
    }

    /** R&D of 1.2 million: a threshold just below, at and just above it. */
    @ParameterizedTest
    @CsvSource({"1199999.99, true", "1200000, true", "1200000.01, false"})
    void triesAThresholdBelowAtAndAboveTheNumber(String threshold, boolean stays) {
        var industry = "C39" + (stays ? "31" : "32");
        var id = specialised(industry);
        var others = new Selection("", industry);

        var outcome =
                Viewers.doAs(
                        CITY,
                        () -> formations.simulate(trial("rd >= %s元".formatted(threshold)), others));

        assertThat(outcome.changes().contains(new Turn(id, false, false))).isEqualTo(!stays);
        assertThat(outcome.before() - outcome.after())
                .isEqualTo(stays ? 0 : outcome.changes().size());
    }

    /** 0.9 million lack a tenth: ten hundredths more are not enough, a ninth more is. */
    @ParameterizedTest
    @CsvSource({"1, false", "1.1, false", "1.1112, true"})
    void triesWhatMoreResearchWouldBring(BigDecimal factor, boolean enters) {
        var industry = "C393" + (enters ? "3" : "4");
        var id = specialised(industry);
        report(id, "rd", "900000");
        var inForce = as(CITY, () -> conditions.of(SPECIALISED));

        var outcome =
                Viewers.doAs(
                        CITY,
                        () ->
                                formations.simulate(
                                        new Trial(SPECIALISED, inForce, "rd", factor),
                                        new Selection("", industry)));

        assertThat(outcome.changes().contains(new Turn(id, true, false))).isEqualTo(enters);
        assertThat(outcome.changes()).allMatch(Turn::enters);
    }

    /** The rule in force, unchanged: nobody enters, nobody leaves, whoever they are. */
    @Test
    void changesNobodyByTheRuleInForce() {
        var all = as(CITY, conditions::all);

        for (var scheme : new TreeMap<>(all).entrySet()) {
            var same = new Trial(scheme.getKey(), scheme.getValue(), null, BigDecimal.ONE);
            var outcome = Viewers.doAs(CITY, () -> formations.simulate(same, Selection.ALL));

            assertThat(outcome.changes()).isEmpty();
            assertThat(outcome.before()).isEqualTo(outcome.after());
            assertThat(outcome.firms()).isGreaterThan(300);
        }
    }
}
