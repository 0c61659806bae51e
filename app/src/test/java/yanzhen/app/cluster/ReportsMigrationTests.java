package yanzhen.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import yanzhen.app.TestPostgres;
import yanzhen.app.launch.DatabaseAddress;

/** Reports of before the history of submissions get one from when their numbers came and went. */
class ReportsMigrationTests {

    private static final String BEFORE = "1.05";
    private static final UUID FIRM = new UUID(0, 1);

    private final DatabaseAddress address = TestPostgres.freshDatabase();
    private final JdbcClient jdbc =
            JdbcClient.create(
                    new SingleConnectionDataSource(
                            address.url(), address.user(), address.password(), true));

    private FluentConfiguration migrations() {
        return Flyway.configure()
                .dataSource(address.url(), address.user(), address.password())
                .outOfOrder(true);
    }

    @Test
    void makeASubmissionOfEveryMomentAtWhichNumbersCameOrWent() {
        migrations().target(BEFORE).load().migrate();
        jdbc.sql("select set_config('yanzhen.role', 'SYSTEM', false)").query(row -> {});
        jdbc.sql(
                        "insert into cluster.organisation (id, code, created_at) values (?, '91310101DEM0000015', now())")
                .param(FIRM)
                .update();
        number("staff", "2026-01-01", "2026-01-02", null, "演示");
        number("rd", "2026-01-01", "2026-01-03", null, "演示");
        number("staff", "2026-01-02", null, UUID.randomUUID(), "甲");

        migrations().load().migrate();

        // On the first day both came with the pack, then 甲 changed staff, then somebody took rd
        // back.
        assertThat(
                        texts(
                                "select number || ' ' || way || ' ' || recorded_by_name from cluster.report_submission order by number"))
                .containsExactly("1 PACK 演示", "2 FORM 甲", "3 FORM —");
        assertThat(
                        texts(
                                "select datum || ' ' || submission || ' ' || coalesce(ended_by, 0) from cluster.reported order by recorded_at, datum"))
                .containsExactly("rd 1 3", "staff 1 2", "staff 2 0");
        assertThat(
                        texts(
                                "select relname from pg_class where oid = 'cluster.reported'::regclass and relforcerowsecurity"))
                .hasSize(1);
    }

    private void number(
            String datum,
            String from,
            @org.jspecify.annotations.Nullable String until,
            @org.jspecify.annotations.Nullable UUID account,
            String by) {
        jdbc.sql(
                        """
                        insert into cluster.reported
                            (organisation, datum, year, value, recorded_at, superseded_at, recorded_by, recorded_by_name)
                        values (?, ?, 2025, 1, ?::timestamptz, ?::timestamptz, ?, ?)
                        """)
                .param(FIRM)
                .param(datum)
                .param(from)
                .param(until)
                .param(account)
                .param(by)
                .update();
    }

    private List<String> texts(String sql) {
        return jdbc.sql(sql).query((row, _) -> row.getString(1)).list();
    }
}
