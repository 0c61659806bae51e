package yanzhen.app.cluster.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import yanzhen.app.TestPostgres;

/** A database that held recognitions before there were certificates. */
class CertificatesOfOldTests {

    private static final String REGISTER =
            """
            set yanzhen.role = 'SYSTEM';
            insert into cluster.region (code, name_zh, name_en, kind) values ('310000', '某市', 'City', 'region');
            insert into cluster.region (code, name_zh, name_en, kind, parent)
                values ('310115', '某区', 'District', 'district', '310000');
            insert into cluster.scheme (key, family, level, rank, name_zh, name_en, document, place, mark, ordinal)
                values ('s', 's', 'city', 1, '某', 'Some', '某', '一', 'verified', 1);
            insert into cluster.organisation (id, code, created_at) values
                ('00000000-0000-0000-0000-000000000001', '91310101DEM0000015', '2025-01-01'),
                ('00000000-0000-0000-0000-000000000002', '91310104DEM000002K', '2025-01-01');
            insert into cluster.organisation_fact (organisation, name, kind, district, recorded_at)
                select id, '甲乙', 'ENTERPRISE', '310115', '2025-01-01' from cluster.organisation;
            insert into cluster.recognition (recognition, organisation, scheme, valid, known, ended, reason) values
                ('00000000-0000-0000-0000-00000000000a', '00000000-0000-0000-0000-000000000001', 's',
                 '[2024-01-01,2027-01-01)', '[2025-01-01,2025-06-01)', null, null),
                ('00000000-0000-0000-0000-00000000000a', '00000000-0000-0000-0000-000000000001', 's',
                 '[2024-01-01,2025-06-01)', '[2025-06-01,)', 'REVOKED', '不再符合条件'),
                ('00000000-0000-0000-0000-00000000000b', '00000000-0000-0000-0000-000000000002', 's',
                 '[2023-01-01,)', '[2025-01-01,)', null, null);
            """;

    @Test
    void giveEachRecognitionOneAsOfTheDayOnWhichItWasRecordedFirst() {
        var address = TestPostgres.freshDatabase();
        var source = new DriverManagerDataSource(address.url(), address.user(), address.password());
        flyway(source).target("1.05").load().migrate();
        // One connection, for the viewer is set on it: the owner of the tables is bound by them
        // too.
        var own =
                new SingleConnectionDataSource(
                        address.url(), address.user(), address.password(), true);
        try {
            var jdbc = JdbcClient.create(own);
            jdbc.sql(REGISTER).update();

            flyway(source).load().migrate();

            assertThat(
                            jdbc.sql(
                                            "select year || ' ' || issued_at::date || ' ' || right(recognition::text, 1) from cluster.certificate order by 1")
                                    .query(String.class)
                                    .list())
                    .containsExactly("2023 2025-01-01 b", "2024 2025-01-01 a");
        } finally {
            own.destroy();
        }
    }

    private static FluentConfiguration flyway(DriverManagerDataSource source) {
        return Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration")
                .outOfOrder(true);
    }
}
