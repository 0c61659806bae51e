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
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Facts;
import yanzhen.app.cluster.Imports.Kind;
import yanzhen.app.cluster.Imports.Line;
import yanzhen.app.cluster.Imports.Value;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Regions;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.CreditCode;
import yanzhen.app.kernel.IndustryCode;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.TableRow;
import yanzhen.app.site.UploadedTable.Column;

/** 机构的批量导入. */
@Component
class OrganisationIntake implements Intake {

    private static final int CHUNK = 5_000;
    private static final LocalDate EARLIEST = LocalDate.of(1800, 1, 1);

    private final JdbcClient jdbc;
    private final Regions regions;
    private final Heads heads;
    private final AuditTrail audit;
    private final Viewers viewers;
    private final Clock clock;

    OrganisationIntake(
            JdbcClient jdbc,
            Regions regions,
            Heads heads,
            AuditTrail audit,
            Viewers viewers,
            Clock clock) {
        this.jdbc = jdbc;
        this.regions = regions;
        this.heads = heads;
        this.audit = audit;
        this.viewers = viewers;
        this.clock = clock;
    }

    @Override
    public Kind kind() {
        return Kind.ORGANISATIONS;
    }

    @Override
    public List<Column> columns() {
        return List.of(
                heads.column("code", true, 40),
                heads.column("name", true, Facts.MOST_NAME),
                heads.column("name_en", false, Facts.MOST_NAME),
                heads.column("kind", true, 40),
                heads.column("district", true, 40),
                heads.column("industry", false, 10),
                heads.column("registered", false, 30),
                heads.column("override_reason", false, 500),
                heads.column("mark", false, 20));
    }

    /** A sound row. */
    private record Staged(
            int line,
            String code,
            boolean passes,
            @Nullable String override,
            String name,
            @Nullable String nameEn,
            String kind,
            String district,
            @Nullable String industry,
            @Nullable LocalDate registered,
            boolean synthetic) {}

    @Override
    public Waiting waiting(UUID job, Viewer viewer, Findings findings) {
        return new Rows(job, viewer, findings);
    }

    private final class Rows implements Waiting {

        private final UUID job;
        private final Viewer viewer;
        private final Findings findings;
        private final Problems problems;
        private final LocalDate today = LocalDate.now(clock);
        private final Heads.Names kinds = new Heads.Names();
        private final Heads.Names districts =
                Heads.Names.of(regions.districts(), it -> it.code(), it -> it.name());
        private final List<String> marks = heads.both("site.synthetic");
        private final Map<String, Integer> lines = new HashMap<>();
        private final List<Staged> staged = new ArrayList<>(CHUNK);

        Rows(UUID job, Viewer viewer, Findings findings) {
            this.job = job;
            this.viewer = viewer;
            this.findings = findings;
            this.problems = findings.problems();
            for (var kind : Organisation.Kind.values()) {
                kinds.put(kind.name(), heads.both("kind." + kind.name()));
            }
        }

        @Override
        public void take(TableRow row) {
            var code = code(row);
            var name = row.required("name", problems);
            if (name.length() == 1) {
                row.complain(problems, "name", "text-length", "2", String.valueOf(Facts.MOST_NAME));
            }
            var kind = key(row, "kind", kinds);
            var district = district(row);
            var industry = industry(row);
            var registered = registered(row);
            boolean synthetic = synthetic(row);
            boolean sound = findings.sound(row.number());
            if (sound && code != null && kind != null && district != null) {
                stage(
                        new Staged(
                                row.number(),
                                code.value(),
                                code.passesCheck(),
                                orNull(row.text("override_reason")),
                                name,
                                orNull(row.text("name_en")),
                                kind,
                                district,
                                industry,
                                registered,
                                synthetic));
            }
        }

        private @Nullable CreditCode code(TableRow row) {
            var written = row.required("code", problems);
            if (written.isEmpty()) {
                return null;
            }
            try {
                var code = CreditCode.admittedByOverride(written);
                var first = lines.putIfAbsent(code.value(), row.number());
                if (first != null) {
                    row.complain(problems, "code", "duplicate-row", first.toString());
                }
                return code;
            } catch (IllegalArgumentException e) {
                row.complain(problems, "code", "credit-code-form");
                return null;
            }
        }

        private @Nullable String district(TableRow row) {
            var district = key(row, "district", districts);
            if (district != null && !viewer.runsRegion() && !viewer.oversees(district)) {
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

        private void stage(Staged row) {
            staged.add(row);
            if (staged.size() == CHUNK) {
                flush();
            }
        }

        @Override
        public void flush() {
            jdbc.sql(
                            """
                            insert into cluster.import_organisation
                                (job, account, line, code, passes, override_reason, name, name_en, kind,
                                 district, industry, registered, synthetic)
                            select ?, ?, u.line, u.code, u.passes, u.override_reason, u.name, u.name_en, u.kind,
                                   u.district, u.industry, u.registered::date, u.synthetic
                            from unnest(?::int[], ?::text[], ?::boolean[], ?::text[], ?::text[], ?::text[], ?::text[],
                                        ?::text[], ?::text[], ?::text[], ?::boolean[])
                                as u (line, code, passes, override_reason, name, name_en, kind, district, industry,
                                      registered, synthetic)
                            """)
                    .param(job)
                    .param(viewer.account())
                    .param(staged.stream().map(Staged::line).toArray(Integer[]::new))
                    .param(texts(Staged::code))
                    .param(staged.stream().map(Staged::passes).toArray(Boolean[]::new))
                    .param(texts(Staged::override))
                    .param(texts(Staged::name))
                    .param(texts(Staged::nameEn))
                    .param(texts(Staged::kind))
                    .param(texts(Staged::district))
                    .param(texts(Staged::industry))
                    .param(texts(it -> it.registered == null ? null : it.registered.toString()))
                    .param(staged.stream().map(Staged::synthetic).toArray(Boolean[]::new))
                    .update();
            staged.clear();
        }

        private String[] texts(Function<Staged, @Nullable String> field) {
            return staged.stream().map(field).toArray(String[]::new);
        }
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /**
     * A code that fails its check is a problem unless a reason is given or it was admitted before.
     */
    @Override
    public void check(UUID job, Viewer viewer, Findings findings) {
        jdbc.sql(
                        """
                        select line, code from cluster.import_organisation_effect
                        where job = ? and not passes and override_reason is null and organisation is null
                        order by line
                        """)
                .param(job)
                .query(row -> {
                    findings.add(
                            row.getInt("line"), "code", row.getString("code"), "credit-code-check");
                });
        if (!viewer.runsRegion()) {
            checkDistrict(job, findings);
        }
    }

    private void checkDistrict(UUID job, Findings findings) {
        jdbc.sql(
                        """
                        select line, old_district from cluster.import_organisation_effect
                        where job = ? and old_district is distinct from access.viewer_district() and fact is not null
                        order by line
                        """)
                .param(job)
                .query(row -> {
                    findings.add(
                            row.getInt("line"),
                            "district",
                            row.getString("old_district"),
                            "other-district");
                });
    }

    @Override
    public String effects() {
        return "cluster.import_organisation_effect";
    }

    @Override
    public String trace() {
        return "hashtextextended(line || coalesce(fact::text, ''), 0)";
    }

    @Override
    public List<Line> preview(UUID job, int afterLine, int most) {
        return jdbc.sql(
                        """
                        select * from cluster.import_organisation_effect
                        where job = ? and line > ? and verdict <> 'UNCHANGED' order by line limit ?
                        """)
                .params(job, afterLine, most)
                .query((row, _) -> {
                    boolean fresh = row.getString("verdict").equals("NEW");
                    var values = new ArrayList<Value>();
                    for (var field :
                            List.of(
                                    "name",
                                    "name_en",
                                    "kind",
                                    "district",
                                    "industry",
                                    "registered")) {
                        var before = row.getString("old_" + field);
                        var after = row.getString(field);
                        values.add(new Value(field, before, after == null ? "" : after));
                    }
                    return new Line(
                            row.getInt("line"),
                            fresh,
                            row.getString("code"),
                            row.getObject("organisation", UUID.class),
                            values);
                })
                .list();
    }

    @Override
    public String fix(UUID job) {
        jdbc.sql(
                        """
                        create temporary table waiting_organisation_effect on commit drop as
                        select *, coalesce(organisation, uuidv7()) as id
                        from cluster.import_organisation_effect where job = ?
                        """)
                .param(job)
                .update();
        return "waiting_organisation_effect";
    }

    /** The trigrams of many names are put into their index later, by the database itself. */
    @Override
    public void store(UUID job, String source, OffsetDateTime now, IntConsumer stored) {
        var actor = viewers.current();
        jdbc.sql("set local gin_pending_list_limit = '256MB'").update();
        jdbc.sql(
                        """
                        insert into cluster.organisation (id, code, code_override, synthetic, created_at)
                        select id, code, case when passes then null else override_reason end, synthetic, ?
                        from waiting_organisation_effect where verdict = 'NEW' order by line
                        """)
                .param(now)
                .update();
        jdbc.sql(
                        """
                        update cluster.organisation_fact f set superseded_at = ?
                        from waiting_organisation_effect e where f.id = e.fact and e.verdict = 'CHANGED'
                        """)
                .param(now)
                .update();
        jdbc.sql(
                        """
                        insert into cluster.organisation_fact
                            (organisation, name, name_en, kind, district, industry, registered, recorded_at,
                             recorded_by, recorded_by_name, reason)
                        select id, name, name_en, kind, district, industry, registered, ?, ?, ?, ?
                        from waiting_organisation_effect where verdict <> 'UNCHANGED' order by line
                        """)
                .param(now)
                .param(actor.account())
                .param(actor.name())
                .param(source)
                .update();
        record(source, stored);
        drop(job);
    }

    /** Through a cursor, so that memory holds one chunk of records. */
    private void record(String source, IntConsumer stored) {
        var chunk = new AuditChunk(audit, stored);
        jdbc.sql(
                        "select * from waiting_organisation_effect where verdict <> 'UNCHANGED' order by line")
                .withFetchSize(CHUNK)
                .query(row -> {
                    chunk.add(change(row).because(source));
                });
        chunk.write();
    }

    private static Change change(ResultSet row) throws SQLException {
        var id = row.getObject("id", UUID.class);
        boolean passes = row.getBoolean("passes");
        var after = recorded(row, "", passes ? null : row.getString("override_reason"));
        return row.getString("verdict").equals("NEW")
                ? Change.created("cluster.register", "organisation", id, after)
                : Change.of(
                        "cluster.correct", "organisation", id, recorded(row, "old_", null), after);
    }

    private static Recorded recorded(ResultSet row, String age, @Nullable String override)
            throws SQLException {
        return new Recorded(
                row.getString("code"),
                row.getString(age + "name"),
                row.getString(age + "name_en"),
                row.getString(age + "kind"),
                row.getString(age + "district"),
                row.getString(age + "industry"),
                row.getString(age + "registered"),
                override);
    }

    @Override
    public void drop(UUID job) {
        jdbc.sql("delete from cluster.import_organisation where job = ?").param(job).update();
    }
}
