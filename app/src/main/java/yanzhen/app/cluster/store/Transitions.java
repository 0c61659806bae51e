package yanzhen.app.cluster.store;

import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.evidence.AuditTrail;

/**
 * 过渡: where a version of the rules says until when at the latest earlier recognitions hold, theirs
 * are shortened, in one statement and each with its audit record; what continues another counts
 * from the first one. A recognition that ends by then stays as it is, so that a second time changes
 * nothing.
 */
@Component
class Transitions {

    private final JdbcClient jdbc;
    private final AuditTrail audit;
    private final Clock clock;

    Transitions(JdbcClient jdbc, AuditTrail audit, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    void apply() {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        jdbc.sql(
                        """
                        with late as materialized (
                            select r.*, v.held_until, v.reason as by_rules
                            from cluster.recognition r
                            left join cluster.succession p on p.successor = r.recognition
                            join lateral (
                                select v.held_until,
                                       coalesce((v.transition -> 'basis' ->> 'document') || ' ' || (v.transition -> 'basis' ->> 'place'),
                                                v.transition -> 'reading' ->> 'zh', v.document) as reason
                                from cluster.scheme_version v
                                where v.scheme = r.scheme and v.held_until is not null
                                  and lower(v.valid) > case when p.successor is null then lower(r.valid)
                                                            else cluster.chain_since(r.recognition) end
                                order by v.held_until limit 1) v on true
                            where upper_inf(r.known) and v.held_until > lower(r.valid)
                              and (upper_inf(r.valid) or upper(r.valid) > v.held_until)
                            order by r.id for update of r),
                        closed as (
                            update cluster.recognition r set known = tstzrange(lower(r.known), ?)
                            from late where r.id = late.id returning r.id)
                        insert into cluster.recognition
                            (recognition, organisation, scheme, valid, known, document, ended, reason, synthetic)
                        select late.recognition, late.organisation, late.scheme,
                               daterange(lower(late.valid), late.held_until), tstzrange(?, null),
                               late.document, 'TRANSITION', late.by_rules, late.synthetic
                        from late join closed using (id)
                        """)
                .param(now)
                .param(now)
                .update();
        audit.recordRows(
                """
                select ?::text as action, 'organisation' as subject_type, r.organisation::text as subject,
                       jsonb_strip_nulls(jsonb_build_object('recognition', r.recognition, 'scheme', r.scheme, 'document', b.document,
                           'valid', jsonb_build_object('from', lower(b.valid), 'until', upper(b.valid)))) as before,
                       jsonb_build_object('recognition', r.recognition, 'scheme', r.scheme, 'document', r.document,
                           'valid', jsonb_build_object('from', lower(r.valid), 'until', upper(r.valid))) as after,
                       r.reason
                from cluster.recognition r
                join cluster.recognition b on b.recognition = r.recognition and upper(b.known) = lower(r.known)
                where r.ended = 'TRANSITION' and lower(r.known) = ?::timestamptz order by r.id
                """,
                "cluster.transition",
                now);
    }
}
