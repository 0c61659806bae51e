package yanzhen.app.challenge.store;

import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.challenge.Challenge;
import yanzhen.app.challenge.ChallengeRules.PlannedMilestone;
import yanzhen.app.challenge.Wall.Bid;

/** 立项: the project that follows an award, with its milestones as the pack plans them. */
@Component
class ProjectStart {

    private final JdbcClient jdbc;
    private final Clock clock;

    ProjectStart(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    UUID of(Challenge.Awarded challenge, Bid winner, LocalDate day, List<PlannedMilestone> plan) {
        return of(
                challenge.id(),
                winner.id(),
                winner.organisation(),
                day,
                challenge.content().deliverBy() == null ? day : challenge.content().deliverBy(),
                plan);
    }

    /** Milestones fall due by their share of the days between the start and the delivery. */
    UUID of(
            UUID challenge,
            UUID bid,
            UUID team,
            LocalDate day,
            LocalDate delivery,
            List<PlannedMilestone> plan) {
        var project =
                jdbc.sql(
                                """
                                insert into challenge.project (challenge, bid, organisation, state, started_on, created_at)
                                values (?, ?, ?, 'RUNNING', ?, ?) returning id
                                """)
                        .params(challenge, bid, team, day, Rows.now(clock))
                        .query(UUID.class)
                        .single();
        long days = Math.max(0, ChronoUnit.DAYS.between(day, delivery));
        for (var milestone : plan) {
            jdbc.sql(
                            """
                            insert into challenge.milestone
                                (project, ordinal, title_zh, title_en, due, share, state)
                            values (?, ?, ?, ?, ?, ?, 'OPEN')
                            """)
                    .params(
                            project,
                            milestone.ordinal(),
                            milestone.title().zh(),
                            milestone.title().en(),
                            day.plusDays(days * milestone.due() / 100),
                            milestone.share())
                    .update();
        }
        return project;
    }
}
