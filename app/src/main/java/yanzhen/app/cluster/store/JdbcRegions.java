package yanzhen.app.cluster.store;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.cluster.Region;
import yanzhen.app.cluster.Regions;
import yanzhen.app.kernel.Bilingual;

@Component
class JdbcRegions implements Regions {

    private static final RowMapper<Region> REGION =
            (row, _) ->
                    new Region(
                            row.getString("code"),
                            new Bilingual(row.getString("name_zh"), row.getString("name_en")),
                            row.getString("kind").equals("district"),
                            row.getBoolean("synthetic"));

    private final JdbcClient jdbc;

    JdbcRegions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Region> districts() {
        return jdbc.sql("select * from cluster.region where kind = 'district' order by code")
                .query(REGION)
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Region> whole() {
        return jdbc.sql("select * from cluster.region where kind = 'region' order by code limit 1")
                .query(REGION)
                .optional();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Region> parks() {
        return jdbc.sql("select * from cluster.region where kind = 'park' order by code")
                .query(REGION)
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Region> find(String code) {
        return jdbc.sql("select * from cluster.region where code = ? and kind <> 'park'")
                .param(code)
                .query(REGION)
                .optional();
    }
}
