package yanzhen.app.cluster.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Facts;
import yanzhen.app.cluster.IdentifierKind;
import yanzhen.app.cluster.Identifiers;
import yanzhen.app.cluster.Imports.Kind;
import yanzhen.app.cluster.Imports.Value;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.OtherIdentifier;
import yanzhen.app.cluster.Regions;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.kernel.IndustryCode;
import yanzhen.app.site.TableRow;
import yanzhen.app.site.UploadedTable.Column;

/** 机构的批量导入. */
@Component
class OrganisationIntake extends Intake {

    private static final LocalDate EARLIEST = LocalDate.of(1800, 1, 1);
    private static final List<String> FIELDS =
            List.of(
                    "name",
                    "name_en",
                    "kind",
                    "district",
                    "park",
                    "address",
                    "industry",
                    "registered");

    private final Regions regions;
    private final Identifiers identifiers;
    private final Heads heads;
    private final RowLikeness likeness;
    private final Viewers viewers;
    private final Clock clock;

    OrganisationIntake(
            JdbcClient jdbc,
            Regions regions,
            Identifiers identifiers,
            Heads heads,
            RowLikeness likeness,
            AuditTrail audit,
            Viewers viewers,
            Clock clock) {
        super(jdbc, audit, "organisation");
        this.regions = regions;
        this.identifiers = identifiers;
        this.heads = heads;
        this.likeness = likeness;
        this.viewers = viewers;
        this.clock = clock;
    }

    @Override
    Kind kind() {
        return Kind.ORGANISATIONS;
    }

    @Override
    List<Column> columns() {
        return List.of(
                heads.column("code", false, 40),
                heads.column("identifier_kind", false, 40),
                heads.column("jurisdiction", false, 2),
                heads.column("identifier", false, 60),
                heads.column("name", true, Facts.MOST_NAME),
                heads.column("name_en", false, Facts.MOST_NAME),
                heads.column("kind", true, 40),
                heads.column("district", true, 40),
                heads.column("park", false, 100),
                heads.column("address", false, Facts.MOST_ADDRESS),
                heads.column("industry", false, 10),
                heads.column("emerging", false, 500),
                heads.column("registered", false, 30),
                heads.column("override_reason", false, 500),
                heads.column("mark", false, 20));
    }

    /** A sound row. */
    private record Staged(
            int line,
            @Nullable String code,
            boolean passes,
            @Nullable String override,
            @Nullable OtherIdentifier number,
            String name,
            @Nullable String nameEn,
            String kind,
            String district,
            @Nullable String park,
            @Nullable String address,
            @Nullable String industry,
            @Nullable LocalDate registered,
            boolean synthetic) {}

    @Override
    Waiting waiting(UUID job, Viewer viewer, Findings findings) {
        return new Rows(job, viewer, findings);
    }

    private final class Rows extends StagedRows<Staged> {

        private final UUID job;
        private final Viewer viewer;
        private final LocalDate today = LocalDate.now(clock);
        private final Heads.Names kinds = new Heads.Names();
        private final Heads.Names districts =
                Heads.Names.of(regions.places(), it -> it.code(), it -> it.name());
        private final Heads.Names parks =
                Heads.Names.of(regions.parks(), it -> it.code(), it -> it.name());
        private final Map<String, IdentifierKind> numbered = new HashMap<>();
        private final Heads.Names numberKinds = new Heads.Names();
        private final List<String> marks = heads.both("site.synthetic");
        private final Map<String, Integer> lines = new HashMap<>();

        Rows(UUID job, Viewer viewer, Findings findings) {
            super(findings);
            this.job = job;
            this.viewer = viewer;
            for (var kind : Organisation.Kind.values()) {
                kinds.put(kind.name(), heads.both("kind." + kind.name()));
            }
            for (var kind : identifiers.kinds()) {
                numbered.put(kind.key(), kind);
                numberKinds.put(kind.key(), List.of(kind.name().zh(), kind.name().en()));
            }
        }

        @Override
        public void take(TableRow row) {
            boolean alone = row.text("code").isEmpty() && !row.spoilt("code");
            var number = number(row, alone);
            var code = alone ? null : code(row);
            if (code != null) {
                once(code.value(), "code", row);
            }
            if (number != null) {
                once(number.key(), "identifier", row);
            }
            var name = row.required("name", problems);
            if (name.length() == 1) {
                row.complain(problems, "name", "text-length", "2", String.valueOf(Facts.MOST_NAME));
            }
            var kind = key(row, "kind", kinds);
            var district = district(row);
            var park = park(row, district);
            var address = row.text("address");
            if (address.length() == 1) {
                row.complain(
                        problems,
                        "address",
                        "text-length",
                        String.valueOf(Facts.LEAST_ADDRESS),
                        String.valueOf(Facts.MOST_ADDRESS));
            }
            var industry = industry(row);
            var registered = registered(row);
            boolean synthetic = synthetic(row);
            boolean sound = findings.sound(row.number());
            boolean told = code != null || (alone && number != null);
            if (sound && told && kind != null && district != null) {
                stage(
                        new Staged(
                                row.number(),
                                code == null ? null : code.value(),
                                code == null || code.passesCheck(),
                                orNull(row.text("override_reason")),
                                number,
                                name,
                                orNull(row.text("name_en")),
                                kind,
                                district,
                                park,
                                orNull(address),
                                industry,
                                registered,
                                synthetic));
            }
        }

        private void once(String key, String field, TableRow row) {
            var first = lines.putIfAbsent(key, row.number());
            if (first != null) {
                row.complain(problems, field, "duplicate-row", first.toString());
            }
        }

        /** Another identifier: it must be there where there is no code. */
        private @Nullable OtherIdentifier number(TableRow row, boolean alone) {
            var written = row.text("identifier_kind");
            var value = OtherIdentifier.plain(row.text("identifier"));
            if (written.isEmpty() && value.isEmpty()) {
                if (alone) {
                    row.complain(problems, "code", "code-or-identifier");
                }
                return null;
            }
            row.required("identifier", problems);
            var key = key(row, "identifier_kind", numberKinds);
            var kind = key == null ? null : numbered.get(key);
            if (kind == null || value.isEmpty()) {
                return null;
            }
            if (alone && !kind.leads()) {
                row.complain(problems, "identifier_kind", "identifier-never-leads");
            }
            var jurisdiction = OtherIdentifier.plain(row.text("jurisdiction"));
            var faults = kind.faults(jurisdiction, value);
            faults.forEach(it -> row.complain(problems, it.field(), it.code()));
            return faults.isEmpty()
                    ? new OtherIdentifier(kind.key(), orNull(jurisdiction), value)
                    : null;
        }

        private @Nullable String park(TableRow row, @Nullable String district) {
            var written = row.text("park");
            if (written.isEmpty()) {
                return null;
            }
            var key = parks.key(written);
            if (key == null) {
                row.complain(problems, "park", "unknown-choice", parks.listed());
            } else if (district != null && !key.startsWith(district + "-")) {
                row.complain(problems, "park", "park-elsewhere");
            }
            return key;
        }

        private @Nullable String district(TableRow row) {
            var district = key(row, "district", districts);
            if (district != null && !viewer.runsDistrict(district)) {
                row.complain(problems, "district", "other-district");
            }
            return district;
        }

        private @Nullable String key(TableRow row, String field, Heads.Names names) {
            var written = row.required(field, problems);
            var key = names.key(written);
            if (key == null && !written.isEmpty()) {
                row.complain(problems, field, "unknown-choice", names.listed());
            }
            return key;
        }

        private @Nullable String industry(TableRow row) {
            var written = row.text("industry").toUpperCase(java.util.Locale.ROOT);
            if (written.isEmpty()) {
                return null;
            }
            try {
                return new IndustryCode(written).value();
            } catch (IllegalArgumentException e) {
                row.complain(problems, "industry", "industry-code");
                return null;
            }
        }

        private @Nullable LocalDate registered(TableRow row) {
            var day = row.day("registered", problems);
            if (day != null && (day.isAfter(today) || day.isBefore(EARLIEST))) {
                row.complain(problems, "registered", "registered-range", EARLIEST.toString());
            }
            return day;
        }

        private boolean synthetic(TableRow row) {
            var mark = row.text("mark");
            if (!mark.isEmpty() && !marks.contains(mark)) {
                row.complain(problems, "mark", "mark", marks.getFirst());
            }
            return !mark.isEmpty();
        }

        @Override
        void write(List<Staged> rows) {
            jdbc.sql(
                            """
                            insert into cluster.import_organisation
                                (job, account, line, code, passes, override_reason, identifier_kind, jurisdiction,
                                 identifier, name, name_en, kind, district, park, address, industry, registered,
                                 synthetic)
                            select ?, ?, u.line, u.code, u.passes, u.override_reason, u.identifier_kind,
                                   u.jurisdiction, u.identifier, u.name, u.name_en, u.kind,
                                   u.district, u.park, u.address, u.industry, u.registered::date, u.synthetic
                            from unnest(?::int[], ?::text[], ?::boolean[], ?::text[], ?::text[], ?::text[], ?::text[],
                                        ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                                        ?::text[], ?::boolean[])
                                as u (line, code, passes, override_reason, identifier_kind, jurisdiction, identifier,
                                      name, name_en, kind, district, park, address, industry, registered, synthetic)
                            """)
                    .param(job)
                    .param(viewer.account())
                    .param(rows.stream().map(Staged::line).toArray(Integer[]::new))
                    .param(texts(rows, Staged::code))
                    .param(rows.stream().map(Staged::passes).toArray(Boolean[]::new))
                    .param(texts(rows, Staged::override))
                    .param(texts(rows, it -> it.number == null ? null : it.number.kind()))
                    .param(texts(rows, it -> it.number == null ? null : it.number.jurisdiction()))
                    .param(texts(rows, it -> it.number == null ? null : it.number.value()))
                    .param(texts(rows, Staged::name))
                    .param(texts(rows, Staged::nameEn))
                    .param(texts(rows, Staged::kind))
                    .param(texts(rows, Staged::district))
                    .param(texts(rows, Staged::park))
                    .param(texts(rows, Staged::address))
                    .param(texts(rows, Staged::industry))
                    .param(
                            texts(
                                    rows,
                                    it -> it.registered == null ? null : it.registered.toString()))
                    .param(rows.stream().map(Staged::synthetic).toArray(Boolean[]::new))
                    .update();
        }
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /**
     * A code that fails its check is a problem unless a reason is given or it was admitted before.
     */
    @Override
    void check(UUID job, Viewer viewer, Findings findings) {
        find(
                job,
                "not passes and override_reason is null and organisation is null",
                findings,
                "code",
                "code",
                "credit-code-check");
        find(
                job,
                "organisation is not null and fact is null",
                findings,
                "code",
                "code",
                "code-merged");
        find(job, "identifier_taken", findings, "identifier", "identifier", "identifier-taken");
        if (!viewer.runsRegion()) {
            find(
                    job,
                    "old_district is distinct from access.viewer_district() and fact is not null",
                    findings,
                    "district",
                    "old_district",
                    "other-district");
        }
    }

    @Override
    void compare(UUID job, Viewer viewer) {
        likeness.compare(job, viewer);
    }

    @Override
    void drop(UUID job) {
        super.drop(job);
        likeness.drop(job);
    }

    @Override
    String trace() {
        return "hashtextextended(line || coalesce(fact::text, '') || identifier_new || identifier_taken, 0)";
    }

    @Override
    List<Value> values(ResultSet row) throws SQLException {
        var values = new ArrayList<Value>();
        for (var field : FIELDS) {
            var after = row.getString(field);
            values.add(new Value(field, row.getString("old_" + field), after == null ? "" : after));
        }
        if (row.getBoolean("identifier_new")) {
            values.add(new Value("identifier", null, row.getString("identifier")));
        }
        return values;
    }

    /** The trigrams of many names are put into their index later, by the database itself. */
    @Override
    void write(String source, OffsetDateTime now) {
        var actor = viewers.current();
        jdbc.sql("set local gin_pending_list_limit = '256MB'").update();
        jdbc.sql(
                        """
                        insert into cluster.organisation
                            (id, code, code_override, lead_kind, lead_jurisdiction, lead_value, synthetic, created_at)
                        select id, code, case when passes then null else override_reason end,
                               case when code is null then identifier_kind end,
                               case when code is null then jurisdiction end,
                               case when code is null then identifier end, synthetic, ?
                        from waiting_organisation_effect where verdict = 'NEW' order by line
                        """)
                .param(now)
                .update();
        jdbc.sql(
                        """
                        update cluster.organisation_fact f set superseded_at = ?
                        from waiting_organisation_effect e where f.id = e.fact and e.facts_differ
                        """)
                .param(now)
                .update();
        jdbc.sql(
                        """
                        insert into cluster.organisation_fact
                            (organisation, name, name_en, kind, district, park, address, industry, registered, recorded_at,
                             recorded_by, recorded_by_name, reason)
                        select id, name, name_en, kind, district, park, address, industry, registered, ?, ?, ?, ?
                        from waiting_organisation_effect where verdict = 'NEW' or facts_differ order by line
                        """)
                .param(now)
                .param(actor.account())
                .param(actor.name())
                .param(source)
                .update();
        jdbc.sql(
                        """
                        insert into cluster.identifier
                            (organisation, kind, jurisdiction, value, valid, recorded_at, recorded_by,
                             recorded_by_name, reason, synthetic)
                        select id, identifier_kind, jurisdiction, identifier, daterange(identified_from, null),
                               ?, ?, ?, ?, synthetic
                        from waiting_organisation_effect where identifier_new and verdict <> 'OUT' order by line
                        """)
                .param(now)
                .param(actor.account())
                .param(actor.name())
                .param(source)
                .update();
        likeness.keep(fixed(), source, now);
    }

    /** As {@link Recorded}. */
    @Override
    Recording recording() {
        return new Recording(
                "case verdict when 'NEW' then 'cluster.register' else 'cluster.correct' end",
                "id",
                """
                jsonb_strip_nulls(jsonb_build_object(
                    'code', code, 'name', old_name, 'nameEn', old_name_en, 'kind', old_kind,
                    'district', old_district, 'park', old_park, 'address', old_address, 'industry', old_industry, 'registered', old_registered))
                """,
                """
                jsonb_strip_nulls(jsonb_build_object(
                    'code', code, 'name', name, 'nameEn', name_en, 'kind', kind,
                    'identifier', case when identifier_new or code is null then
                        identifier_kind || ':' || coalesce(jurisdiction || ':', '') || identifier end,
                    'district', district, 'park', park, 'address', address, 'industry', industry, 'registered', registered,
                    'codeOverride', case when not passes then override_reason end))
                """);
    }
}
