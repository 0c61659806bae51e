package yanzhen.app.cluster.store;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Account;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Role;
import yanzhen.app.cluster.Procedure.Step;
import yanzhen.app.cluster.Rounds.Round;
import yanzhen.app.cluster.ScoreBasis;
import yanzhen.app.cluster.ScoreCard;
import yanzhen.app.cluster.ScoreSheet.Part;

/**
 * 演示评审: experts of synthetic applications that are scored by a sheet. The longer one lies in
 * review, the more opinions it has; the points that people give follow from the item and the
 * expert, and mean nothing.
 */
@Component
class SyntheticReviews {

    private static final String SAID = "演示数据：得分不代表任何单位的实际水平。";
    private static final long DAYS_FOR_ONE = 10;
    private static final int LOWEST = 60;
    private static final int STEP = 5;
    private static final int STEPS = 8;
    private static final int HUNDRED = 100;
    private static final int DIGITS = 1;

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final RoundText text;
    private final Clock clock;

    SyntheticReviews(JdbcClient jdbc, Accounts accounts, RoundText text, Clock clock) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.text = text;
        this.clock = clock;
    }

    /**
     * Appoints experts once it has waited, and has some of them give their points.
     *
     * @param since when it came into review
     */
    void bring(UUID application, Round round, ScoreBasis basis, OffsetDateTime since) {
        long given = Duration.between(since.toInstant(), clock.instant()).toDays() / DAYS_FOR_ONE;
        if (round.sheet() == null || given == 0) {
            return;
        }
        var card = ScoreCard.of(round.sheet(), basis);
        var experts = experts(round.procedure().of(Step.REVIEW).orElseThrow().reviewers());
        for (int at = 0; at < experts.size(); at++) {
            var points = at < given ? points(card, at) : null;
            insert(application, experts.get(at), since.plusDays(1), card, points);
        }
    }

    /** The first one is the last to give an opinion, so that who logs in as it finds work. */
    private List<Account> experts(int wanted) {
        return accounts.demonstration().stream()
                .filter(it -> it.role() == Role.EXPERT)
                .limit(wanted)
                .toList()
                .reversed();
    }

    private static Map<String, BigDecimal> points(ScoreCard card, int expert) {
        var given = new TreeMap<String, BigDecimal>();
        for (var line : card.lines()) {
            if (line.open()) {
                var item = line.item();
                boolean extra = item.part() != Part.ITEM;
                var points =
                        line.most()
                                .multiply(share(item.key() + expert))
                                .setScale(DIGITS, RoundingMode.HALF_UP);
                given.put(item.key(), extra ? line.least() : points.max(line.least()));
            }
        }
        return card.completed(given);
    }

    private static BigDecimal share(String of) {
        int percent = LOWEST + STEP * Math.floorMod(of.hashCode(), STEPS);
        return BigDecimal.valueOf(percent).divide(BigDecimal.valueOf(HUNDRED));
    }

    private void insert(
            UUID application,
            Account expert,
            OffsetDateTime appointed,
            ScoreCard card,
            @Nullable Map<String, BigDecimal> points) {
        jdbc.sql(
                        """
                        insert into cluster.review
                            (application, expert, expert_name, appointed_at, score, points, opinion, given_at)
                        values (?, ?, ?, ?, ?, ?::jsonb, ?, ?)
                        """)
                .param(application)
                .param(expert.id())
                .param(expert.name())
                .param(appointed)
                .param(points == null ? null : card.total(points))
                .param(points == null ? null : text.of(points))
                .param(points == null ? null : SAID)
                .param(points == null ? null : appointed.plusDays(1))
                .update();
    }
}
