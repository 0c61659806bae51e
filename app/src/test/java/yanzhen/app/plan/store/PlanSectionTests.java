package yanzhen.app.plan.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.json.JsonMapper;
import yanzhen.app.TestPostgres;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.AsOf;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;
import yanzhen.app.pack.Pack;
import yanzhen.app.plan.Figure;
import yanzhen.app.plan.Figure.Subject;
import yanzhen.app.plan.Indicator;
import yanzhen.app.plan.PublicReading;
import yanzhen.app.plan.PublicReadings;

/** Each test has a database of its own, so that it may load another plan than the Shanghai one. */
class PlanSectionTests {

    private static final Path SHANGHAI = Path.of("..", "packs", "shanghai-14fyp");
    private static final List<String> FILES =
            List.of("pack.yaml", "clauses.csv", "indicators.yaml", "figures.csv");
    private static final Instant FIRST = Instant.parse("2026-03-01T02:00:00Z");
    private static final Instant LATER = Instant.parse("2026-06-01T02:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

    @TempDir Path folder;

    final List<Change> changes = new ArrayList<>();
    final IndicatorJson json = new IndicatorJson(new JsonMapper());
    JdbcClient jdbc;
    JdbcPlans plans;

    @BeforeEach
    void migrate() throws IOException {
        for (var file : FILES) {
            Files.copy(SHANGHAI.resolve(file), folder.resolve(file));
        }
        var address = TestPostgres.freshDatabase();
        Flyway.configure()
                .dataSource(address.url(), address.user(), address.password())
                .outOfOrder(true)
                .load()
                .migrate();
        jdbc =
                JdbcClient.create(
                        new SingleConnectionDataSource(
                                address.url(), address.user(), address.password(), true));
        plans = new JdbcPlans(jdbc, json);
    }

    @Test
    void readsTheSixteenIndicatorsOfShanghaiWithTheirQualifiers() {
        load(FIRST);

        var indicators = plans.indicators(FIRST);

        assertThat(indicators).hasSize(16);
        assertThat(indicators.getFirst().target().toString()).isEqualTo("About[value=900]");
        assertThat(indicators.getFirst().others())
                .extracting(Indicator.Wording::words)
                .containsExactly("突破900家");
        assertThat(indicators.get(11).target().toString()).isEqualTo("AmongLeaders[within=5]");
        assertThat(plans.clauses(FIRST)).hasSizeGreaterThan(100);
        assertThat(plans.outline(FIRST).orElseThrow().period().end())
                .isEqualTo(LocalDate.of(2025, 12, 31));
    }

    @Test
    void hasAPublicFigureForSevenOfTheSixteen() {
        load(FIRST);

        var readings = PublicReadings.of(plans.figures(), new AsOf(TODAY, LATER));
        var read =
                plans.indicators(LATER).stream()
                        .filter(it -> readings.latest(it).isPresent())
                        .map(Indicator::number)
                        .toList();

        assertThat(read).containsExactly(1, 2, 3, 9, 11, 12, 15);
        // 100 + 915; 2 + 10; 6496.8 / 56708.71 = 11.4564 %
        assertThat(value(readings, 1)).isEqualByComparingTo("1015");
        assertThat(value(readings, 2)).isEqualByComparingTo("12");
        assertThat(value(readings, 15)).isEqualByComparingTo("11.4564");
    }

    @Test
    void namesItsSourcesInBothLanguages() {
        load(FIRST);

        assertThat(plans.figures())
                .allSatisfy(it ->
                        assertThat(it.source().title(Locale.ENGLISH))
                                .doesNotContainPattern("\\p{IsHan}"));
        assertThat(plans.figures(Subject.series("technology-contract-turnover")))
                .extracting(it -> it.source().title(Locale.CHINESE))
                .contains("由 2025 年数与增速反推");
    }

    @Test
    void changesNothingWhenTheSameIsLoadedTwice() {
        load(FIRST);

        load(LATER);

        assertThat(changes).hasSize(1);
        assertThat(plans.figures()).allMatch(it -> it.knownUntil() == null);
    }

    @Test
    void keepsWhatWasKnownBeforeALateCorrection() throws IOException {
        load(FIRST);
        replace("figures.csv", "2025-12-31,,56708.71", "2025-12-31,,50000");

        load(LATER);

        var before = LATER.minusSeconds(1);
        assertThat(value(readings(before), 15)).isEqualByComparingTo("11.4564");
        // 6496.8 / 50000 = 12.9936 %
        assertThat(value(readings(LATER), 15)).isEqualByComparingTo("12.9936");
        assertThat(plans.figures(Subject.series("gdp")))
                .filteredOn(it -> it.period().equals("2025"))
                .extracting(Figure::knownUntil)
                .containsExactly(LATER, null);
    }

    @Test
    void letsAFigureCountAsKnownFromItsPublication() {
        load(FIRST);

        // The contract turnover of 2025 was published on 2026-02-03.
        var eve = Instant.parse("2022-09-20T12:00:00Z");
        var next = Instant.parse("2022-09-21T12:00:00Z");

        var high = indicator(11);
        assertThat(PublicReadings.of(plans.figures(), new AsOf(TODAY, eve)).latest(high))
                .map(PublicReading::day)
                .contains(LocalDate.of(2020, 12, 31));
        assertThat(PublicReadings.of(plans.figures(), new AsOf(TODAY, next)).latest(high))
                .map(PublicReading::day)
                .contains(LocalDate.of(2021, 12, 31));
    }

    @Test
    void putsAnotherVintageBesideTheFirst() throws IOException {
        load(FIRST);
        var file = folder.resolve("figures.csv");
        Files.writeString(
                file,
                Files.readString(file)
                        + "series,gdp,,2025,2025-12-31,2026-05-01,57000,exact,verified,修订数,Revised,,,\n");

        load(LATER);

        assertThat(readings(LATER.minusSeconds(1)).of("gdp", "2025"))
                .map(Figure::value)
                .hasValueSatisfying(it -> assertThat(it).isEqualByComparingTo("57000"));
        assertThat(readings(Instant.parse("2026-04-01T00:00:00Z")).of("gdp", "2025"))
                .map(Figure::value)
                .hasValueSatisfying(it -> assertThat(it).isEqualByComparingTo("56708.71"));
    }

    @Test
    void endsAFigureThatThePackNoLongerHolds() throws IOException {
        load(FIRST);
        var file = folder.resolve("figures.csv");
        Files.write(
                file,
                Files.readAllLines(file).stream()
                        .filter(it -> !it.startsWith("indicator,12,"))
                        .toList());

        load(LATER);

        assertThat(readings(LATER).latest(indicator(12))).isEmpty();
        assertThat(readings(LATER.minusSeconds(1)).latest(indicator(12))).isPresent();
    }

    @Test
    void findsNoProblemInTheShanghaiPack() {
        var problems = new Problems();

        section(FIRST).validate(Pack.at(folder, false), problems);

        assertThat(problems.kept()).isEmpty();
    }

    @Test
    void namesEveryProblemOfTheFilesAtOnce() throws IOException {
        replace(
                "figures.csv",
                "series,gdp,,2020,2020-12-31,2021-02-25",
                "series,gpd,,2020,2020-12-31,2019-02-25");
        replace("indicators.yaml", "kind: among-leaders\n      within: 5", "kind: among-leaders");
        replace("indicators.yaml", "clause: table-1-01", "clause: table-9-99");
        replace("clauses.csv", "basis-1,basis-foundation", "basis-1,nowhere");

        var problems = new Problems();
        section(FIRST).validate(Pack.at(folder, false), problems);

        assertThat(problems.kept())
                .extracting(Problem::code)
                .containsExactlyInAnyOrder(
                        "unknown-reference",
                        "unknown-reference",
                        "plan-target",
                        "unknown-reference",
                        "plan-published-before");
    }

    private java.math.BigDecimal value(PublicReadings readings, int number) {
        return readings.latest(indicator(number)).orElseThrow().value();
    }

    private Indicator indicator(int number) {
        return plans.indicators(LATER).get(number - 1);
    }

    private PublicReadings readings(Instant knownAt) {
        return PublicReadings.of(plans.figures(), new AsOf(TODAY, knownAt));
    }

    private void replace(String name, String old, String by) throws IOException {
        var file = folder.resolve(name);
        var text = Files.readString(file);
        assertThat(text).contains(old);
        Files.writeString(file, text.replace(old, by));
    }

    private void load(Instant at) {
        section(at).load(Pack.at(folder, false));
    }

    private PlanSection section(Instant at) {
        return new PlanSection(
                jdbc, json, new Heard(changes), Clock.fixed(at, ZoneId.of("Asia/Shanghai")));
    }

    private record Heard(List<Change> changes) implements AuditTrail {
        @Override
        public void record(Change change) {
            changes.add(change);
        }

        @Override
        public void recordAll(List<Change> all) {
            changes.addAll(all);
        }

        @Override
        public int recordRows(String rows, Object... parameters) {
            throw new UnsupportedOperationException("The plan records changes, not rows.");
        }
    }
}
