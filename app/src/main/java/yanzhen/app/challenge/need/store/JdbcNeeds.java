package yanzhen.app.challenge.need.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.WeakLinks;
import yanzhen.app.challenge.need.Likeness;
import yanzhen.app.challenge.need.Need;
import yanzhen.app.challenge.need.Need.Answer;
import yanzhen.app.challenge.need.Need.Call;
import yanzhen.app.challenge.need.Need.CoOwner;
import yanzhen.app.challenge.need.Need.Collector;
import yanzhen.app.challenge.need.Need.Draft;
import yanzhen.app.challenge.need.Need.Judgement;
import yanzhen.app.challenge.need.Need.State;
import yanzhen.app.challenge.need.Need.Step;
import yanzhen.app.challenge.need.Need.Verdict;
import yanzhen.app.challenge.need.NeedRules;
import yanzhen.app.challenge.need.Needs;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Slice;

/** The moves of a need: who may make them, what they change, what they leave behind. */
@Component
class JdbcNeeds implements Needs {

    private record Moved(State state) {}

    private record Judged(State state, Verdict verdict, List<Answer> answers) {}

    private record Joined(State state, @Nullable UUID root) {}

    private final JdbcClient jdbc;
    private final NeedReader reader;
    private final NeedWriting writing;
    private final NeedRules.Book book;
    private final WeakLinks weakLinks;
    private final Viewers viewers;
    private final AuditTrail audit;

    JdbcNeeds(
            JdbcClient jdbc,
            NeedReader reader,
            NeedWriting writing,
            NeedRules.Book book,
            WeakLinks weakLinks,
            Viewers viewers,
            AuditTrail audit) {
        this.jdbc = jdbc;
        this.reader = reader;
        this.writing = writing;
        this.book = book;
        this.weakLinks = weakLinks;
        this.viewers = viewers;
        this.audit = audit;
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
    public Optional<Need> find(UUID id) {
        return reader.find(id);
    }

    @Override
    public Map<UUID, Need> byId(Collection<UUID> ids) {
        return reader.byId(ids);
    }

    @Override
    public NeedRules rules() {
        return book.inForce();
    }

    @Override
    @Transactional
    public UUID draft(Draft draft) {
        mustRun(draft.owner());
        var now = writing.now();
        var id =
                writing.insert(
                        draft,
                        collector(),
                        new NeedWriting.Beginning(State.DRAFT, 0, null, now, null));
        writing.step(id, null, State.DRAFT, "", null, now);
        audit.record(Change.created("challenge.need.draft", "need", id, draft));
        return id;
    }

    private Collector collector() {
        return switch (viewers.current().role()) {
            case CHAIN_TASK_FORCE -> Collector.TASK_FORCE;
            case CITY_OFFICER, SYSTEM -> Collector.OFFICE;
            case DISTRICT_OFFICER,
                    ENTERPRISE,
                    INSTITUTE,
                    EXPERT,
                    FINANCIER,
                    AUDITOR,
                    SYSTEM_ADMIN,
                    SECURITY_ADMIN,
                    AUDIT_ADMIN,
                    NODE,
                    PUBLIC ->
                    Collector.OWNER;
        };
    }

    @Override
    @Transactional
    public List<UUID> draftAll(List<Draft> drafts) {
        return drafts.stream().map(this::draft).toList();
    }

    @Override
    @Transactional
    public void edit(UUID id, Draft draft, @Nullable Integer seen) {
        var before = locked(id);
        mustRun(before.draft().owner());
        mustRun(draft.owner());
        if (!before.state().editable()) {
            throw new Stuck("edit", before.state());
        }
        if (seen != null && seen != before.revision()) {
            throw new Changed(before.revision());
        }
        writing.update(id, draft);
        audit.record(Change.of("challenge.need.edit", "need", id, before.draft(), draft));
    }

    @Override
    @Transactional
    public void submit(UUID id) {
        var before = locked(id);
        mustRun(before.draft().owner());
        if (!before.state().editable()) {
            throw new Stuck("submit", before.state());
        }
        book.inForce().missing(before.draft(), writing.today()).mustBeNone();
        jdbc.sql(
                        """
                        update challenge.need set state = 'SUBMITTED', round = round + 1, submitted_at = ?,
                            revision = revision + 1 where id = ?
                        """)
                .params(NeedWriting.at(writing.now()), id)
                .update();
        moved("challenge.need.submit", before, State.SUBMITTED, "", before.draft());
    }

    @Override
    @Transactional
    public void withdraw(UUID id, String reason) {
        var before = locked(id);
        mustRun(before.draft().owner());
        if (!before.state().withdrawable()) {
            throw new Stuck(
                    before.state() == State.IN_CALL ? "withdraw-in-call" : "withdraw",
                    before.state());
        }
        if (!reader.coOwners(id).isEmpty()) {
            throw new Stuck("withdraw-root", before.state());
        }
        put(id, State.WITHDRAWN);
        moved("challenge.need.withdraw", before, State.WITHDRAWN, reason, null);
        if (before.state().open()) {
            NeedCalls.respond(weakLinks, before, "withdrawn");
        }
    }

    @Override
    @Transactional
    public void judge(UUID id, Verdict verdict, String reason, List<Answer> answers) {
        var before = locked(id);
        mayNotJudge(before)
                .ifPresent(code -> {
                    throw refused(code);
                });
        if (before.state() != State.SUBMITTED) {
            throw new Stuck("judge", before.state());
        }
        var rules = book.inForce();
        var problems = rules.against(verdict, answers);
        if (verdict == Verdict.PUBLISHABLE) {
            problems.include(rules.missing(before.draft(), writing.today()));
        }
        problems.mustBeNone();
        writing.judgement(
                id,
                new Judgement(
                        before.round(),
                        verdict,
                        reason,
                        answers,
                        viewers.current().name(),
                        writing.now()));
        put(id, verdict.state());
        writing.step(id, before.state(), verdict.state(), reason, null, writing.now());
        audit.record(
                Change.of(
                                "challenge.need.judge",
                                "need",
                                id,
                                new Moved(before.state()),
                                new Judged(verdict.state(), verdict, answers))
                        .because(reason));
        if (verdict == Verdict.PUBLISHABLE) {
            NeedCalls.respond(weakLinks, before, "publishable");
        }
    }

    private static Forbidden refused(String code) {
        return code.equals("city-officer")
                ? new Forbidden("city-officer", "Only a city officer judges needs.")
                : new Forbidden(
                        "own-need",
                        "The account acts for an organisation of the need. Somebody else judges it.");
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<String> mayNotJudge(Need need) {
        var viewer = viewers.current();
        if (!viewer.runsRegion()) {
            return Optional.of("city-officer");
        }
        boolean own =
                viewer.actsFor(need.draft().owner())
                        || viewer.actsFor(need.draft().payer())
                        || reader
                                .byId(
                                        reader.coOwners(need.id()).stream()
                                                .map(CoOwner::need)
                                                .toList())
                                .values()
                                .stream()
                                .anyMatch(it ->
                                        viewer.actsFor(it.draft().owner())
                                                || viewer.actsFor(it.draft().payer()));
        return own ? Optional.of("own-need") : Optional.empty();
    }

    /** Locked in the order of their identities, so that two who merge crosswise do not wait. */
    @Override
    @Transactional
    public void merge(UUID id, UUID root, String reason) {
        mustRunRegion();
        jdbc.sql("select id from challenge.need where id = any (?) order by id for update")
                .param(new UUID[] {id, root})
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
        var before = found(id);
        var into = found(root);
        if (id.equals(root) || !before.state().mergeable()) {
            throw new Stuck("merge", before.state());
        }
        if (!into.state().mergeable()) {
            throw new Stuck("merge-root", into.state());
        }
        if (!reader.coOwners(id).isEmpty()) {
            throw new Stuck("merge-chain", before.state());
        }
        jdbc.sql(
                        """
                        insert into challenge.need_co_owner (need, organisation, root, root_organisation) values (?, ?, ?, ?)
                        """)
                .params(id, before.draft().owner(), root, into.draft().owner())
                .update();
        jdbc.sql(
                        """
                        update challenge.need set state = 'MERGED', state_before = state, merged_into = ?,
                            revision = revision + 1 where id = ?
                        """)
                .params(root, id)
                .update();
        writing.step(id, before.state(), State.MERGED, reason, null, writing.now());
        audit.record(
                Change.of(
                                "challenge.need.merge",
                                "need",
                                id,
                                new Joined(before.state(), null),
                                new Joined(State.MERGED, root))
                        .because(reason));
        if (before.state().open()) {
            NeedCalls.respond(weakLinks, before, "merged");
        }
    }

    @Override
    @Transactional
    public void part(UUID id, String reason) {
        mustRunRegion();
        var root = found(id).root();
        jdbc.sql("select id from challenge.need where id = any (?) order by id for update")
                .param(root == null ? new UUID[] {id} : new UUID[] {id, root})
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
        var before = found(id);
        if (before.state() != State.MERGED || root == null || !root.equals(before.root())) {
            throw new Stuck("part", before.state());
        }
        var into = found(root);
        if (into.state() == State.IN_CALL || into.state() == State.MET) {
            throw new Stuck("part-in-call", into.state());
        }
        var back =
                State.valueOf(
                        jdbc.sql(
                                        """
                                        update challenge.need n set state = n.state_before, state_before = null, merged_into = null,
                                            revision = n.revision + 1 where n.id = ? returning n.state
                                        """)
                                .param(id)
                                .query((row, _) -> row.getString(1))
                                .single());
        jdbc.sql("delete from challenge.need_co_owner where need = ?").param(id).update();
        writing.step(id, State.MERGED, back, reason, null, writing.now());
        audit.record(
                Change.of(
                                "challenge.need.part",
                                "need",
                                id,
                                new Joined(State.MERGED, root),
                                new Joined(back, null))
                        .because(reason));
        if (back.open()) {
            NeedCalls.respond(weakLinks, before, "publishable");
        }
    }

    @Override
    public List<Judgement> judgements(UUID id) {
        return reader.judgements(id);
    }

    @Override
    public List<Step> steps(UUID id) {
        return reader.steps(id);
    }

    @Override
    public List<CoOwner> coOwners(UUID id) {
        return reader.coOwners(id);
    }

    @Override
    public List<Call> calls(UUID id) {
        return reader.calls(id);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Alike> alike(UUID id) {
        var rule = book.inForce().likeness();
        var one = Likeness.prepare(found(id).draft());
        var alike = new ArrayList<Alike>();
        for (var other : reader.wanting(id)) {
            var likeness = Likeness.between(one, Likeness.prepare(other.draft()), rule);
            if (likeness.reaches(rule)) {
                alike.add(new Alike(other, likeness));
            }
        }
        return alike.stream()
                .sorted(
                        Comparator.comparingDouble((Alike it) -> it.likeness().likeness())
                                .reversed()
                                .thenComparing(it -> it.need().id()))
                .limit(rule.most())
                .toList();
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void call(UUID id, UUID challenge) {
        var need = locked(id);
        mustRun(need.draft().owner());
        if (need.state() != State.PUBLISHABLE) {
            throw new Stuck("call", need.state());
        }
        jdbc.sql("insert into challenge.need_call (challenge, need, at) values (?, ?, ?)")
                .params(challenge, id, NeedWriting.at(writing.now()))
                .update();
        record Called(UUID challenge) {}
        audit.record(Change.created("challenge.need.call", "need", id, new Called(challenge)));
    }

    @Override
    public Optional<Need> ofChallenge(UUID challenge) {
        return reader.ofChallenge(challenge);
    }

    private void put(UUID id, State state) {
        jdbc.sql("update challenge.need set state = ?, revision = revision + 1 where id = ?")
                .params(state.name(), id)
                .update();
    }

    private void moved(
            String action, Need before, State to, String reason, @Nullable Draft handedIn) {
        writing.step(before.id(), before.state(), to, reason, handedIn, writing.now());
        audit.record(
                Change.of(action, "need", before.id(), new Moved(before.state()), new Moved(to))
                        .because(reason.isEmpty() ? null : reason));
    }

    private Need found(UUID id) {
        return reader.find(id).orElseThrow(() -> new NotFound("need", id));
    }

    /** The row stays locked to the end of the transaction. */
    private Need locked(UUID id) {
        jdbc.sql("select id from challenge.need where id = ? for update")
                .param(id)
                .query((row, _) -> row.getObject(1, UUID.class))
                .optional();
        return found(id);
    }

    private void mustRunRegion() {
        if (!viewers.current().runsRegion()) {
            throw new Forbidden("city-officer", "Only a city officer merges needs.");
        }
    }

    private void mustRun(UUID owner) {
        var viewer = viewers.current();
        if (!viewer.runsRegion() && !viewer.is(Role.CHAIN_TASK_FORCE) && !viewer.actsFor(owner)) {
            throw new Forbidden(
                    "other-need", "The account does not act for the owner of the need.");
        }
    }
}
