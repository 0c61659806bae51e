package yanzhen.app.cluster.store;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Applications.Application;
import yanzhen.app.cluster.Applications.State;
import yanzhen.app.cluster.Casework.Award;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.cluster.Procedure.Acts;
import yanzhen.app.cluster.Procedure.Step;
import yanzhen.app.cluster.Procedure.Verdict;
import yanzhen.app.cluster.Rounds;
import yanzhen.app.cluster.Rounds.Round;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.Problems;

/**
 * 办理结论: ends open steps, all of them or none. Locks are taken in one order everywhere: applications
 * by id, then places of districts by round and district, then rounds by id; so two officers wait
 * for each other at most once, and who comes second sees what the first has done.
 */
@Component
class Decisions {

    private static final int SCORE_DIGITS = 2;

    /**
     * An open step with what it belongs to.
     *
     * @param open false when somebody else has left it
     */
    record Case(
            UUID step,
            int ordinal,
            Step kind,
            Acts acts,
            boolean open,
            Application application,
            Round round,
            String name) {

        boolean last() {
            return ordinal == round.procedure().stages().size();
        }
    }

    /** Opinions of a review. */
    private record Opinions(int given, int owed, @Nullable BigDecimal mean) {
        static final Opinions NONE = new Opinions(0, 0, null);
    }

    private record Decided(Step step, Verdict verdict, State state) {}

    private final JdbcClient jdbc;
    private final ApplicationReader reader;
    private final Rounds rounds;
    private final Organisations organisations;
    private final Way way;
    private final Places places;
    private final Awards awards;
    private final Viewers viewers;
    private final AuditTrail audit;
    private final Clock clock;

    Decisions(
            JdbcClient jdbc,
            ApplicationReader reader,
            Rounds rounds,
            Organisations organisations,
            Way way,
            Places places,
            Awards awards,
            Viewers viewers,
            AuditTrail audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.reader = reader;
        this.rounds = rounds;
        this.organisations = organisations;
        this.way = way;
        this.places = places;
        this.awards = awards;
        this.viewers = viewers;
        this.audit = audit;
        this.clock = clock;
    }

    void decide(List<UUID> steps, Verdict verdict, String reason, @Nullable Award award) {
        var problems = new Problems();
        var cases = locked(steps, problems);
        cases.forEach(this::mustAct);
        var opinions = opinions(cases);
        for (var each : cases) {
            check(each, verdict, opinions.getOrDefault(each.application.id(), Opinions.NONE))
                    .forEach(problems::add);
        }
        if (verdict == Verdict.PASSED) {
            places.check(cases, problems);
            awards.check(cases, award, problems);
        }
        problems.mustBeNone();
        switch (verdict) {
            case PASSED -> pass(cases, opinions, reason, award);
            case RETURNED -> end(cases, verdict, State.RETURNED, reason);
            case REFUSED -> end(cases, verdict, State.REFUSED, reason);
            case WITHDRAWN -> throw new IllegalArgumentException("Only applicants withdraw.");
        }
    }

    /** Applications locked by id; their steps are read after that, as they are then. */
    private List<Case> locked(List<UUID> steps, Problems problems) {
        var ids = steps.stream().distinct().toArray(UUID[]::new);
        var applications = new HashMap<UUID, Application>();
        jdbc.sql(
                        ApplicationReader.SELECT
                                + """
                                where a.id in (select application from cluster.application_step where id = any (?))
                                order by a.id for update of a
                                """)
                .param(ids)
                .query((row, _) -> reader.read(row))
                .list()
                .forEach(it -> applications.put(it.id(), it));
        var called =
                organisations.byId(
                        applications.values().stream()
                                .map(Application::organisation)
                                .collect(Collectors.toSet()));
        var cases = cases(ids, applications, called);
        if (cases.size() < ids.length) {
            var unknown = String.valueOf(ids.length - cases.size());
            problems.add("", null, "step", unknown, "step-unknown");
        }
        return cases;
    }

    private List<Case> cases(
            UUID[] ids, Map<UUID, Application> applications, Map<UUID, Organisation> called) {
        var calls = new HashMap<UUID, Round>();
        return jdbc
                .sql(
                        """
                        select id, application, ordinal, step, acts, left_at is null as open
                        from cluster.application_step where id = any (?) order by application
                        """)
                .param(ids)
                .query((row, _) -> {
                    var application =
                            Objects.requireNonNull(
                                    applications.get(row.getObject("application", UUID.class)));
                    return new Case(
                            row.getObject("id", UUID.class),
                            row.getInt("ordinal"),
                            Step.valueOf(row.getString("step")),
                            Acts.valueOf(row.getString("acts")),
                            row.getBoolean("open"),
                            application,
                            calls.computeIfAbsent(
                                    application.round(), it -> rounds.find(it).orElseThrow()),
                            Objects.requireNonNull(called.get(application.organisation())).name());
                })
                .list()
                .stream()
                .sorted(Comparator.comparing(it -> it.application().id()))
                .toList();
    }

    private void mustAct(Case it) {
        var viewer = viewers.current();
        switch (it.acts) {
            case DISTRICT -> viewer.mustRunDistrict(it.application.district());
            case CITY -> {
                if (!viewer.runsRegion()) {
                    throw new Forbidden("city-officer", "This step is the city's.");
                }
            }
        }
    }

    private Map<UUID, Opinions> opinions(List<Case> cases) {
        jdbc.sql(
                        """
                        select application from cluster.review where application = any (?)
                        order by application, expert for update
                        """)
                .param(ids(cases).toArray(UUID[]::new))
                .query(row -> {});
        var reviews = new HashMap<UUID, Opinions>();
        jdbc.sql(
                        """
                        select application, count(score) as given, count(*) filter (where given_at is null) as owed,
                               avg(score) as mean
                        from cluster.review where application = any (?) group by application
                        """)
                .param(ids(cases).toArray(UUID[]::new))
                .query(row -> {
                    var mean = row.getBigDecimal("mean");
                    reviews.put(
                            row.getObject("application", UUID.class),
                            new Opinions(
                                    row.getInt("given"),
                                    row.getInt("owed"),
                                    mean == null
                                            ? null
                                            : mean.setScale(SCORE_DIGITS, RoundingMode.HALF_UP)));
                });
        return reviews;
    }

    private static List<yanzhen.app.kernel.Problem> check(
            Case it, Verdict verdict, Opinions opinions) {
        var problems = new Problems();
        if (!it.open) {
            problems.add("", null, it.name, "", "step-moved");
        } else if (!it.kind.verdicts().contains(verdict)) {
            problems.add("", null, it.name, "", "verdict-unfit");
        } else if (it.kind == Step.REVIEW && verdict == Verdict.PASSED) {
            review(it, opinions, problems);
        }
        return problems.kept();
    }

    /** As many opinions as the procedure asks for, none owed, and a mean that passes. */
    private static void review(Case it, Opinions opinions, Problems problems) {
        var stage = it.round.procedure().at(it.ordinal);
        if (opinions.given < stage.reviewers() || opinions.owed > 0) {
            problems.add(
                    "",
                    null,
                    it.name,
                    "",
                    "review-open",
                    String.valueOf(opinions.given),
                    String.valueOf(Math.max(stage.reviewers(), opinions.given + opinions.owed)));
        } else if (stage.pass() != null
                && opinions.mean != null
                && opinions.mean.compareTo(stage.pass()) < 0) {
            problems.add(
                    "",
                    null,
                    it.name,
                    opinions.mean.toPlainString(),
                    "score-below",
                    stage.pass().toPlainString());
        }
    }

    private void pass(
            List<Case> cases, Map<UUID, Opinions> opinions, String reason, @Nullable Award award) {
        places.take(cases);
        way.leave(ids(cases), Verdict.PASSED, reason);
        keepScores(cases, opinions);
        way.enter(
                cases.stream()
                        .filter(it -> !it.last())
                        .map(it ->
                                new Way.Walker(
                                        it.application.id(),
                                        it.application.district(),
                                        it.application.revision(),
                                        it.round.procedure(),
                                        it.ordinal + 1))
                        .toList());
        for (var each : cases) {
            if (each.last()) {
                awards.give(each, Objects.requireNonNull(award), reason);
            }
        }
        recordAll(cases, Verdict.PASSED, reason);
    }

    private void keepScores(List<Case> cases, Map<UUID, Opinions> opinions) {
        var scores = new TreeMap<UUID, BigDecimal>();
        for (var each : cases) {
            var mean = opinions.getOrDefault(each.application.id(), Opinions.NONE).mean;
            if (each.kind == Step.REVIEW && mean != null) {
                scores.put(each.application.id(), mean);
            }
        }
        jdbc.sql(
                        """
                        update cluster.application a set score = u.score
                        from unnest(?::uuid[], ?::numeric[]) as u (id, score) where a.id = u.id
                        """)
                .param(scores.keySet().toArray(UUID[]::new))
                .param(scores.values().toArray(BigDecimal[]::new))
                .update();
    }

    /** Sent back or refused. */
    private void end(List<Case> cases, Verdict verdict, State state, String reason) {
        way.leave(ids(cases), verdict, reason);
        jdbc.sql(
                        "update cluster.application set state = ?, reason = ?, ended_at = ? where id = any (?)")
                .param(state.name())
                .param(reason)
                .param(state.ended() ? clock.instant().atOffset(ZoneOffset.UTC) : null)
                .param(ids(cases).toArray(UUID[]::new))
                .update();
        recordAll(cases, verdict, reason);
    }

    private static List<UUID> ids(List<Case> cases) {
        return cases.stream().map(it -> it.application.id()).toList();
    }

    private void recordAll(List<Case> cases, Verdict verdict, String reason) {
        var changes = new ArrayList<Change>();
        for (var each : cases) {
            var before = each.application;
            var after =
                    switch (verdict) {
                        case PASSED -> each.last() ? State.GRANTED : State.UNDER_WAY;
                        case RETURNED -> State.RETURNED;
                        case REFUSED -> State.REFUSED;
                        case WITHDRAWN -> State.WITHDRAWN;
                    };
            changes.add(
                    Change.of(
                                    "cluster.application-decide",
                                    "application",
                                    before.id(),
                                    new Decided(each.kind, verdict, before.state()),
                                    new Decided(each.kind, verdict, after))
                            .because(reason));
        }
        audit.recordAll(changes);
    }
}
