package yanzhen.app.cluster.store;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Reports;
import yanzhen.app.cluster.ScoreBasis;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.rules.Amount;
import yanzhen.app.rules.Datum;
import yanzhen.app.rules.Facts;
import yanzhen.app.rules.Kind;

@Component
class JdbcReports implements Reports {

    static final String REGISTRATION = "registration";
    static final String HELD = "held:";

    private final JdbcClient jdbc;
    private final Viewers viewers;
    private final AuditTrail audit;
    private final Clock clock;

    JdbcReports(JdbcClient jdbc, Viewers viewers, AuditTrail audit, Clock clock) {
        this.jdbc = jdbc;
        this.viewers = viewers;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Asked> asked() {
        return jdbc.sql("select * from cluster.datum order by ordinal")
                .query((row, _) ->
                        new Asked(
                                new Datum(
                                        row.getString("key"),
                                        Kind.valueOf(row.getString("kind")),
                                        new Bilingual(
                                                row.getString("name_zh"), row.getString("name_en")),
                                        row.getBoolean("yearly")),
                                row.getString("form"),
                                row.getString("origin") != null))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Reported> of(UUID organisation) {
        return jdbc.sql(
                        """
                        select datum, year, value, recorded_at, recorded_by_name from cluster.reported
                        where organisation = ? and superseded_at is null order by year desc, datum
                        """)
                .param(organisation)
                .query((row, _) ->
                        new Reported(
                                row.getString("datum"),
                                row.getInt("year"),
                                row.getBigDecimal("value"),
                                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                                row.getString("recorded_by_name")))
                .list();
    }

    /**
     * What an audit record keeps of a report: of what a number changed. Not the numbers, which are
     * the firm's secret and whose history is beside them.
     */
    record Changed(int year, List<String> data) {}

    @Override
    @Transactional
    public int report(Filing filing) {
        var organisation = filing.organisation();
        var viewer = viewers.current();
        if (!viewer.runsRegion()) {
            viewer.mustActFor(organisation);
        }
        mustBeAsked(filing.values().keySet());
        // One report of a firm at a time, so that who comes second sees what the first has changed.
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 5))")
                .param(organisation.toString())
                .query(row -> {});
        int latest = latest(organisation, filing.year());
        if (filing.seen() != null && filing.seen() != latest) {
            throw new Moved(filing.seen(), latest);
        }
        var before = new TreeMap<String, BigDecimal>();
        var after = new TreeMap<String, BigDecimal>();
        var present = present(organisation, filing.year());
        filing.values()
                .forEach((datum, value) -> {
                    var known = present.get(datum);
                    if (same(known, value)) {
                        return;
                    }
                    if (known != null) {
                        before.put(datum, known);
                    }
                    if (value != null) {
                        after.put(datum, value);
                    }
                });
        if (before.isEmpty() && after.isEmpty()) {
            throw new Unchanged();
        }
        store(filing, latest + 1, before, after);
        var changed =
                Stream.concat(before.keySet().stream(), after.keySet().stream())
                        .distinct()
                        .sorted()
                        .toList();
        audit.record(
                Change.created(
                        "cluster.report",
                        "organisation",
                        organisation,
                        new Changed(filing.year(), changed)));
        return changed.size();
    }

    private void mustBeAsked(Set<String> data) {
        var asked =
                asked().stream()
                        .filter(it -> !it.known())
                        .map(it -> it.datum().key())
                        .collect(Collectors.toSet());
        for (var datum : data) {
            if (!asked.contains(datum)) {
                throw new IllegalArgumentException(
                        "Nobody is asked for %s. Report one of %s.".formatted(datum, asked));
            }
        }
    }

    private Map<String, BigDecimal> present(UUID organisation, int year) {
        var present = new HashMap<String, BigDecimal>();
        of(organisation).stream()
                .filter(it -> it.year() == year)
                .forEach(it -> present.put(it.datum(), it.value()));
        return present;
    }

    private static boolean same(@Nullable BigDecimal known, @Nullable BigDecimal value) {
        return (known == null || value == null)
                ? known == null && value == null
                : known.compareTo(value) == 0;
    }

    private void store(
            Filing filing,
            int number,
            Map<String, BigDecimal> before,
            Map<String, BigDecimal> after) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        var actor = viewers.current();
        jdbc.sql(
                        """
                        insert into cluster.report_submission
                            (organisation, year, number, way, recorded_at, recorded_by, recorded_by_name)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(filing.organisation(), filing.year(), number, filing.way().name())
                .param(now)
                .param(actor.account())
                .param(actor.name())
                .update();
        jdbc.sql(
                        """
                        update cluster.reported set superseded_at = ?, ended_by = ?
                        where organisation = ? and year = ? and datum = any (?) and superseded_at is null
                        """)
                .param(now)
                .param(number)
                .param(filing.organisation())
                .param(filing.year())
                .param(before.keySet().toArray(String[]::new))
                .update();
        jdbc.sql(
                        """
                        insert into cluster.reported
                            (organisation, datum, year, value, submission, recorded_at, recorded_by, recorded_by_name)
                        select ?, u.datum, ?, u.value, ?, ?, ?, ? from unnest(?::text[], ?::numeric[]) as u (datum, value)
                        """)
                .param(filing.organisation())
                .param(filing.year())
                .param(number)
                .param(now)
                .param(actor.account())
                .param(actor.name())
                .param(after.keySet().toArray(String[]::new))
                .param(after.values().toArray(BigDecimal[]::new))
                .update();
    }

    @Override
    @Transactional(readOnly = true)
    public int latest(UUID organisation, int year) {
        return jdbc.sql(
                        """
                        select coalesce(max(number), 0) from cluster.report_submission
                        where organisation = ? and year = ?
                        """)
                .params(organisation, year)
                .query(Integer.class)
                .single();
    }

    @Override
    @Transactional(readOnly = true)
    public Map<String, BigDecimal> asOf(UUID organisation, int year, int submission) {
        var values = new TreeMap<String, BigDecimal>();
        jdbc.sql(
                        """
                        select datum, value from cluster.reported
                        where organisation = ? and year = ? and submission <= ? and coalesce(ended_by > ?, true)
                        """)
                .params(organisation, year, submission, submission)
                .query(row -> {
                    values.put(row.getString("datum"), row.getBigDecimal("value"));
                });
        return values;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Submission> history(UUID organisation, int year) {
        var changes = changes(organisation, year);
        return jdbc.sql(
                        """
                        select * from cluster.report_submission where organisation = ? and year = ?
                        order by number desc
                        """)
                .params(organisation, year)
                .query((row, _) ->
                        new Submission(
                                row.getInt("number"),
                                Way.valueOf(row.getString("way")),
                                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                                row.getString("recorded_by_name"),
                                changes.getOrDefault(row.getInt("number"), List.of())))
                .list();
    }

    /** By the number of the submission. A datum that the pack no longer has comes last. */
    private Map<Integer, List<Difference>> changes(UUID organisation, int year) {
        var changes = new HashMap<Integer, List<Difference>>();
        jdbc.sql(
                        """
                        with mine as (select datum, value, submission, ended_by from cluster.reported
                                      where organisation = ? and year = ?)
                        select coalesce(a.submission, b.ended_by) as number, coalesce(a.datum, b.datum) as datum,
                               b.value as before, a.value as after
                        from mine a full join (select * from mine where ended_by is not null) b
                             on b.datum = a.datum and b.ended_by = a.submission
                        left join cluster.datum d on d.key = coalesce(a.datum, b.datum)
                        order by d.ordinal nulls last, datum
                        """)
                .params(organisation, year)
                .query(row -> {
                    changes.computeIfAbsent(row.getInt("number"), _ -> new ArrayList<>())
                            .add(
                                    new Difference(
                                            row.getString("datum"),
                                            row.getBigDecimal("before"),
                                            row.getBigDecimal("after")));
                });
        return changes;
    }

    @Override
    @Transactional(readOnly = true)
    public Facts facts(Organisation organisation) {
        return facts(of(organisation.id()), since(organisation));
    }

    private Facts facts(List<Reported> reported, Map<String, LocalDate> days) {
        var today = LocalDate.now(clock);
        var known = new HashMap<String, Amount>();
        reported.forEach(it -> known.put(it.datum() + it.year(), Amount.of(it.value())));
        days.forEach((datum, since) ->
                known.put(
                        datum + (today.getYear() - 1),
                        Amount.of(Period.between(since, today).getYears())));
        return new Known(today.getYear() - 1, Map.copyOf(known));
    }

    @Override
    @Transactional(readOnly = true)
    public ScoreBasis basis(Organisation organisation) {
        var reported = of(organisation.id());
        var days = since(organisation);
        var origins = new HashMap<String, ScoreBasis.Origin>();
        for (var each : reported) {
            origins.put(
                    each.datum() + each.year(),
                    new ScoreBasis.Origin(each.year(), each.by(), each.at()));
        }
        return new ScoreBasis(facts(reported, days), organisation.industry(), origins, days);
    }

    /** Of each datum that counts years and that the register knows: since when. */
    private Map<String, LocalDate> since(Organisation organisation) {
        var today = LocalDate.now(clock);
        var days = new HashMap<String, LocalDate>();
        jdbc.sql("select key, origin from cluster.datum where origin is not null")
                .query(row -> {
                    var since = since(organisation, row.getString("origin"), today);
                    if (since != null && !since.isAfter(today)) {
                        days.put(row.getString("key"), since);
                    }
                });
        return days;
    }

    private @Nullable LocalDate since(Organisation organisation, String origin, LocalDate today) {
        if (origin.equals(REGISTRATION)) {
            return organisation.registered();
        }
        return jdbc.sql(
                        """
                        select cluster.held_since(r.organisation, r.scheme) from cluster.recognition r
                        where r.organisation = ? and r.scheme = ? and upper_inf(r.known) and r.valid @> ?::date
                        """)
                .param(organisation.id())
                .param(origin.substring(HELD.length()))
                .param(today)
                .query(LocalDate.class)
                .optional()
                .orElse(null);
    }

    /** Numbers by datum and year. */
    private record Known(int lastYear, Map<String, Amount> values) implements Facts {
        @Override
        public @Nullable Amount value(Datum datum, int year) {
            return values.get(datum.key() + year);
        }
    }
}
