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
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.kernel.CreditCode;
import yanzhen.app.kernel.IndustryCode;

@Component
class JdbcOrganisations implements Organisations {

    /** The present facts of organisations {@code o}. */
    static final String CURRENT =
            """
            select o.id, o.code, o.synthetic,
                   f.name, f.name_en, f.kind, f.district, f.industry, f.registered
            from cluster.organisation o
            join cluster.organisation_fact f on f.organisation = o.id and f.superseded_at is null
            """;

    /** The present facts; of a record that was merged into another the last that it had. */
    private static final String LAST =
            """
            select o.id, o.code, o.synthetic,
                   f.name, f.name_en, f.kind, f.district, f.industry, f.registered
            from cluster.organisation o
            cross join lateral (select * from cluster.organisation_fact f where f.organisation = o.id
                                order by f.recorded_at desc limit 1) f
            """;

    /** The present facts of whoever stands for a code now. */
    private static final String BY_CODE =
            """
            select written.code as written, o.id, o.code, o.synthetic,
                   f.name, f.name_en, f.kind, f.district, f.industry, f.registered
            from cluster.organisation written
            join cluster.organisation o on o.id = case when written.merged_into is null then written.id
                                                       else cluster.present_of(written.id) end
            join cluster.organisation_fact f on f.organisation = o.id and f.superseded_at is null
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
        return jdbc.sql(BY_CODE + "where written.code = ?")
                .param(code.value())
                .query((row, _) -> read(row))
                .optional();
    }

    @Override
    @Transactional(readOnly = true)
    public Map<CreditCode, Organisation> byCode(Collection<CreditCode> codes) {
        var found = new HashMap<CreditCode, Organisation>();
        jdbc.sql(BY_CODE + "where written.code = any (?)")
                .param(codes.stream().map(CreditCode::value).toArray(String[]::new))
                .query(row -> {
                    found.put(new CreditCode(row.getString("written")), read(row));
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
                new CreditCode(row.getString("code")),
                row.getString("name"),
                row.getString("name_en"),
                Organisation.Kind.valueOf(row.getString("kind")),
                row.getString("district"),
                industry == null ? null : new IndustryCode(industry),
                row.getObject("registered", java.time.LocalDate.class),
                row.getBoolean("synthetic"));
    }
}
