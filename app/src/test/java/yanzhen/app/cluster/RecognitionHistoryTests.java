package yanzhen.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static yanzhen.app.cluster.Applicants.CITY;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Viewer;
import yanzhen.app.kernel.AsOf;
import yanzhen.app.kernel.Period;

/** Laws of the register of recognitions, for histories made by chance. */
@IntegrationTest
class RecognitionHistoryTests {

    /** Nobody else's tests or records use it. */
    private static final String SCHEME = "unicorn";

    private static final LocalDate FIRST = LocalDate.of(1995, 1, 1);
    private static final int DAYS = 120;
    private static final int EVENTS = 24;
    private static final int FIRMS = 3;

    @Autowired ApplicationContext application;
    private Applicants by;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 6);
    }

    @BeforeEach
    void load() {
        by = Applicants.of(application);
    }

    /**
     * What may happen to a firm.
     *
     * @param until null when it is a revocation
     */
    private record Event(int firm, LocalDate on, @Nullable LocalDate until) {}

    private static List<Event> events(Random random) {
        var events = new ArrayList<Event>();
        for (int at = 0; at < EVENTS; at++) {
            var on = FIRST.plusDays(random.nextInt(DAYS));
            boolean grant = random.nextInt(3) > 0;
            events.add(
                    new Event(
                            random.nextInt(FIRMS),
                            on,
                            grant ? on.plusDays(1 + random.nextInt(40)) : null));
        }
        return events;
    }

    private List<Viewer> firms() {
        var firms = new ArrayList<Viewer>();
        for (int at = 0; at < FIRMS; at++) {
            firms.add(by.firm("310110"));
        }
        return firms;
    }

    /** Tries it; what the register refuses did not happen. */
    private void happen(Event event, UUID firm) {
        try {
            if (event.until != null) {
                var period = new Period(event.on, event.until);
                by.run(CITY, () -> by.register.grant(firm, SCHEME, period, "演示"));
            } else {
                held(firm, event.on)
                        .ifPresent(
                                it -> by.run(CITY, () -> by.register.revoke(it, event.on, "试验")));
            }
        } catch (Register.Overlaps | Register.NotInForce e) {
            // the register says why, and stays as it was
        }
    }

    private Optional<UUID> held(UUID firm, LocalDate day) {
        return periods(firm).stream()
                .filter(it -> it.valid().covers(day))
                .map(Register.Held::recognition)
                .findFirst();
    }

    private List<Register.Held> periods(UUID firm) {
        return by.as(CITY, () -> by.register.history(firm, by.now())).stream()
                .filter(it -> it.scheme().key().equals(SCHEME))
                .toList();
    }

    private long stockOn(LocalDate day) {
        return by.as(
                        CITY,
                        () ->
                                by.recognitions.stocks(
                                        List.of(Set.of(SCHEME)), new AsOf(day, by.now())))
                .getFirst()
                .held();
    }

    /**
     * On every day nobody holds it twice, and the stock is what was granted up to then less what
     * had ended.
     */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void holdNothingTwiceAndCountGrantsLessEnds(long seed) {
        var random = new Random(seed);
        var firms = firms();
        var base = new ArrayList<Long>();
        for (int day = 0; day < DAYS + 50; day++) {
            base.add(stockOn(FIRST.plusDays(day)));
        }

        events(random).forEach(it -> happen(it, firms.get(it.firm).onlyOrganisation()));

        var all =
                firms.stream()
                        .flatMap(it -> periods(it.onlyOrganisation()).stream())
                        .map(Register.Held::valid)
                        .toList();
        assertThat(all).isNotEmpty();
        for (var firm : firms) {
            var own = periods(firm.onlyOrganisation());
            for (int day = 0; day < DAYS + 50; day++) {
                var on = FIRST.plusDays(day);
                assertThat(own.stream().filter(it -> it.valid().covers(on)).count())
                        .isLessThanOrEqualTo(1);
            }
        }
        for (int day = 0; day < DAYS + 50; day++) {
            var on = FIRST.plusDays(day);
            long granted = all.stream().filter(it -> !it.from().isAfter(on)).count();
            long ended =
                    all.stream()
                            .filter(it -> it.until() != null && !it.until().isAfter(on))
                            .count();
            assertThat(stockOn(on) - base.get(day)).as("on %s", on).isEqualTo(granted - ended);
        }
    }

    /** What happens to several firms on one day may be recorded in any order. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void doNotDependOnTheOrderOfADay(long seed) {
        var random = new Random(seed);
        var day = FIRST.plusDays(random.nextInt(DAYS));
        var grants = new ArrayList<Event>();
        for (int firm = 0; firm < FIRMS; firm++) {
            grants.add(new Event(firm, day, day.plusDays(1 + random.nextInt(40))));
        }
        var ends =
                List.of(new Event(0, day.plusDays(1), null), new Event(2, day.plusDays(1), null));

        var first = inThisOrder(grants, ends);
        Collections.shuffle(grants, random);
        var second = inThisOrder(grants, ends.reversed());

        assertThat(second).isEqualTo(first);
    }

    private List<List<Period>> inThisOrder(List<Event> grants, List<Event> ends) {
        var firms = firms();
        grants.forEach(it -> happen(it, firms.get(it.firm).onlyOrganisation()));
        ends.forEach(it -> happen(it, firms.get(it.firm).onlyOrganisation()));
        return firms.stream()
                .map(it ->
                        periods(it.onlyOrganisation()).stream().map(Register.Held::valid).toList())
                .toList();
    }

    /** What was known at a moment stays as it was known, whatever is recorded later. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void keepWhatWasKnownAtAMoment(long seed) {
        var random = new Random(seed);
        var firms = firms();
        var events = events(random);
        var half = events.size() / 2;
        events.subList(0, half).forEach(it -> happen(it, firms.get(it.firm).onlyOrganisation()));
        var moment = by.now();
        var known = knownAt(firms, moment);

        events.subList(half, events.size())
                .forEach(it -> happen(it, firms.get(it.firm).onlyOrganisation()));

        assertThat(knownAt(firms, moment)).isEqualTo(known);
    }

    private List<List<Register.Held>> knownAt(List<Viewer> firms, Instant moment) {
        return firms.stream()
                .map(it -> by.as(CITY, () -> by.register.history(it.onlyOrganisation(), moment)))
                .toList();
    }
}
