package yanzhen.app.chain.taskforce.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;
import yanzhen.app.chain.Response;
import yanzhen.app.chain.Reviews;
import yanzhen.app.chain.Reviews.Cause;
import yanzhen.app.chain.WeakLinks;
import yanzhen.app.chain.taskforce.Direction;
import yanzhen.app.chain.taskforce.Plan;
import yanzhen.app.chain.taskforce.Plan.Draft;
import yanzhen.app.chain.taskforce.Plan.Need;
import yanzhen.app.chain.taskforce.Plan.State;
import yanzhen.app.chain.taskforce.Post;
import yanzhen.app.chain.taskforce.Power;
import yanzhen.app.chain.taskforce.ResponsePlans;
import yanzhen.app.chain.taskforce.ResponseRules;
import yanzhen.app.chain.taskforce.TaskForce.Step;
import yanzhen.app.chain.taskforce.TaskForces;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.NotFound;

/** Longer than most classes here because a plan is read, moved and closed by one set of columns. */
@Component
class JdbcResponsePlans implements ResponsePlans {

    private static final String SELECT =
            """
            select p.*, m.name as owner_name,
                   coalesce((select r.state from chain.response r where r.kind = p.work_kind and r.subject = p.work limit 1),
                            (select lower(t.state) from chain.topic t where p.work_kind = 'topic' and t.id = p.work),
                            (select lower(l.state) from chain.pilot l where p.work_kind = 'pilot' and l.id = p.work)) as work_state
            from chain.response_plan p join chain.task_force_member m on m.id = p.owner
            """;

    private static final String ORDER =
            " order by p.state in ('DONE', 'DROPPED'), p.due, p.proposed_at, p.id";

    private static final TypeReference<Map<String, String>> FIELDS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final TaskForces forces;
    private final ResponseRules.Book book;
    private final WeakLinks weakLinks;
    private final Reviews reviews;
    private final Pen pen;
    private final AuditTrail audit;

    JdbcResponsePlans(
            JdbcClient jdbc,
            ObjectMapper json,
            TaskForces forces,
            ResponseRules.Book book,
            WeakLinks weakLinks,
            Reviews reviews,
            Pen pen,
            AuditTrail audit) {
        this.jdbc = jdbc;
        this.json = json;
        this.forces = forces;
        this.book = book;
        this.weakLinks = weakLinks;
        this.reviews = reviews;
        this.pen = pen;
        this.audit = audit;
    }

    private record Moved(State state) {}

    @Override
    @Transactional(readOnly = true)
    public List<Plan> of(String chain) {
        return read("where p.chain = ?" + ORDER, chain);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Plan> at(UUID node) {
        return read("where p.node = ?" + ORDER, node);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Plan> find(UUID id) {
        return read("where p.id = ?", id).stream().findFirst();
    }

    private List<Plan> read(String condition, Object value) {
        record Row(Plan plan) {}
        var rows =
                jdbc.sql(SELECT + condition)
                        .param(value)
                        .query((row, _) -> new Row(plan(row)))
                        .list();
        var targets = targets(rows.stream().map(it -> it.plan.id()).toList());
        var plans = new ArrayList<Plan>();
        for (var it : rows) {
            plans.add(with(it.plan, targets.getOrDefault(it.plan.id(), List.of())));
        }
        return List.copyOf(plans);
    }

    private Map<UUID, List<UUID>> targets(Collection<UUID> plans) {
        var found = new HashMap<UUID, List<UUID>>();
        jdbc.sql(
                        "select plan, organisation from chain.response_plan_target where plan = any (?) order by id")
                .param(plans.toArray(UUID[]::new))
                .query(row -> {
                    found.computeIfAbsent(row.getObject(1, UUID.class), _ -> new ArrayList<>())
                            .add(row.getObject(2, UUID.class));
                });
        return found;
    }

    private static Plan with(Plan it, List<UUID> organisations) {
        var draft = it.draft();
        return new Plan(
                it.id(),
                it.chain(),
                it.node(),
                new Draft(
                        draft.direction(),
                        draft.kind(),
                        draft.title(),
                        draft.effect(),
                        organisations,
                        draft.owner(),
                        draft.due(),
                        draft.fields()),
                it.ownerName(),
                it.state(),
                it.proposedAt(),
                it.proposedBy(),
                it.need(),
                it.decidedAt(),
                it.work(),
                it.evidence(),
                it.synthetic());
    }

    private Plan plan(ResultSet row) throws SQLException {
        return new Plan(
                row.getObject("id", UUID.class),
                row.getString("chain"),
                row.getObject("node", UUID.class),
                new Draft(
                        Direction.valueOf(row.getString("direction")),
                        row.getString("kind"),
                        row.getString("title"),
                        row.getString("effect"),
                        List.of(),
                        row.getObject("owner", UUID.class),
                        row.getObject("due", LocalDate.class),
                        json.readValue(row.getString("fields"), FIELDS)),
                row.getString("owner_name"),
                State.valueOf(row.getString("state")),
                Objects.requireNonNull(moment(row, "proposed_at")),
                row.getString("proposed_by"),
                need(row),
                moment(row, "decided_at"),
                work(row),
                row.getString("evidence"),
                row.getBoolean("synthetic"));
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static @Nullable Need need(ResultSet row) throws SQLException {
        var at = moment(row, "need_at");
        return at == null ? null : new Need(at, row.getString("need_by"));
    }

    private static @Nullable Response work(ResultSet row) throws SQLException {
        var kind = row.getString("work_kind");
        var state = row.getString("work_state");
        return kind == null
                ? null
                : new Response(
                        kind,
                        row.getObject("work", UUID.class),
                        row.getString("work_path"),
                        row.getString("work_title"),
                        state == null ? "unknown" : state);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Step> history(UUID plan) {
        return jdbc.sql("select * from chain.response_plan_step where plan = ? order by at desc")
                .param(plan)
                .query((row, _) -> JdbcTaskForces.step(row))
                .list();
    }

    @Override
    @Transactional
    public UUID propose(String chain, UUID node, Draft draft) {
        if (forces.of(chain).isEmpty()) {
            throw new NotFound("task force", chain);
        }
        forces.must(chain, Power.PROPOSE_PLAN);
        var problems = new Problems();
        if (forces.members(chain).stream()
                .noneMatch(it -> it.id().equals(draft.owner()) && it.inOffice(pen.today()))) {
            problems.add("", null, "owner", draft.owner().toString(), "unknown-reference");
        }
        problems.mustBeNone();
        var id = insert(chain, node, draft, false, null);
        step(id, null, State.PROPOSED, draft.effect());
        audit.record(Change.created("chain.plan.propose", "response-plan", id, draft));
        return id;
    }

    /** Without an audit record of its own: part of something larger. */
    UUID insert(String chain, UUID node, Draft it, boolean synthetic, @Nullable String demoKey) {
        var id =
                jdbc.sql(
                                """
                                insert into chain.response_plan
                                    (chain, node, direction, kind, title, effect, owner, due, fields, state,
                                     proposed_at, proposed_by, synthetic, demo_key)
                                values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, 'PROPOSED', ?, ?, ?, ?) returning id
                                """)
                        .param(chain)
                        .param(node)
                        .param(it.direction().name())
                        .param(it.kind())
                        .param(it.title())
                        .param(it.effect())
                        .param(it.owner())
                        .param(it.due())
                        .param(json.writeValueAsString(it.fields()))
                        .param(pen.now())
                        .param(pen.speaker())
                        .param(synthetic)
                        .param(demoKey)
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .single();
        for (var organisation : it.organisations().stream().distinct().toList()) {
            jdbc.sql("insert into chain.response_plan_target (plan, organisation) values (?, ?)")
                    .params(id, organisation)
                    .update();
        }
        return id;
    }

    private void step(UUID id, @Nullable State from, State to, String reason) {
        jdbc.sql(
                        "insert into chain.response_plan_step (plan, at, by, from_state, to_state, reason) values (?, ?, ?, ?, ?, ?)")
                .param(id)
                .param(pen.now())
                .param(pen.speaker())
                .param(from == null ? null : from.name())
                .param(to.name())
                .param(reason)
                .update();
    }

    /** The row stays locked; whoever has not the power is refused first. */
    private Plan locked(UUID id, Power power) {
        var found = found(id);
        forces.must(found.chain(), power);
        jdbc.sql("select id from chain.response_plan where id = ? for update")
                .param(id)
                .query((row, _) -> row.getObject(1, UUID.class))
                .single();
        return found(id);
    }

    private Plan found(UUID id) {
        return find(id).orElseThrow(() -> new NotFound("response plan", id));
    }

    @Override
    @Transactional
    public void confirmNeed(UUID id) {
        var plan = locked(id, Power.CONFIRM_NEED);
        if (!plan.state().open() || plan.need() != null) {
            throw new TaskForces.Stuck(plan.state(), "confirmed");
        }
        jdbc.sql("update chain.response_plan set need_at = ?, need_by = ? where id = ?")
                .params(pen.now(), pen.viewer().name(), id)
                .update();
        record Confirmed(String by) {}
        audit.record(
                Change.created(
                        "chain.plan.confirm",
                        "response-plan",
                        id,
                        new Confirmed(pen.viewer().name())));
    }

    @Override
    @Transactional
    public void move(UUID id, State to, String reason) {
        var plan = locked(id, to.power());
        if (!plan.state().next().contains(to) || to == State.DONE) {
            throw new TaskForces.Stuck(plan.state(), to);
        }
        if (to == State.DECIDED) {
            mustBeNeeded(plan);
        }
        put(plan, to, reason);
    }

    /** Where a leading firm is in office it has said so; without one nobody can. */
    private void mustBeNeeded(Plan plan) {
        boolean asked =
                book.inForce().needFirst()
                        && plan.need() == null
                        && forces.members(plan.chain()).stream()
                                .anyMatch(
                                        it -> it.post() == Post.LEADER && it.inOffice(pen.today()));
        if (asked) {
            var problems = new Problems();
            problems.add("", null, "need", "", "need-not-confirmed");
            problems.mustBeNone();
        }
    }

    private void put(Plan plan, State to, String reason) {
        jdbc.sql(
                        "update chain.response_plan set state = ?, decided_at = coalesce(decided_at, ?) where id = ?")
                .param(to.name())
                .param(to == State.DROPPED ? null : pen.now())
                .param(plan.id())
                .update();
        step(plan.id(), plan.state(), to, reason);
        tell(plan, to);
        audit.record(
                Change.of(
                                "chain.plan.move",
                                "response-plan",
                                plan.id(),
                                new Moved(plan.state()),
                                new Moved(to))
                        .because(reason));
    }

    /**
     * The weak link, if it is one, knows of it from the decision on: what was only proposed and
     * then dropped is nothing that was done.
     */
    void tell(Plan plan, State state) {
        if (state == State.PROPOSED || (state == State.DROPPED && plan.decidedAt() == null)) {
            return;
        }
        var name =
                book.inForce()
                        .kind(plan.draft().kind())
                        .map(it -> it.name().zh())
                        .orElse(plan.draft().kind());
        jdbc.sql("select id from chain.weak_link where node = ?")
                .param(plan.node())
                .query((row, _) -> row.getObject(1, UUID.class))
                .optional()
                .ifPresent(it ->
                        weakLinks.answeredBy(
                                it,
                                new Response(
                                        MEASURE,
                                        plan.id(),
                                        path(plan.id()),
                                        name,
                                        state.name().toLowerCase(Locale.ROOT))));
    }

    /** Of the demonstration: a plan that has come as far already, without records of its own. */
    void began(UUID id, State state, @Nullable String needBy) {
        jdbc.sql(
                        """
                        update chain.response_plan set state = :state, need_by = :by,
                            need_at = case when :by::text is not null then :now end,
                            decided_at = case when :state <> 'PROPOSED' then :now end
                        where id = :id
                        """)
                .param("state", state.name())
                .param("by", needBy)
                .param("now", pen.now())
                .param("id", id)
                .update();
        step(id, null, state, found(id).draft().effect());
        tell(found(id), state);
    }

    private static String path(UUID id) {
        return "/response-plans/" + id;
    }

    @Override
    @Transactional
    public void tie(UUID id, Response work) {
        var plan = locked(id, Power.WORK_PLAN);
        if (!plan.state().open()) {
            throw new TaskForces.Stuck(plan.state(), "tied");
        }
        jdbc.sql(
                        "update chain.response_plan set work_kind = ?, work = ?, work_path = ?, work_title = ? where id = ?")
                .params(work.kind(), work.id(), work.path(), work.title(), id)
                .update();
        audit.record(Change.created("chain.plan.tie", "response-plan", id, work));
    }

    @Override
    @Transactional
    public void close(UUID id, String evidence) {
        var plan = locked(id, Power.WORK_PLAN);
        var began = plan.decidedAt();
        if (plan.state() != State.UNDER_WAY || began == null) {
            throw new TaskForces.Stuck(plan.state(), State.DONE);
        }
        if (reviews.factsSince(plan.node(), began) == 0) {
            var problems = new Problems();
            problems.add("", null, "facts", "", "plan-without-fact");
            problems.mustBeNone();
        }
        jdbc.sql("update chain.response_plan set evidence = ? where id = ?")
                .params(evidence, id)
                .update();
        put(plan, State.DONE, evidence);
        reviews.review(
                plan.chain(),
                plan.node(),
                new Cause(MEASURE, id, path(id), plan.draft().title()),
                began);
    }
}
