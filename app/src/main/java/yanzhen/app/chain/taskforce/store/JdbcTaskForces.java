package yanzhen.app.chain.taskforce.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.access.Account;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.OnBehalf;
import yanzhen.app.chain.taskforce.Cadence;
import yanzhen.app.chain.taskforce.Post;
import yanzhen.app.chain.taskforce.Power;
import yanzhen.app.chain.taskforce.TaskForce;
import yanzhen.app.chain.taskforce.TaskForce.Appointment;
import yanzhen.app.chain.taskforce.TaskForce.Meeting;
import yanzhen.app.chain.taskforce.TaskForce.Member;
import yanzhen.app.chain.taskforce.TaskForce.Minutes;
import yanzhen.app.chain.taskforce.TaskForce.NewTask;
import yanzhen.app.chain.taskforce.TaskForce.State;
import yanzhen.app.chain.taskforce.TaskForce.Step;
import yanzhen.app.chain.taskforce.TaskForce.Task;
import yanzhen.app.chain.taskforce.TaskForces;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.NotFound;

/**
 * Longer than most classes here because a task force is one thing: who is on it decides who may
 * keep minutes, and minutes give tasks.
 */
@Component
class JdbcTaskForces implements TaskForces {

    private static final String FORCES =
            """
            select f.*, (select max(m.held_on) from chain.task_meeting m where m.chain = f.chain) as last
            from chain.task_force f
            """;

    private static final String TASKS =
            """
            select t.*, m.name as owner_name, chain.is_member(m.account, m.organisation, m.during) as mine, g.held_on
            from chain.task t join chain.task_force_member m on m.id = t.owner
            left join chain.task_meeting g on g.id = t.meeting
            """;

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final OnBehalf onBehalf;
    private final Pen pen;
    private final AuditTrail audit;

    JdbcTaskForces(
            JdbcClient jdbc, Accounts accounts, OnBehalf onBehalf, Pen pen, AuditTrail audit) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.onBehalf = onBehalf;
        this.pen = pen;
        this.audit = audit;
    }

    /** As an audit record has it. */
    record SetUp(String remit, Cadence cadence) {}

    private record Moved(State state) {}

    @Override
    @Transactional(readOnly = true)
    public List<TaskForce> all() {
        return jdbc.sql(FORCES + "order by f.chain").query((row, _) -> force(row)).list();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<TaskForce> of(String chain) {
        return jdbc.sql(FORCES + "where f.chain = ?")
                .param(chain)
                .query((row, _) -> force(row))
                .optional();
    }

    private static TaskForce force(ResultSet row) throws SQLException {
        return new TaskForce(
                row.getString("chain"),
                row.getString("remit"),
                new Cadence(
                        row.getObject("first_meeting", LocalDate.class), row.getInt("every_days")),
                row.getObject("last", LocalDate.class),
                row.getBoolean("synthetic"));
    }

    @Override
    @Transactional
    public void setUp(String chain, String remit, Cadence cadence, String reason) {
        mustRunRegion();
        var before = of(chain).map(it -> new SetUp(it.remit(), it.cadence())).orElse(null);
        put(chain, remit, cadence, false);
        audit.record(
                new Change(
                        "chain.taskforce.set-up",
                        "task-force",
                        chain,
                        before,
                        new SetUp(remit, cadence),
                        reason));
    }

    /** Without an audit record of its own: part of something larger. */
    void put(String chain, String remit, Cadence cadence, boolean synthetic) {
        jdbc.sql(
                        """
                        insert into chain.task_force (chain, remit, every_days, first_meeting, synthetic, created_at)
                        values (?, ?, ?, ?, ?, ?)
                        on conflict (chain) do update set remit = excluded.remit,
                            every_days = excluded.every_days, first_meeting = excluded.first_meeting
                        """)
                .params(chain, remit, cadence.everyDays(), cadence.first(), synthetic, pen.now())
                .update();
    }

    private void mustRunRegion() {
        if (!pen.viewer().runsRegion()) {
            throw new Forbidden("city-officer", "Only a city officer sets up a task force.");
        }
    }

    @Override
    @Transactional(readOnly = true)
    public List<Member> members(String chain) {
        return jdbc.sql(
                        """
                        select * from chain.task_force_member where chain = ?
                        order by during @> ?::date desc, array_position(array['CHIEF', 'DEPUTY', 'LEADER', 'OFFICE', 'MEMBER'], post),
                                 lower(during), name, id
                        """)
                .params(chain, pen.today())
                .query((row, _) -> member(row))
                .list();
    }

    private static Member member(ResultSet row) throws SQLException {
        var during = Objects.requireNonNull(row.getString("during"));
        var ends = during.substring(1, during.length() - 1).split(",", -1);
        return new Member(
                row.getObject("id", UUID.class),
                row.getString("chain"),
                Post.valueOf(row.getString("post")),
                row.getObject("account", UUID.class),
                row.getObject("organisation", UUID.class),
                row.getString("name"),
                LocalDate.parse(ends[0]),
                ends[1].isEmpty() ? null : LocalDate.parse(ends[1]),
                row.getString("end_reason"));
    }

    @Override
    @Transactional
    public UUID appoint(String chain, Appointment appointment) {
        mustRunRegion();
        mustExist(chain);
        var login = appointment.login();
        var account =
                login == null
                        ? null
                        : onBehalf.of(Set.of(), () -> accounts.findByLogin(login))
                                .map(Account::id)
                                .orElseThrow(() -> unknown(login));
        try {
            var id = insert(chain, appointment, account);
            audit.record(
                    Change.created(
                            "chain.taskforce.appoint", "task-force-member", id, appointment));
            return id;
        } catch (DataIntegrityViolationException e) {
            throw new InOffice(appointment.name());
        }
    }

    private static Problems.Refused unknown(String login) {
        var problems = new Problems();
        problems.add("", null, "login", login, "unknown-reference");
        return new Problems.Refused(problems);
    }

    private void mustExist(String chain) {
        if (of(chain).isEmpty()) {
            throw new NotFound("task force", chain);
        }
    }

    /** Without an audit record of its own: part of something larger. */
    UUID insert(String chain, Appointment it, @Nullable UUID account) {
        return jdbc.sql(
                        """
                        insert into chain.task_force_member (chain, post, account, organisation, name, during, appointed_at)
                        values (?, ?, ?, ?, ?, daterange(?, null), ?) returning id
                        """)
                .param(chain)
                .param(it.post().name())
                .param(account)
                .param(it.organisation())
                .param(it.name())
                .param(it.since())
                .param(pen.now())
                .query((row, _) -> row.getObject(1, UUID.class))
                .single();
    }

    @Override
    @Transactional
    public void dismiss(UUID id, LocalDate until, String reason) {
        mustRunRegion();
        var before =
                jdbc.sql("select * from chain.task_force_member where id = ? for update")
                        .param(id)
                        .query((row, _) -> member(row))
                        .optional()
                        .orElseThrow(() -> new NotFound("task force member", id));
        if (before.until() != null) {
            throw new Stuck("ended", "ended");
        }
        if (!until.isAfter(before.since())) {
            var problems = new Problems();
            problems.add(
                    "",
                    null,
                    "until",
                    until.toString(),
                    "member-ends-early",
                    before.since().toString());
            problems.mustBeNone();
        }
        jdbc.sql(
                        "update chain.task_force_member set during = daterange(lower(during), ?), end_reason = ? where id = ?")
                .params(until, reason, id)
                .update();
        record Ends(@Nullable LocalDate until) {}
        audit.record(
                Change.of(
                                "chain.taskforce.dismiss",
                                "task-force-member",
                                id,
                                new Ends(null),
                                new Ends(until))
                        .because(reason));
    }

    @Override
    @Transactional(readOnly = true)
    public Set<Power> powers(String chain) {
        var found = EnumSet.noneOf(Power.class);
        jdbc.sql("select p from unnest(?) p where chain.has_power(?, p)")
                .params(names(), chain)
                .query(row -> {
                    found.add(Power.valueOf(row.getString(1)));
                });
        return found;
    }

    private static String[] names() {
        return EnumSet.allOf(Power.class).stream().map(Enum::name).toArray(String[]::new);
    }

    @Override
    @Transactional(readOnly = true)
    public void must(String chain, Power power) {
        if (!powers(chain).contains(power)) {
            throw new Forbidden(
                    "task-force-power",
                    "No post of %s in the task force of %s has the power %s."
                            .formatted(pen.viewer().name(), chain, power));
        }
    }

    @Override
    @Transactional(readOnly = true)
    public List<Meeting> meetings(String chain) {
        return jdbc.sql(
                        """
                        select g.*, (select count(*) from chain.task t where t.meeting = g.id) as tasks
                        from chain.task_meeting g where g.chain = ? order by g.held_on desc, g.recorded_at desc
                        """)
                .param(chain)
                .query((row, _) ->
                        new Meeting(
                                row.getObject("id", UUID.class),
                                row.getString("chain"),
                                row.getObject("held_on", LocalDate.class),
                                row.getString("agenda"),
                                row.getString("minutes"),
                                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                                row.getString("recorded_by"),
                                row.getInt("tasks"),
                                row.getBoolean("synthetic")))
                .list();
    }

    @Override
    @Transactional
    public UUID keep(String chain, Minutes minutes) {
        mustExist(chain);
        must(chain, Power.KEEP_MINUTES);
        var problems = new Problems();
        if (minutes.heldOn().isAfter(pen.today())) {
            problems.add("", null, "heldOn", minutes.heldOn().toString(), "meeting-not-yet");
        }
        minutes.tasks().forEach(it -> mustBeOwner(chain, it, problems));
        problems.mustBeNone();
        var id = insert(chain, minutes, false);
        audit.record(Change.created("chain.taskforce.minutes", "task-meeting", id, minutes));
        return id;
    }

    /** Without an audit record of its own: part of something larger. */
    UUID insert(String chain, Minutes it, boolean synthetic) {
        var id =
                jdbc.sql(
                                """
                                insert into chain.task_meeting (chain, held_on, agenda, minutes, recorded_at, recorded_by, synthetic)
                                values (?, ?, ?, ?, ?, ?, ?) returning id
                                """)
                        .param(chain)
                        .param(it.heldOn())
                        .param(it.agenda())
                        .param(it.minutes())
                        .param(pen.now())
                        .param(pen.speaker())
                        .param(synthetic)
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .single();
        it.tasks().forEach(task -> insert(chain, task, id, synthetic));
        return id;
    }

    private void mustBeOwner(String chain, NewTask task, Problems problems) {
        boolean known =
                jdbc.sql(
                                "select exists (select from chain.task_force_member where id = ? and chain = ? and during @> ?::date)")
                        .params(task.owner(), chain, pen.today())
                        .query((row, _) -> row.getBoolean(1))
                        .single();
        if (!known) {
            problems.add("", null, "owner", task.owner().toString(), "unknown-reference");
        }
    }

    UUID insert(String chain, NewTask it, @Nullable UUID meeting, boolean synthetic) {
        return jdbc.sql(
                        """
                        insert into chain.task (chain, title, owner, due, state, meeting, created_at, synthetic)
                        values (?, ?, ?, ?, 'OPEN', ?, ?, ?) returning id
                        """)
                .param(chain)
                .param(it.title())
                .param(it.owner())
                .param(it.due())
                .param(meeting)
                .param(pen.now())
                .param(synthetic)
                .query((row, _) -> row.getObject(1, UUID.class))
                .single();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Task> tasks(String chain) {
        return jdbc.sql(
                        TASKS
                                + "where t.chain = ? order by t.closed_on is not null, t.closed_on desc, t.due, t.created_at, t.id")
                .param(chain)
                .query((row, _) -> task(row))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Task> mine() {
        return jdbc.sql(
                        TASKS
                                + "where t.closed_on is null and chain.is_member(m.account, m.organisation, m.during) order by t.due, t.created_at, t.id")
                .query((row, _) -> task(row))
                .list();
    }

    private static Task task(ResultSet row) throws SQLException {
        return new Task(
                row.getObject("id", UUID.class),
                row.getString("chain"),
                new NewTask(
                        row.getString("title"),
                        row.getObject("owner", UUID.class),
                        row.getObject("due", LocalDate.class)),
                row.getString("owner_name"),
                State.valueOf(row.getString("state")),
                row.getObject("meeting", UUID.class),
                row.getObject("held_on", LocalDate.class),
                row.getObject("closed_on", LocalDate.class),
                row.getBoolean("mine"),
                row.getBoolean("synthetic"));
    }

    @Override
    @Transactional
    public UUID assign(String chain, NewTask task) {
        mustExist(chain);
        must(chain, Power.ASSIGN_TASK);
        var problems = new Problems();
        mustBeOwner(chain, task, problems);
        problems.mustBeNone();
        var id = insert(chain, task, null, false);
        audit.record(Change.created("chain.taskforce.assign", "task", id, task));
        return id;
    }

    @Override
    @Transactional
    public void move(UUID id, State to, String reason) {
        var found =
                jdbc.sql(TASKS + "where t.id = ?")
                        .param(id)
                        .query((row, _) -> task(row))
                        .optional()
                        .orElseThrow(() -> new NotFound("task", id));
        if (!found.mine()) {
            must(found.chain(), Power.ASSIGN_TASK);
        }
        // The row is locked by whoever may change it, which is known only now.
        var state =
                jdbc.sql("select state from chain.task where id = ? for update")
                        .param(id)
                        .query((row, _) -> State.valueOf(row.getString(1)))
                        .single();
        if (!state.next().contains(to)) {
            throw new Stuck(state, to);
        }
        boolean closes = to == State.DONE || to == State.DROPPED;
        jdbc.sql("update chain.task set state = ?, closed_on = ? where id = ?")
                .param(to.name())
                .param(closes ? pen.today() : null)
                .param(id)
                .update();
        step(id, state, to, reason);
        audit.record(
                Change.of("chain.taskforce.task", "task", id, new Moved(state), new Moved(to))
                        .because(reason));
    }

    void step(UUID id, State from, State to, String reason) {
        jdbc.sql(
                        "insert into chain.task_step (task, at, by, from_state, to_state, reason) values (?, ?, ?, ?, ?, ?)")
                .param(id)
                .param(pen.now())
                .param(pen.speaker())
                .param(from.name())
                .param(to.name())
                .param(reason)
                .update();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Step> history(UUID task) {
        return jdbc.sql("select * from chain.task_step where task = ? order by at desc")
                .param(task)
                .query((row, _) -> step(row))
                .list();
    }

    static Step step(ResultSet row) throws SQLException {
        return new Step(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("by"),
                row.getString("from_state"),
                row.getString("to_state"),
                row.getString("reason"));
    }
}
