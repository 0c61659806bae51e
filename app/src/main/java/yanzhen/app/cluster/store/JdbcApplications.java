package yanzhen.app.cluster.store;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Applications;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.cluster.Procedure.Verdict;
import yanzhen.app.cluster.Reports;
import yanzhen.app.cluster.Rounds;
import yanzhen.app.cluster.Rounds.Round;
import yanzhen.app.cluster.ScoreBasis;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.evidence.Files;
import yanzhen.app.kernel.Problems;
import yanzhen.app.rules.Facts;
import yanzhen.app.site.NotFound;

@Component
class JdbcApplications implements Applications {

    private final JdbcClient jdbc;
    private final ApplicationReader reader;
    private final Rounds rounds;
    private final Organisations organisations;
    private final Reports reports;
    private final Way way;
    private final RoundText text;
    private final Files files;
    private final Viewers viewers;
    private final AuditTrail audit;
    private final Clock clock;

    JdbcApplications(
            JdbcClient jdbc,
            ApplicationReader reader,
            Rounds rounds,
            Organisations organisations,
            Reports reports,
            Way way,
            RoundText text,
            Files files,
            Viewers viewers,
            AuditTrail audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.reader = reader;
        this.rounds = rounds;
        this.organisations = organisations;
        this.reports = reports;
        this.way = way;
        this.text = text;
        this.files = files;
        this.viewers = viewers;
        this.audit = audit;
        this.clock = clock;
    }

    private record Begun(UUID round, UUID organisation) {}

    /** What an audit record keeps of a move. */
    private record Moved(State state, int revision) {}

    @Override
    @Transactional
    public UUID begin(UUID round, UUID organisation) {
        viewers.current().mustActFor(organisation);
        var call = round(round);
        mustTake(call);
        mustNotHold(call, organisation);
        var id = insert(call, organisation);
        audit.record(
                Change.created(
                        "cluster.application-begin",
                        "application",
                        id,
                        new Begun(round, organisation)));
        return id;
    }

    /** Those who are evaluated have theirs from the opening on: nobody begins one. */
    private void mustTake(Round round) {
        if (!round.takes(LocalDate.now(clock)) || round.kind() == Rounds.Kind.EVALUATION) {
            throw new RoundClosed(round.opens(), round.closes());
        }
    }

    private void mustNotHold(Round round, UUID organisation) {
        jdbc.sql(
                        """
                        select coalesce(upper(valid)::text, '…') from cluster.recognition
                        where organisation = ? and scheme = ? and upper_inf(known) and valid @> ?::date
                        """)
                .param(organisation)
                .param(round.scheme())
                .param(round.closes())
                .query(String.class)
                .optional()
                .ifPresent(until -> {
                    throw new AlreadyHeld(until);
                });
    }

    private UUID insert(Round round, UUID organisation) {
        var applicant =
                organisations
                        .find(organisation)
                        .orElseThrow(() -> new NotFound("organisation", organisation));
        try {
            return jdbc.sql(
                            """
                            insert into cluster.application
                                (round, organisation, scheme, district, state, created_at, synthetic)
                            values (?, ?, ?, ?, 'DRAFT', ?, ?) returning id
                            """)
                    .param(round.id())
                    .param(organisation)
                    .param(round.scheme())
                    .param(applicant.district())
                    .param(now())
                    .param(applicant.synthetic())
                    .query(UUID.class)
                    .single();
        } catch (DuplicateKeyException e) {
            throw new UnderWay();
        }
    }

    @Override
    @Transactional
    public void save(UUID application, Map<Integer, String> answers) {
        var it = open(application);
        var kept = new TreeMap<>(it.answers());
        answers.forEach((place, answer) -> {
            if (answer.isEmpty()) {
                kept.remove(place);
            } else {
                kept.put(place, answer);
            }
        });
        jdbc.sql(
                        """
                        insert into cluster.application_draft (application, answers) values (?, ?::jsonb)
                        on conflict (application) do update set answers = excluded.answers
                        """)
                .params(application, text.of(kept))
                .update();
        audit.record(
                Change.created(
                        "cluster.application-save",
                        "application",
                        application,
                        new Moved(it.state(), it.revision())));
    }

    private record Paper(String paper, String name, UUID file) {}

    @Override
    @Transactional
    public void attach(UUID application, String paper, UUID file, String name) {
        open(application);
        jdbc.sql(
                        """
                        insert into cluster.application_paper (application, paper, file, name, added_at)
                        values (?, ?, ?, ?, ?)
                        """)
                .params(application, paper, file, name, now())
                .update();
        audit.record(
                Change.created(
                        "cluster.paper-attach",
                        "application",
                        application,
                        new Paper(paper, name, file)));
    }

    @Override
    @Transactional
    public void detach(UUID application, UUID attached) {
        open(application);
        var it =
                reader.papers(application).stream()
                        .filter(paper -> paper.id().equals(attached))
                        .findFirst()
                        .orElseThrow(() -> new NotFound("paper", attached));
        jdbc.sql("update cluster.application_paper set removed_at = ? where id = ?")
                .params(now(), attached)
                .update();
        audit.record(
                new Change(
                        "cluster.paper-detach",
                        "application",
                        application.toString(),
                        new Paper(it.paper(), it.name(), it.file()),
                        null,
                        null));
    }

    @Override
    @Transactional
    public void submit(UUID application) {
        var it = open(application);
        var round = round(it.round());
        if (it.state() == State.DRAFT && !round.takes(LocalDate.now(clock))) {
            throw new RoundClosed(round.opens(), round.closes());
        }
        var papers = reader.papers(application);
        missing(it, round, papers).mustBeNone();
        int revision = it.revision() + 1;
        keep(it, round, revision, papers);
        papers.forEach(paper -> files.shareWithDistrict(paper.file(), it.district()));
        jdbc.sql(
                        """
                        update cluster.application
                        set state = 'UNDER_WAY', revision = ?, submitted_at = ?, reason = null where id = ?
                        """)
                .params(revision, now(), application)
                .update();
        int step = it.state() == State.DRAFT ? 1 : returnedAt(application);
        way.enter(
                List.of(
                        new Way.Walker(
                                application, it.district(), revision, round.procedure(), step)));
        audit.record(
                Change.of(
                        "cluster.application-submit",
                        "application",
                        application,
                        new Moved(it.state(), it.revision()),
                        new Moved(State.UNDER_WAY, revision)));
    }

    private Problems missing(Application it, Round round, List<Attached> papers) {
        var problems = new Problems();
        var there = new HashSet<String>();
        papers.forEach(paper -> there.add(paper.paper()));
        for (var paper : round.procedure().papers()) {
            if (paper.required() && !there.contains(paper.key())) {
                problems.add("", null, "paper-" + paper.key(), "", "paper-missing");
            }
        }
        for (int at = 0; at < round.conditions().size(); at++) {
            var condition = round.conditions().get(at);
            if (condition.rule() == null && !it.answers().containsKey(at + 1)) {
                problems.add("", null, "answer-" + (at + 1), "", "answer-missing");
            }
        }
        return problems;
    }

    private void keep(Application it, Round round, int revision, List<Attached> papers) {
        var content =
                ApplicationReader.Content.of(
                        it.answers(), round, reports.basis(organisation(it)), papers);
        var viewer = viewers.current();
        jdbc.sql(
                        """
                        insert into cluster.application_revision (application, revision, at, by, by_name, content)
                        values (?, ?, ?, ?, ?, ?::jsonb)
                        """)
                .param(it.id())
                .param(revision)
                .param(now())
                .param(viewer.account())
                .param(viewer.name())
                .param(text.of(content))
                .update();
    }

    /** The step to which it comes back. */
    private int returnedAt(UUID application) {
        return reader.passages(application).stream()
                .filter(it -> it.verdict() == Verdict.RETURNED)
                .findFirst()
                .orElseThrow()
                .ordinal();
    }

    @Override
    @Transactional
    public void withdraw(UUID application, String reason) {
        var it = locked(application);
        viewers.current().mustActFor(it.organisation());
        if (it.state().ended()) {
            throw new NotOpen(it.state());
        }
        way.leave(List.of(application), Verdict.WITHDRAWN, reason);
        freePlace(it);
        jdbc.sql(
                        """
                        update cluster.application
                        set state = 'WITHDRAWN', ended_at = ?, reason = ?, holds_place = false where id = ?
                        """)
                .params(now(), reason, application)
                .update();
        audit.record(
                Change.of(
                                "cluster.application-withdraw",
                                "application",
                                application,
                                new Moved(it.state(), it.revision()),
                                new Moved(State.WITHDRAWN, it.revision()))
                        .because(reason));
    }

    /** Before the application lets go of it: the database looks whether it holds one. */
    private void freePlace(Application it) {
        jdbc.sql(
                        """
                        update cluster.round_quota q set taken = taken - 1
                        from cluster.application a
                        where a.id = ? and a.holds_place and q.round = a.round and q.district = a.district
                        """)
                .param(it.id())
                .update();
    }

    private Application locked(UUID id) {
        return reader.locked(id).orElseThrow(() -> new NotFound("application", id));
    }

    /** Locked, the viewer's own, and its turn. */
    private Application open(UUID id) {
        var it = locked(id);
        viewers.current().mustActFor(it.organisation());
        if (!it.state().open()) {
            throw new NotOpen(it.state());
        }
        return it;
    }

    private Round round(UUID id) {
        return rounds.find(id).orElseThrow(() -> new NotFound("round", id));
    }

    private yanzhen.app.cluster.Organisation organisation(Application it) {
        return organisations
                .find(it.organisation())
                .orElseThrow(() -> new NotFound("organisation", it.organisation()));
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Application> find(UUID application) {
        return reader.find(application);
    }

    @Override
    @Transactional(readOnly = true)
    public Map<UUID, Application> byId(Collection<UUID> ids) {
        return reader.byId(ids);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Application> own() {
        return reader.ofOrganisations(viewers.current().organisations().toArray(UUID[]::new));
    }

    @Override
    @Transactional(readOnly = true)
    public List<Application> of(UUID round) {
        return reader.ofRound(round);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Attached> papers(UUID application) {
        return reader.papers(application);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Revision> revisions(UUID application) {
        return reader.revisions(application);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Passage> passages(UUID application) {
        return reader.passages(application);
    }

    @Override
    @Transactional(readOnly = true)
    public Facts facts(Application application) {
        if (application.state().open()) {
            return reports.facts(organisation(application));
        }
        return reader.revisions(application.id()).stream()
                .findFirst()
                .map(Snapshot::read)
                .orElseGet(() -> new Snapshot(LocalDate.now(clock).getYear() - 1, Map.of()));
    }

    @Override
    @Transactional(readOnly = true)
    public ScoreBasis basis(Application application) {
        if (application.state().open()) {
            return reports.basis(organisation(application));
        }
        return reader.revisions(application.id()).stream()
                .findFirst()
                .map(Snapshot::basis)
                .orElseGet(() -> new ScoreBasis(facts(application), null, Map.of()));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
