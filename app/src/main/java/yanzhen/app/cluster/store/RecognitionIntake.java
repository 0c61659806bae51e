package yanzhen.app.cluster.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Viewer;
import yanzhen.app.cluster.Imports.Kind;
import yanzhen.app.cluster.Imports.Value;
import yanzhen.app.cluster.Recognitions;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.kernel.Period;
import yanzhen.app.site.TableRow;
import yanzhen.app.site.UploadedTable.Column;
import yanzhen.identity.Finding;

/**
 * 认定的批量导入.
 *
 * <p>A row is about the recognition of its organisation, scheme and first day: it grants it when
 * there is none, and corrects its last day and notice when there is. Notices name organisations
 * without their codes: then the name says which one, where no doubt is left.
 */
@Component
class RecognitionIntake extends Intake {

    private final Recognitions recognitions;
    private final Heads heads;
    private final RegisterIndex index;

    RecognitionIntake(
            JdbcClient jdbc,
            Recognitions recognitions,
            Heads heads,
            RegisterIndex index,
            AuditTrail audit) {
        super(jdbc, audit, "recognition");
        this.index = index;
        this.recognitions = recognitions;
        this.heads = heads;
    }

    @Override
    Kind kind() {
        return Kind.RECOGNITIONS;
    }

    @Override
    List<Column> columns() {
        return List.of(
                heads.column("code", false, 40),
                heads.column("name", false, 200),
                heads.column("scheme", true, 100),
                heads.column("from", true, 30),
                heads.column("until", false, 30),
                heads.column("document", false, 200),
                heads.column("state", false, 20),
                heads.column("mark", false, 20));
    }

    private record Staged(
            int line,
            String code,
            @Nullable String written,
            String scheme,
            Period valid,
            String document) {}

    /** A recognition of the file, by its first day. */
    private record Placed(int line, Period valid) {}

    @Override
    Waiting waiting(UUID job, Viewer viewer, Findings findings) {
        return new Rows(job, viewer, findings);
    }

    private final class Rows extends StagedRows<Staged> {

        private final UUID job;
        private final Viewer viewer;
        private final Heads.Names schemes =
                Heads.Names.of(recognitions.schemes(), it -> it.key(), it -> it.name());
        private final Map<String, TreeMap<LocalDate, Placed>> placed = new HashMap<>();
        private @Nullable RegisterNames names;

        Rows(UUID job, Viewer viewer, Findings findings) {
            super(findings);
            this.job = job;
            this.viewer = viewer;
        }

        @Override
        public void take(TableRow row) {
            boolean byName = byName(row);
            var code = byName ? keyByName(row) : key(row);
            var scheme = scheme(row);
            var valid = valid(row);
            if (code != null && scheme != null && valid != null) {
                place(row, code + scheme, valid);
            }
            boolean sound = findings.sound(row.number());
            if (sound && code != null && scheme != null && valid != null) {
                stage(
                        new Staged(
                                row.number(),
                                code,
                                byName ? row.text("name") : null,
                                scheme,
                                valid,
                                row.text("document")));
            }
        }

        private static boolean byName(TableRow row) {
            return row.text("code").isEmpty() && !row.spoilt("code") && !row.text("name").isEmpty();
        }

        private @Nullable String keyByName(TableRow row) {
            if (names == null) {
                names = RegisterNames.of(jdbc, index);
            }
            var register = names;
            var meant = register.meant(row.text("name"));
            if (meant != null) {
                return meant;
            }
            return switch (register.find(row.text("name"))) {
                case Finding.Same(var match) -> register.key(match);
                case Finding.Doubtful(var candidates) -> {
                    row.complain(
                            problems,
                            "name",
                            NameMeanings.DOUBTFUL,
                            register.said(candidates),
                            register.keys(candidates));
                    yield null;
                }
                case Finding.Unknown _ -> {
                    row.complain(problems, "name", "name-unknown");
                    yield null;
                }
            };
        }

        private @Nullable String scheme(TableRow row) {
            var written = row.required("scheme", problems);
            var key = schemes.key(written);
            if (key == null && !written.isEmpty()) {
                row.complain(problems, "scheme", "unknown-scheme");
            }
            return key;
        }

        private @Nullable Period valid(TableRow row) {
            row.required("from", problems);
            var from = row.day("from", problems);
            var until = row.day("until", problems);
            if (from == null || (until == null && !row.text("until").isEmpty())) {
                return null;
            }
            if (until != null && !from.isBefore(until)) {
                row.complain(problems, "until", "period-empty");
                return null;
            }
            return new Period(from, until);
        }

        /** Neighbours by first day are the only ones that can overlap. */
        private void place(TableRow row, String seat, Period valid) {
            var others = placed.computeIfAbsent(seat, _ -> new TreeMap<>());
            var overlapped =
                    Stream.of(others.floorEntry(valid.from()), others.ceilingEntry(valid.from()))
                            .flatMap(Stream::ofNullable)
                            .map(Map.Entry::getValue)
                            .filter(it -> it.valid.overlaps(valid))
                            .findFirst();
            if (overlapped.isPresent()) {
                var other = overlapped.get();
                row.complain(
                        problems,
                        "from",
                        "overlap-row",
                        said(valid),
                        String.valueOf(other.line),
                        said(other.valid));
            } else {
                others.put(valid.from(), new Placed(row.number(), valid));
            }
        }

        @Override
        void write(List<Staged> rows) {
            jdbc.sql(
                            """
                            insert into cluster.import_recognition
                                (job, account, line, code, written, scheme, valid_from, valid_until, document)
                            select ?, ?, u.line, u.code, u.written, u.scheme, u.valid_from::date, u.valid_until::date,
                                   u.document
                            from unnest(?::int[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                                as u (line, code, written, scheme, valid_from, valid_until, document)
                            """)
                    .param(job)
                    .param(viewer.account())
                    .param(rows.stream().map(Staged::line).toArray(Integer[]::new))
                    .param(texts(rows, Staged::code))
                    .param(texts(rows, Staged::written))
                    .param(texts(rows, Staged::scheme))
                    .param(texts(rows, it -> it.valid.from().toString()))
                    .param(texts(rows, it -> text(it.valid.until())))
                    .param(texts(rows, Staged::document))
                    .update();
        }
    }

    private static @Nullable String text(@Nullable LocalDate day) {
        return day == null ? null : day.toString();
    }

    private static String said(Period valid) {
        return valid.from() + "–" + (valid.until() == null ? "" : valid.until());
    }

    @Override
    void check(UUID job, Viewer viewer, Findings findings) {
        find(job, "organisation is null", findings, "code", "code", "unknown-organisation");
        find(
                job,
                "organisation is not null and district is null",
                findings,
                "code",
                "code",
                "code-merged");
        if (!viewer.runsRegion()) {
            find(
                    job,
                    "district <> access.viewer_district()",
                    findings,
                    "code",
                    "district",
                    "other-district");
        }
        find(
                job,
                "verdict = 'CHANGED' and ended is not null",
                findings,
                "from",
                "valid_from",
                "recognition-revoked");
        checkTransitions(job, findings);
        checkOverlaps(job, findings);
    }

    /** Later rules may have what was granted earlier end before. */
    private void checkTransitions(UUID job, Findings findings) {
        findings.nextCheck();
        jdbc.sql(
                        """
                        select e.line, e.valid_until, cluster.latest_end(e.scheme, e.valid_from) as latest
                        from cluster.import_recognition_effect e
                        where e.job = ? and e.verdict <> 'UNCHANGED'
                          and coalesce(e.valid_until, 'infinity') > cluster.latest_end(e.scheme, e.valid_from)
                        order by e.line
                        """)
                .param(job)
                .query(row -> {
                    var until = row.getString("valid_until");
                    findings.add(
                            row.getInt("line"),
                            "until",
                            until == null ? "" : until,
                            "recognition-beyond-transition",
                            row.getString("latest"));
                });
    }

    /** Recognitions that the file corrects itself do not count with their old period. */
    private void checkOverlaps(UUID job, Findings findings) {
        findings.nextCheck();
        jdbc.sql(
                        """
                        select e.line, e.valid_from, e.valid_until,
                               lower(r.valid) as held_from, upper(r.valid) as held_until
                        from cluster.import_recognition_effect e
                        join cluster.recognition r
                            on r.organisation = e.organisation and r.scheme = e.scheme and upper_inf(r.known)
                               and r.valid && daterange(e.valid_from, e.valid_until)
                        where e.job = ? and r.id is distinct from e.held
                          and not exists (
                              select from cluster.import_recognition s
                              where s.job = e.job and s.code = e.code and s.scheme = e.scheme
                                and s.valid_from = lower(r.valid))
                        order by e.line, held_from
                        """)
                .param(job)
                .query(row -> {
                    var from = row.getObject("valid_from", LocalDate.class);
                    findings.add(
                            row.getInt("line"),
                            "from",
                            from.toString(),
                            "overlap-held",
                            said(new Period(from, row.getObject("valid_until", LocalDate.class))),
                            said(
                                    new Period(
                                            row.getObject("held_from", LocalDate.class),
                                            row.getObject("held_until", LocalDate.class))));
                });
    }

    @Override
    String trace() {
        return "hashtextextended(line || coalesce(organisation::text, '') || coalesce(held::text, ''), 0)";
    }

    @Override
    List<Value> values(ResultSet row) throws SQLException {
        boolean fresh = fresh(row);
        var until = row.getString("valid_until");
        var from = row.getString("valid_from");
        var scheme = row.getString("scheme");
        var name = row.getString("name");
        var written = row.getString("written");
        return List.of(
                new Value("name", written == null ? name : written, name),
                new Value("scheme", fresh ? null : scheme, scheme),
                new Value("from", fresh ? null : from, from),
                new Value("until", row.getString("old_until"), until == null ? "" : until),
                new Value("document", row.getString("old_document"), row.getString("document")));
    }

    @Override
    void write(String source, OffsetDateTime now) {
        jdbc.sql(
                        """
                        update cluster.recognition r set known = tstzrange(lower(known), ?)
                        from waiting_recognition_effect e where r.id = e.held and e.verdict = 'CHANGED'
                        """)
                .param(now)
                .update();
        jdbc.sql(
                        """
                        insert into cluster.recognition
                            (recognition, organisation, scheme, valid, known, document, synthetic)
                        select id, organisation, scheme, daterange(valid_from, valid_until),
                               tstzrange(?, null), document, coalesce(held_synthetic, synthetic)
                        from waiting_recognition_effect where verdict <> 'UNCHANGED' order by line
                        """)
                .param(now)
                .update();
    }

    /** As {@link JdbcRegister.Granted}. */
    @Override
    Recording recording() {
        return new Recording(
                "case verdict when 'NEW' then 'cluster.grant' else 'cluster.correct-recognition' end",
                "organisation",
                granted("old_until", "old_document"),
                granted("valid_until", "document"));
    }

    private static String granted(String until, String document) {
        return """
        jsonb_strip_nulls(jsonb_build_object(
            'recognition', id, 'scheme', scheme, 'document', %s,
            'valid', jsonb_build_object('from', valid_from, 'until', %s)))
        """
                .formatted(document, until);
    }
}
