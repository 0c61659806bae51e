package yanzhen.app.chain.taskforce.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.chain.taskforce.Abilities;
import yanzhen.app.kernel.Bilingual;

@Component
class JdbcAbilities implements Abilities {

    private final JdbcClient jdbc;

    JdbcAbilities(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Ability> all() {
        return jdbc.sql(
                        """
                        select p.node, n.chain, p.organisation, p.country, p.share, p.synthetic, p.provider_zh,
                               coalesce(f.name, p.provider_zh) as name_zh,
                               case when f.name is null then p.provider_en else coalesce(f.name_en, f.name) end as name_en
                        from chain.provision p join chain.node n on n.id = p.node
                        left join cluster.organisation_fact f
                            on f.organisation = p.organisation and f.superseded_at is null
                        where p.superseded_at is null and not p.total
                        order by p.node, p.provider_zh, p.id
                        """)
                .query((row, _) -> ability(row))
                .list();
    }

    private static Ability ability(ResultSet row) throws SQLException {
        var organisation = row.getObject("organisation", UUID.class);
        var country = row.getString("country");
        return new Ability(
                organisation == null
                        ? "%s %s %s"
                                .formatted(
                                        row.getString("chain"),
                                        country,
                                        row.getString("provider_zh"))
                        : organisation.toString(),
                organisation,
                name(row),
                country.equals("CN"),
                row.getObject("node", UUID.class),
                row.getBigDecimal("share"),
                row.getBoolean("synthetic"));
    }

    private static Bilingual name(ResultSet row) throws SQLException {
        return new Bilingual(row.getString("name_zh"), row.getString("name_en"));
    }

    @Override
    @Transactional(readOnly = true)
    public Map<UUID, Named> names(Collection<UUID> nodes) {
        var found = new HashMap<UUID, Named>();
        jdbc.sql("select id, chain, name_zh, name_en from chain.node where id = any (?)")
                .param(nodes.toArray(UUID[]::new))
                .query(row -> {
                    found.put(
                            row.getObject("id", UUID.class),
                            new Named(row.getString("chain"), name(row)));
                });
        return found;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Institute> institutes(Collection<UUID> nodes) {
        return jdbc.sql(
                        """
                        select f.organisation, f.name as name_zh, coalesce(f.name_en, f.name) as name_en,
                               s.node, s.kind, s.title, s.synthetic
                        from (select p.organisation, null as owner, p.node, 'PROVISION' as kind, '' as title, p.synthetic
                              from chain.provision p
                              where p.node = any (:nodes) and p.superseded_at is null and p.organisation is not null
                              union all
                              select null, n.owner_zh, n.node, n.kind, n.value, n.synthetic
                              from chain.node_fact n
                              where n.node = any (:nodes) and n.superseded_at is null and n.kind in ('PATENT', 'STANDARD')) s
                        join cluster.organisation_fact f
                            on (f.organisation = s.organisation or f.name = s.owner) and f.superseded_at is null
                                and f.kind in ('INSTITUTE', 'UNIVERSITY')
                        order by f.name, s.node, s.kind, s.title
                        """)
                .param("nodes", nodes.toArray(UUID[]::new))
                .query((row, _) ->
                        new Institute(
                                row.getObject("organisation", UUID.class),
                                name(row),
                                row.getObject("node", UUID.class),
                                row.getString("kind"),
                                row.getString("title"),
                                row.getBoolean("synthetic")))
                .list();
    }
}
