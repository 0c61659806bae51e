package yanzhen.app.cluster.store;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Viewers;

/**
 * 机构信息的止与续: a record that is merged away has no present facts; one that stands again has its last
 * ones.
 */
@Component
class OrganisationFacts {

    private final JdbcClient jdbc;
    private final Viewers viewers;

    OrganisationFacts(JdbcClient jdbc, Viewers viewers) {
        this.jdbc = jdbc;
        this.viewers = viewers;
    }

    void end(UUID organisation, Instant now) {
        jdbc.sql(
                        """
                        update cluster.organisation_fact set superseded_at = ?
                        where organisation = ? and superseded_at is null
                        """)
                .params(now.atOffset(ZoneOffset.UTC), organisation)
                .update();
    }

    /** As a new version, so that the time between stays a time without. */
    void revive(UUID organisation, String reason, Instant now) {
        var actor = viewers.current();
        jdbc.sql(
                        """
                        insert into cluster.organisation_fact
                            (organisation, name, name_en, kind, district, park, industry, registered, address, effective,
                             recorded_at, recorded_by, recorded_by_name, reason)
                        select organisation, name, name_en, kind, district, park, industry, registered, address, effective, ?, ?, ?, ?
                        from cluster.organisation_fact where organisation = ?
                        order by recorded_at desc limit 1
                        """)
                .param(now.atOffset(ZoneOffset.UTC))
                .param(actor.account())
                .param(actor.name())
                .param(reason)
                .param(organisation)
                .update();
    }
}
