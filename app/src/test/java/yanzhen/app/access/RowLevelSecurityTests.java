package yanzhen.app.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.IntegrationTest;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

/**
 * Reads PostgreSQL's own catalogue: whatever table belongs to an organisation, a district or an
 * account, or hangs on one that does, is closed by row-level security. A new table is found by
 * itself.
 */
@IntegrationTest
class RowLevelSecurityTests {

    /** Tables that refer to one, and are everybody's to read all the same. Each says why. */
    private static final Map<String, String> OPEN =
            Map.of("cluster.region", "its parent is a region: the list of districts is public");

    /** Functions that run with their owner's rights. There are none. */
    private static final Set<String> DEFINERS = Set.of();

    private static final String OURS =
            "nspname not like 'pg\\_%' and nspname not in ('information_schema', 'public')";

    @Autowired PackLoader loader;
    @Autowired JdbcClient jdbc;
    @Autowired JdbcTemplate plain;
    @Autowired TransactionTemplate transaction;

    @BeforeEach
    void load() {
        Viewers.doAs(
                Viewer.SYSTEM,
                () -> loader.load(Pack.at(Path.of("..", "packs", "shanghai-14fyp"), true)));
    }

    @Test
    void isOnAndForcedForEveryTableOfATenant() {
        var tenants = tenants();

        assertThat(tenants)
                .contains(
                        "access.account",
                        "access.mandate",
                        "access.invitation",
                        "chain.provision",
                        "challenge.bid",
                        "challenge.target",
                        "cluster.recognition",
                        "evidence.audit",
                        "evidence.command",
                        "evidence.file",
                        "loop.contract");
        assertThat(tenants.stream().filter(it -> !forced().contains(it))).isEmpty();
        System.out.printf("Row-level security: %d tables of tenants.%n", tenants.size());
    }

    /** A right without a policy shows nothing, and a policy without a check lets rows slip out. */
    @Test
    void hasAPolicyWithItsConditionsForEveryRightThatIsGranted() {
        var policies = policies();
        for (var table : tenants()) {
            for (var right : List.of("SELECT", "INSERT", "UPDATE", "DELETE")) {
                if (!granted(table, right)) {
                    continue;
                }
                var policy = policies.get(table + " " + right);
                assertThat(policy).as("%s on %s", right, table).isNotNull();
                assertThat(Objects.requireNonNull(policy).using() || right.equals("INSERT"))
                        .as("USING for %s on %s", right, table)
                        .isTrue();
                assertThat(policy.check() || right.equals("SELECT") || right.equals("DELETE"))
                        .as("WITH CHECK for %s on %s", right, table)
                        .isTrue();
            }
        }
    }

    /** Nobody set: no transaction of a viewer, as a forgotten one would be. */
    @Test
    void showsAndChangesNoRowOfATenantWhenNoViewerIsSet() {
        for (var table : tenants()) {
            assertThat(plain.queryForObject("select count(*) from " + table, Long.class))
                    .as(table)
                    .isZero();
            if (granted(table, "UPDATE")) {
                var column = plain.queryForObject(FIRST_UPDATABLE, String.class, table);
                assertThat(plain.update("update %s set %s = %s".formatted(table, column, column)))
                        .as(table)
                        .isZero();
            }
        }
        assertThat(rows("access.account")).isPositive();
        assertThat(rows("cluster.organisation")).isGreaterThan(300);
    }

    private static final String FIRST_UPDATABLE =
            """
            select quote_ident(attname) from pg_attribute
            where attrelid = ?::regclass and attnum > 0 and not attisdropped
              and attgenerated = '' and attidentity = ''
            order by attnum limit 1
            """;

    @Test
    void bindsTheApplicationWhichOwnsNothingAndBypassesNothing() {
        var role =
                plain.queryForMap(
                        "select current_user as name, rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = current_user");

        assertThat(role)
                .containsEntry("name", "yanzhen_app")
                .containsEntry("rolsuper", false)
                .containsEntry("rolbypassrls", false)
                .containsEntry("rolcreaterole", false);
        assertThat(
                        texts(
                                "select c.relname from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = 'yanzhen_app'"))
                .isEmpty();
        assertThat(
                        texts(
                                "select p.proname from pg_proc p join pg_roles r on r.oid = p.proowner where r.rolname = 'yanzhen_app'"))
                .isEmpty();
        assertThat(
                        texts(
                                "select nspname from pg_namespace where "
                                        + OURS
                                        + " and has_schema_privilege('yanzhen_app', oid, 'CREATE')"))
                .isEmpty();
    }

    @Test
    void isNotGoneAroundByFunctionsOrViews() {
        var definers =
                texts(
                        "select nspname || '.' || proname from pg_proc p join pg_namespace n on n.oid = pronamespace where prosecdef and "
                                + OURS);
        var views =
                texts(
                        """
                        select nspname || '.' || relname from pg_class c join pg_namespace n on n.oid = relnamespace
                        where relkind in ('v', 'm') and not coalesce('security_invoker=true' = any (reloptions), false) and
                        """
                                + OURS);

        assertThat(DEFINERS).containsAll(definers);
        assertThat(views).isEmpty();
    }

    /** The audit trail only grows, whoever asks. */
    @Test
    void leavesNobodyTheRightToChangeOrRemoveAnAuditRecord() {
        assertThat(granted("evidence.audit", "INSERT")).isTrue();
        assertThat(granted("evidence.audit", "UPDATE")).isFalse();
        assertThat(granted("evidence.audit", "DELETE")).isFalse();
        assertThat(granted("evidence.audit", "TRUNCATE")).isFalse();
    }

    /**
     * Tables with a reference to an organisation, a region or an account, or with a column named
     * like one, and all that refer to such a table as their whole.
     */
    private Set<String> tenants() {
        var found =
                texts(
                        """
                        with recursive named as (
                            select distinct a.attrelid as oid
                            from pg_attribute a join pg_type t on t.oid = a.atttypid
                            where a.attnum > 0 and not a.attisdropped
                              and ((t.typname = 'uuid' and a.attname in
                                       ('organisation', 'owner', 'maker', 'seller', 'buyer', 'account', 'sender', 'uploaded_by', 'firm', 'provider'))
                                   or (t.typname = 'text' and a.attname like '%district%'))
                            union
                            select k.conrelid from pg_constraint k
                            where k.contype = 'f' and k.confrelid in
                                ('cluster.organisation'::regclass, 'cluster.region'::regclass, 'access.account'::regclass)
                        ), tenants as (
                            select oid from named
                            union select 'cluster.organisation'::regclass::oid
                            union select 'access.account'::regclass::oid
                            union
                            select k.conrelid from tenants t join pg_constraint k on k.contype = 'f' and k.confrelid = t.oid
                        )
                        select n.nspname || '.' || c.relname
                        from tenants t join pg_class c on c.oid = t.oid join pg_namespace n on n.oid = c.relnamespace
                        where c.relkind in ('r', 'p') and
                        """
                                + OURS);
        return found.stream().filter(it -> !OPEN.containsKey(it)).collect(Collectors.toSet());
    }

    private Set<String> forced() {
        return Set.copyOf(
                texts(
                        "select nspname || '.' || relname from pg_class c join pg_namespace n on n.oid = relnamespace where relrowsecurity and relforcerowsecurity"));
    }

    private record Policy(boolean using, boolean check) {
        Policy and(Policy other) {
            return new Policy(using && other.using, check && other.check);
        }
    }

    private Map<String, Policy> policies() {
        var found = new TreeMap<String, Policy>();
        jdbc.sql(
                        "select schemaname || '.' || tablename as name, cmd, qual is not null as using, with_check is not null as checks from pg_policies")
                .query(row -> {
                    var policy = new Policy(row.getBoolean("using"), row.getBoolean("checks"));
                    var commands =
                            row.getString("cmd").equals("ALL")
                                    ? List.of("SELECT", "INSERT", "UPDATE", "DELETE")
                                    : List.of(row.getString("cmd"));
                    for (var command : commands) {
                        found.merge(row.getString("name") + " " + command, policy, Policy::and);
                    }
                });
        return found;
    }

    private boolean granted(String table, String right) {
        return Boolean.TRUE.equals(
                plain.queryForObject(
                        "select has_table_privilege('yanzhen_app', ?, ?)",
                        Boolean.class,
                        table,
                        right));
    }

    private long rows(String table) {
        return Viewers.doAs(
                Viewer.SYSTEM,
                () ->
                        Objects.requireNonNull(
                                transaction.execute(_ ->
                                        jdbc.sql("select count(*) from " + table)
                                                .query(Long.class)
                                                .single())));
    }

    private List<String> texts(String sql) {
        return plain.query(sql, (row, _) -> row.getString(1));
    }
}
