package yanzhen.app.cluster.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Papers;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Clause;
import yanzhen.app.site.NotFound;

@Component
class JdbcPapers implements Papers {

    private final JdbcClient jdbc;
    private final Viewers viewers;
    private final AuditTrail audit;
    private final Clock clock;

    JdbcPapers(JdbcClient jdbc, Viewers viewers, AuditTrail audit, Clock clock) {
        this.jdbc = jdbc;
        this.viewers = viewers;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public List<PaperKind> kinds() {
        return jdbc.sql("select * from cluster.report_paper_kind order by ordinal")
                .query((row, _) ->
                        new PaperKind(
                                row.getString("key"),
                                new Bilingual(row.getString("name_zh"), row.getString("name_en")),
                                row.getString("document") == null
                                        ? null
                                        : new Clause(
                                                row.getString("document"), row.getString("place")),
                                "verified".equals(row.getString("mark"))))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Paper> of(UUID organisation, int year) {
        return jdbc.sql(
                        """
                        select p.*, f.name, f.bytes, f.sha256
                        from cluster.report_paper p join evidence.file f on f.id = p.file
                        where p.organisation = ? and p.year = ? order by p.added_at, p.id
                        """)
                .params(organisation, year)
                .query((row, _) -> paper(row))
                .list();
    }

    private static Paper paper(ResultSet row) throws SQLException {
        var withdrawn = moment(row, "withdrawn_at");
        return new Paper(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                row.getObject("file", UUID.class),
                row.getString("name"),
                row.getLong("bytes"),
                HexFormat.of().formatHex(row.getBytes("sha256")),
                row.getObject("added_at", OffsetDateTime.class).toInstant(),
                row.getString("added_by_name"),
                withdrawn == null
                        ? null
                        : new Withdrawal(
                                withdrawn,
                                row.getString("withdrawn_by_name"),
                                row.getString("reason")));
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        var moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }

    /** What an audit record keeps of papers: which of them, and of which year. */
    record Kept(int year, String kind, List<UUID> files) {}

    @Override
    @Transactional
    public void add(UUID organisation, int year, String kind, List<UUID> files) {
        mustReport(organisation);
        if (kinds().stream().noneMatch(it -> it.key().equals(kind))) {
            throw new IllegalArgumentException("No paper of the kind %s is taken.".formatted(kind));
        }
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        var actor = viewers.current();
        jdbc.sql(
                        """
                        insert into cluster.report_paper (organisation, year, kind, file, added_at, added_by, added_by_name)
                        select ?, ?, ?, f, ?, ?, ? from unnest(?::uuid[]) as f
                        """)
                .params(organisation, year, kind, now)
                .param(actor.account())
                .param(actor.name())
                .param(files.toArray(UUID[]::new))
                .update();
        audit.record(
                Change.created(
                        "cluster.add-paper",
                        "organisation",
                        organisation,
                        new Kept(year, kind, List.copyOf(files))));
    }

    @Override
    @Transactional
    public void withdraw(UUID organisation, UUID paper, String reason) {
        mustReport(organisation);
        var actor = viewers.current();
        var kept = mustFind(organisation, paper);
        int done =
                jdbc.sql(
                                """
                                update cluster.report_paper
                                set withdrawn_at = ?, withdrawn_by = ?, withdrawn_by_name = ?, reason = ?
                                where id = ? and withdrawn_at is null
                                """)
                        .param(clock.instant().atOffset(ZoneOffset.UTC))
                        .param(actor.account())
                        .params(actor.name(), reason, paper)
                        .update();
        if (done == 0) {
            throw new Withdrawn();
        }
        audit.record(
                new Change(
                        "cluster.withdraw-paper",
                        "organisation",
                        organisation.toString(),
                        kept,
                        null,
                        reason));
    }

    private Kept mustFind(UUID organisation, UUID paper) {
        return jdbc.sql("select * from cluster.report_paper where id = ? and organisation = ?")
                .params(paper, organisation)
                .query((row, _) ->
                        new Kept(
                                row.getInt("year"),
                                row.getString("kind"),
                                List.of(row.getObject("file", UUID.class))))
                .optional()
                .orElseThrow(() -> new NotFound("paper", paper));
    }

    private void mustReport(UUID organisation) {
        var viewer = viewers.current();
        if (!viewer.runsRegion()) {
            viewer.mustActFor(organisation);
        }
    }
}
