package yanzhen.app.challenge.store;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.Response;
import yanzhen.app.chain.Reviews;
import yanzhen.app.chain.WeakLinks;
import yanzhen.app.challenge.Challenge;
import yanzhen.app.challenge.Delivery;
import yanzhen.app.challenge.Wall.Target;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Slice;

@Component
class JdbcDelivery implements Delivery {

    private final JdbcClient jdbc;
    private final ProjectReader reader;
    private final ChallengeReader challenges;
    private final WeakLinks weakLinks;
    private final Reviews reviews;
    private final JdbcOrigins origins;
    private final Viewers viewers;
    private final AuditTrail audit;
    private final Clock clock;

    JdbcDelivery(
            JdbcClient jdbc,
            ProjectReader reader,
            ChallengeReader challenges,
            WeakLinks weakLinks,
            Reviews reviews,
            JdbcOrigins origins,
            Viewers viewers,
            AuditTrail audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.reader = reader;
        this.challenges = challenges;
        this.weakLinks = weakLinks;
        this.reviews = reviews;
        this.origins = origins;
        this.viewers = viewers;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public Slice<Listed> search(Query query, @Nullable Cursor after, int size) {
        return reader.search(query, after, size);
    }

    @Override
    public long count(Query query) {
        return reader.count(query);
    }

    @Override
    public Optional<Project> findProject(UUID id) {
        return reader.find(id);
    }

    @Override
    public List<Milestone> milestones(UUID project) {
        return reader.milestones(project);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Measured> measured(UUID outcome) {
        return jdbc.sql(
                        """
                        select t.metric, t.comparator, t.unit, t.value as target, m.value, m.met, t.test_method
                        from challenge.measured m
                        join challenge.outcome o on o.id = m.outcome
                        join challenge.target t on t.challenge = o.challenge and t.ordinal = m.ordinal
                        where m.outcome = ? order by m.ordinal
                        """)
                .param(outcome)
                .query((row, _) ->
                        new Measured(
                                row.getString(1),
                                row.getString(2).equals("at-least"),
                                row.getString(3),
                                row.getBigDecimal(4),
                                row.getBigDecimal(5),
                                row.getBoolean(6),
                                row.getString(7)))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public Acceptance acceptance(UUID outcome) {
        return jdbc.sql("select trl_before, trl_after, reason from challenge.outcome where id = ?")
                .param(outcome)
                .query((row, _) -> new Acceptance(row.getInt(1), row.getInt(2), row.getString(3)))
                .optional()
                .orElseThrow(() -> new NotFound("outcome", outcome));
    }

    /** A new round of handing in; the file and its round go together. */
    @Override
    @Transactional
    public void submit(UUID milestone, String note, List<UUID> files) {
        var project = projectOf(milestone);
        viewers.current().mustActFor(project.organisation());
        move(milestone, MilestoneState.OPEN, MilestoneState.SUBMITTED, "submit");
        int round =
                jdbc.sql(
                                """
                                insert into challenge.submission (milestone, round, note, submitted_at)
                                select ?, coalesce(max(round), 0) + 1, ?, ?
                                from challenge.submission where milestone = ? returning round
                                """)
                        .params(milestone, note, Rows.now(clock), milestone)
                        .query(Integer.class)
                        .single();
        for (var file : files) {
            jdbc.sql(
                            "insert into challenge.milestone_file (milestone, file, round) values (?, ?, ?)")
                    .params(milestone, file, round)
                    .update();
        }
        record Submitted(UUID milestone, int round, String note, List<UUID> files) {}
        audit.record(
                Change.created(
                        "challenge.submit",
                        "project",
                        project.id(),
                        new Submitted(milestone, round, note, files)));
    }

    /** The update waits for a twin and then finds another state. */
    private void move(UUID milestone, MilestoneState from, MilestoneState to, String move) {
        int changed =
                jdbc.sql("update challenge.milestone set state = ? where id = ? and state = ?")
                        .params(to.name(), milestone, from.name())
                        .update();
        if (changed != 1) {
            throw new WrongState(move);
        }
    }

    @Override
    @Transactional
    public void accept(UUID milestone, String reason) {
        decide(
                milestone,
                MilestoneState.ACCEPTED,
                "ACCEPTED",
                "challenge.accept-milestone",
                reason);
    }

    @Override
    @Transactional
    public void sendBack(UUID milestone, String reason) {
        decide(milestone, MilestoneState.OPEN, "SENT_BACK", "challenge.send-back", reason);
    }

    private void decide(
            UUID milestone, MilestoneState state, String decision, String action, String reason) {
        var project = projectOf(milestone);
        mustRunRegion();
        move(milestone, MilestoneState.SUBMITTED, state, "decide");
        jdbc.sql(
                        """
                        update challenge.submission set decision = ?, reason = ?, decided_at = ?
                        where milestone = ? and decision is null
                        """)
                .params(decision, reason, Rows.now(clock), milestone)
                .update();
        record Decided(UUID milestone, MilestoneState state) {}
        audit.record(
                Change.of(
                                action,
                                "project",
                                project.id(),
                                new Decided(milestone, MilestoneState.SUBMITTED),
                                new Decided(milestone, state))
                        .because(reason));
    }

    private Project projectOf(UUID milestone) {
        return reader.ofMilestone(milestone)
                .orElseThrow(() -> new NotFound("milestone", milestone));
    }

    @Override
    @Transactional
    public UUID acceptOutcome(
            UUID id, List<BigDecimal> values, int trlBefore, int trlAfter, String reason) {
        mustRunRegion();
        jdbc.sql("select id from challenge.project where id = ? for update")
                .param(id)
                .query(UUID.class)
                .optional();
        var project = reader.find(id).orElseThrow(() -> new NotFound("project", id));
        boolean done = reader.milestones(id).stream().allMatch(Milestone::accepted);
        if (!project.running()
                || !done
                || !(challenges.find(project.challenge()).orElse(null)
                        instanceof Challenge.Awarded challenge)) {
            throw new WrongState("accept");
        }
        var targets = challenge.content().targets();
        mustMeet(targets, values);
        var today = LocalDate.now(clock);
        var outcome =
                jdbc.sql(
                                """
                                insert into challenge.outcome
                                    (project, challenge, weak_link, organisation, title, category, trl_before,
                                     trl_after, accepted_on, recorded_at, reason, synthetic)
                                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id
                                """)
                        .param(id)
                        .param(challenge.id())
                        .param(challenge.content().weakLink())
                        .param(project.organisation())
                        .param(challenge.content().title())
                        .param(challenge.content().category().name())
                        .param(trlBefore)
                        .param(trlAfter)
                        .param(today)
                        .param(Rows.now(clock))
                        .param(reason)
                        .param(challenge.synthetic())
                        .query(UUID.class)
                        .single();
        for (int at = 0; at < targets.size(); at++) {
            jdbc.sql(
                            "insert into challenge.measured (outcome, ordinal, value, met) values (?, ?, ?, true)")
                    .params(outcome, at + 1, values.get(at))
                    .update();
        }
        jdbc.sql("update challenge.project set state = 'COMPLETED' where id = ?")
                .param(id)
                .update();
        var completed = challenge.completed();
        jdbc.sql("update challenge.challenge set state = ? where id = ?")
                .params(completed.state(), completed.id())
                .update();
        record Accepted(UUID project, List<BigDecimal> measured, int trlBefore, int trlAfter) {}
        audit.record(
                Change.created(
                                "challenge.accept-outcome",
                                "outcome",
                                outcome,
                                new Accepted(id, values, trlBefore, trlAfter))
                        .because(reason));
        respond(completed, outcome);
        review(completed, outcome, project.startedOn());
        return outcome;
    }

    /** The node is judged anew; the verdict from before the project stands beside the new one. */
    private void review(Challenge challenge, UUID outcome, LocalDate began) {
        var link = challenge.content().weakLink();
        if (link != null) {
            weakLinks
                    .find(link)
                    .ifPresent(it ->
                            reviews.review(
                                    it.chain(),
                                    it.node(),
                                    new Reviews.Cause(
                                            "outcome",
                                            outcome,
                                            "/outcomes/" + outcome,
                                            challenge.content().title()),
                                    began.atStartOfDay(clock.getZone()).toInstant()));
        }
    }

    private void respond(Challenge challenge, UUID outcome) {
        var weakLink = challenge.content().weakLink();
        var title = challenge.content().title();
        var responses =
                List.of(
                        new Response(
                                "challenge",
                                challenge.id(),
                                "/challenges/" + challenge.id(),
                                title,
                                "completed"),
                        new Response(
                                "outcome", outcome, "/outcomes/" + outcome, title, "accepted"));
        for (var response : responses) {
            if (weakLink != null) {
                weakLinks.answeredBy(weakLink, response);
            }
            origins.respond(challenge.id(), response);
        }
    }

    private static void mustMeet(List<Target> targets, List<BigDecimal> values) {
        var problems = new Problems();
        for (int at = 0; at < targets.size(); at++) {
            var target = targets.get(at);
            var value = values.get(at);
            if (!target.metBy(value)) {
                problems.add(
                        "",
                        at + 1,
                        target.metric(),
                        value.toPlainString(),
                        "target-not-met",
                        target.metric(),
                        target.value().toPlainString());
            }
        }
        problems.mustBeNone();
    }

    private void mustRunRegion() {
        if (!viewers.current().runsRegion()) {
            throw new Forbidden("city-officer", "Only a city officer decides.");
        }
    }
}
