package yanzhen.app.cluster.store;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.CreditCode;
import yanzhen.identity.KnownOrganisations;
import yanzhen.identity.Listing;
import yanzhen.identity.Match;

/**
 * 表内行与登记簿的比对: each new row of a table against the register and against the rows before it. Takes
 * some tens of microseconds a row, on all cores. All inside a transaction.
 */
@Component
class RowLikeness {

    private static final int MOST_OF_A_ROW = 5;

    /**
     * Rows that write one name more often are not compared among themselves, for it tells nothing.
     */
    private static final int MOST_OF_A_NAME = 30;

    private final JdbcClient jdbc;
    private final RegisterIndex index;
    private final Viewers viewers;
    private final AuditTrail audit;
    private final JsonMapper json;

    RowLikeness(
            JdbcClient jdbc,
            RegisterIndex index,
            Viewers viewers,
            AuditTrail audit,
            JsonMapper json) {
        this.jdbc = jdbc;
        this.index = index;
        this.viewers = viewers;
        this.audit = audit;
        this.json = json;
    }

    /**
     * A row that is new, or gives a body of the register another name.
     *
     * @param organisation null where it is new
     */
    private record Row(int line, @Nullable UUID organisation, Listing listing) {}

    /** A row and whom it may be. */
    private record Found(
            int line,
            int ordinal,
            @Nullable UUID likely,
            @Nullable Integer earlierLine,
            Match match) {}

    void compare(UUID job, Viewer viewer) {
        var rows = rows(job);
        if (rows.stream().allMatch(it -> it.organisation != null)) {
            return;
        }
        var register = index.now();
        var often = often(rows);
        var compared = rows.stream().filter(it -> !often.contains(name(it))).toList();
        var among = register.others(compared.stream().map(Row::listing).toList());
        var found =
                Stream.concat(
                                IntStream.range(0, compared.size())
                                        .parallel()
                                        .boxed()
                                        .flatMap(at ->
                                                found(compared, at, register, among).stream()),
                                rows.parallelStream()
                                        .filter(it -> often.contains(name(it)))
                                        .flatMap(it -> found(it, register, List.of()).stream()))
                        .toList();
        store(job, viewer, found);
    }

    private static String name(Row row) {
        return row.listing.names().getFirst();
    }

    private static java.util.Set<String> often(List<Row> rows) {
        var times = new HashMap<String, Integer>();
        rows.forEach(it -> times.merge(name(it), 1, Integer::sum));
        times.values().removeIf(it -> it <= MOST_OF_A_NAME);
        return Map.copyOf(times).keySet();
    }

    private List<Row> rows(UUID job) {
        return jdbc.sql(
                        """
                        select e.line, e.organisation, e.code, e.name, e.name_en, e.address, r.name_zh as place
                        from cluster.import_organisation_effect e
                        left join cluster.region r on r.code = e.district and r.kind = 'district'
                        where e.job = ? and (e.verdict = 'NEW' or e.verdict = 'CHANGED' and e.old_name <> e.name)
                        order by e.line
                        """)
                .param(job)
                .query((row, _) -> row(row))
                .list();
    }

    private static Row row(ResultSet row) throws SQLException {
        var code = row.getString("code");
        var names =
                Stream.concat(
                                Stream.of(row.getString("name")),
                                Stream.ofNullable(row.getString("name_en")))
                        .toList();
        return new Row(
                row.getInt("line"),
                row.getObject("organisation", UUID.class),
                Likeness.asked(
                        names,
                        code == null ? null : CreditCode.admittedByOverride(code),
                        Likeness.place(row.getString("place"), row.getString("address"))));
    }

    private static List<Found> found(
            List<Row> rows, int at, RegisterIndex.Known register, KnownOrganisations among) {
        var row = rows.get(at);
        var earlier =
                among.others(at).stream()
                        .filter(Likeness::enough)
                        .filter(it -> counts(rows.get(it.entry()), row))
                        .map(it -> with(rows.get(it.entry()), it))
                        .toList();
        return found(row, register, earlier);
    }

    /** A pair of two new rows is that of the later one. */
    private static boolean counts(Row other, Row row) {
        return other.organisation != null || other.line < row.line;
    }

    private static Found with(Row other, Match match) {
        var organisation = other.organisation;
        return new Found(
                0,
                0,
                organisation,
                organisation == null ? Integer.valueOf(other.line) : null,
                match);
    }

    private static List<Found> found(Row row, RegisterIndex.Known register, List<Found> earlier) {
        if (row.organisation != null) {
            return List.of();
        }
        var all = new ArrayList<Found>();
        register.like(row.listing).stream()
                .filter(it -> Likeness.enough(it.match()))
                .map(it -> new Found(0, 0, it.entry().organisation(), null, it.match()))
                .forEach(all::add);
        earlier.stream().filter(it -> all.stream().noneMatch(same(it))).forEach(all::add);
        all.sort(java.util.Comparator.comparingDouble(it -> -it.match.bits()));
        return IntStream.range(0, Math.min(MOST_OF_A_ROW, all.size()))
                .mapToObj(at -> numbered(row, at, all.get(at)))
                .toList();
    }

    private static java.util.function.Predicate<Found> same(Found one) {
        return it -> one.likely != null && Objects.equals(it.likely, one.likely);
    }

    private static Found numbered(Row row, int ordinal, Found it) {
        return new Found(row.line, ordinal, it.likely, it.earlierLine, it.match);
    }

    private void store(UUID job, Viewer viewer, List<Found> found) {
        jdbc.sql(
                        """
                        insert into cluster.import_likeness
                            (job, account, line, ordinal, likely, earlier_line, probability, reasons)
                        select ?, ?, u.line, u.ordinal, u.likely, u.earlier_line, u.probability, u.reasons::jsonb
                        from unnest(?::int[], ?::int[], ?::uuid[], ?::int[], ?::numeric[], ?::text[])
                            as u (line, ordinal, likely, earlier_line, probability, reasons)
                        """)
                .param(job)
                .param(viewer.account())
                .param(found.stream().map(Found::line).toArray(Integer[]::new))
                .param(found.stream().map(Found::ordinal).toArray(Integer[]::new))
                .param(found.stream().map(Found::likely).toArray(UUID[]::new))
                .param(found.stream().map(Found::earlierLine).toArray(Integer[]::new))
                .param(found.stream().map(it -> Likeness.of(it.match)).toArray(BigDecimal[]::new))
                .param(
                        found.stream()
                                .map(it -> json.writeValueAsString(Likeness.reasons(it.match)))
                                .toArray(String[]::new))
                .update();
    }

    /** A pair that was kept. */
    private record Kept(UUID one, UUID other, boolean apart) {}

    /**
     * Keeps the pairs of rows that were stored just now, each as it was answered. One that is known
     * already stays as it is.
     *
     * @param fixed table of the rows with the ids that they were given
     */
    void keep(String fixed, String source, OffsetDateTime now) {
        var by = viewers.current().name();
        var kept =
                jdbc.sql(
                                """
                                insert into cluster.duplicate
                                    (one, other, probability, reasons, note, found_at, found_by,
                                     decision, decided_at, decided_by_name, reason)
                                select distinct on (1, 2) least(p.fresh, p.likely), greatest(p.fresh, p.likely),
                                       case when p.answer = 'REPORTED' then null else p.probability end, p.reasons,
                                       case when p.answer = 'REPORTED' then p.source end, p.at, p.by,
                                       case when p.answer = 'DIFFERENT' then 'DIFFERENT' end,
                                       case when p.answer = 'DIFFERENT' then p.at end,
                                       case when p.answer = 'DIFFERENT' then p.by end,
                                       case when p.answer = 'DIFFERENT' then p.source end
                                from (select e.id as fresh, coalesce(o.id, cluster.present_of(l.likely)) as likely,
                                             l.probability, l.reasons, l.answer,
                                             ?::text as source, ?::timestamptz as at, ?::text as by
                                      from %1$s e
                                      join cluster.import_likeness l on l.job = e.job and l.line = e.line
                                      left join %1$s o on o.line = l.earlier_line
                                      where e.verdict = 'NEW' and (l.earlier_line is null or o.verdict = 'NEW')) p
                                where p.likely <> p.fresh
                                on conflict (one, other) do nothing
                                returning one, other, decision, note
                                """
                                        .formatted(fixed))
                        .params(source, now, by)
                        .query((row, _) ->
                                row.getString("decision") == null && row.getString("note") == null
                                        ? null
                                        : new Kept(
                                                row.getObject("one", UUID.class),
                                                row.getObject("other", UUID.class),
                                                row.getString("decision") != null))
                        .list();
        audit.recordAll(
                kept.stream().filter(Objects::nonNull).map(it -> change(it, source)).toList());
    }

    private static Change change(Kept it, String source) {
        record Paired(UUID other) {}
        return Change.created(
                        it.apart ? "cluster.tell-apart" : "cluster.report-duplicate",
                        "organisation",
                        it.one,
                        new Paired(it.other))
                .because(source);
    }

    void drop(UUID job) {
        jdbc.sql("delete from cluster.import_likeness where job = ?").param(job).update();
    }
}
