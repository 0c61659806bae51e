package yanzhen.app.cluster.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.cluster.Identifier;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.cluster.OtherIdentifier;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.CreditCode;
import yanzhen.app.kernel.IndustryCode;

@Component
class JdbcOrganisations implements Organisations {

    /** The present facts of organisations {@code o}. */
    static final String CURRENT =
            """
            select o.id, o.code, o.lead_kind, o.lead_jurisdiction, o.lead_value, o.synthetic,
                   k.name_zh as lead_zh, k.name_en as lead_en,
                   f.name, f.name_en, f.kind, f.district, f.park, f.industry, f.registered, f.address
            from cluster.organisation o
            join cluster.organisation_fact f on f.organisation = o.id and f.superseded_at is null
            left join cluster.identifier_kind k on k.key = o.lead_kind and o.code is null
            """;

    /** The present facts; of a record that was merged into another the last that it had. */
    private static final String LAST =
            """
            select o.id, o.code, o.lead_kind, o.lead_jurisdiction, o.lead_value, o.synthetic,
                   k.name_zh as lead_zh, k.name_en as lead_en,
                   f.name, f.name_en, f.kind, f.district, f.park, f.industry, f.registered, f.address
            from cluster.organisation o
            cross join lateral (select * from cluster.organisation_fact f where f.organisation = o.id
                                order by f.recorded_at desc limit 1) f
            left join cluster.identifier_kind k on k.key = o.lead_kind and o.code is null
            """;

    /** The present facts of whoever stands for a key now. */
    private static final String BY_KEY =
            """
            select written.key as written, o.id, o.code, o.lead_kind, o.lead_jurisdiction, o.lead_value, o.synthetic,
                   k.name_zh as lead_zh, k.name_en as lead_en,
                   f.name, f.name_en, f.kind, f.district, f.park, f.industry, f.registered, f.address
            from cluster.organisation written
            join cluster.organisation o on o.id = case when written.merged_into is null then written.id
                                                       else cluster.present_of(written.id) end
            join cluster.organisation_fact f on f.organisation = o.id and f.superseded_at is null
            left join cluster.identifier_kind k on k.key = o.lead_kind and o.code is null
            """;

    private final JdbcClient jdbc;

    JdbcOrganisations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Organisation> find(UUID id) {
        return jdbc.sql(CURRENT + "where o.id = ?")
                .param(id)
                .query((row, _) -> read(row))
                .optional();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Organisation> findByCode(CreditCode code) {
        return jdbc.sql(BY_KEY + "where written.code = ?")
                .param(code.value())
                .query((row, _) -> read(row))
                .optional();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Organisation> findByKey(String key) {
        return jdbc.sql(BY_KEY + "where written.key = ?")
                .param(key)
                .query((row, _) -> read(row))
                .optional();
    }

    @Override
    @Transactional(readOnly = true)
    public Map<String, Organisation> byKey(Collection<String> keys) {
        var found = new HashMap<String, Organisation>();
        jdbc.sql(BY_KEY + "where written.key = any (?)")
                .param(keys.toArray(String[]::new))
                .query(row -> {
                    found.put(row.getString("written"), read(row));
                });
        return found;
    }

    @Override
    @Transactional(readOnly = true)
    public Map<UUID, Organisation> byId(Collection<UUID> ids) {
        return jdbc
                .sql(LAST + "where o.id = any (?)")
                .param(ids.toArray(UUID[]::new))
                .query((row, _) -> read(row))
                .list()
                .stream()
                .collect(Collectors.toMap(Organisation::id, Function.identity()));
    }

    static Organisation read(ResultSet row) throws SQLException {
        var industry = row.getString("industry");
        return new Organisation(
                row.getObject("id", UUID.class),
                identifier(row),
                row.getString("name"),
                row.getString("name_en"),
                Organisation.Kind.valueOf(row.getString("kind")),
                row.getString("district"),
                row.getString("park"),
                industry == null ? null : new IndustryCode(industry),
                row.getObject("registered", java.time.LocalDate.class),
                row.getString("address"),
                row.getBoolean("synthetic"));
    }

    /** From the columns {@code code} and {@code lead_…} of an organisation. */
    static Identifier identifier(ResultSet row) throws SQLException {
        var code = row.getString("code");
        return code == null
                ? new Identifier.Other(
                        new OtherIdentifier(
                                row.getString("lead_kind"),
                                row.getString("lead_jurisdiction"),
                                row.getString("lead_value")),
                        new Bilingual(row.getString("lead_zh"), row.getString("lead_en")))
                : new Identifier.Credit(new CreditCode(code));
    }
}
