package yanzhen.app.cluster.store;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.access.OverAll;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Casework;
import yanzhen.app.cluster.Procedure.Step;
import yanzhen.app.cluster.Procedure.Verdict;
import yanzhen.app.site.Conditions;

@Component
class JdbcCasework implements Casework {

    private static final int DIGITS = 4;

    private final JdbcClient jdbc;
    private final Decisions decisions;
    private final Reviews reviews;
    private final Objections objections;
    private final DueDays dueDays;
    private final OverAll overAll;
    private final Viewers viewers;
    private final Clock clock;

    JdbcCasework(
            JdbcClient jdbc,
            Decisions decisions,
            Reviews reviews,
            Objections objections,
            DueDays dueDays,
            OverAll overAll,
            Viewers viewers,
            Clock clock) {
        this.jdbc = jdbc;
        this.decisions = decisions;
        this.reviews = reviews;
        this.objections = objections;
        this.dueDays = dueDays;
        this.overAll = overAll;
        this.viewers = viewers;
        this.clock = clock;
    }

    /** A publicity waits for nobody until somebody objects. */
    private static final String OPPOSED =
            """
            s.step <> 'PUBLICITY' or exists (select from cluster.objection o
                                             where o.application = a.id and o.upheld is not false)
            """;

    private static final String QUEUE =
            """
            select s.id as step, s.step as kind, s.entered_at, s.due, s.district,
                   a.id as application, a.round, a.organisation, a.scheme, a.score, a.synthetic,
                   r.title, f.name, f.name_en, s.handler, s.handler_name,
                   exists (select from cluster.delegation d
                           where d.officer = s.handler and d.deputy = access.viewer_account()
                             and d.ended_at is null and d.days @> ?) as deputy,
                   (select count(v.score) from cluster.review v where v.application = a.id) as opinions,
                   (select count(*) from cluster.review v where v.application = a.id and v.recused is null) as appointed,
                   (select count(*) from cluster.objection o where o.application = a.id and o.upheld is not false) as objections
            from cluster.application_step s
            join cluster.application a on a.id = s.application
            join cluster.round r on r.id = a.round
            join cluster.organisation_fact f on f.organisation = a.organisation and f.superseded_at is null
            """;

    @Override
    @Transactional(readOnly = true)
    public List<Waiting> queue(@Nullable UUID round, @Nullable Step kind) {
        var viewer = viewers.current();
        var conditions =
                new Conditions()
                        .and("s.left_at is null")
                        .andIfGiven("a.round = ?", round)
                        .andIfGiven("s.step = ?", kind == null ? null : kind.name());
        if (!viewer.runsRegion()) {
            conditions.and("s.acts = 'DISTRICT'").and("s.district = ?", own(viewer.district()));
        } else if (round == null) {
            conditions.and("s.acts = 'CITY'").and(OPPOSED);
        }
        return jdbc.sql(QUEUE + conditions.sql() + " order by s.due, s.id")
                .param(LocalDate.now(clock))
                .params(conditions.arguments())
                .query((row, _) -> waiting(row))
                .list();
    }

    private static String own(@Nullable String district) {
        return district == null ? "" : district;
    }

    private static Waiting waiting(ResultSet row) throws SQLException {
        return new Waiting(
                row.getObject("step", UUID.class),
                row.getObject("application", UUID.class),
                row.getObject("round", UUID.class),
                row.getString("title"),
                row.getObject("organisation", UUID.class),
                row.getString("name"),
                row.getString("name_en"),
                row.getString("scheme"),
                row.getString("district"),
                Step.valueOf(row.getString("kind")),
                row.getObject("entered_at", OffsetDateTime.class).toInstant(),
                row.getObject("due", LocalDate.class),
                row.getInt("opinions"),
                row.getInt("appointed"),
                row.getBigDecimal("score"),
                row.getInt("objections"),
                row.getBoolean("synthetic"),
                handler(row));
    }

    private static @Nullable Handler handler(ResultSet row) throws SQLException {
        var account = row.getObject("handler", UUID.class);
        return account == null
                ? null
                : new Handler(account, row.getString("handler_name"), row.getBoolean("deputy"));
    }

    @Override
    @Transactional
    public void decide(List<UUID> steps, Verdict verdict, String reason, @Nullable Award award) {
        decisions.decide(steps, verdict, reason, award);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Expert> experts() {
        return reviews.experts();
    }

    @Override
    @Transactional
    public void appoint(UUID application, UUID expert) {
        reviews.appoint(application, expert);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Review> reviews(UUID application) {
        return reviews.of(application);
    }

    @Override
    @Transactional(readOnly = true)
    public Map<UUID, List<Review>> reviewsOf(UUID round) {
        return reviews.ofRound(round);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Review> ownReviews() {
        return reviews.own();
    }

    @Override
    @Transactional
    public void judge(UUID application, BigDecimal score, String opinion) {
        reviews.judge(application, score, opinion);
    }

    @Override
    @Transactional
    public void judge(UUID application, Map<String, BigDecimal> points, String opinion) {
        reviews.judge(application, points, opinion);
    }

    @Override
    @Transactional
    public void recuse(UUID application, String reason) {
        reviews.recuse(application, reason);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Objection> objections(UUID application) {
        return objections.of(application);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<LocalDate> publicisedUntil(UUID application) {
        return objections.publicisedUntil(application);
    }

    @Override
    @Transactional
    public UUID object(UUID application, String name, String contact, String text) {
        return objections.object(application, name, contact, text);
    }

    @Override
    @Transactional
    public void answer(UUID objection, boolean upheld, String text) {
        objections.answer(objection, upheld, text);
    }

    @Override
    @Transactional
    public int byTheDay() {
        return dueDays.move();
    }

    /** Sums only: whose application it was stays where it is. */
    @Override
    @Transactional(readOnly = true)
    public List<Timeliness> timeliness() {
        return overAll.ask(() ->
                jdbc.sql(
                                """
                                select a.scheme, s.step, count(*),
                                       percentile_cont(0.5) within group (order by extract(epoch from s.left_at - s.entered_at) / 86400),
                                       avg(((s.left_at at time zone ?)::date <= s.due)::int)
                                from cluster.application_step s join cluster.application a on a.id = s.application
                                where s.verdict <> 'WITHDRAWN'
                                group by a.scheme, s.step order by a.scheme, min(s.ordinal)
                                """)
                        .param(clock.getZone().getId())
                        .query((row, _) ->
                                new Timeliness(
                                        row.getString(1),
                                        Step.valueOf(row.getString(2)),
                                        row.getLong(3),
                                        rounded(row.getDouble(4)),
                                        rounded(row.getDouble(5))))
                        .list());
    }

    private static BigDecimal rounded(double number) {
        return BigDecimal.valueOf(number).setScale(DIGITS, RoundingMode.HALF_UP);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Evaluated> evaluated(UUID application) {
        return jdbc.sql("select * from cluster.evaluation where application = ?")
                .param(application)
                .query((row, _) ->
                        new Evaluated(
                                row.getObject("day", LocalDate.class),
                                row.getBigDecimal("score"),
                                row.getString("band"),
                                row.getObject("next_due", LocalDate.class)))
                .optional();
    }
}
