package yanzhen.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Role;
import yanzhen.app.access.TestAccounts;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Formations.Selection;
import yanzhen.app.cluster.Formations.Trial;
import yanzhen.app.cluster.Survey.Firm;
import yanzhen.app.http.Caller;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

/**
 * How long it takes to hold made-up firms to every scheme, all at once and, as the baseline of the
 * same run, one by one. Asserts that both say the same, and no time. Run by {@code
 * bench/formation.sh}, which says how many firms.
 */
@Tag("bench")
@IntegrationTest
class FormationBench {

    private static final int FIRMS = Integer.getInteger("bench.firms", 100_000);
    private static final int SAMPLE = 1_000;
    private static final int RUNS = 3;
    private static final Viewer CITY =
            new Viewer(UUID.randomUUID(), "市", Role.CITY_OFFICER, Set.of(), null);
    private static final Viewer DISTRICT =
            new Viewer(UUID.randomUUID(), "区", Role.DISTRICT_OFFICER, Set.of(), "310115");

    /**
     * One of twenty numbers is not reported; sizes and shares as wide apart as those of real firms.
     */
    private static final List<String> MADE =
            List.of(
                    "select set_config('yanzhen.role', 'SYSTEM', false), setseed(0.204)",
                    """
                    insert into cluster.organisation (code, synthetic, created_at)
                    select '91310115B' || lpad(n::text, 8, '0') || '0', true, now() from generate_series(1, %1$d) n
                    """,
                    """
                    insert into cluster.organisation_fact (organisation, name, kind, district, industry, registered, recorded_at)
                    select id, '试算企业' || code, 'ENTERPRISE',
                           (array['310101','310104','310105','310106','310107','310109','310110','310112','310113','310114','310115','310116','310117','310118','310120','310151'])[1 + floor(random() * 16)::int],
                           (array['C3973','C3562','C3985','I6513','C2710'])[1 + floor(random() * 5)::int],
                           date '1990-01-01' + floor(random() * 12000)::int, now()
                    from cluster.organisation where code like '91310115B%%'
                    """,
                    """
                    insert into cluster.recognition (recognition, organisation, scheme, valid, known, synthetic)
                    select uuidv7(), o.id, s.key, daterange(d.day, (d.day + interval '36 months')::date), tstzrange(now(), null), true
                    from cluster.organisation o
                    cross join (values ('high-tech-enterprise', 0.4), ('innovative-sme', 0.3), ('specialised-sme', 0.15), ('little-giant', 0.05),
                                       ('etc-district', 0.06), ('etc-city', 0.04)) s (key, share)
                    cross join lateral (select current_date - floor(random() * 1300)::int as day where o.id is not null) d
                    where o.code like '91310115B%%' and random() < s.share
                    """,
                    """
                    insert into cluster.report_submission (organisation, year, number, way, recorded_at, recorded_by_name)
                    select o.id, year, 1, 'PACK', now(), '试算'
                    from cluster.organisation o
                    cross join generate_series(extract(year from current_date)::int - 3, extract(year from current_date)::int - 1) year
                    where o.code like '91310115B%%'
                    """,
                    """
                    insert into cluster.reported (organisation, datum, year, submission, value, recorded_at, recorded_by_name)
                    select y.id, d.key, y.year, 1,
                           round((case d.kind
                               when 'MONEY' then case d.key
                                   when 'revenue' then y.revenue when 'assets' then y.revenue * 1.3 when 'rd' then y.revenue * (0.01 + 0.08 * random())
                                   when 'main_products' then y.revenue * (0.5 + 0.5 * random()) when 'equity' then y.revenue * greatest(0, random() - 0.9)
                                   else y.revenue * random() end
                               when 'PEOPLE' then 5 + y.revenue / 1e6 * random()
                               when 'YEARS' then floor(random() * 20)
                               when 'POINTS' then floor(30 + 65 * random())
                               when 'PLACE' then 1 + floor(random() * 40)
                               else floor(random() * 8) end)::numeric, case d.kind when 'MONEY' then 2 else 0 end),
                           now(), '试算'
                    from (select o.id, year, exp(16.8 + 2.6 * (random() + random() + random() - 1.5)) as revenue
                          from cluster.organisation o
                          cross join generate_series(extract(year from current_date)::int - 3, extract(year from current_date)::int - 1) year
                          where o.code like '91310115B%%') y
                    cross join cluster.datum d
                    where d.origin is null and random() < 0.95
                    """,
                    "vacuum analyze cluster.organisation",
                    "vacuum analyze cluster.organisation_fact",
                    "vacuum analyze cluster.recognition",
                    "vacuum analyze cluster.reported");

    @Autowired Formations formations;
    @Autowired Conditions conditions;
    @Autowired Organisations organisations;
    @Autowired Register register;
    @Autowired Reports reports;
    @Autowired PackLoader loader;
    @Autowired TransactionTemplate transaction;
    @Autowired Environment environment;
    @Autowired ApplicationContext application;
    @Autowired Clock clock;
    @LocalServerPort int port;

    @Test
    void measures() throws SQLException, IOException {
        Viewers.doAs(
                Viewer.SYSTEM,
                () -> loader.load(Pack.at(Path.of("../packs/shanghai-14fyp"), false)));
        make();
        System.out.println("| what | firms | seconds | firms/s | load average |");
        System.out.println("|---|--:|--:|--:|--:|");
        survey(CITY, "all at once, first run");
        var survey = survey(CITY, "the same again, kept");
        var sample = sample(survey);
        double before = oneByOne(sample, "baseline: one by one, before");
        double best = Double.POSITIVE_INFINITY;
        for (int run = 1; run <= RUNS; run++) {
            mark();
            long begun = System.nanoTime();
            survey(CITY, "all at once, run " + run);
            best = Math.min(best, (System.nanoTime() - begun) / 1e9);
        }
        double after = oneByOne(sample, "baseline: one by one, after");
        survey(DISTRICT, "all at once, one district");
        trial();
        double each = (before + after) / 2 / SAMPLE;
        System.out.printf(
                Locale.ROOT,
                "%nOne by one all %d would take %.0f s; at once is %.1f times as fast (best of %d).%n",
                survey.firms().size(),
                each * survey.firms().size(),
                each * survey.firms().size() / best,
                RUNS);
        pages();
        memory(survey);
    }

    private void make() throws SQLException {
        long begun = System.nanoTime();
        try (var connection = owner();
                var statement = connection.createStatement()) {
            for (var sql : MADE) {
                statement.execute(
                        sql.contains("%1$d") ? sql.formatted(FIRMS) : sql.replace("%%", "%"));
            }
            try (var count = statement.executeQuery("select count(*) from cluster.reported")) {
                count.next();
                System.out.printf(
                        Locale.ROOT,
                        "%d numbers of %d firms made in %.0f s.%n%n",
                        count.getLong(1),
                        FIRMS,
                        (System.nanoTime() - begun) / 1e9);
            }
        }
    }

    /** Whoever owns the database and may tidy it; policies bind it as well. */
    private Connection owner() throws SQLException {
        return DriverManager.getConnection(
                environment.getRequiredProperty("spring.datasource.url"),
                environment.getRequiredProperty("spring.datasource.username"),
                environment.getRequiredProperty("spring.datasource.password"));
    }

    /** As if something had changed, so that nothing kept is used. */
    private void mark() throws SQLException {
        try (var connection = owner();
                var statement = connection.createStatement()) {
            statement.execute("insert into cluster.change_mark default values");
        }
    }

    private Survey survey(Viewer viewer, String what) throws IOException {
        long begun = System.nanoTime();
        var survey = Viewers.doAs(viewer, formations::survey);
        print(what, survey.firms().size(), begun);
        return survey;
    }

    private static void print(String what, long firms, long begun) throws IOException {
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %.3f | %.0f | %s |%n",
                what,
                firms,
                seconds,
                firms / seconds,
                load());
    }

    private static String load() throws IOException {
        var load = Files.readString(Path.of("/proc/loadavg"));
        return load.substring(0, load.indexOf(' '));
    }

    /** Evenly over all. */
    private static List<Firm> sample(Survey survey) {
        var sample = new ArrayList<Firm>();
        for (int at = 0; at < SAMPLE; at++) {
            sample.add(survey.firms().get((int) ((long) at * survey.firms().size() / SAMPLE)));
        }
        return sample;
    }

    /**
     * As the page of one firm does it, the rules read once: what it reported and holds, then every
     * scheme.
     */
    private double oneByOne(List<Firm> sample, String what) throws IOException {
        var all = as(conditions::all);
        var terms = as(conditions::terms);
        var found = new HashMap<UUID, List<Standing>>();
        long begun = System.nanoTime();
        for (var firm : sample) {
            found.put(firm.id(), as(() -> standings(firm.id(), terms, all)));
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        print(what, sample.size(), begun);
        sample.forEach(it -> assertThat(it.standings()).isEqualTo(found.get(it.id())));
        return seconds;
    }

    private List<Standing> standings(
            UUID id, List<Conditions.Terms> terms, Map<String, List<Conditions.Condition>> all) {
        var facts = reports.facts(organisations.find(id).orElseThrow());
        var today = java.time.LocalDate.now(clock);
        var held = new HashSet<String>();
        for (var it : register.history(id, clock.instant())) {
            if (it.valid().covers(today)) {
                held.add(it.scheme().key());
            }
        }
        var standings = new ArrayList<Standing>();
        for (var it : terms) {
            var key = it.scheme().key();
            standings.add(Standing.of(held.contains(key), all.getOrDefault(key, List.of()), facts));
        }
        return standings;
    }

    private <T> T as(Supplier<T> work) {
        return Viewers.doAs(
                CITY, () -> Objects.requireNonNull(transaction.execute(_ -> work.get())));
    }

    private void trial() throws IOException {
        var same = as(() -> conditions.of("specialised-sme"));
        long begun = System.nanoTime();
        var outcome =
                Viewers.doAs(
                        CITY,
                        () ->
                                formations.simulate(
                                        new Trial(
                                                "specialised-sme",
                                                same,
                                                "rd",
                                                new java.math.BigDecimal("1.1")),
                                        Selection.ALL));
        print("a trial of one scheme", outcome.firms(), begun);
    }

    private void pages() {
        var account = TestAccounts.of(application).open(Role.CITY_OFFICER, null, Set.of());
        var caller = Caller.at(port);
        caller.logIn(account.login(), TestAccounts.PASSWORD);
        System.out.println();
        System.out.println("| page, survey kept, 40 times | median ms | 95th percentile ms |");
        System.out.println("|---|--:|--:|");
        for (var path :
                List.of(
                        "/formation",
                        "/formation?district=310115&industry=C39",
                        "/formation/firms?list=CLOSE",
                        "/formation/movement")) {
            var times = new ArrayList<Double>();
            for (int run = 0; run < 45; run++) {
                long begun = System.nanoTime();
                assertThat(caller.get(path).statusCode()).isEqualTo(200);
                times.add((System.nanoTime() - begun) / 1e6);
            }
            var warm = times.subList(5, times.size()).stream().sorted().toList();
            System.out.printf(
                    Locale.ROOT, "| %s | %.0f | %.0f |%n", path, warm.get(20), warm.get(37));
        }
    }

    private static void memory(Survey survey) {
        System.gc();
        var runtime = Runtime.getRuntime();
        System.out.printf(
                Locale.ROOT,
                "%nHeap in use with the survey of %d firms kept: %d MB of %d.%n",
                survey.firms().size(),
                (runtime.totalMemory() - runtime.freeMemory()) >> 20,
                runtime.maxMemory() >> 20);
    }
}
