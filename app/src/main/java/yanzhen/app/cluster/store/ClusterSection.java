package yanzhen.app.cluster.store;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Role;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.CreditCode;
import yanzhen.app.kernel.Period;
import yanzhen.app.kernel.Problems;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackRow;
import yanzhen.app.pack.PackSection;

/**
 * Regions, schemes, their conditions and, in a demonstration, synthetic organisations, recognitions
 * and accounts.
 */
@Component
class ClusterSection implements PackSection {

    private static final String REGIONS = "regions.csv";
    private static final String PARKS = "demo/parks.csv";
    private static final String ORGANISATIONS = "demo/organisations.csv";
    private static final String RECOGNITIONS = "demo/recognitions.csv";
    private static final String ACCOUNTS = "demo/accounts.csv";
    private static final int BATCH = 500;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final Accounts accounts;
    private final AuditTrail audit;
    private final Clock clock;
    private final IdentityFile identities;
    private final SchemesFile schemes;
    private final Transitions transitions;
    private final ConditionsFile conditions;
    private final ReportsFile reports;
    private final ProcedureFile procedures;
    private final AdjustmentsFile adjustments;
    private final SyntheticAdjustments madeUp;
    private final RoundsFile rounds;

    ClusterSection(
            JdbcClient jdbc,
            JdbcTemplate batches,
            Accounts accounts,
            AuditTrail audit,
            Clock clock,
            IdentityFile identities,
            SchemesFile schemes,
            Transitions transitions,
            ConditionsFile conditions,
            ReportsFile reports,
            ProcedureFile procedures,
            AdjustmentsFile adjustments,
            SyntheticAdjustments madeUp,
            RoundsFile rounds) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.accounts = accounts;
        this.audit = audit;
        this.clock = clock;
        this.identities = identities;
        this.schemes = schemes;
        this.transitions = transitions;
        this.conditions = conditions;
        this.reports = reports;
        this.procedures = procedures;
        this.adjustments = adjustments;
        this.madeUp = madeUp;
        this.rounds = rounds;
    }

    @Override
    public int floor() {
        return 1;
    }

    @Override
    public void validate(Pack pack, Problems problems) {
        var regions = regions(pack, problems);
        IdentityFile.validate(pack, problems);
        var keys = SchemesFile.validate(pack, regions, problems);
        var schemes = keys.schemes();
        var data = conditions.validate(pack, keys, problems);
        procedures.validate(pack, keys, data, problems);
        AdjustmentsFile.validate(pack, problems);
        if (pack.demonstration()) {
            validateDemonstration(pack, regions, schemes, Set.copyOf(data.keys()), problems);
        }
    }

    private static void validateDemonstration(
            Pack pack,
            Set<String> regions,
            Set<String> schemes,
            Set<String> data,
            Problems problems) {
        var rows = pack.csv(ORGANISATIONS, "organisations.row", problems);
        var codes = keys(rows, "code", problems);
        for (var row : rows) {
            if (!new CreditCode(row.text("code")).passesCheck()) {
                row.complain(problems, "code", "credit-code-check");
            }
            row.known(problems, "district", regions);
            if (row.known(problems, "park", regions)) {
                inDistrict(row, "park", "district", problems);
            }
        }
        IdentityFile.validateDemonstration(pack, codes, regions, problems);
        validateRecognitions(pack, codes, schemes, problems);
        ReportsFile.validate(pack, codes, data, problems);
        RoundsFile.validate(pack, schemes, codes, problems);
        SyntheticAdjustments.validate(pack, codes, problems);
        for (var row : pack.csv(ACCOUNTS, "accounts.row", problems)) {
            row.known(problems, "district", regions);
            row.known(problems, "organisation", codes);
        }
    }

    /** Codes of districts and parks. */
    private static Set<String> regions(Pack pack, Problems problems) {
        var rows = new ArrayList<>(pack.csv(REGIONS, "regions.row", problems));
        if (pack.demonstration() && pack.has(PARKS)) {
            rows.addAll(pack.csv(PARKS, "regions.row", problems));
        }
        rows.stream()
                .filter(row -> row.text("kind").equals("park"))
                .forEach(row -> inDistrict(row, "code", "parent", problems));
        return keys(rows, "code", problems);
    }

    /** The code of a park begins with that of its district. */
    private static void inDistrict(PackRow row, String park, String district, Problems problems) {
        if (!row.text(park).startsWith(row.find(district).orElse("") + "-")) {
            row.complain(problems, park, "park-elsewhere");
        }
    }

    private static void validateRecognitions(
            Pack pack, Set<String> codes, Set<String> schemes, Problems problems) {
        var held = new HashMap<String, List<Period>>();
        for (var row : pack.csv(RECOGNITIONS, "recognitions.row", problems)) {
            row.known(problems, "code", codes);
            row.known(problems, "scheme", schemes);
            var period = new Period(row.date("from"), row.dateOrNull("until"));
            var others =
                    held.computeIfAbsent(
                            row.text("code") + row.text("scheme"), _ -> new ArrayList<>());
            if (others.stream().anyMatch(period::overlaps)) {
                row.complain(problems, "from", "recognition-overlap");
            }
            others.add(period);
        }
    }

    private static Set<String> keys(List<PackRow> rows, String field, Problems problems) {
        var keys = new HashSet<String>();
        for (var row : rows) {
            if (!keys.add(row.text(field))) {
                row.complain(problems, field, "duplicate");
            }
        }
        return keys;
    }

    @Override
    public void load(Pack pack) {
        var nothing = new Problems();
        pack.csv(REGIONS, "regions.row", nothing).forEach(row -> store(row, false));
        if (pack.demonstration() && pack.has(PARKS)) {
            pack.csv(PARKS, "regions.row", nothing).forEach(row -> store(row, true));
        }
        identities.load(pack);
        var keys = schemes.load(pack);
        conditions.load(pack, keys);
        procedures.load(pack, keys);
        adjustments.load(pack);
        if (pack.demonstration()) {
            storeOrganisations(pack.csv(ORGANISATIONS, "organisations.row", nothing));
            identities.loadBodies(pack, idsByKey());
            var ids = idsByKey();
            identities.loadTies(pack, ids);
            storeRecognitions(pack.csv(RECOGNITIONS, "recognitions.row", nothing), ids);
            reports.load(pack, ids);
            var bodies = bodiesByKey();
            pack.csv(ACCOUNTS, "accounts.row", nothing).forEach(row -> open(row, bodies));
            rounds.load(pack);
            madeUp.load(pack);
        }
        transitions.apply();
    }

    private void store(PackRow row, boolean synthetic) {
        jdbc.sql(
                        """
                        insert into cluster.region (code, parent, name_zh, name_en, kind, synthetic)
                        values (?, ?, ?, ?, ?, ?)
                        on conflict (code) do update set name_zh = excluded.name_zh, name_en = excluded.name_en
                        """)
                .param(row.text("code"))
                .param(row.orNull("parent"))
                .param(row.text("name_zh"))
                .param(row.text("name_en"))
                .param(row.text("kind"))
                .param(synthetic)
                .update();
    }

    /** Organisations that are there already stay as they are: people may have corrected them. */
    private void storeOrganisations(List<PackRow> rows) {
        var known = idsByKey();
        var fresh = rows.stream().filter(row -> !known.containsKey(row.text("code"))).toList();
        var now = now();
        batches.batchUpdate(
                "insert into cluster.organisation (code, synthetic, created_at) values (?, true, ?)",
                fresh,
                BATCH,
                (insert, row) -> {
                    insert.setString(1, row.text("code"));
                    insert.setObject(2, now);
                });
        var ids = idsByKey();
        batches.batchUpdate(
                """
                insert into cluster.organisation_fact
                    (organisation, name, name_en, kind, district, park, industry, registered, address, recorded_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                fresh,
                BATCH,
                (insert, row) -> {
                    insert.setObject(1, ids.get(row.text("code")));
                    insert.setString(2, row.text("name"));
                    insert.setString(3, row.text("name_en"));
                    insert.setString(4, row.text("kind"));
                    insert.setString(5, row.text("district"));
                    insert.setString(6, row.orNull("park"));
                    insert.setString(7, row.orNull("industry"));
                    insert.setObject(8, row.date("registered"));
                    insert.setString(9, row.orNull("address"));
                    insert.setObject(10, now);
                });
        record Added(String code, String name) {}
        audit.recordAll(
                fresh.stream()
                        .map(row ->
                                Change.created(
                                        "cluster.register",
                                        "organisation",
                                        String.valueOf(ids.get(row.text("code"))),
                                        new Added(row.text("code"), row.text("name"))))
                        .toList());
    }

    private void storeRecognitions(List<PackRow> rows, Map<String, UUID> ids) {
        var known =
                jdbc.sql(
                                "select distinct organisation || scheme || lower(valid) from cluster.recognition")
                        .query(String.class)
                        .set();
        var fresh =
                rows.stream()
                        .filter(row ->
                                !known.contains(
                                        ids.get(row.text("code"))
                                                + row.text("scheme")
                                                + row.text("from")))
                        .toList();
        var numbers = fresh.stream().collect(Collectors.toMap(row -> row, _ -> UUID.randomUUID()));
        var now = now();
        batches.batchUpdate(
                """
                insert into cluster.recognition
                    (recognition, organisation, scheme, valid, known, document, synthetic)
                values (?, ?, ?, daterange(?, ?), tstzrange(?, null), ?, true)
                """,
                fresh,
                BATCH,
                (insert, row) -> {
                    insert.setObject(1, numbers.get(row));
                    insert.setObject(2, ids.get(row.text("code")));
                    insert.setString(3, row.text("scheme"));
                    insert.setObject(4, row.date("from"));
                    insert.setObject(5, row.dateOrNull("until"), java.sql.Types.DATE);
                    insert.setObject(6, now);
                    insert.setString(7, row.find("document").orElse(""));
                });
        record Granted(String scheme, String from) {}
        audit.recordAll(
                fresh.stream()
                        .map(row ->
                                Change.created(
                                        "cluster.grant",
                                        "organisation",
                                        String.valueOf(ids.get(row.text("code"))),
                                        new Granted(row.text("scheme"), row.text("from"))))
                        .toList());
    }

    private void open(PackRow row, Map<String, UUID> ids) {
        var login = row.text("login");
        var account =
                accounts.findByLogin(login)
                        .orElseGet(() ->
                                accounts.open(
                                        new Accounts.NewAccount(
                                                login,
                                                row.text("name"),
                                                Role.valueOf(row.text("role")),
                                                row.orNull("district"),
                                                true),
                                        Accounts.DEMONSTRATION_PASSWORD));
        row.find("organisation")
                .map(ids::get)
                .ifPresent(organisation -> accounts.mandate(account.id(), organisation));
    }

    /** The record of each key, be it one that was merged into another. */
    private Map<String, UUID> idsByKey() {
        return byKey("select key, id from cluster.organisation");
    }

    /** Whoever stands for each key now. */
    private Map<String, UUID> bodiesByKey() {
        return byKey(
                """
                select key, case when merged_into is null then id else cluster.present_of(id) end
                from cluster.organisation
                """);
    }

    private Map<String, UUID> byKey(String query) {
        var ids = new HashMap<String, UUID>();
        jdbc.sql(query)
                .query(row -> {
                    ids.put(row.getString(1), row.getObject(2, UUID.class));
                });
        return ids;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
