package yanzhen.app.cluster.store;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Facts;

/** Writes a version of the facts of an organisation. */
@Component
class FactRows {

    private final JdbcClient jdbc;
    private final Viewers viewers;

    FactRows(JdbcClient jdbc, Viewers viewers) {
        this.jdbc = jdbc;
        this.viewers = viewers;
    }

    void insert(
            UUID id,
            Facts facts,
            @Nullable String reason,
            @Nullable LocalDate effective,
            OffsetDateTime now) {
        var actor = viewers.current();
        jdbc.sql(
                        """
                        insert into cluster.organisation_fact
                            (organisation, name, name_en, kind, district, park, industry, registered, address, recorded_at,
                             recorded_by, recorded_by_name, reason, effective)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(id)
                .param(facts.name())
                .param(facts.nameEn())
                .param(facts.kind().name())
                .param(facts.district())
                .param(facts.park())
                .param(facts.industry() == null ? null : facts.industry().value())
                .param(facts.registered())
                .param(facts.address())
                .param(now)
                .param(actor.account())
                .param(actor.name())
                .param(reason)
                .param(effective)
                .update();
    }
}
