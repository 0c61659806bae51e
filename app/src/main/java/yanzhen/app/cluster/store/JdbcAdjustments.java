package yanzhen.app.cluster.store;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.OverAll;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Adjustments;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.cluster.Procedure;
import yanzhen.app.cluster.Procedure.Step;
import yanzhen.app.cluster.Procedure.Verdict;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Conditions;
import yanzhen.app.site.NotFound;

@Component
class JdbcAdjustments implements Adjustments {

    private static final int DIGITS = 4;

    private final JdbcClient jdbc;
    private final AdjustmentReader reader;
    private final AdjustmentCheck check;
    private final AdjustmentWay way;
    private final Settlements settlements;
    private final Organisations organisations;
    private final RoundText text;
    private final OverAll overAll;
    private final Viewers viewers;
    private final AuditTrail audit;
    private final Clock clock;

    JdbcAdjustments(
            JdbcClient jdbc,
            AdjustmentReader reader,
            AdjustmentCheck check,
            AdjustmentWay way,
            Settlements settlements,
            Organisations organisations,
            RoundText text,
            OverAll overAll,
            Viewers viewers,
            AuditTrail audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.reader = reader;
        this.check = check;
        this.way = way;
        this.settlements = settlements;
        this.organisations = organisations;
        this.text = text;
        this.overAll = overAll;
        this.viewers = viewers;
        this.audit = audit;
        this.clock = clock;
    }

    /** What an audit record keeps of a request. */
    private record Filed(UUID organisation, Kind kind, int revision) {}

    /** What an audit record keeps of a move. */
    private record Moved(State state, int revision) {}

    @Override
    @Transactional(readOnly = true)
    public Map<Kind, Procedure> rules() {
        var rules = new EnumMap<Kind, Procedure>(Kind.class);
        jdbc.sql("select kind, text from cluster.adjustment_rule")
                .query(row -> {
                    rules.put(Kind.valueOf(row.getString(1)), text.procedure(row.getString(2)));
                });
        return rules;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Adjustable> adjustable(UUID organisation) {
        return reader.adjustable(organisation, LocalDate.now(clock));
    }

    @Override
    @Transactional
    public UUID file(UUID organisation, Kind kind, Wish wish, List<Paper> papers) {
        var it = organisation(organisation);
        mustFileFor(it);
        var rule = Optional.ofNullable(rules().get(kind));
        var problems = new Problems();
        rule.ifPresentOrElse(
                known -> AdjustmentCheck.papers(known, papers, problems),
                () -> problems.add("", null, "kind", kind.name(), "adjustment-kind-unknown"));
        check.wish(it, kind, wish, problems);
        problems.mustBeNone();
        var id = insert(it, kind, rule.orElseThrow());
        keep(id, 1, wish, papers, List.of());
        way.enter(id, it.district(), 1, rule.orElseThrow(), 1);
        audit.record(
                Change.created(
                        "cluster.adjustment-file",
                        "adjustment",
                        id,
                        new Filed(organisation, kind, 1)));
        return id;
    }

    private void mustFileFor(Organisation it) {
        var viewer = viewers.current();
        if (viewer.actsFor(it.id()) || viewer.runsDistrict(it.district())) {
            return;
        }
        if (viewer.is(Role.DISTRICT_OFFICER)) {
            viewer.mustRunDistrict(it.district());
        }
        viewer.mustActFor(it.id());
    }

    private UUID insert(Organisation it, Kind kind, Procedure rule) {
        var viewer = viewers.current();
        try {
            return jdbc.sql(
                            """
                            insert into cluster.adjustment
                                (organisation, district, kind, state, rule, filed_by, filed_by_name, filed_at, synthetic)
                            values (?, ?, ?, 'UNDER_WAY', ?::jsonb, ?, ?, ?, ?) returning id
                            """)
                    .param(it.id())
                    .param(it.district())
                    .param(kind.name())
                    .param(text.of(rule))
                    .param(viewer.account())
                    .param(viewer.name())
                    .param(now())
                    .param(it.synthetic())
                    .query(UUID.class)
                    .single();
        } catch (DuplicateKeyException e) {
            throw new UnderWay();
        }
    }

    private void keep(UUID id, int revision, Wish wish, List<Paper> added, List<Paper> before) {
        var papers = new ArrayList<>(before);
        papers.addAll(added);
        var viewer = viewers.current();
        jdbc.sql(
                        """
                        insert into cluster.adjustment_revision (adjustment, revision, at, by, by_name, content)
                        values (?, ?, ?, ?, ?, ?::jsonb)
                        """)
                .param(id)
                .param(revision)
                .param(now())
                .param(viewer.account())
                .param(viewer.name())
                .param(text.of(new AdjustmentReader.Content(wish, papers)))
                .update();
        for (var paper : added) {
            jdbc.sql(
                            """
                            insert into cluster.adjustment_paper (adjustment, paper, file, name, revision, added_at)
                            values (?, ?, ?, ?, ?, ?)
                            """)
                    .params(id, paper.paper(), paper.file(), paper.name(), revision, now())
                    .update();
        }
    }

    @Override
    @Transactional
    public void resubmit(UUID adjustment, Wish wish, List<Paper> papers) {
        var it = locked(adjustment);
        mustAnswerFor(it);
        if (it.state() != State.RETURNED) {
            throw new NotOpen(it.state());
        }
        var before = reader.last(adjustment).papers();
        var problems = new Problems();
        var all = new ArrayList<>(before);
        all.addAll(papers);
        AdjustmentCheck.papers(it.rule(), all, problems);
        check.wish(organisation(it.organisation()), it.kind(), wish, problems);
        problems.mustBeNone();
        int revision = it.revision() + 1;
        keep(adjustment, revision, wish, papers, before);
        jdbc.sql(
                        """
                        update cluster.adjustment set state = 'UNDER_WAY', revision = ?, reason = null where id = ?
                        """)
                .params(revision, adjustment)
                .update();
        way.enter(adjustment, it.district(), revision, it.rule(), returnedAt(adjustment));
        audit.record(
                Change.of(
                        "cluster.adjustment-resubmit",
                        "adjustment",
                        adjustment,
                        new Moved(it.state(), it.revision()),
                        new Moved(State.UNDER_WAY, revision)));
    }

    /** The firm's turn, or that of the officer who filed it for the firm. */
    private void mustAnswerFor(Adjustment it) {
        var viewer = viewers.current();
        boolean filed = viewer.account() != null && viewer.account().equals(it.filedBy());
        if (!filed) {
            viewer.mustActFor(it.organisation());
        }
    }

    private int returnedAt(UUID adjustment) {
        return reader.passages(adjustment).stream()
                .filter(it -> it.verdict() == Verdict.RETURNED)
                .findFirst()
                .orElseThrow()
                .ordinal();
    }

    @Override
    @Transactional
    public void withdraw(UUID adjustment, String reason) {
        var it = locked(adjustment);
        mustAnswerFor(it);
        if (it.state().ended()) {
            throw new NotOpen(it.state());
        }
        way.leave(adjustment, Verdict.WITHDRAWN, reason);
        ended(it, State.WITHDRAWN, reason, null);
        audit.record(
                Change.of(
                                "cluster.adjustment-withdraw",
                                "adjustment",
                                adjustment,
                                new Moved(it.state(), it.revision()),
                                new Moved(State.WITHDRAWN, it.revision()))
                        .because(reason));
    }

    /** Ended, or sent back. */
    private State ended(Adjustment it, State state, String reason, @Nullable String document) {
        jdbc.sql(
                        """
                        update cluster.adjustment set state = ?, reason = ?, ended_at = ?, document = ? where id = ?
                        """)
                .param(state.name())
                .param(reason)
                .param(state.ended() ? now() : null)
                .param(document)
                .param(it.id())
                .update();
        return state;
    }

    /** An open step as somebody named it. */
    private record Named(UUID adjustment, int ordinal) {}

    /**
     * Locks organisations by id, then the request, then recognitions. What is asked for changes
     * only while no step is open, so that what was read before the locks is what holds after them.
     */
    @Override
    @Transactional
    public void decide(UUID step, Verdict verdict, String reason, @Nullable String document) {
        var named = named(step);
        var seen = reader.find(named.adjustment).orElseThrow(() -> new NotFound("step", step));
        var wish = reader.last(seen.id()).wish();
        boolean last = named.ordinal == seen.rule().stages().size();
        mustAct(seen, named.ordinal);
        if (last) {
            settlements.lockOrganisations(seen.organisation(), wish);
        }
        var it = locked(seen.id());
        if (last) {
            settlements.lockRecognitions(wish);
        }
        var problems = new Problems();
        var organisation = organisation(it.organisation());
        if (!isOpen(step)) {
            problems.add("", null, "step", organisation.name(), "step-moved");
        } else if (!Adjustments.verdicts(it.rule().at(named.ordinal).step()).contains(verdict)) {
            problems.add("", null, "verdict", verdict.name(), "verdict-unfit");
        } else if (last && verdict == Verdict.PASSED) {
            if (document == null) {
                problems.add("", null, "document", "", "required");
            }
            check.wish(organisation, it.kind(), wish, problems);
        }
        problems.mustBeNone();
        way.leave(it.id(), verdict, reason);
        var state = move(it, verdict, named.ordinal, reason, document, wish);
        audit.record(
                Change.of(
                                "cluster.adjustment-decide",
                                "adjustment",
                                it.id(),
                                new Moved(it.state(), it.revision()),
                                new Moved(state, it.revision()))
                        .because(reason));
    }

    private State move(
            Adjustment it,
            Verdict verdict,
            int ordinal,
            String reason,
            @Nullable String document,
            Wish wish) {
        return switch (verdict) {
            case PASSED -> {
                if (ordinal < it.rule().stages().size()) {
                    way.enter(it.id(), it.district(), it.revision(), it.rule(), ordinal + 1);
                    yield State.UNDER_WAY;
                }
                var notice = Objects.requireNonNull(document);
                settlements.settle(it, wish, notice);
                yield ended(it, State.DONE, reason, notice);
            }
            case RETURNED -> ended(it, State.RETURNED, reason, null);
            case REFUSED -> ended(it, State.REFUSED, reason, null);
            case WITHDRAWN -> throw new IllegalArgumentException("Only applicants withdraw.");
        };
    }

    private Named named(UUID step) {
        return jdbc.sql("select adjustment, ordinal from cluster.adjustment_step where id = ?")
                .param(step)
                .query((row, _) -> new Named(row.getObject(1, UUID.class), row.getInt(2)))
                .optional()
                .orElseThrow(() -> new NotFound("step", step));
    }

    private boolean isOpen(UUID step) {
        return jdbc.sql("select left_at is null from cluster.adjustment_step where id = ?")
                .param(step)
                .query(Boolean.class)
                .single();
    }

    private void mustAct(Adjustment it, int ordinal) {
        var viewer = viewers.current();
        switch (it.rule().at(ordinal).acts()) {
            case DISTRICT -> viewer.mustRunDistrict(it.district());
            case CITY -> {
                if (!viewer.runsRegion()) {
                    throw new Forbidden("city-officer", "This step is the city's.");
                }
            }
        }
    }

    private Adjustment locked(UUID id) {
        return reader.locked(id).orElseThrow(() -> new NotFound("adjustment", id));
    }

    private Organisation organisation(UUID id) {
        return organisations.find(id).orElseThrow(() -> new NotFound("organisation", id));
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Adjustment> find(UUID adjustment) {
        return reader.find(adjustment);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Adjustment> all() {
        return reader.all();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Adjustment> of(UUID organisation) {
        return reader.of(organisation);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Revision> revisions(UUID adjustment) {
        return reader.revisions(adjustment);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Passage> passages(UUID adjustment) {
        return reader.passages(adjustment);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Waiting> queue() {
        var viewer = viewers.current();
        var conditions = new Conditions().and("s.left_at is null");
        if (viewer.runsRegion()) {
            conditions.and("s.acts = 'CITY'");
        } else {
            var own = viewer.district();
            conditions.and("s.acts = 'DISTRICT'").and("s.district = ?", own == null ? "" : own);
        }
        return reader.queue(conditions);
    }

    /** Sums only: whose request it was stays where it is. */
    @Override
    @Transactional(readOnly = true)
    public List<Timeliness> timeliness() {
        return overAll.ask(() ->
                jdbc.sql(
                                """
                                select a.kind, s.step, count(*),
                                       percentile_cont(0.5) within group (order by extract(epoch from s.left_at - s.entered_at) / 86400),
                                       avg(((s.left_at at time zone ?)::date <= s.due)::int)
                                from cluster.adjustment_step s join cluster.adjustment a on a.id = s.adjustment
                                where s.verdict <> 'WITHDRAWN'
                                group by a.kind, s.step order by a.kind, min(s.ordinal)
                                """)
                        .param(clock.getZone().getId())
                        .query((row, _) ->
                                new Timeliness(
                                        Kind.valueOf(row.getString(1)),
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
    public List<Succession> successions(Collection<UUID> recognitions, Instant knownAt) {
        return reader.successions(recognitions, knownAt);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
