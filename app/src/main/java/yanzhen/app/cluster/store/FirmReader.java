package yanzhen.app.cluster.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import yanzhen.app.cluster.Formations.Selection;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Tenure;
import yanzhen.app.site.Like;

/**
 * Reads all firms of a selection with what rules ask of them, in batches by identity: three queries
 * for each, and never more than one batch here. One transaction that sees one moment goes around
 * it.
 */
final class FirmReader {

    /** Firms of a batch. */
    static final int BATCH = 1_000;

    private static final UUID LOWEST = new UUID(0, 0);

    private final JdbcClient jdbc;
    private final Selection selection;
    private final Slots slots;
    private final LocalDate today;
    private final Map<String, String> origins = new HashMap<>();
    private UUID after = LOWEST;

    FirmReader(JdbcClient jdbc, Selection selection, Slots slots, LocalDate today) {
        this.jdbc = jdbc;
        this.selection = selection;
        this.slots = slots;
        this.today = today;
        jdbc.sql("select key, origin from cluster.datum where origin is not null")
                .query(row -> {
                    origins.put(row.getString("key"), row.getString("origin"));
                });
    }

    /** The next ones; none at the end. */
    List<FirmFacts> next() {
        var batch = organisations();
        if (!batch.isEmpty()) {
            after = batch.getLast().id;
            var ids = batch.stream().map(it -> it.id).toArray(UUID[]::new);
            numbers(ids, merging(batch, this::report));
            tenures(ids, merging(batch, FirmReader::hold));
            batch.forEach(this::know);
        }
        return batch;
    }

    private List<FirmFacts> organisations() {
        return jdbc.sql(
                        """
                        select o.id, f.kind, f.district, coalesce(f.industry, '') as industry, f.registered
                        from cluster.organisation o
                        join cluster.organisation_fact f on f.organisation = o.id and f.superseded_at is null
                        where o.id > ? and (? = '' or f.district = ?) and coalesce(f.industry, '') like ?
                        order by o.id limit ?
                        """)
                .params(
                        after,
                        selection.district(),
                        selection.district(),
                        Like.beginning(selection.industry()),
                        BATCH)
                .query((row, _) ->
                        new FirmFacts(
                                row.getObject("id", UUID.class),
                                row.getString("kind").equals(Organisation.Kind.ENTERPRISE.name()),
                                row.getString("district"),
                                row.getString("industry"),
                                row.getObject("registered", LocalDate.class),
                                slots))
                .list();
    }

    private void numbers(UUID[] ids, RowCallbackHandler each) {
        jdbc.sql(
                        """
                        select r.organisation, w.slot, r.value
                        from cluster.reported r
                        join unnest(?::text[], ?::int[]) with ordinality as w (datum, year, slot)
                            on w.datum = r.datum and w.year = r.year
                        where r.organisation = any (?) and r.superseded_at is null
                        order by r.organisation
                        """)
                .params(slots.data(), slots.years(), ids)
                .query(each);
    }

    private void tenures(UUID[] ids, RowCallbackHandler each) {
        jdbc.sql(
                        """
                        select r.organisation, r.scheme, lower(r.valid) as valid_from, upper(r.valid) as valid_until,
                               r.ended is not null as revoked,
                               (select e.next_due from cluster.evaluation e
                                where e.recognition = any (case when s.successor is null then array[r.recognition]
                                                                else cluster.chain(r.recognition) end)
                                order by e.day desc limit 1) as next_due,
                               case when s.successor is null then lower(r.valid)
                                    else cluster.chain_since(r.recognition) end as cycle_from,
                               case when s.successor is null then lower(r.valid)
                                    else cluster.held_since(r.organisation, r.scheme) end as held_since
                        from cluster.recognition r
                        left join cluster.succession s on s.successor = r.recognition
                        where r.organisation = any (?) and upper_inf(r.known)
                        order by r.organisation, r.scheme, lower(r.valid)
                        """)
                .param(ids)
                .query(each);
    }

    /** What is read of one firm. */
    private interface Reading {
        void take(FirmFacts firm, ResultSet row) throws SQLException;
    }

    /** Rows and firms stand in the same order, so that each is passed once. */
    private static RowCallbackHandler merging(List<FirmFacts> batch, Reading reading) {
        var firms = new ArrayList<>(batch).iterator();
        return new RowCallbackHandler() {
            private FirmFacts firm = firms.next();

            @Override
            public void processRow(ResultSet row) throws SQLException {
                var id = row.getObject("organisation", UUID.class);
                while (!firm.id.equals(id)) {
                    firm = firms.next();
                }
                reading.take(firm, row);
            }
        };
    }

    private void report(FirmFacts firm, ResultSet row) throws SQLException {
        firm.report(row.getInt("slot") - 1, row.getBigDecimal("value"));
    }

    private static void hold(FirmFacts firm, ResultSet row) throws SQLException {
        firm.hold(
                new Tenure(
                        row.getString("scheme"),
                        new yanzhen.app.kernel.Period(
                                row.getObject("valid_from", LocalDate.class),
                                row.getObject("valid_until", LocalDate.class)),
                        row.getBoolean("revoked"),
                        row.getObject("next_due", LocalDate.class),
                        row.getObject("cycle_from", LocalDate.class),
                        row.getObject("held_since", LocalDate.class)));
    }

    private void know(FirmFacts firm) {
        origins.forEach((datum, origin) -> {
            var since = since(firm, origin);
            if (since != null && !since.isAfter(today)) {
                firm.know(datum, Period.between(since, today).getYears());
            }
        });
    }

    private @Nullable LocalDate since(FirmFacts firm, String origin) {
        return origin.equals(JdbcReports.REGISTRATION)
                ? firm.registered
                : firm.since(origin.substring(JdbcReports.HELD.length()), today);
    }
}
