package yanzhen.app.chain.foresight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Role;
import yanzhen.app.access.TestAccounts;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.foresight.Studies.Turn;
import yanzhen.app.chain.foresight.Study.Answer;
import yanzhen.app.chain.foresight.Study.Phase;
import yanzhen.app.chain.foresight.Study.Question;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Problems;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

/** A Delphi study from its first day to its result, and who can see what of it. */
@IntegrationTest
class StudiesTests {

    @Autowired ApplicationContext application;
    @Autowired PackLoader loader;
    @Autowired Studies studies;
    @Autowired Candidates candidates;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;
    @Autowired Clock clock;

    private final Viewer officer =
            new Viewer(UUID.randomUUID(), "官员", Role.CITY_OFFICER, Set.of(), null);
    private final List<Viewer> experts = new ArrayList<>();
    private UUID candidate = new UUID(0, 0);
    private UUID study = new UUID(0, 0);

    @BeforeEach
    void open() {
        Viewers.doAs(
                Viewer.SYSTEM,
                () -> loader.load(Pack.at(Path.of("../packs/shanghai-14fyp"), true)));
        for (int at = 0; at < 6; at++) {
            var account = TestAccounts.of(application).open(Role.EXPERT);
            experts.add(new Viewer(account.id(), account.name(), Role.EXPERT, Set.of(), null));
        }
        candidate =
                as(
                        officer,
                        () ->
                                candidates.add(
                                        new Candidate.Draft(
                                                new Bilingual("试验技术", "A technology"),
                                                "",
                                                "within-3",
                                                List.of(
                                                        new Concern(
                                                                "integrated-circuits", null)))));
        var now = clock.instant();
        var plan =
                new Study.Plan(
                        "试验调查",
                        "",
                        now.minus(Duration.ofHours(1)),
                        now.plus(Duration.ofDays(2)),
                        now.plus(Duration.ofDays(3)),
                        now.plus(Duration.ofDays(5)));
        study = as(officer, () -> studies.set(plan, List.of(candidate), accounts(experts)));
    }

    private static List<UUID> accounts(List<Viewer> viewers) {
        return viewers.stream().map(it -> Objects.requireNonNull(it.account())).toList();
    }

    private <T> T as(Viewer viewer, Supplier<T> work) {
        return Viewers.doAs(
                viewer, () -> Objects.requireNonNull(transaction.execute(_ -> work.get())));
    }

    private void as(Viewer viewer, Runnable work) {
        Viewers.doAs(viewer, () -> transaction.executeWithoutResult(_ -> work.run()));
    }

    private void answer(Viewer expert, @Nullable Integer importance, String reason) {
        var one = new Answer(candidate, importance, null, 2030, 3, reason);
        as(expert, () -> studies.answer(study, List.of(one)));
    }

    private void turn(Turn turn) {
        as(officer, () -> studies.turn(study, turn, "试验"));
    }

    @Test
    void goesThroughTwoRoundsAndShowsTheSpreadOfEach() {
        // Sorted 1 2 3 4 5 5: quartiles at 1.25, 2.5, 3.75 from 0. By hand 2.25, 3.5, 4.75.
        int[] first = {1, 2, 3, 4, 5, 5};
        for (int at = 0; at < 6; at++) {
            answer(experts.get(at), first[at], "");
        }
        assertThat(as(officer, () -> studies.outcome(study, 1))).isEmpty();
        turn(Turn.CLOSE_FIRST);
        var spread = spread(1);
        assertThat(spread.first()).isEqualTo(2.25);
        assertThat(spread.median()).isEqualTo(3.5);
        assertThat(spread.third()).isEqualTo(4.75);
        assertThatThrownBy(() -> answer(experts.getFirst(), 3, ""))
                .isInstanceOf(Studies.OutOfTurn.class);

        turn(Turn.OPEN_SECOND);
        assertThatThrownBy(() -> answer(experts.getFirst(), 1, ""))
                .isInstanceOf(Problems.Refused.class);
        answer(experts.getFirst(), 1, "路线不成熟");
        for (int at = 1; at < 5; at++) {
            answer(experts.get(at), 4, "");
        }
        turn(Turn.CLOSE_SECOND);

        // Five of six: 1 4 4 4 4.
        assertThat(spread(2).answers()).isEqualTo(5);
        assertThat(spread(2).median()).isEqualTo(4.0);
        assertThat(spread(2).range()).isZero();
        var outcome =
                Objects.requireNonNull(as(officer, () -> studies.outcome(study, 2)).get(candidate));
        assertThat(outcome.reasons()).containsExactly("路线不成熟");
        assertThat(as(officer, studies::latest)).containsKey(candidate);
    }

    private Spread spread(int round) {
        var outcome =
                Objects.requireNonNull(
                        as(officer, () -> studies.outcome(study, round)).get(candidate));
        return Objects.requireNonNull(outcome.spreads().get(Question.IMPORTANCE));
    }

    @Test
    void showNothingOfFewerAnswersThanTheLeast() {
        for (int at = 0; at < 4; at++) {
            answer(experts.get(at), 3, "因为");
        }
        // The fifth leaves one question open: of this one four have answered, of the other five.
        answer(experts.get(4), null, "");
        turn(Turn.CLOSE_FIRST);

        var outcome =
                Objects.requireNonNull(as(officer, () -> studies.outcome(study, 1)).get(candidate));
        assertThat(outcome.answers())
                .containsEntry(Question.IMPORTANCE, 4)
                .containsEntry(Question.YEAR, 5);
        assertThat(outcome.spreads()).containsOnlyKeys(Question.YEAR);
    }

    @Test
    void hideWhoAnsweredWhatFromEverybodyElse() {
        answer(experts.getFirst(), 5, "只有我知道");
        var others = new ArrayList<>(List.of(officer, experts.getLast()));
        for (var role :
                List.of(
                        Role.CHAIN_TASK_FORCE,
                        Role.AUDITOR,
                        Role.SYSTEM_ADMIN,
                        Role.SECURITY_ADMIN,
                        Role.AUDIT_ADMIN)) {
            others.add(new Viewer(UUID.randomUUID(), "他人", role, Set.of(), null));
        }

        for (var other : others) {
            assertThat(count(other, "chain.study_answer")).as("answers for %s", other).isZero();
            assertThat(count(other, "chain.study_seat")).as("seats for %s", other).isZero();
        }
        assertThat(count(Viewer.SYSTEM, "chain.study_seat")).isZero();
        assertThat(count(experts.getFirst(), "chain.study_answer")).isEqualTo(1);
        assertThat(as(experts.getFirst(), () -> studies.own(study, 1)))
                .extracting(Answer::importance, Answer::reason)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(5, "只有我知道"));
        var audited =
                as(
                        Viewer.SYSTEM,
                        () ->
                                jdbc.sql(
                                                "select coalesce(before::text, '') || coalesce(after::text, '') || coalesce(reason, '') from evidence.audit where subject = ? and action = 'chain.study.answer'")
                                        .param(study.toString())
                                        .query((row, _) -> row.getString(1))
                                        .list());
        assertThat(audited).singleElement().asString().doesNotContain("只有我知道", "2030", "5");
    }

    private long count(Viewer viewer, String table) {
        return as(
                viewer,
                () ->
                        jdbc.sql("select count(*) from " + table + " where study = ?")
                                .param(study)
                                .query(Long.class)
                                .single());
    }

    @Test
    void takeNoAnswerInTheNameOfAnotherOrOutsideOfARound() {
        answer(experts.getFirst(), 5, "");
        var insert =
                "insert into chain.study_answer (study, round, candidate, pseudonym, importance, expertise, reason) values (?, ?, ?, coalesce(chain.own_seat(?), gen_random_uuid()), 1, 3, '')";

        for (var other : List.of(officer, experts.getLast())) {
            assertThatThrownBy(() ->
                            as(
                                    other,
                                    () ->
                                            jdbc.sql(insert)
                                                    .params(study, 1, candidate, study)
                                                    .update()))
                    .isInstanceOf(DataAccessException.class);
        }
        assertThatThrownBy(() ->
                        as(
                                experts.getFirst(),
                                () -> jdbc.sql(insert).params(study, 2, candidate, study).update()))
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void makeOneOfTwoAnswersThatAnExpertGivesAtOnce() throws Exception {
        try (var pool = Executors.newFixedThreadPool(4)) {
            var done =
                    IntStream.rangeClosed(1, 4)
                            .mapToObj(it -> pool.submit(() -> answer(experts.getFirst(), it, "")))
                            .toList();
            for (var it : done) {
                it.get();
            }
        }

        assertThat(count(experts.getFirst(), "chain.study_answer")).isEqualTo(1);
        assertThat(count(officer, "chain.study_reply")).isEqualTo(1);
    }

    @Test
    void closeByTheTimeAlone() {
        TestAccounts.of(application)
                .update(
                        "update chain.study set first_closes = ?, second_opens = ? where id = ?",
                        clock.instant().minusSeconds(60).atOffset(java.time.ZoneOffset.UTC),
                        clock.instant().minusSeconds(30).atOffset(java.time.ZoneOffset.UTC),
                        study);

        var now = as(officer, () -> studies.find(study)).orElseThrow().at(clock.instant());
        assertThat(now).isEqualTo(Phase.ROUND_2);
        answer(experts.getFirst(), 4, "");
        assertThat(as(experts.getFirst(), () -> studies.own(study, 2))).hasSize(1);
    }

    @Test
    void askNobodyWhoWasDroppedAndKeepWhatWasAnswered() {
        answer(experts.getFirst(), 4, "");
        as(officer, () -> studies.drop(study, accounts(experts).getFirst(), "回避"));

        assertThatThrownBy(() -> answer(experts.getFirst(), 2, ""))
                .isInstanceOf(yanzhen.app.access.Forbidden.class);
        var panel = as(officer, () -> studies.panel(study));
        assertThat(panel).filteredOn(Study.Member::dropped).hasSize(1);
        assertThat(as(experts.getFirst(), () -> studies.panel(study))).hasSize(1);
        assertThat(as(experts.get(1), studies::all)).extracting(Study::id).contains(study);
    }
}
