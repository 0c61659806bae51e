package yanzhen.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.kernel.CreditCode;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

/**
 * How long somebody waits who types a body into a register of made-up organisations: with the names
 * kept in memory and, as the baseline of the same run, with the register read for each. Asserts
 * that both say the same, and no time. Run by {@code bench/likely.sh}, which says how many there
 * are.
 */
@Tag("bench")
@IntegrationTest
class LikelySameBench {

    private static final int BODIES = Integer.getInteger("bench.bodies", 100_000);
    private static final int ASKED = 200;
    private static final int READ_ANEW = 5;
    private static final Viewer CITY =
            new Viewer(UUID.randomUUID(), "市", Role.CITY_OFFICER, Set.of(), null);

    /**
     * Two letters of forty, one trade of twenty, one of three forms; a house in one of 400 streets.
     */
    private static final String MADE =
            """
            insert into cluster.organisation_fact (organisation, name, kind, district, industry, registered, address, recorded_at)
            select o.id, '上海' || substr(letters, 1 + floor(random() * 40)::int, 1) || substr(letters, 1 + floor(random() * 40)::int, 1)
                     || trades[1 + floor(random() * 20)::int] || forms[1 + floor(random() * 3)::int],
                   'ENTERPRISE', '310115', 'C3973', date '2010-01-01' + floor(random() * 5000)::int,
                   '上海市浦东新区示例' || floor(random() * 400)::int || '路' || (1 + floor(random() * 900)::int) || '号', now()
            from cluster.organisation o
            cross join (select '安博辰承达道德鼎东丰福光海汉和恒弘华嘉健金景凯康科力联隆明启泉瑞森盛泰天拓信' as letters,
                               array['集成电路','生物医药','精密仪器','智能装备','新材料','工业软件','航空部件','汽车电子','医疗器械','特种合金',
                                     '光电','通信','机器人','数控机床','半导体设备','环保设备','新能源','化工','传动件','系统集成'] as trades,
                               array['有限公司','股份有限公司','科技有限公司'] as forms) w
            where o.code like '91310115L%'
            """;

    @Autowired LikelySame likely;
    @Autowired PackLoader loader;
    @Autowired TransactionTemplate transaction;
    @Autowired Environment environment;

    @Test
    void measures() throws SQLException {
        Viewers.doAs(
                Viewer.SYSTEM,
                () -> loader.load(Pack.at(Path.of("../packs/shanghai-14fyp"), false)));
        var names = make();
        System.out.println("| what | bodies | asked | median ms | 95th percentile ms | most ms |");
        System.out.println("|---|--:|--:|--:|--:|--:|");
        long before = heap();
        print("first one, the register read", ask(names.subList(0, 1)));
        long kept = heap() - before;
        ask(names);
        var warm = ask(names);
        print("kept in memory", warm);
        var found = found(names.subList(0, READ_ANEW));
        var anew = new ArrayList<Double>();
        for (int each = 0; each < READ_ANEW; each++) {
            mark();
            var name = names.subList(each, each + 1);
            anew.addAll(ask(name));
            assertThat(found(name)).isEqualTo(found.subList(each, each + 1));
        }
        print("baseline: read for each", anew);
        System.out.printf(
                Locale.ROOT,
                "%nKept in memory is %.0f times as fast in the median; it takes %.1f kB of heap a body.%n",
                median(anew) / median(warm),
                kept / 1024.0 / BODIES);
    }

    /** Half of them are in the register under a name turned round, half are not. */
    private List<String> make() throws SQLException {
        var names = new ArrayList<String>();
        try (var connection = owner();
                var statement = connection.createStatement()) {
            statement.execute("select set_config('yanzhen.role', 'SYSTEM', false), setseed(0.311)");
            statement.execute(
                    """
                    insert into cluster.organisation (code, synthetic, created_at)
                    select '91310115L' || lpad(n::text, 8, '0') || '0', true, now() from generate_series(1, %d) n
                    """
                            .formatted(BODIES));
            statement.execute(MADE);
            statement.execute("vacuum analyze cluster.organisation");
            statement.execute("vacuum analyze cluster.organisation_fact");
            try (var some =
                    statement.executeQuery(
                            "select name from cluster.organisation_fact where superseded_at is null order by md5(organisation::text) limit "
                                    + ASKED)) {
                var random = new Random(311);
                while (some.next()) {
                    var name = some.getString(1).substring(2);
                    int end = name.indexOf(name.contains("股份") ? "股份" : "有限");
                    names.add(
                            random.nextBoolean()
                                    ? name.substring(0, end) + "（上海）有限责任公司"
                                    : "苏州" + name.charAt(1) + name);
                }
            }
        }
        return names;
    }

    private Connection owner() throws SQLException {
        return DriverManager.getConnection(
                environment.getRequiredProperty("spring.datasource.url"),
                environment.getRequiredProperty("spring.datasource.username"),
                environment.getRequiredProperty("spring.datasource.password"));
    }

    /** As if everything had changed, so that nothing kept is used. */
    private void mark() throws SQLException {
        try (var connection = owner();
                var statement = connection.createStatement()) {
            statement.execute("insert into cluster.register_mark default values");
        }
    }

    private List<Double> ask(List<String> names) {
        var times = new ArrayList<Double>();
        for (var name : names) {
            long begun = System.nanoTime();
            var _ = likely(name);
            times.add((System.nanoTime() - begun) / 1e6);
        }
        return times;
    }

    private List<List<UUID>> found(List<String> names) {
        return names.stream()
                .map(it -> likely(it).stream().map(like -> like.organisation().id()).toList())
                .toList();
    }

    private List<LikelySame.Likely> likely(String name) {
        var facts =
                new Facts(
                        name, null, Organisation.Kind.ENTERPRISE, "310115", null, null, null, null);
        return Viewers.doAs(
                CITY,
                () ->
                        Objects.requireNonNull(
                                transaction.execute(_ -> likely.of((CreditCode) null, facts))));
    }

    private static void print(String what, List<Double> times) {
        var sorted = times.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %d | %.1f | %.1f | %.1f |%n",
                what,
                BODIES,
                times.size(),
                median(times),
                sorted.get((int) Math.min(sorted.size() - 1, sorted.size() * 0.95)),
                sorted.getLast());
    }

    private static double median(List<Double> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    private static long heap() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
