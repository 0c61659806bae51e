package yanzhen.app.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.kernel.AsOf;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;
import yanzhen.app.plan.PlanThread.Ref;
import yanzhen.app.plan.PlanThread.Stage;
import yanzhen.app.plan.PlanThread.Station;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.NotFound;

@IntegrationTest
class ThreadsTests {

    @Autowired PackLoader loader;
    @Autowired Threads threads;
    @Autowired Readings readings;
    @Autowired OwnRecords own;
    @Autowired Clock clock;

    @BeforeEach
    void load() {
        var pack = Pack.at(Path.of("../packs/shanghai-14fyp"), true);
        Viewers.doAs(Viewer.SYSTEM, () -> loader.load(pack));
    }

    @Test
    void isTheSameThreadFromWhicheverStepItIsEntered() {
        var whole = asVisitor(this::aWholeThread);
        var stations = whole.stations().stream().map(it -> it.ref().key()).toList();

        for (var station : whole.stations()) {
            var again = asVisitor(() -> threads.of(station.ref(), now()));

            assertThat(again.stations())
                    .extracting(it -> it.ref().key())
                    .containsExactlyElementsOf(stations);
            assertThat(again.along()).contains(station.ref().key(), stations.getFirst());
        }
    }

    @Test
    void namesNothingThatDoesNotStandBeforeIt() {
        var whole = asVisitor(this::aWholeThread);
        var seen = new java.util.HashSet<String>();

        for (var station : whole.stations()) {
            assertThat(seen).containsAll(station.before().stream().map(Ref::key).toList());
            seen.add(station.ref().key());
        }
        assertThat(whole.reached())
                .allSatisfy(it ->
                        assertThat(seen).containsAll(it.from().stream().map(Ref::key).toList()));
    }

    /** A contract's page is its parties' and the registry's; that there is one is everybody's. */
    @Test
    void letsAVisitorSeeThatThereIsAContractAndNotOpenIt() {
        var contract =
                asVisitor(this::aWholeThread).stations().stream()
                        .filter(it -> it.ref().stage() == Stage.CONTRACT)
                        .findFirst()
                        .orElseThrow()
                        .ref();

        assertThat(asVisitor(() -> pathOf(contract))).isEmpty();
        assertThat(asOfficer(() -> pathOf(contract))).hasValue("/contracts/" + contract.id());
    }

    @Test
    void knowsNoThreadThroughNothing() {
        for (var stage : Stage.values()) {
            assertThatThrownBy(() ->
                            asVisitor(() -> threads.of(new Ref(stage, UUID.randomUUID()), now())))
                    .isInstanceOf(NotFound.class);
        }
    }

    @Test
    void listsEveryThreadOncePageByPage() {
        var query = new Threads.Query("", "", null);
        long count = asVisitor(() -> threads.count(query, now()));
        var seen = new java.util.ArrayList<UUID>();
        Cursor after = null;
        do {
            var from = after;
            var slice = asVisitor(() -> threads.search(query, from, 5, now()));
            slice.items().forEach(it -> seen.add(it.challenge().id()));
            after = Cursor.read(slice.next(), 2).orElse(null);
        } while (after != null);

        assertThat(seen).doesNotHaveDuplicates().hasSize((int) count);
        assertThat(count).isGreaterThan(5);
    }

    @Test
    void listsUnderAnIndicatorJustTheThreadsThatItCounts() {
        var query = new Threads.Query("", "", 5);

        var lines = asVisitor(() -> threads.search(query, null, 100, now())).items();

        assertThat(lines).isNotEmpty().allSatisfy(it -> assertThat(it.indicators()).contains(5));
    }

    /** I18: what is counted sums to the reading, for whoever looks and on whatever day. */
    @Test
    void readsEveryIndicatorAsTheSumOfWhatItCounts() {
        for (var day : List.of("2021-12-31", "2023-06-30", "2025-12-31", "2026-11-01")) {
            var asOf = new AsOf(LocalDate.parse(day), clock.instant());
            asVisitor(() -> sumsToItsReading(asOf));
            asOfficer(() -> sumsToItsReading(asOf));
        }
    }

    private boolean sumsToItsReading(AsOf asOf) {
        var overview = readings.overview(asOf).orElseThrow();
        for (var line : overview.lines()) {
            var counted = own.counted(line.indicator(), overview.outline().period(), asOf);
            var sum = counted.stream().map(Counted::value).reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(sum)
                    .as(line.indicator().key() + " " + asOf.day())
                    .isEqualByComparingTo(all(line.own()));
        }
        return true;
    }

    private static BigDecimal all(OwnReading reading) {
        return switch (reading) {
            case OwnReading.Stock(long raw, _, _) -> BigDecimal.valueOf(raw);
            case OwnReading.Accepted(long within, long after, _) ->
                    BigDecimal.valueOf(within + after);
            case OwnReading.Turnover turnover -> turnover.total().total().amount();
            case OwnReading.NoneYet _ -> BigDecimal.ZERO;
            case OwnReading.StatisticsOnly _ -> BigDecimal.ZERO;
            case OwnReading.NotKept _ -> BigDecimal.ZERO;
        };
    }

    /** What had not been recorded by a moment does not count as known then. */
    @Test
    void countsNothingThatWasNotKnownYet() {
        var before = new AsOf(LocalDate.now(clock), clock.instant().minus(Duration.ofDays(3650)));

        assertThat(asVisitor(() -> readings.overview(before))).isEmpty();
    }

    /** Of the demonstration: one that goes all the way. */
    private PlanThread aWholeThread() {
        return threads.search(new Threads.Query("", "", null), null, 100, now()).items().stream()
                .filter(it ->
                        it.steps().keySet().containsAll(Set.of(Stage.PRODUCT, Stage.CONTRACT)))
                .filter(it -> it.link() != null)
                .findFirst()
                .map(it -> threads.of(new Ref(Stage.CHALLENGE, it.challenge().id()), now()))
                .orElseThrow();
    }

    private java.util.Optional<String> pathOf(Ref ref) {
        return threads.of(ref, now()).stations().stream()
                .filter(it -> it.ref().equals(ref))
                .map(Station::path)
                .filter(java.util.Objects::nonNull)
                .findFirst();
    }

    private AsOf now() {
        return new AsOf(LocalDate.now(clock), clock.instant());
    }

    private static <T> T asVisitor(Supplier<T> work) {
        return Viewers.doAs(Viewer.VISITOR, work);
    }

    private static <T> T asOfficer(Supplier<T> work) {
        return Viewers.doAs(
                new Viewer(UUID.randomUUID(), "测试", Role.CITY_OFFICER, Set.of(), null), work);
    }
}
