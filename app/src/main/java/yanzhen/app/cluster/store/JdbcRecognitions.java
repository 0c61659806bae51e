package yanzhen.app.cluster.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.cluster.Holding;
import yanzhen.app.cluster.Recognitions;
import yanzhen.app.cluster.Scheme;
import yanzhen.app.kernel.AsOf;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Period;

@Component
class JdbcRecognitions implements Recognitions {

    private final JdbcClient jdbc;

    JdbcRecognitions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Scheme> schemes() {
        return jdbc.sql("select * from cluster.scheme order by ordinal")
                .query((row, _) -> scheme(row))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Stock> stocks(List<Set<String>> groups, AsOf asOf) {
        var ordinals = new ArrayList<Integer>();
        var schemes = new ArrayList<String>();
        for (int group = 0; group < groups.size(); group++) {
            for (var scheme : groups.get(group)) {
                ordinals.add(group);
                schemes.add(scheme);
            }
        }
        var stocks = new ArrayList<>(Collections.nCopies(groups.size(), Stock.NOTHING));
        jdbc.sql(
                        """
                        select g.ordinal, count(*), count(distinct r.organisation), bool_or(r.synthetic)
                        from unnest(?::int[], ?::text[]) as g(ordinal, scheme)
                        join cluster.recognition r on r.scheme = g.scheme
                        where r.valid @> ? and r.known @> ?
                        group by g.ordinal
                        """)
                .params(
                        ordinals.toArray(Integer[]::new),
                        schemes.toArray(String[]::new),
                        asOf.day(),
                        asOf.knownAt().atOffset(ZoneOffset.UTC))
                .query(row -> {
                    stocks.set(
                            row.getInt(1),
                            new Stock(row.getLong(2), row.getLong(3), row.getBoolean(4)));
                });
        return List.copyOf(stocks);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Holding> holdings(Set<String> schemes, AsOf asOf) {
        return jdbc.sql(
                        """
                        select recognition, organisation, scheme, synthetic,
                               lower(valid) as valid_from, upper(valid) as valid_until
                        from cluster.recognition
                        where scheme = any (?) and valid @> ? and known @> ?
                        order by scheme, organisation
                        """)
                .params(
                        schemes.toArray(String[]::new),
                        asOf.day(),
                        asOf.knownAt().atOffset(ZoneOffset.UTC))
                .query((row, _) -> holding(row))
                .list();
    }

    static Scheme scheme(ResultSet row) throws SQLException {
        return new Scheme(
                row.getString("key"),
                row.getString("family"),
                row.getString("level"),
                row.getInt("rank"),
                row.getObject("step", Integer.class),
                new Bilingual(row.getString("name_zh"), row.getString("name_en")));
    }

    static Holding holding(ResultSet row) throws SQLException {
        return new Holding(
                row.getObject("recognition", UUID.class),
                row.getObject("organisation", UUID.class),
                row.getString("scheme"),
                new Period(
                        row.getObject("valid_from", LocalDate.class),
                        row.getObject("valid_until", LocalDate.class)),
                row.getBoolean("synthetic"));
    }
}
