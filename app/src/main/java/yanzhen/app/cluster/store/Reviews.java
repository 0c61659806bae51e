package yanzhen.app.cluster.store;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Casework.AlreadyAppointed;
import yanzhen.app.cluster.Casework.Expert;
import yanzhen.app.cluster.Casework.NoSheet;
import yanzhen.app.cluster.Casework.NotInReview;
import yanzhen.app.cluster.Casework.Review;
import yanzhen.app.cluster.Casework.ScoredByItem;
import yanzhen.app.cluster.Rounds;
import yanzhen.app.cluster.Rounds.Round;
import yanzhen.app.cluster.ScoreCard;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.evidence.Files;
import yanzhen.app.site.NotFound;

/** 专家评审: who is appointed, and what they say. */
@Component
class Reviews {

    private static final String WAITING_FIRST =
            "order by given_at is not null, appointed_at, application";

    private record Appointed(UUID expert, String name) {}

    /** Opinions are not repeated in the audit trail, where more people read. */
    private record Given(UUID expert, boolean recused) {}

    private final JdbcClient jdbc;
    private final ApplicationReader reader;
    private final Rounds rounds;
    private final RoundText text;
    private final Accounts accounts;
    private final Files files;
    private final Viewers viewers;
    private final AuditTrail audit;
    private final Clock clock;

    Reviews(
            JdbcClient jdbc,
            ApplicationReader reader,
            Rounds rounds,
            RoundText text,
            Accounts accounts,
            Files files,
            Viewers viewers,
            AuditTrail audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.reader = reader;
        this.rounds = rounds;
        this.text = text;
        this.accounts = accounts;
        this.files = files;
        this.viewers = viewers;
        this.audit = audit;
        this.clock = clock;
    }

    List<Expert> experts() {
        var waiting = new HashMap<UUID, Integer>();
        jdbc.sql(
                        "select expert, count(*) from cluster.review where given_at is null group by expert")
                .query(row -> {
                    waiting.put(row.getObject(1, UUID.class), row.getInt(2));
                });
        return accounts.experts().stream()
                .map(it ->
                        new Expert(it.account(), it.name(), waiting.getOrDefault(it.account(), 0)))
                .sorted(Comparator.comparingInt(Expert::waiting))
                .toList();
    }

    void appoint(UUID application, UUID expert) {
        if (!viewers.current().runsRegion()) {
            throw new Forbidden("city-officer", "Only officers of the region appoint experts.");
        }
        var _ =
                reader.locked(application)
                        .orElseThrow(() -> new NotFound("application", application));
        mustBeInReview(application);
        var chosen =
                accounts.experts().stream()
                        .filter(it -> it.account().equals(expert))
                        .findFirst()
                        .orElseThrow(() -> new NotFound("expert", expert));
        insert(application, chosen);
        reader.papers(application).forEach(it -> files.shareWithAccount(it.file(), expert));
        audit.record(
                Change.created(
                        "cluster.expert-appoint",
                        "application",
                        application,
                        new Appointed(expert, chosen.name())));
    }

    private void insert(UUID application, Accounts.Expert expert) {
        try {
            jdbc.sql(
                            """
                            insert into cluster.review (application, expert, expert_name, appointed_at)
                            values (?, ?, ?, ?)
                            """)
                    .params(application, expert.account(), expert.name(), now())
                    .update();
        } catch (DuplicateKeyException e) {
            throw new AlreadyAppointed();
        }
    }

    void judge(UUID application, BigDecimal score, String opinion) {
        var expert = mustReview(application);
        if (round(application).sheet() != null) {
            throw new ScoredByItem();
        }
        give(application, expert, score, null, opinion, null);
    }

    /** By the numbers as they were handed in, whatever was reported since. */
    void judge(UUID application, Map<String, BigDecimal> given, String opinion) {
        var expert = mustReview(application);
        var sheet = round(application).sheet();
        if (sheet == null) {
            throw new NoSheet();
        }
        var card = ScoreCard.of(sheet, Snapshot.basis(reader.revisions(application).getFirst()));
        var points = card.completed(given);
        give(application, expert, card.total(points), points, opinion, null);
    }

    private Round round(UUID application) {
        var it = reader.find(application).orElseThrow();
        return rounds.find(it.round()).orElseThrow();
    }

    void recuse(UUID application, String reason) {
        give(application, mustReview(application), null, null, null, reason);
    }

    /** The viewer, who is appointed to it. */
    private UUID mustReview(UUID application) {
        var expert = viewers.current().account();
        mustBeAppointed(application, expert);
        mustBeInReview(application);
        return Objects.requireNonNull(expert);
    }

    /** An opinion may be changed until the review is over. */
    private void give(
            UUID application,
            UUID expert,
            @Nullable BigDecimal score,
            @Nullable Map<String, BigDecimal> points,
            @Nullable String opinion,
            @Nullable String recused) {
        jdbc.sql(
                        """
                        update cluster.review set score = ?, points = ?::jsonb, opinion = ?, recused = ?, given_at = ?
                        where application = ? and expert = ?
                        """)
                .param(score)
                .param(points == null ? null : text.of(points))
                .param(opinion)
                .param(recused)
                .param(now())
                .param(application)
                .param(expert)
                .update();
        audit.record(
                Change.created(
                        "cluster.review-give",
                        "application",
                        application,
                        new Given(expert, recused != null)));
    }

    /** Locked: who ends the review locks all of them, so that none comes in while it ends. */
    private void mustBeAppointed(UUID application, @Nullable UUID expert) {
        boolean appointed =
                jdbc.sql(
                                """
                                select application from cluster.review
                                where application = ? and expert = ? for update
                                """)
                        .param(application)
                        .param(expert)
                        .query(UUID.class)
                        .optional()
                        .isPresent();
        if (!appointed) {
            throw new NotFound("application", application);
        }
    }

    private void mustBeInReview(UUID application) {
        boolean inReview =
                jdbc.sql(
                                """
                                select true from cluster.application_step
                                where application = ? and left_at is null and step = 'REVIEW'
                                """)
                        .param(application)
                        .query(Boolean.class)
                        .optional()
                        .isPresent();
        if (!inReview) {
            throw new NotInReview();
        }
    }

    List<Review> of(UUID application) {
        return jdbc.sql("select * from cluster.review where application = ? " + WAITING_FIRST)
                .param(application)
                .query((row, _) -> review(row))
                .list();
    }

    List<Review> own() {
        return jdbc.sql("select * from cluster.review where expert = ? " + WAITING_FIRST)
                .param(viewers.current().account())
                .query((row, _) -> review(row))
                .list();
    }

    Map<UUID, List<Review>> ofRound(UUID round) {
        return jdbc
                .sql(
                        """
                        select r.* from cluster.review r join cluster.application a on a.id = r.application
                        where a.round = ? order by r.given_at, r.expert
                        """)
                .param(round)
                .query((row, _) -> review(row))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Review::application));
    }

    private Review review(ResultSet row) throws SQLException {
        var points = row.getString("points");
        return new Review(
                row.getObject("application", UUID.class),
                row.getObject("expert", UUID.class),
                row.getString("expert_name"),
                row.getBigDecimal("score"),
                points == null ? Map.of() : text.read(points, ApplicationReader.POINTS),
                row.getString("opinion"),
                row.getString("recused"),
                ApplicationReader.moment(row, "given_at"));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
