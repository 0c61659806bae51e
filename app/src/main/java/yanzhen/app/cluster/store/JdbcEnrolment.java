package yanzhen.app.cluster.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Enrolment;
import yanzhen.app.cluster.Facts;
import yanzhen.app.cluster.Identifier;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.CreditCode;
import yanzhen.app.kernel.IndustryCode;
import yanzhen.app.site.NotFound;

@Component
class JdbcEnrolment implements Enrolment {

    private final JdbcClient jdbc;
    private final Organisations organisations;
    private final FactRows rows;
    private final Viewers viewers;
    private final AuditTrail audit;
    private final Clock clock;

    JdbcEnrolment(
            JdbcClient jdbc,
            Organisations organisations,
            FactRows rows,
            Viewers viewers,
            AuditTrail audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.organisations = organisations;
        this.rows = rows;
        this.viewers = viewers;
        this.audit = audit;
        this.clock = clock;
    }

    /** The unique code decides: of two who come at once, one finds it taken. */
    @Override
    @Transactional
    public UUID register(CreditCode code, @Nullable String override, Facts facts) {
        viewers.current().mustRunDistrict(facts.district());
        if (!code.passesCheck() && override == null) {
            throw new IllegalArgumentException(
                    "The credit code (%s) fails its check. Compare it with the licence, or give the reason for admitting it."
                            .formatted(code));
        }
        var reason = code.passesCheck() ? null : override;
        var id = UUID.randomUUID();
        var now = now();
        int added =
                jdbc.sql(
                                """
                                insert into cluster.organisation (id, code, code_override, created_at)
                                values (?, ?, ?, ?) on conflict do nothing
                                """)
                        .param(id)
                        .param(code.value())
                        .param(reason)
                        .param(now)
                        .update();
        if (added == 0) {
            throw new CodeTaken(
                    code, organisations.findByCode(code).map(Organisation::id).orElse(id));
        }
        rows.insert(id, facts, reason, null, now);
        audit.record(
                Change.created(
                                "cluster.register",
                                "organisation",
                                id,
                                Recorded.of(new Identifier.Credit(code), facts, reason))
                        .because(reason));
        return id;
    }

    @Override
    @Transactional
    public void correct(UUID id, Facts facts, String reason) {
        correct("cluster.correct", id, facts, reason, null);
    }

    @Override
    @Transactional
    public void rename(
            UUID id, String name, @Nullable String nameEn, LocalDate effective, String reason) {
        var it = organisations.find(id).orElseThrow(() -> new NotFound("organisation", id));
        var facts =
                new Facts(
                        name,
                        nameEn,
                        it.kind(),
                        it.district(),
                        it.park(),
                        it.industry(),
                        it.registered(),
                        it.address());
        correct("cluster.rename", id, facts, reason, effective);
    }

    private void correct(
            String action, UUID id, Facts facts, String reason, @Nullable LocalDate effective) {
        var present = organisations.find(id).orElseThrow(() -> new NotFound("organisation", id));
        viewers.current().mustRunDistrict(present.district());
        viewers.current().mustRunDistrict(facts.district());
        if (Facts.of(present).equals(facts)) {
            throw new Unchanged();
        }
        var now = now();
        supersede(id, present, now);
        rows.insert(id, facts, reason, effective, now);
        audit.record(
                Change.of(
                                action,
                                "organisation",
                                id,
                                Recorded.of(present.identifier(), Facts.of(present), null),
                                Recorded.of(present.identifier(), facts, null))
                        .because(reason));
    }

    /** Only the facts that were looked at: who comes second finds that they have moved. */
    private void supersede(UUID id, Organisation present, OffsetDateTime now) {
        int ended =
                jdbc.sql(
                                """
                                update cluster.organisation_fact set superseded_at = ?
                                where organisation = ? and superseded_at is null and name = ?
                                  and name_en is not distinct from ? and kind = ? and district = ?
                                  and park is not distinct from ?
                                  and industry is not distinct from ? and registered is not distinct from ?
                                  and address is not distinct from ?
                                """)
                        .param(now)
                        .param(id)
                        .param(present.name())
                        .param(present.nameEn())
                        .param(present.kind().name())
                        .param(present.district())
                        .param(present.park())
                        .param(present.industry() == null ? null : present.industry().value())
                        .param(present.registered())
                        .param(present.address())
                        .update();
        if (ended == 0) {
            throw new Moved();
        }
    }

    @Override
    @Transactional(readOnly = true)
    public List<Version> versions(UUID organisation) {
        return jdbc.sql(
                        """
                        select * from cluster.organisation_fact where organisation = ?
                        order by recorded_at desc
                        """)
                .param(organisation)
                .query((row, _) -> version(row))
                .list();
    }

    private static Version version(ResultSet row) throws SQLException {
        var industry = row.getString("industry");
        var superseded = row.getObject("superseded_at", OffsetDateTime.class);
        return new Version(
                new Facts(
                        row.getString("name"),
                        row.getString("name_en"),
                        Organisation.Kind.valueOf(row.getString("kind")),
                        row.getString("district"),
                        row.getString("park"),
                        industry == null ? null : new IndustryCode(industry),
                        row.getObject("registered", LocalDate.class),
                        row.getString("address")),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                superseded == null ? null : superseded.toInstant(),
                row.getString("recorded_by_name"),
                row.getString("reason"),
                row.getObject("effective", LocalDate.class));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
