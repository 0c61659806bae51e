package yanzhen.app.cluster.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.cluster.Certificate;
import yanzhen.app.cluster.CertificateNumber;
import yanzhen.app.cluster.Certificates;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.Period;

@Component
class JdbcCertificates implements Certificates {

    /**
     * The name at issue is the last that was recorded by then, or the first of all, of the record
     * that it was issued to. A recognition that is known no longer was one of two of the same body.
     */
    private static final String EVERY =
            """
            select c.number, c.recognition, r.organisation, c.edition, c.issued_at, c.replaced_at,
                   c.status_list, c.status_index,
                   issued.code, issued.lead_kind, issued.lead_jurisdiction, issued.lead_value,
                   k.name_zh as lead_zh, k.name_en as lead_en, named.name as holder_zh, named.name_en as holder_en,
                   present.name as present_zh, present.name_en as present_en,
                   r.document as granted_by, coalesce(r.reason, forgotten.reason) as reason,
                   case when upper_inf(r.known) then r.ended else coalesce(r.ended, 'REVOKED') end as ended,
                   r.synthetic or issued.synthetic as made_up, lower(r.valid) as valid_from,
                   case when upper_inf(r.known) then upper(r.valid)
                        else least(upper(r.valid), greatest(lower(r.valid) + 1, upper(r.known)::date)) end as valid_until,
                   v.document, v.place, s.*
            from cluster.certificate_paper c
            cross join lateral (
                select * from cluster.recognition k where k.recognition = c.recognition
                order by lower(k.known) desc limit 1) r
            join cluster.scheme s on s.key = r.scheme
            join cluster.scheme_version v
                on v.scheme = r.scheme and v.key = cluster.version_on(r.scheme, lower(r.valid))
            join cluster.organisation issued on issued.id = c.organisation
            left join cluster.identifier_kind k on k.key = issued.lead_kind and issued.code is null
            left join lateral (
                select i.reason from cluster.identity_step i
                where not upper_inf(r.known) and i.kind = 'MERGE' and i.at = upper(r.known)
                  and r.organisation in (i.giver, i.taker) limit 1) forgotten on true
            cross join lateral (
                select f.name, f.name_en from cluster.organisation_fact f
                where f.organisation = cluster.present_of(r.organisation)
                order by f.recorded_at desc limit 1) present
            cross join lateral (
                select f.name, f.name_en from cluster.organisation_fact f
                where f.organisation = c.organisation
                order by f.recorded_at > c.issued_at,
                         case when f.recorded_at > c.issued_at then f.recorded_at end,
                         f.recorded_at desc
                limit 1) named
            """;

    /** An eighth of a list is taken at most, so that this many tries never fail all. */
    private static final int MOST_ATTEMPTS = 100;

    private static final String LAST = " and c.replaced_at is null";

    private final JdbcClient jdbc;
    private final AuditTrail audit;
    private final Clock clock;

    JdbcCertificates(JdbcClient jdbc, AuditTrail audit, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Certificate> find(UUID organisation, UUID recognition) {
        return jdbc.sql(EVERY + "where c.recognition = ? and r.organisation = ?" + LAST)
                .params(recognition, organisation)
                .query((row, _) -> read(row))
                .optional();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Certificate> find(UUID organisation, UUID recognition, int edition) {
        return jdbc.sql(EVERY + "where c.recognition = ? and r.organisation = ? and c.edition = ?")
                .params(recognition, organisation, edition)
                .query((row, _) -> read(row))
                .optional();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Certificate> numbered(CertificateNumber number) {
        return jdbc.sql(EVERY + "where c.number = ?" + LAST)
                .param(number.value())
                .query((row, _) -> read(row))
                .optional();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Certificate> editions(CertificateNumber number) {
        return jdbc.sql(EVERY + "where c.number = ? order by c.edition desc")
                .param(number.value())
                .query((row, _) -> read(row))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public Map<UUID, CertificateNumber> numbers(UUID organisation) {
        record Numbered(UUID recognition, CertificateNumber number) {}
        return jdbc
                .sql(
                        """
                        select c.recognition, c.number from cluster.certificate c
                        where c.recognition in (select r.recognition from cluster.recognition r where r.organisation = ?)
                        """)
                .param(organisation)
                .query((row, _) ->
                        new Numbered(
                                row.getObject(1, UUID.class),
                                new CertificateNumber(row.getString(2))))
                .list()
                .stream()
                .collect(Collectors.toMap(Numbered::recognition, Numbered::number));
    }

    /** What is superseded is little beside what is in force: so it is looked through first. */
    @Override
    @Transactional(readOnly = true)
    public Optional<Set<Integer>> endedEarly(int list, LocalDate on) {
        if (!isUsed(list)) {
            return Optional.empty();
        }
        return Optional.of(
                jdbc.sql(
                                """
                                select c.status_index
                                from cluster.recognition was
                                join cluster.certificate_paper c on c.recognition = was.recognition
                                where not upper_inf(was.known) and c.status_list = ?
                                  and not exists (select from cluster.recognition now
                                                  where now.recognition = was.recognition and upper_inf(now.known))
                                union
                                select c.status_index
                                from cluster.recognition was
                                join cluster.recognition now
                                    on now.recognition = was.recognition and upper_inf(now.known)
                                join cluster.certificate_paper c on c.recognition = was.recognition
                                where not upper_inf(was.known) and upper(now.valid) <= ?
                                  and (upper_inf(was.valid) or upper(was.valid) > upper(now.valid))
                                  and c.status_list = ?
                                """)
                        .params(list, on, list)
                        .query(Integer.class)
                        .set());
    }

    @Override
    @Transactional(readOnly = true)
    public Set<Integer> replaced(int list) {
        return jdbc.sql(
                        """
                        select c.status_index from cluster.certificate_paper c
                        where c.status_list = ? and c.replaced_at is not null
                        """)
                .param(list)
                .query((row, _) -> Integer.valueOf(row.getInt(1)))
                .set();
    }

    private record Reissued(UUID recognition, int edition) {}

    /** A place by chance, as the first edition has; where it is taken, another try is made. */
    @Override
    @Transactional
    public int reissue(UUID recognition, UUID adjustment) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            var edition =
                    jdbc.sql(
                                    """
                                    insert into cluster.certificate_edition
                                        (recognition, organisation, edition, adjustment, issued_at, status_index)
                                    select c.recognition, r.organisation,
                                           1 + (select count(*) from cluster.certificate_paper p where p.recognition = c.recognition),
                                           ?, ?, random(0, 131071)
                                    from cluster.certificate c
                                    join cluster.recognition r on r.recognition = c.recognition and upper_inf(r.known)
                                    where c.recognition = ?
                                    on conflict (status_list, status_index) do nothing
                                    returning edition
                                    """)
                            .params(
                                    adjustment,
                                    clock.instant().atOffset(ZoneOffset.UTC),
                                    recognition)
                            .query(Integer.class)
                            .optional();
            if (edition.isPresent()) {
                audit.record(
                        Change.created(
                                "cluster.reissue",
                                "adjustment",
                                adjustment,
                                new Reissued(recognition, edition.get())));
                return edition.get();
            }
        }
        throw new IllegalStateException(
                "The recognition %s has no certificate, or the status lists are full."
                        .formatted(recognition));
    }

    private boolean isUsed(int list) {
        return jdbc.sql(
                        "select exists (select from cluster.certificate_paper where status_list = ?)")
                .param(list)
                .query(Boolean.class)
                .single();
    }

    private static Certificate read(ResultSet row) throws SQLException {
        return new Certificate(
                new CertificateNumber(row.getString("number")),
                row.getObject("recognition", UUID.class),
                row.getObject("organisation", UUID.class),
                JdbcOrganisations.identifier(row),
                new Certificate.Name(row.getString("holder_zh"), row.getString("holder_en")),
                new Certificate.Name(row.getString("present_zh"), row.getString("present_en")),
                JdbcRecognitions.scheme(row),
                "%s %s".formatted(row.getString("document"), row.getString("place")).strip(),
                new Period(
                        row.getObject("valid_from", LocalDate.class),
                        row.getObject("valid_until", LocalDate.class)),
                row.getString("granted_by"),
                row.getString("reason"),
                JdbcRegister.ending(row.getString("ended")),
                row.getInt("edition"),
                row.getObject("issued_at", OffsetDateTime.class).toInstant(),
                ApplicationReader.moment(row, "replaced_at"),
                new Certificate.StatusPlace(row.getInt("status_list"), row.getInt("status_index")),
                row.getBoolean("made_up"));
    }
}
