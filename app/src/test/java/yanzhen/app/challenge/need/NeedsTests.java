package yanzhen.app.challenge.need;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static yanzhen.app.challenge.need.NeedFixture.as;
import static yanzhen.app.challenge.need.NeedFixture.done;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.Role;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.Response;
import yanzhen.app.chain.WeakLinks;
import yanzhen.app.challenge.Challenge;
import yanzhen.app.challenge.Wall;
import yanzhen.app.challenge.need.Need.State;
import yanzhen.app.challenge.need.Need.Verdict;
import yanzhen.app.cluster.Identities;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.NotFound;

/** What may be done with a need in which state, by whom, and what it leaves behind. */
@IntegrationTest
class NeedsTests {

    /** 动作: all that anybody can try. */
    enum Move {
        EDIT,
        SUBMIT,
        WITHDRAW,
        JUDGE,
        MERGE,
        TAKE_ANOTHER,
        PART,
        CALL
    }

    private static final Map<State, Set<Move>> ALLOWED = allowed();

    @Autowired ApplicationContext application;
    @Autowired Needs needs;
    @Autowired Wall wall;
    @Autowired WeakLinks weakLinks;
    @Autowired Atlas atlas;
    @Autowired Identities identities;
    @Autowired JdbcClient jdbc;

    private NeedFixture by;
    private UUID owner;
    private UUID other;

    private static Map<State, Set<Move>> allowed() {
        var moves = new EnumMap<State, Set<Move>>(State.class);
        for (var state : State.values()) {
            moves.put(state, EnumSet.noneOf(Move.class));
        }
        moves.put(State.DRAFT, EnumSet.of(Move.EDIT, Move.SUBMIT, Move.WITHDRAW));
        moves.put(State.RETURNED, EnumSet.of(Move.EDIT, Move.SUBMIT, Move.WITHDRAW));
        moves.put(
                State.SUBMITTED,
                EnumSet.of(Move.JUDGE, Move.WITHDRAW, Move.MERGE, Move.TAKE_ANOTHER));
        moves.put(
                State.PUBLISHABLE,
                EnumSet.of(Move.CALL, Move.WITHDRAW, Move.MERGE, Move.TAKE_ANOTHER));
        moves.put(State.MERGED, EnumSet.of(Move.PART));
        return moves;
    }

    @BeforeEach
    void load() {
        by = new NeedFixture(application);
        owner = by.firm("需求单位甲");
        other = by.firm("需求单位乙");
    }

    static Stream<Arguments> everyMoveFromEveryState() {
        return Stream.of(State.values())
                .flatMap(state -> Stream.of(Move.values()).map(move -> Arguments.of(state, move)));
    }

    /** A forbidden move changes nothing and leaves no audit record; an allowed one leaves one. */
    @ParameterizedTest(name = "{1} when {0}")
    @MethodSource("everyMoveFromEveryState")
    void movesOnlyAsTheTableSays(State state, Move move) {
        var need = by.in(state, owner);
        var before = seen(need);
        long records = by.audited(need);
        var root = move == Move.MERGE ? by.in(State.SUBMITTED, other) : need;
        var child = move == Move.TAKE_ANOTHER ? by.in(State.SUBMITTED, other) : need;

        if (ALLOWED.getOrDefault(state, Set.of()).contains(move)) {
            var moved = move == Move.TAKE_ANOTHER ? child : need;
            long recorded = by.audited(moved);

            make(move, need, root, child);

            assertThat(by.audited(moved)).isEqualTo(recorded + 1);
        } else {
            assertThatThrownBy(() -> make(move, need, root, child)).isInstanceOf(Needs.Stuck.class);

            assertThat(seen(need)).isEqualTo(before);
            assertThat(by.audited(need)).isEqualTo(records);
        }
    }

    private Need seen(UUID need) {
        return by.asOfficer(() -> needs.find(need)).orElseThrow();
    }

    private void make(Move move, UUID need, UUID root, UUID child) {
        switch (move) {
            case EDIT ->
                    by.asFirm(owner, () -> done(() -> needs.edit(need, by.whole(owner), null)));
            case SUBMIT -> by.asFirm(owner, () -> done(() -> needs.submit(need)));
            case WITHDRAW -> by.asFirm(owner, () -> done(() -> needs.withdraw(need, "不再需要")));
            case JUDGE -> by.judged(need, Verdict.PUBLISHABLE);
            case MERGE -> by.asOfficer(() -> done(() -> needs.merge(need, root, "同一需求")));
            case TAKE_ANOTHER -> by.asOfficer(() -> done(() -> needs.merge(child, need, "同一需求")));
            case PART -> by.asOfficer(() -> done(() -> needs.part(need, "不是同一需求")));
            case CALL -> by.drafted(need);
        }
    }

    @ParameterizedTest
    @EnumSource(Verdict.class)
    void tellsTheOwnerEveryVerdictWithItsReasonAndWhoGaveIt(Verdict verdict) {
        var need = by.in(State.SUBMITTED, owner);

        by.judged(need, verdict);

        assertThat(seen(need).state()).isEqualTo(verdict.state());
        assertThat(by.asFirm(owner, () -> needs.judgements(need)))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.verdict()).isEqualTo(verdict);
                    assertThat(it.reason()).isEqualTo("按清单研判");
                    assertThat(it.by()).isEqualTo("测试 CITY_OFFICER");
                    assertThat(it.answers()).hasSameSizeAs(needs.rules().questions());
                });
    }

    @Test
    void savesADraftWithGapsAndNamesAllOfThemWhenItIsHandedIn() {
        var need = by.asFirm(owner, () -> needs.draft(NeedFixture.bare(owner)));

        assertThatThrownBy(() -> by.asFirm(owner, () -> done(() -> needs.submit(need))))
                .isInstanceOfSatisfying(
                        Problems.Refused.class,
                        it ->
                                assertThat(it.problems().kept())
                                        .extracting(Problem::field)
                                        .containsExactly(
                                                "problem",
                                                "category",
                                                "budget",
                                                "payer",
                                                "targets",
                                                "ipRule",
                                                "commitment",
                                                "wantedBy"));
        assertThat(seen(need).state()).isEqualTo(State.DRAFT);
    }

    @Test
    void keepsWhatWasSaidAndJudgedWhenAReturnedOneIsMended() {
        var need = by.in(State.RETURNED, owner);
        by.asFirm(owner, () -> done(() -> needs.edit(need, by.whole(owner, "改过的名称", null), null)));
        by.asFirm(owner, () -> done(() -> needs.submit(need)));
        by.judged(need, Verdict.PUBLISHABLE);

        assertThat(by.asFirm(owner, () -> needs.judgements(need)))
                .extracting(Need.Judgement::verdict)
                .containsExactly(Verdict.PUBLISHABLE, Verdict.RETURNED);
        var steps = by.asFirm(owner, () -> needs.steps(need));
        assertThat(steps)
                .extracting(Need.Step::to)
                .containsExactly(
                        State.DRAFT,
                        State.SUBMITTED,
                        State.RETURNED,
                        State.SUBMITTED,
                        State.PUBLISHABLE);
        assertThat(steps.stream().flatMap(it -> Stream.ofNullable(it.content())))
                .extracting(Need.Draft::title)
                .last()
                .isEqualTo("改过的名称");
    }

    @Test
    void refusesAVerdictThatGoesAgainstItsOwnAnswers() {
        var need = by.in(State.SUBMITTED, owner);
        var ordinary = by.answers(Verdict.ORDINARY_PROJECT);
        var none = by.answers(Verdict.PUBLISHABLE);

        assertThatThrownBy(() -> judge(need, Verdict.PUBLISHABLE, ordinary))
                .isInstanceOf(Problems.Refused.class);
        assertThatThrownBy(() -> judge(need, Verdict.PLAIN_TRANSFER, ordinary))
                .isInstanceOf(Problems.Refused.class);
        assertThatThrownBy(() -> judge(need, Verdict.ORDINARY_PROJECT, none))
                .isInstanceOf(Problems.Refused.class);
        assertThatThrownBy(() -> judge(need, Verdict.RETURNED, List.of()))
                .isInstanceOf(Problems.Refused.class);
        assertThat(seen(need).state()).isEqualTo(State.SUBMITTED);
    }

    private void judge(UUID need, Verdict verdict, List<Need.Answer> answers) {
        by.asOfficer(() -> done(() -> needs.judge(need, verdict, "理由", answers)));
    }

    /** Owner, payer and co-owner; the service says it, and the database holds it. */
    @Test
    void letsNobodyJudgeANeedOfAnOrganisationHeActsFor() {
        var payer = by.firm("出资单位");
        var plain = by.whole(owner);
        var paid =
                new Need.Draft(
                        owner,
                        null,
                        plain.title(),
                        plain.problem(),
                        plain.category(),
                        plain.budget(),
                        payer,
                        "",
                        plain.targets(),
                        plain.ipRule(),
                        plain.commitment(),
                        plain.commitmentText(),
                        plain.wantedBy());
        var need = by.asFirm(owner, () -> needs.draft(paid));
        by.asFirm(owner, () -> done(() -> needs.submit(need)));
        var merged = by.in(State.SUBMITTED, other);
        by.asOfficer(() -> done(() -> needs.merge(merged, need, "同一需求")));
        long records = by.audited(need);

        for (var party : List.of(owner, payer, other)) {
            assertThatThrownBy(() ->
                            as(
                                    Role.CITY_OFFICER,
                                    Set.of(party),
                                    () ->
                                            done(() ->
                                                    needs.judge(
                                                            need,
                                                            Verdict.PUBLISHABLE,
                                                            "自己的",
                                                            by.answers(Verdict.PUBLISHABLE)))))
                    .isInstanceOfSatisfying(
                            Forbidden.class, it -> assertThat(it.code()).isEqualTo("own-need"));
            assertThatThrownBy(
                            () -> as(Role.CITY_OFFICER, Set.of(party), () -> judgementBySql(need)))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("Somebody else judges it");
        }
        assertThat(by.audited(need)).isEqualTo(records);
        assertThatThrownBy(() ->
                        as(
                                Role.CHAIN_TASK_FORCE,
                                Set.of(),
                                () ->
                                        done(() ->
                                                needs.judge(
                                                        need,
                                                        Verdict.PUBLISHABLE,
                                                        "专班",
                                                        by.answers(Verdict.PUBLISHABLE)))))
                .isInstanceOf(Forbidden.class);
        by.judged(need, Verdict.PUBLISHABLE);
    }

    private int judgementBySql(UUID need) {
        return by.inTransaction(() ->
                jdbc.sql(
                                """
                                insert into challenge.need_judgement (need, round, verdict, reason, answers, account, by, at)
                                values (?, 1, 'PUBLISHABLE', '绕过', '[]', access.viewer_account(), 'x', now())
                                """)
                        .param(need)
                        .update());
    }

    /** What the services do not offer the database does not take either. */
    @Test
    void holdsTheMovesInTheDatabaseToo() {
        var need = by.in(State.SUBMITTED, owner);

        assertThatThrownBy(() -> by.asFirm(owner, () -> put(need, "PUBLISHABLE")))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("no such judgement");
        assertThatThrownBy(() -> by.asOfficer(() -> put(need, "PUBLISHABLE")))
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> by.asOfficer(() -> put(need, "IN_CALL")))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("no such move");
        var open = by.in(State.PUBLISHABLE, owner);
        assertThatThrownBy(() -> by.asFirm(owner, () -> put(open, "IN_CALL")))
                .hasMessageContaining("follows its challenge");
        assertThatThrownBy(() ->
                        by.asFirm(
                                owner,
                                () ->
                                        sql(
                                                "update challenge.need set budget_fen = 1 where id = ?",
                                                open)))
                .hasMessageContaining("stays as it is");
        var called = by.in(State.IN_CALL, owner);
        assertThatThrownBy(() -> by.asOfficer(() -> put(called, "WITHDRAWN")))
                .hasMessageContaining("no such move");
    }

    private int put(UUID need, String state) {
        return sql("update challenge.need set state = '" + state + "' where id = ?", need);
    }

    private int sql(String statement, UUID need) {
        return by.inTransaction(() -> jdbc.sql(statement).param(need).update());
    }

    @Test
    void staysItsOwnersAndTheRegionsUntilItIsPublishable() {
        var waiting = by.in(State.SUBMITTED, owner);
        var open = by.in(State.PUBLISHABLE, owner);

        for (var table : List.of("need_target", "need_step")) {
            assertThat(by.asFirm(other, () -> rows(table, waiting))).as(table).isZero();
            assertThat(by.asFirm(owner, () -> rows(table, waiting))).as(table).isPositive();
            assertThat(as(Role.AUDITOR, Set.of(), () -> rows(table, waiting))).isPositive();
        }
        assertThat(by.asFirm(other, () -> needs.find(waiting))).isEmpty();
        assertThat(as(Role.PUBLIC, Set.of(), () -> needs.find(waiting))).isEmpty();
        assertThat(as(Role.EXPERT, Set.of(), () -> needs.find(waiting))).isEmpty();
        assertThat(as(Role.PUBLIC, Set.of(), () -> needs.find(open))).isPresent();
        assertThat(as(Role.PUBLIC, Set.of(), () -> needs.judgements(open))).isEmpty();
        assertThat(as(Role.PUBLIC, Set.of(), () -> needs.steps(open))).isEmpty();
        assertThat(by.asFirm(other, () -> rows("need_judgement", open))).isZero();
        assertThat(by.asFirm(owner, () -> rows("need_judgement", open))).isEqualTo(1);
        assertThatThrownBy(() -> by.asFirm(other, () -> done(() -> needs.withdraw(waiting, "我的"))))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> by.asFirm(other, () -> done(() -> needs.withdraw(open, "我的"))))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> by.asFirm(other, () -> needs.draft(by.whole(owner))))
                .isInstanceOf(Forbidden.class);
    }

    private long rows(String table, UUID need) {
        return by.inTransaction(() ->
                jdbc.sql("select count(*) from challenge." + table + " where need = ?")
                        .param(need)
                        .query(Long.class)
                        .single());
    }

    @Test
    void letsTheOwnerOfAMergedOneFollowTheOneThatStays() {
        var stays = by.in(State.SUBMITTED, owner);
        var goes = by.in(State.SUBMITTED, other);
        assertThat(by.asFirm(other, () -> needs.find(stays))).isEmpty();

        by.asOfficer(() -> done(() -> needs.merge(goes, stays, "同一需求")));

        assertThat(by.asFirm(other, () -> needs.find(stays))).isPresent();
        assertThat(by.asFirm(other, () -> needs.steps(stays))).isNotEmpty();
        assertThat(by.asOfficer(() -> needs.coOwners(stays)))
                .extracting(Need.CoOwner::organisation)
                .containsExactly(other);
        assertThat(by.asFirm(owner, () -> needs.coOwners(stays)))
                .extracting(Need.CoOwner::organisation)
                .containsExactly(other);
        assertThat(seen(goes).root()).isEqualTo(stays);

        by.asOfficer(() -> done(() -> needs.part(goes, "两回事")));

        assertThat(seen(goes).state()).isEqualTo(State.SUBMITTED);
        assertThat(by.asFirm(other, () -> needs.find(stays))).isEmpty();
        assertThat(by.asOfficer(() -> needs.coOwners(stays))).isEmpty();
    }

    @Test
    void makesNoChainsOfMergedNeedsAndUndoesNoneOnceTheRootIsInACall() {
        var root = by.in(State.SUBMITTED, owner);
        var child = by.in(State.PUBLISHABLE, other);
        var third = by.in(State.SUBMITTED, owner);
        by.asOfficer(() -> done(() -> needs.merge(child, root, "同一需求")));

        assertThatThrownBy(() -> by.asOfficer(() -> done(() -> needs.merge(root, third, "再并"))))
                .isInstanceOf(Needs.Stuck.class);
        assertThatThrownBy(() -> by.asOfficer(() -> done(() -> needs.merge(third, child, "再并"))))
                .isInstanceOf(Needs.Stuck.class);
        assertThatThrownBy(() -> by.asFirm(owner, () -> done(() -> needs.withdraw(root, "撤"))))
                .isInstanceOf(Needs.Stuck.class);
        assertThatThrownBy(() -> by.asFirm(other, () -> done(() -> needs.merge(third, root, "我并"))))
                .isInstanceOf(Forbidden.class);
        by.judged(root, Verdict.PUBLISHABLE);
        var challenge = by.published(root);
        assertThatThrownBy(() -> by.asOfficer(() -> done(() -> needs.part(child, "分开"))))
                .isInstanceOf(Needs.Stuck.class);

        by.asOfficer(() -> done(() -> wall.withdraw(challenge, "不做了")));
        by.asOfficer(() -> done(() -> needs.part(child, "分开")));

        assertThat(seen(child).state()).isEqualTo(State.PUBLISHABLE);
    }

    /** On the wall, withdrawn, on the wall again, completed. */
    @Test
    void followsTheChallengeThatWasDraftedFromIt() {
        var link = weakLinks.ofNode("integrated-circuits", "implanter").orElseThrow();
        var need =
                by.asFirm(
                        owner,
                        () -> needs.draft(by.whole(owner, "注入机 " + UUID.randomUUID(), link)));
        by.asFirm(owner, () -> done(() -> needs.submit(need)));
        assertThat(response(link, need)).isEmpty();
        by.judged(need, Verdict.PUBLISHABLE);
        assertThat(response(link, need)).contains("publishable");
        var first = by.drafted(need);
        var second = by.drafted(need);
        assertThat(seen(need).state()).isEqualTo(State.PUBLISHABLE);

        by.asOfficer(() -> done(() -> wall.publish(first)));

        assertThat(seen(need).state()).isEqualTo(State.IN_CALL);
        assertThat(response(link, need)).contains("in-call");
        assertThat(by.asFirm(owner, () -> needs.ofChallenge(first)).orElseThrow().id())
                .isEqualTo(need);
        assertThatThrownBy(() -> by.asOfficer(() -> done(() -> wall.publish(second))))
                .isInstanceOf(Needs.Stuck.class);
        assertThat(by.asOfficer(() -> wall.find(second)).orElseThrow())
                .isInstanceOf(Challenge.Draft.class);

        by.asOfficer(() -> done(() -> wall.withdraw(first, "改期")));
        assertThat(seen(need).state()).isEqualTo(State.PUBLISHABLE);
        by.asOfficer(() -> done(() -> wall.publish(second)));
        by.told(second, "awarded");
        assertThat(seen(need).state()).isEqualTo(State.IN_CALL);
        by.told(second, "completed");

        assertThat(seen(need).state()).isEqualTo(State.MET);
        assertThat(response(link, need)).contains("met");
        assertThat(by.asFirm(owner, () -> needs.calls(need)))
                .extracting(Need.Call::challenge)
                .containsExactlyInAnyOrder(first, second);
    }

    private java.util.Optional<String> response(UUID link, UUID need) {
        return by.asOfficer(() -> atlas.responses(link)).stream()
                .filter(it -> it.id().equals(need))
                .map(Response::state)
                .findFirst();
    }

    /** The need, what it pays for, and its place beside another go along, and come back. */
    @Test
    void followsOrganisationsThatAreMerged() {
        var giver = by.firm("甲需求试验厂");
        var taker = by.firm("乙需求试验厂");
        var need = by.in(State.SUBMITTED, giver);
        var child = by.in(State.SUBMITTED, giver);
        var root = by.in(State.SUBMITTED, owner);
        by.asOfficer(() -> done(() -> needs.merge(child, root, "同一需求")));

        var step =
                by.asOfficer(() ->
                        identities.merge(
                                new Identities.Merge(giver, taker, Map.of(), "同一机构", null)));

        assertThat(seen(need).draft().owner()).isEqualTo(taker);
        assertThat(seen(need).draft().payer()).isEqualTo(taker);
        assertThat(by.asOfficer(() -> needs.coOwners(root)))
                .extracting(Need.CoOwner::organisation)
                .containsExactly(taker);
        assertThat(by.asFirm(taker, () -> needs.find(root))).isPresent();
        by.asOfficer(() -> done(() -> identities.undo(step, "不是同一机构")));
        assertThat(seen(need).draft().owner()).isEqualTo(giver);
        assertThat(seen(need).draft().payer()).isEqualTo(giver);
        assertThat(by.asOfficer(() -> needs.coOwners(root)))
                .extracting(Need.CoOwner::organisation)
                .containsExactly(giver);
    }

    @Test
    void tellsOneOfTwoWhoChangeItThatItIsAnother() {
        var need = by.in(State.DRAFT, owner);
        int seen = seen(need).revision();
        by.asFirm(owner, () -> done(() -> needs.edit(need, by.whole(owner), seen)));

        assertThatThrownBy(() ->
                        by.asFirm(owner, () -> done(() -> needs.edit(need, by.whole(owner), seen))))
                .isInstanceOf(Needs.Changed.class);
    }

    /** Every order pages through all without a gap and without showing one twice. */
    @ParameterizedTest
    @EnumSource(Needs.Sort.class)
    void pagesThroughTheListInEveryOrder(Needs.Sort sort) {
        by.in(State.DRAFT, owner);
        by.asFirm(owner, () -> needs.draft(NeedFixture.bare(owner)));
        var query = new Needs.Query("", "", "", "", "", sort);
        var seen = new ArrayList<UUID>();
        String cursor = null;
        do {
            var after = Cursor.read(cursor, 2).orElse(null);
            var slice = by.asOfficer(() -> needs.search(query, after, 4));
            slice.items().forEach(it -> seen.add(it.need().id()));
            cursor = slice.next();
        } while (cursor != null);

        assertThat(seen).doesNotHaveDuplicates();
        assertThat(seen).hasSize((int) (long) by.asOfficer(() -> needs.count(query)));
    }

    @Test
    void findsByWordsStateChainAndSource() {
        var query =
                new Needs.Query(
                        "起动发电机",
                        "SUBMITTED",
                        "CORE_COMPONENT",
                        "civil-aircraft",
                        "WEAK_LINK",
                        Needs.Sort.STATE);
        var mine = new Needs.Query("", "", "", "", "MINE", Needs.Sort.STATE);
        by.in(State.DRAFT, owner);

        assertThat(by.asOfficer(() -> needs.search(query, null, 9)).items())
                .singleElement()
                .satisfies(it -> assertThat(it.need().synthetic()).isTrue());
        assertThat(by.asFirm(owner, () -> needs.count(mine))).isEqualTo(1);
        assertThat(by.asFirm(other, () -> needs.count(mine))).isZero();
    }

    /** The two of the demonstration are shown beside each other with why, and stay two. */
    @Test
    void showsWhatIsAlikeAndMergesNothingByItself() {
        var rings =
                by
                        .asOfficer(() ->
                                needs.search(
                                        new Needs.Query("全氟醚密封圈", "", "", "", "", Needs.Sort.STATE),
                                        null,
                                        9))
                        .items()
                        .stream()
                        .map(it -> it.need().id())
                        .toList();
        assertThat(rings).hasSize(2);

        var alike = by.asOfficer(() -> needs.alike(rings.getFirst()));

        assertThat(alike).extracting(it -> it.need().id()).containsExactly(rings.getLast());
        assertThat(alike.getFirst().likeness().whys())
                .anySatisfy(it -> assertThat(it.shared()).contains("全氟醚密封圈"));
        assertThat(rings.stream().map(this::seen))
                .extracting(Need::state)
                .containsOnly(State.SUBMITTED);
    }

    @Test
    void bringsADemonstrationOfEveryFate() {
        var states =
                by
                        .asOfficer(() ->
                                needs.search(Needs.Query.all(), null, 500).items().stream()
                                        .map(Needs.Listed::need)
                                        .toList())
                        .stream()
                        .filter(Need::synthetic)
                        .map(Need::state)
                        .toList();

        assertThat(states)
                .contains(
                        State.DRAFT,
                        State.SUBMITTED,
                        State.PUBLISHABLE,
                        State.ORDINARY_PROJECT,
                        State.PLAIN_TRANSFER,
                        State.RETURNED,
                        State.IN_CALL)
                .hasSizeGreaterThanOrEqualTo(9);
    }
}
