package yanzhen.app.chain.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.chain.Makers;

@Component
class JdbcMakers implements Makers {

    private final JdbcClient jdbc;

    JdbcMakers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Maker> of(String chain) {
        return jdbc.sql(
                        """
                        select p.node, p.organisation, p.provider_zh, p.provider_en, p.country, p.share,
                               p.negligible, p.total, p.synthetic, f.name, f.name_en,
                               case when p.country = 'CN' then f.district end as district
                        from chain.place l
                        join chain.provision p on p.node = l.node and p.superseded_at is null
                        left join cluster.organisation_fact f
                            on f.organisation = p.organisation and f.superseded_at is null
                        where l.chain = ? and l.ended_at is null
                        order by l.ordinal, p.share desc nulls last, p.provider_zh, p.id
                        """)
                .param(chain)
                .query((row, _) -> maker(row))
                .list();
    }

    private static Maker maker(ResultSet row) throws SQLException {
        return new Maker(
                row.getObject("node", UUID.class),
                row.getObject("organisation", UUID.class),
                JdbcProvisions.provider(row),
                row.getString("country"),
                row.getString("district"),
                row.getBigDecimal("share"),
                row.getBoolean("negligible"),
                row.getBoolean("total"),
                row.getBoolean("synthetic"));
    }

    @Override
    @Transactional(readOnly = true)
    public List<Tile> tiles() {
        return jdbc.sql("select * from chain.district_tile order by at_row, at_column")
                .query((row, _) ->
                        new Tile(
                                row.getString("code"),
                                row.getInt("at_column"),
                                row.getInt("at_row")))
                .list();
    }
}
