package yanzhen.app.cluster.store;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Conditions;
import yanzhen.app.cluster.Conditions.Condition;
import yanzhen.app.cluster.Due;
import yanzhen.app.cluster.Formations;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Survey;
import yanzhen.app.cluster.Survey.Firm;
import yanzhen.app.cluster.Survey.SchemeTerms;
import yanzhen.app.site.Like;

@Component
class JdbcFormations implements Formations {

    /** Highest step of each organisation on two days, as known at present. */
    private static final String STEPS =
            """
            (select r.organisation,
                    coalesce(max(s.step) filter (where r.valid @> ?::date), 0) as before,
                    coalesce(max(s.step) filter (where r.valid @> ?::date), 0) as after
             from cluster.recognition r
             join cluster.scheme s on s.key = r.scheme and s.step is not null
             where upper_inf(r.known)
             group by r.organisation)
            """;

    /** Marks that tell apart whether two transactions saw the same; see the migration. */
    private static final String MARKS =
            """
            select count(*) || '-' || coalesce(max(id), 0) from cluster.change_mark
            where id > (select coalesce(max(id), 0) - 10000 from cluster.change_mark)
            """;

    /** A survey and what it was computed from. */
    private record Kept(String marks, Survey survey) {}

    /** One for each district, and one for the region; computed by one thread, while others wait. */
    private static final class Place {
        private final ReentrantLock lock = new ReentrantLock();
        private @Nullable Kept kept;
    }

    private final JdbcClient jdbc;
    private final Conditions conditions;
    private final Viewers viewers;
    private final Clock clock;
    private final TransactionTemplate atOneMoment;
    private final Map<String, Place> places = new ConcurrentHashMap<>();

    JdbcFormations(
            JdbcClient jdbc,
            Conditions conditions,
            Viewers viewers,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.conditions = conditions;
        this.viewers = viewers;
        this.clock = clock;
        this.atOneMoment = new TransactionTemplate(transactions);
        this.atOneMoment.setReadOnly(true);
        this.atOneMoment.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    @Override
    public Survey survey() {
        var seen = within(Selection.ALL);
        var place = places.computeIfAbsent(seen.district(), _ -> new Place());
        // Before the transaction begins, so that those who wait hold no connection.
        place.lock.lock();
        try {
            var now = Objects.requireNonNull(atOneMoment.execute(_ -> known(place.kept, seen)));
            place.kept = now;
            return now.survey;
        } finally {
            place.lock.unlock();
        }
    }

    private Kept known(@Nullable Kept kept, Selection seen) {
        var marks = jdbc.sql(MARKS).query(String.class).single();
        return kept != null
                        && kept.marks.equals(marks)
                        && kept.survey.day().equals(LocalDate.now(clock))
                ? kept
                : new Kept(marks, computed(seen));
    }

    private Survey computed(Selection seen) {
        var today = LocalDate.now(clock);
        var all = conditions.all();
        var schemes =
                conditions.terms().stream()
                        .map(it ->
                                new SchemeTerms(it, all.getOrDefault(it.scheme().key(), List.of())))
                        .toList();
        var rules = schemes.stream().flatMap(it -> it.conditions().stream()).toList();
        var surveying = new Surveying(schemes, today);
        var firms = new ArrayList<Firm>();
        var due = new ArrayList<Due>();
        Crew.ofAllCores()
                .judge(
                        reader(rules, seen, today),
                        surveying::part,
                        part -> {
                            firms.addAll(part.firms());
                            due.addAll(part.due());
                        });
        return new Survey(today, clock.instant(), today.getYear() - 1, schemes, firms, due);
    }

    private FirmReader reader(List<Condition> rules, Selection selection, LocalDate today) {
        return new FirmReader(jdbc, selection, new Slots(rules, today.getYear() - 1), today);
    }

    @Override
    public Selection within(Selection selection) {
        var viewer = viewers.current();
        if (viewer.seesRegion()) {
            return selection;
        }
        var own = viewer.district();
        var asked = selection.district().isEmpty() ? own : selection.district();
        if (asked == null || !viewer.oversees(asked)) {
            throw new Forbidden(
                    "other-district",
                    "The account looks after another district than %s.".formatted(asked),
                    String.valueOf(asked));
        }
        return new Selection(asked, selection.industry());
    }

    @Override
    @Transactional(readOnly = true)
    public List<Movement> movements(LocalDate first, LocalDate second, Selection selection) {
        var within = within(selection);
        return jdbc.sql(
                        """
                        select m.before, m.after, count(*) as firms from
                        """
                                + STEPS
                                + """
                                 m join cluster.organisation_fact f
                                       on f.organisation = m.organisation and f.superseded_at is null
                                where m.before + m.after > 0 and (? = '' or f.district = ?)
                                  and coalesce(f.industry, '') like ?
                                group by m.before, m.after order by m.before, m.after
                                """)
                .params(
                        first,
                        second,
                        within.district(),
                        within.district(),
                        Like.beginning(within.industry()))
                .query((row, _) ->
                        new Movement(
                                row.getInt("before"), row.getInt("after"), row.getLong("firms")))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Organisation> moved(
            LocalDate first, LocalDate second, int before, int after, Selection selection) {
        var within = within(selection);
        return jdbc.sql(
                        JdbcOrganisations.CURRENT
                                + " join "
                                + STEPS
                                + """
                                 m on m.organisation = o.id
                                where m.before = ? and m.after = ? and m.before + m.after > 0
                                  and (? = '' or f.district = ?) and coalesce(f.industry, '') like ?
                                order by o.key
                                """)
                .params(
                        first,
                        second,
                        before,
                        after,
                        within.district(),
                        within.district(),
                        Like.beginning(within.industry()))
                .query((row, _) -> JdbcOrganisations.read(row))
                .list();
    }

    @Override
    public Outcome simulate(Trial trial, Selection selection) {
        var within = within(selection);
        return Objects.requireNonNull(atOneMoment.execute(_ -> tried(trial, within)));
    }

    private Outcome tried(Trial trial, Selection selection) {
        var today = LocalDate.now(clock);
        var inForce = conditions.of(trial.scheme());
        var rules = new ArrayList<>(inForce);
        rules.addAll(trial.conditions());
        var trying = new Trying(inForce, trial, today);
        var parts = new ArrayList<Outcome>();
        Crew.ofAllCores().judge(reader(rules, selection, today), trying::part, parts::add);
        return parts.stream().reduce(Trying.NOTHING, Trying::together);
    }

    @Override
    @Transactional(readOnly = true)
    public List<String> texts(String scheme, String version) {
        return jdbc.sql(
                        """
                        select coalesce(rule, '') from cluster.condition
                        where scheme = ? and version = ? order by ordinal
                        """)
                .params(scheme, version)
                .query((row, _) -> row.getString(1))
                .list();
    }
}
