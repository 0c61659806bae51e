package yanzhen.app.cluster.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
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
import yanzhen.app.kernel.Period;

@Component
class JdbcCertificates implements Certificates {

    /**
     * The name at issue is the last that was recorded by then, or the first of all, of the record
     * that it was issued to. A recognition that is known no longer was one of two of the same body.
     */
    private static final String EVERY =
            """
            select c.number, c.recognition, r.organisation, c.issued_at, c.status_list, c.status_index,
                   issued.code, issued.lead_kind, issued.lead_jurisdiction, issued.lead_value,
                   k.name_zh as lead_zh, k.name_en as lead_en, named.name as holder_zh, named.name_en as holder_en,
                   present.name as present_zh, present.name_en as present_en,
                   r.document as granted_by, coalesce(r.reason, forgotten.reason) as reason,
                   r.synthetic or issued.synthetic as made_up, lower(r.valid) as valid_from,
                   case when upper_inf(r.known) then upper(r.valid)
                        else least(upper(r.valid), greatest(lower(r.valid) + 1, upper(r.known)::date)) end as valid_until, s.*
            from cluster.certificate c
            cross join lateral (
                select * from cluster.recognition k where k.recognition = c.recognition
                order by lower(k.known) desc limit 1) r
            join cluster.scheme s on s.key = r.scheme
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

    private final JdbcClient jdbc;

    JdbcCertificates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Certificate> find(UUID organisation, UUID recognition) {
        return jdbc.sql(EVERY + "where c.recognition = ? and r.organisation = ?")
                .params(recognition, organisation)
                .query((row, _) -> read(row))
                .optional();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Certificate> numbered(CertificateNumber number) {
        return jdbc.sql(EVERY + "where c.number = ?")
                .param(number.value())
                .query((row, _) -> read(row))
                .optional();
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
                                join cluster.certificate c on c.recognition = was.recognition
                                where not upper_inf(was.known) and c.status_list = ?
                                  and not exists (select from cluster.recognition now
                                                  where now.recognition = was.recognition and upper_inf(now.known))
                                union
                                select c.status_index
                                from cluster.recognition was
                                join cluster.recognition now
                                    on now.recognition = was.recognition and upper_inf(now.known)
                                join cluster.certificate c on c.recognition = was.recognition
                                where not upper_inf(was.known) and upper(now.valid) <= ?
                                  and (upper_inf(was.valid) or upper(was.valid) > upper(now.valid))
                                  and c.status_list = ?
                                """)
                        .params(list, on, list)
                        .query(Integer.class)
                        .set());
    }

    private boolean isUsed(int list) {
        return jdbc.sql("select exists (select from cluster.certificate where status_list = ?)")
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
                row.getObject("issued_at", OffsetDateTime.class).toInstant(),
                new Certificate.StatusPlace(row.getInt("status_list"), row.getInt("status_index")),
                row.getBoolean("made_up"));
    }
}
