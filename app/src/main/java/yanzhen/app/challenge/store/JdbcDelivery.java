package yanzhen.app.challenge.store;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.chain.Response;
import yanzhen.app.chain.WeakLinks;
import yanzhen.app.challenge.Delivery;
import yanzhen.app.challenge.Outcome;
import yanzhen.app.challenge.Outcomes;
import yanzhen.app.challenge.Projects;
import yanzhen.app.challenge.Trace;
import yanzhen.app.challenge.Wall;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.AsOf;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.NotFound;

@Component
class JdbcDelivery implements Delivery, Outcomes, Projects {

    private static final String PROJECT =
            """
            select p.*, c.title, c.synthetic, o.id as outcome
            from challenge.project p
            join challenge.challenge c on c.id = p.challenge
            left join challenge.outcome o on o.project = p.id
            """;

    private final JdbcClient jdbc;
    private final Wall wall;
    private final WeakLinks weakLinks;
    private final Viewers viewers;
    private final AuditTrail audit;
    private final Clock clock;

    JdbcDelivery(
            JdbcClient jdbc,
            Wall wall,
            WeakLinks weakLinks,
            Viewers viewers,
            AuditTrail audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.wall = wall;
        this.weakLinks = weakLinks;
        this.viewers = viewers;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Project> projects() {
        return jdbc.sql(PROJECT + " order by p.state desc, p.started_on desc")
                .query((row, _) -> project(row))
                .list();
    }

    private Optional<Project> project(UUID id) {
        return jdbc.sql(PROJECT + " where p.id = ?")
                .param(id)
                .query((row, _) -> project(row))
                .optional();
    }

    private static Project project(ResultSet row) throws SQLException {
        return new Project(
                row.getObject("id", UUID.class),
                row.getObject("challenge", UUID.class),
                row.getString("title"),
                row.getObject("organisation", UUID.class),
                row.getString("state"),
                row.getObject("started_on", LocalDate.class),
                row.getObject("outcome", UUID.class),
                row.getBoolean("synthetic"));
    }

    @Override
    @Transactional(readOnly = true)
    public List<Milestone> milestones(UUID project) {
        var files = new LinkedHashMap<UUID, List<Evidence>>();
        record Held(UUID milestone, Evidence evidence) {}
        jdbc.sql(
                        """
                        select mf.milestone, f.id, f.name, f.bytes, f.sha256
                        from challenge.milestone_file mf
                        join challenge.milestone m on m.id = mf.milestone
                        join evidence.file f on f.id = mf.file
                        where m.project = ? order by f.uploaded_at
                        """)
                .param(project)
                .query((row, _) ->
                        new Held(
                                row.getObject(1, UUID.class),
                                new Evidence(
                                        row.getObject(2, UUID.class),
                                        row.getString(3),
                                        row.getLong(4),
                                        HexFormat.of().formatHex(row.getBytes(5)))))
                .list()
                .forEach(it ->
                        files.computeIfAbsent(it.milestone, _ -> new ArrayList<>())
                                .add(it.evidence));
        return jdbc.sql("select * from challenge.milestone where project = ? order by ordinal")
                .param(project)
                .query((row, _) -> {
                    var id = row.getObject("id", UUID.class);
                    return new Milestone(
                            id,
                            row.getInt("ordinal"),
                            row.getString("title"),
                            row.getObject("due", LocalDate.class),
                            row.getInt("share"),
                            row.getString("state"),
                            row.getString("note"),
                            row.getString("reason"),
                            files.getOrDefault(id, List.of()));
                })
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Measured> measured(UUID outcome) {
        return jdbc.sql(
                        """
                        select t.metric, t.unit, t.value as target, m.value, m.met
                        from challenge.measured m
                        join challenge.outcome o on o.id = m.outcome
                        join challenge.target t on t.challenge = o.challenge and t.ordinal = m.ordinal
                        where m.outcome = ? order by m.ordinal
                        """)
                .param(outcome)
                .query((row, _) ->
                        new Measured(
                                row.getString(1),
                                row.getString(2),
                                row.getBigDecimal(3),
                                row.getBigDecimal(4),
                                row.getBoolean(5)))
                .list();
    }

    @Override
    @Transactional
    public void submit(UUID milestone, String note, List<UUID> files) {
        var project = projectOf(milestone);
        viewers.current().mustActFor(project.organisation());
        int changed =
                jdbc.sql(
                                "update challenge.milestone set state = 'SUBMITTED', note = ?, submitted_at = ? where id = ? and state = 'OPEN'")
                        .params(note, now(), milestone)
                        .update();
        if (changed != 1) {
            throw new WrongState("submit");
        }
        for (var file : files) {
            jdbc.sql("insert into challenge.milestone_file (milestone, file) values (?, ?)")
                    .params(milestone, file)
                    .update();
        }
        record Submitted(UUID milestone, String note, List<UUID> files) {}
        audit.record(
                Change.created(
                        "challenge.submit",
                        "project",
                        project.id(),
                        new Submitted(milestone, note, files)));
    }

    @Override
    @Transactional
    public void accept(UUID milestone, String reason) {
        decide(milestone, "ACCEPTED", "challenge.accept-milestone", reason);
    }

    @Override
    @Transactional
    public void sendBack(UUID milestone, String reason) {
        decide(milestone, "OPEN", "challenge.send-back", reason);
    }

    private void decide(UUID milestone, String state, String action, String reason) {
        var project = projectOf(milestone);
        mustRunRegion();
        int changed =
                jdbc.sql(
                                "update challenge.milestone set state = ?, reason = ?, decided_at = ? where id = ? and state = 'SUBMITTED'")
                        .params(state, reason, now(), milestone)
                        .update();
        if (changed != 1) {
            throw new WrongState("decide");
        }
        record Decided(UUID milestone, String state) {}
        audit.record(
                Change.of(
                                action,
                                "project",
                                project.id(),
                                new Decided(milestone, "SUBMITTED"),
                                new Decided(milestone, state))
                        .because(reason));
    }

    private Project projectOf(UUID milestone) {
        return jdbc.sql(PROJECT + " join challenge.milestone m on m.project = p.id where m.id = ?")
                .param(milestone)
                .query((row, _) -> project(row))
                .optional()
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
        var project = project(id).orElseThrow(() -> new NotFound("project", id));
        boolean done = milestones(id).stream().allMatch(it -> it.state().equals("ACCEPTED"));
        if (!project.state().equals("RUNNING") || !done) {
            throw new WrongState("accept");
        }
        var challenge =
                wall.find(project.challenge())
                        .orElseThrow(() -> new NotFound("challenge", project.challenge()));
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
                        .param(now())
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
        jdbc.sql("update challenge.challenge set state = 'COMPLETED' where id = ?")
                .param(challenge.id())
                .update();
        record Accepted(UUID project, List<BigDecimal> measured, int trlBefore, int trlAfter) {}
        audit.record(
                Change.created(
                                "challenge.accept-outcome",
                                "outcome",
                                outcome,
                                new Accepted(id, values, trlBefore, trlAfter))
                        .because(reason));
        respond(challenge, outcome);
        return outcome;
    }

    private void respond(Wall.Challenge challenge, UUID outcome) {
        var weakLink = challenge.content().weakLink();
        if (weakLink != null) {
            var title = challenge.content().title();
            weakLinks.answeredBy(
                    weakLink,
                    new Response(
                            "challenge",
                            challenge.id(),
                            "/challenges/" + challenge.id(),
                            title,
                            "completed"));
            weakLinks.answeredBy(
                    weakLink,
                    new Response("outcome", outcome, "/outcomes/" + outcome, title, "accepted"));
        }
    }

    private static void mustMeet(List<Wall.Target> targets, List<BigDecimal> values) {
        var problems = new Problems();
        for (int at = 0; at < targets.size(); at++) {
            var target = targets.get(at);
            var value = values.get(at);
            if (!target.metBy(value)) {
                problems.add(
                        "",
                        at + 1,
                        "measured" + at,
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
            throw new Forbidden("Only a city officer decides.");
        }
    }

    private static final String OUTCOME = "select * from challenge.outcome o ";

    @Override
    @Transactional(readOnly = true)
    public Optional<Outcome> findOutcome(UUID id) {
        return jdbc.sql(OUTCOME + "where o.id = ?")
                .param(id)
                .query((row, _) -> outcome(row))
                .optional();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Outcome> accepted(AsOf asOf) {
        return jdbc.sql(
                        OUTCOME
                                + "where o.accepted_on <= ? and o.recorded_at <= ? order by o.accepted_on, o.id")
                .params(asOf.day(), asOf.knownAt().atOffset(ZoneOffset.UTC))
                .query((row, _) -> outcome(row))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Outcome> ofWeakLink(UUID weakLink) {
        return jdbc.sql(OUTCOME + "where o.weak_link = ? order by o.accepted_on, o.id")
                .param(weakLink)
                .query((row, _) -> outcome(row))
                .list();
    }

    private static Outcome outcome(ResultSet row) throws SQLException {
        return new Outcome(
                row.getObject("id", UUID.class),
                row.getString("title"),
                row.getObject("project", UUID.class),
                row.getObject("challenge", UUID.class),
                row.getObject("weak_link", UUID.class),
                BaseCategory.valueOf(row.getString("category")),
                row.getObject("organisation", UUID.class),
                row.getObject("accepted_on", LocalDate.class),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                row.getBoolean("synthetic"));
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Project> findProject(UUID id) {
        return project(id);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Trace> trace(UUID id) {
        return project(id)
                .map(it ->
                        new Trace(
                                it.id(),
                                it.title(),
                                it.state(),
                                it.startedOn(),
                                "/projects/" + it.id(),
                                it.challenge(),
                                it.synthetic()));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
