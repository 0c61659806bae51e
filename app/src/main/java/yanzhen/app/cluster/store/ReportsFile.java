package yanzhen.app.cluster.store;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.Problems;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackRow;

/** Synthetic annual reports of a demonstration: a row for a firm and year, a column for a datum. */
@Component
class ReportsFile {

    private static final String FILE = "demo/reports.csv";
    private static final String BY = "演示 demo";
    private static final int BATCH = 1_000;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final AuditTrail audit;
    private final Clock clock;

    ReportsFile(JdbcClient jdbc, JdbcTemplate batches, AuditTrail audit, Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.audit = audit;
        this.clock = clock;
    }

    /** Whether every firm is known, every column is a datum, and no firm reports a year twice. */
    static void validate(Pack pack, Set<String> codes, Set<String> data, Problems problems) {
        if (!pack.has(FILE)) {
            return;
        }
        var seen = new HashSet<String>();
        var unknown = new HashSet<String>();
        for (var row : pack.csv(FILE, "reports.row", problems)) {
            row.known(problems, "code", codes);
            if (!seen.add(row.text("code") + row.text("year"))) {
                row.complain(problems, "year", "duplicate");
            }
            for (var field : data(row)) {
                if (!data.contains(field) && unknown.add(field)) {
                    row.complain(problems, field, "unknown-reference");
                }
            }
        }
    }

    private static List<String> data(PackRow row) {
        return row.fields().stream()
                .filter(it -> !it.equals("code") && !it.equals("year"))
                .toList();
    }

    /** One number on its way into the database. */
    private record Given(UUID organisation, String datum, int year, BigDecimal value) {}

    /** The first submission of a year. */
    private record Submitted(UUID organisation, int year) {}

    /** A year of which a firm has reported anything stays as it is. */
    void load(Pack pack, Map<String, UUID> organisations) {
        if (!pack.has(FILE)) {
            return;
        }
        var there =
                jdbc.sql("select distinct organisation || '-' || year from cluster.reported")
                        .query(String.class)
                        .set();
        var numbers = new ArrayList<Given>();
        var changes = new ArrayList<Change>();
        var submissions = new ArrayList<Submitted>();
        for (var row : pack.csv(FILE, "reports.row", new Problems())) {
            var organisation = organisations.get(row.text("code"));
            int year = Integer.parseInt(row.text("year"));
            if (organisation == null || there.contains(organisation + "-" + year)) {
                continue;
            }
            var given = new ArrayList<String>();
            for (var field : data(row)) {
                var value = row.decimalOrNull(field);
                if (value != null) {
                    given.add(field);
                    numbers.add(new Given(organisation, field, year, value));
                }
            }
            if (!given.isEmpty()) {
                submissions.add(new Submitted(organisation, year));
            }
            changes.add(
                    Change.created(
                            "cluster.report",
                            "organisation",
                            organisation,
                            new JdbcReports.Changed(year, List.copyOf(given))));
        }
        submit(submissions);
        store(numbers);
        audit.recordAll(changes);
    }

    private void submit(List<Submitted> submissions) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        batches.batchUpdate(
                """
                insert into cluster.report_submission (organisation, year, number, way, recorded_at, recorded_by_name)
                values (?, ?, 1, 'PACK', ?, ?)
                """,
                submissions,
                BATCH,
                (insert, submission) -> {
                    insert.setObject(1, submission.organisation);
                    insert.setInt(2, submission.year);
                    insert.setObject(3, now);
                    insert.setString(4, BY);
                });
    }

    private void store(List<Given> numbers) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        batches.batchUpdate(
                """
                insert into cluster.reported (organisation, datum, year, value, submission, recorded_at, recorded_by_name)
                values (?, ?, ?, ?, 1, ?, ?)
                """,
                numbers,
                BATCH,
                (insert, number) -> {
                    insert.setObject(1, number.organisation);
                    insert.setString(2, number.datum);
                    insert.setInt(3, number.year);
                    insert.setBigDecimal(4, number.value);
                    insert.setObject(5, now);
                    insert.setString(6, BY);
                });
    }
}
