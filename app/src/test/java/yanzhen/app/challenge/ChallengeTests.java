package yanzhen.app.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.challenge.ChallengeRules.PlannedMilestone;
import yanzhen.app.challenge.ChallengeRules.Rule;
import yanzhen.app.challenge.Wall.Content;
import yanzhen.app.challenge.Wall.Target;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Clause;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;
import yanzhen.app.kernel.Yuan;

class ChallengeTests {

    private static final Instant NOW = Instant.parse("2026-03-02T01:00:00Z");
    private static final Instant CLOSES = NOW.plus(Duration.ofDays(30));

    @Test
    void takesBidsUntilItsDeadlineAndNotAtTheVeryMomentOfIt() {
        var posted = draft(CLOSES, 1).published(rules(0), NOW);

        assertThat(posted.takesBids(CLOSES.minusNanos(1))).isTrue();
        assertThat(posted.takesBids(CLOSES)).isFalse();
        assertThat(posted.shownState(CLOSES)).isEqualTo("CLOSED");
    }

    @Test
    void isAwardedOnlyFromItsDeadlineOn() {
        var posted = draft(CLOSES, 1).published(rules(0), NOW);

        assertThatThrownBy(() -> posted.awarded(CLOSES.minusNanos(1)))
                .isInstanceOf(Wall.WrongState.class);
        assertThat(posted.awarded(CLOSES).completed().state()).isEqualTo("COMPLETED");
    }

    @Test
    void takesBidsAgainWhenItsDeadlineIsPutOff() {
        var posted = draft(CLOSES, 1).published(rules(0), NOW);

        assertThat(posted.extended(CLOSES.plusSeconds(60)).takesBids(CLOSES)).isTrue();
    }

    @Test
    void remembersWhyItWasWithdrawnAndSinceWhenItHung() {
        var gone = draft(CLOSES, 1).published(rules(0), NOW).withdrawn("需求改变", CLOSES);

        assertThat(gone.reason()).isEqualTo("需求改变");
        assertThat(gone.onTheWallSince()).isEqualTo(NOW);
    }

    @Test
    void staysADraftWhileTheRulesOfThePackFindSomethingMissing() {
        assertThatThrownBy(() -> draft(null, 0).published(rules(0), NOW))
                .isInstanceOfSatisfying(
                        Problems.Refused.class,
                        it ->
                                assertThat(it.problems().kept())
                                        .extracting(Problem::field, Problem::code)
                                        .containsExactly(
                                                org.assertj.core.groups.Tuple.tuple(
                                                        "bidDeadline", "challenge-missing"),
                                                org.assertj.core.groups.Tuple.tuple(
                                                        "targets", "targets-few")));
    }

    /** The limit is the pack's: seven days and not a second less. */
    @Test
    void isOpenForAsManyDaysAsTheRulesAsk() {
        var week = Duration.ofDays(7);

        assertThat(codes(draft(NOW.plus(week), 1), rules(7))).isEmpty();
        assertThat(codes(draft(NOW.plus(week).minusSeconds(1), 1), rules(7)))
                .containsExactly("deadline-early");
    }

    @Test
    void needsItsDeliveryAfterItsDeadlineAndNoMoreTargetsThanAllowed() {
        var late = Instant.parse("2027-06-01T00:00:00Z");

        assertThat(codes(draft(late, 4), rules(0)))
                .containsExactly("targets-many", "delivery-early");
    }

    private static List<String> codes(Challenge.Draft draft, ChallengeRules rules) {
        return rules.missing(draft.content(), NOW).kept().stream().map(Problem::code).toList();
    }

    private static Challenge.Draft draft(@Nullable Instant deadline, int targets) {
        var list = new ArrayList<Target>();
        for (int at = 0; at < targets; at++) {
            list.add(new Target("良率", true, new BigDecimal("92"), "%", "抽检"));
        }
        var content =
                new Content(
                        null,
                        new UUID(0, 1),
                        "高洁净阀门",
                        "替代进口",
                        BaseCategory.CORE_COMPONENT,
                        Yuan.of("100"),
                        "需求单位",
                        "归揭榜单位",
                        "采购 20 套",
                        deadline,
                        LocalDate.of(2027, 3, 1),
                        list);
        return new Challenge.Draft(new UUID(0, 2), content, false);
    }

    private static ChallengeRules rules(int days) {
        return new ChallengeRules(
                List.of(rule("required.payer", 0), rule("required.bidDeadline", 0)),
                rule("targets.least", 1),
                rule("targets.most", 3),
                rule("call.least-days", days),
                rule("bids.most-open", 2),
                List.of(new PlannedMilestone(1, new Bilingual("交付", "Delivery"), 100, 100)));
    }

    private static Rule rule(String key, int limit) {
        return new Rule(key, limit, new Bilingual("因为", "because"), new Clause("文件", "第1条"), true);
    }
}
