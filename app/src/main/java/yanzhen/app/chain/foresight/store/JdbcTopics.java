package yanzhen.app.chain.foresight.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.access.OnBehalf;
import yanzhen.app.chain.Response;
import yanzhen.app.chain.foresight.Candidate;
import yanzhen.app.chain.foresight.Topic;
import yanzhen.app.chain.foresight.Topic.Draft;
import yanzhen.app.chain.foresight.Topic.Milestone;
import yanzhen.app.chain.foresight.Topic.State;
import yanzhen.app.chain.foresight.Topics;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.Yuan;
import yanzhen.app.site.NotFound;

@Component
class JdbcTopics implements Topics {

    private final JdbcClient jdbc;
    private final JdbcCandidates candidates;
    private final Scribe scribe;
    private final OnBehalf onBehalf;
    private final AuditTrail audit;

    JdbcTopics(
            JdbcClient jdbc,
            JdbcCandidates candidates,
            Scribe scribe,
            OnBehalf onBehalf,
            AuditTrail audit) {
        this.jdbc = jdbc;
        this.candidates = candidates;
        this.scribe = scribe;
        this.onBehalf = onBehalf;
        this.audit = audit;
    }

    private record Moved(State state) {}

    @Override
    @Transactional(readOnly = true)
    public List<Topic> all() {
        return read(
                jdbc.sql("select id from chain.topic")
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .list());
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Topic> find(UUID id) {
        return read(List.of(id)).stream().findFirst();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Topic> of(UUID candidate) {
        return read(
                jdbc.sql("select topic from chain.topic_candidate where candidate = ?")
                        .param(candidate)
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .list());
    }

    private List<Topic> read(Collection<UUID> ids) {
        var asked = ids.toArray(UUID[]::new);
        var parts = new HashMap<UUID, List<UUID>>();
        jdbc.sql("select * from chain.topic_candidate where topic = any (?) order by candidate")
                .param(asked)
                .query(row -> {
                    add(parts, row, row.getObject("candidate", UUID.class));
                });
        var milestones = new HashMap<UUID, List<Milestone>>();
        jdbc.sql("select * from chain.topic_milestone where topic = any (?) order by ordinal")
                .param(asked)
                .query(row -> {
                    add(
                            milestones,
                            row,
                            new Milestone(
                                    row.getString("title"),
                                    row.getObject("due", LocalDate.class),
                                    row.getObject("done_on", LocalDate.class)));
                });
        var responses = new HashMap<UUID, List<Response>>();
        jdbc.sql("select * from chain.topic_response where topic = any (?) order by at desc")
                .param(asked)
                .query(row -> {
                    add(
                            responses,
                            row,
                            new Response(
                                    row.getString("kind"),
                                    row.getObject("subject", UUID.class),
                                    row.getString("path"),
                                    row.getString("title"),
                                    row.getString("state")));
                });
        return jdbc.sql("select * from chain.topic where id = any (?) order by created_at desc, id")
                .param(asked)
                .query((row, _) -> topic(row, parts, milestones, responses))
                .list();
    }

    private static <T> void add(Map<UUID, List<T>> found, ResultSet row, T one)
            throws SQLException {
        found.computeIfAbsent(row.getObject("topic", UUID.class), _ -> new ArrayList<>()).add(one);
    }

    private static Topic topic(
            ResultSet row,
            Map<UUID, List<UUID>> parts,
            Map<UUID, List<Milestone>> milestones,
            Map<UUID, List<Response>> responses)
            throws SQLException {
        var id = row.getObject("id", UUID.class);
        return new Topic(
                id,
                new Draft(
                        row.getString("title"),
                        row.getString("aim"),
                        row.getString("lead"),
                        new Yuan(row.getLong("budget_fen")),
                        row.getString("horizon"),
                        parts.getOrDefault(id, List.of()),
                        milestones.getOrDefault(id, List.of())),
                State.valueOf(row.getString("state")),
                responses.getOrDefault(id, List.of()),
                row.getBoolean("synthetic"));
    }

    @Override
    @Transactional
    public UUID add(Draft draft) {
        var id = insert(draft, State.PROPOSED, false, null);
        audit.record(Change.created("chain.topic.add", "topic", id, draft));
        return id;
    }

    /** Without an audit record of its own: part of something larger. */
    UUID insert(Draft it, State state, boolean synthetic, @Nullable String demoKey) {
        var id =
                jdbc.sql(
                                """
                                insert into chain.topic
                                    (title, aim, lead, budget_fen, horizon, state, synthetic, created_at, demo_key)
                                values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning id
                                """)
                        .param(it.title())
                        .param(it.aim())
                        .param(it.lead())
                        .param(it.budget().fen())
                        .param(it.horizon())
                        .param(state.name())
                        .param(synthetic)
                        .param(scribe.now())
                        .param(demoKey)
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .single();
        parts(id, it);
        return id;
    }

    private void parts(UUID id, Draft it) {
        for (var candidate : it.candidates().stream().distinct().toList()) {
            jdbc.sql("insert into chain.topic_candidate (topic, candidate) values (?, ?)")
                    .params(id, candidate)
                    .update();
        }
        candidates.follow(
                it.candidates(),
                EnumSet.of(
                        Candidate.State.WATCHED,
                        Candidate.State.STUDIED,
                        Candidate.State.SET_ASIDE),
                Candidate.State.TOPIC);
        int ordinal = 0;
        for (var milestone : it.milestones()) {
            jdbc.sql(
                            "insert into chain.topic_milestone (topic, ordinal, title, due, done_on) values (?, ?, ?, ?, ?)")
                    .param(id)
                    .param(++ordinal)
                    .param(milestone.title())
                    .param(milestone.due())
                    .param(milestone.doneOn())
                    .update();
        }
    }

    @Override
    @Transactional
    public void edit(UUID id, Draft draft, String reason) {
        var before = locked(id).draft();
        jdbc.sql(
                        "update chain.topic set title = ?, aim = ?, lead = ?, budget_fen = ?, horizon = ?, revision = revision + 1 where id = ?")
                .params(
                        draft.title(),
                        draft.aim(),
                        draft.lead(),
                        draft.budget().fen(),
                        draft.horizon(),
                        id)
                .update();
        jdbc.sql("delete from chain.topic_candidate where topic = ?").param(id).update();
        jdbc.sql("delete from chain.topic_milestone where topic = ?").param(id).update();
        parts(id, draft);
        freed(before.candidates());
        audit.record(Change.of("chain.topic.edit", "topic", id, before, draft).because(reason));
    }

    /** A candidate that no living topic has any longer is studied again. */
    private void freed(Collection<UUID> ids) {
        var free =
                jdbc.sql(
                                """
                                select c.id from chain.candidate c
                                where c.id = any (?) and not exists (
                                    select from chain.topic_candidate p join chain.topic t on t.id = p.topic
                                    where p.candidate = c.id and t.state <> 'STOPPED')
                                """)
                        .param(ids.toArray(UUID[]::new))
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .list();
        candidates.follow(free, EnumSet.of(Candidate.State.TOPIC), Candidate.State.STUDIED);
    }

    @Override
    @Transactional
    public void move(UUID id, State to, String reason) {
        var before = locked(id);
        if (!before.state().next().contains(to)) {
            throw new Stuck(before.state(), to);
        }
        put(before, to, reason);
        if (to == State.STOPPED) {
            freed(before.draft().candidates());
        } else {
            candidates.follow(
                    before.draft().candidates(),
                    EnumSet.of(Candidate.State.STUDIED),
                    Candidate.State.TOPIC);
        }
    }

    private void put(Topic before, State to, @Nullable String reason) {
        jdbc.sql("update chain.topic set state = ? where id = ?")
                .params(to.name(), before.id())
                .update();
        audit.record(
                Change.of(
                                "chain.topic.move",
                                "topic",
                                before.id(),
                                new Moved(before.state()),
                                new Moved(to))
                        .because(reason));
    }

    private Topic locked(UUID id) {
        jdbc.sql("select id from chain.topic where id = ? for update")
                .param(id)
                .query((row, _) -> row.getObject(1, UUID.class))
                .optional();
        return find(id).orElseThrow(() -> new NotFound("topic", id));
    }

    /** Whoever moves the challenge need not be one who works on topics. */
    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void answeredBy(UUID topic, Response response) {
        onBehalf.of(
                java.util.Set.of(),
                () -> {
                    note(topic, response);
                    return topic;
                });
    }

    private void note(UUID id, Response response) {
        jdbc.sql(
                        """
                        insert into chain.topic_response (topic, kind, subject, path, title, state, at)
                        values (?, ?, ?, ?, ?, ?, ?)
                        on conflict (topic, kind, subject)
                        do update set title = excluded.title, state = excluded.state, at = excluded.at
                        """)
                .params(
                        id,
                        response.kind(),
                        response.id(),
                        response.path(),
                        response.title(),
                        response.state(),
                        scribe.now())
                .update();
        var topic = locked(id);
        if (!response.state().equals("withdrawn") && topic.state() != State.MOVED) {
            put(topic, State.MOVED, null);
            candidates.follow(
                    topic.draft().candidates(),
                    EnumSet.complementOf(EnumSet.of(Candidate.State.MOVED)),
                    Candidate.State.MOVED);
        }
    }
}
