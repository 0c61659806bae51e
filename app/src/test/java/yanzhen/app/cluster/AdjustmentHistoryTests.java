package yanzhen.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static yanzhen.app.cluster.Applicants.CITY;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import yanzhen.app.IntegrationTest;
import yanzhen.app.cluster.Adjustments.Kind;
import yanzhen.app.cluster.Adjustments.Paper;
import yanzhen.app.cluster.Adjustments.Touched;
import yanzhen.app.cluster.Adjustments.Wish;
import yanzhen.app.cluster.Procedure.Verdict;
import yanzhen.app.evidence.Files;
import yanzhen.app.kernel.AsOf;
import yanzhen.app.kernel.Period;
import yanzhen.app.kernel.Problems;

/**
 * Laws of grants, revocations and adjustments in histories made by chance. Beside the register a
 * list of plain periods is kept, and both are asked about every day.
 */
@IntegrationTest
class AdjustmentHistoryTests {

    private static final List<String> SCHEMES = List.of("patent-pool", "quality-benchmark");
    private static final LocalDate FIRST = LocalDate.of(1994, 3, 1);
    private static final int DAYS = 60;
    private static final int LONGEST = 30;
    private static final int EVENTS = 40;
    private static final int FIRMS = 3;

    @Autowired ApplicationContext application;
    @Autowired Adjustments adjustments;
    @Autowired Files files;
    private Applicants by;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 4);
    }

    @BeforeEach
    void load() {
        by = Applicants.of(application);
    }

    /** A recognition as it should be. */
    private record Entry(UUID recognition, UUID firm, String scheme, Period valid) {
        boolean clashes(UUID other, String key, Period period) {
            return firm.equals(other) && scheme.equals(key) && valid.overlaps(period);
        }
    }

    /** What was held on each day, as known at a moment. */
    private record Seen(Instant at, Map<LocalDate, Set<String>> days) {}

    /**
     * Whatever happens in whatever order: no scheme is held twice, the stock of every day is what
     * was granted less what had ended, a successor counts only when its predecessor does no longer,
     * and what was known at a moment stays as it was known.
     */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void countEveryRecognitionOnceOnEveryDay(long seed) {
        var random = new Random(seed);
        var firms = new ArrayList<UUID>();
        for (int at = 0; at < FIRMS; at++) {
            firms.add(by.firm("310110").onlyOrganisation());
        }
        var before = stocks();
        var model = new ArrayList<Entry>();
        var seen = new ArrayList<Seen>();
        int adjusted = 0;
        for (int at = 0; at < EVENTS; at++) {
            adjusted += happen(random, firms, model) ? 1 : 0;
            if (at % 10 == 9) {
                seen.add(new Seen(by.now(), held(firms, by.now())));
            }
        }

        assertThat(adjusted).isPositive();
        var after = stocks();
        var held = held(firms, by.now());
        for (int day = 0; day < DAYS + LONGEST; day++) {
            var on = FIRST.plusDays(day);
            var expected = expected(model, on);
            assertThat(held.get(on)).as("on %s", on).isEqualTo(expected);
            assertThat(after.get(day).held() - before.get(day).held()).isEqualTo(expected.size());
            assertThat(after.get(day).organisations() - before.get(day).organisations())
                    .isEqualTo(
                            expected.stream()
                                    .map(it -> it.substring(0, it.indexOf(' ')))
                                    .distinct()
                                    .count());
        }
        for (var moment : seen) {
            assertThat(held(firms, moment.at)).isEqualTo(moment.days);
        }
    }

    /** One event, which the model allows or not; whether it was an adjustment that happened. */
    private boolean happen(Random random, List<UUID> firms, List<Entry> model) {
        var on = FIRST.plusDays(random.nextInt(DAYS));
        if (model.isEmpty() || random.nextInt(5) < 2) {
            grant(
                    firms.get(random.nextInt(FIRMS)),
                    SCHEMES.get(random.nextInt(SCHEMES.size())),
                    new Period(on, on.plusDays(1 + random.nextInt(LONGEST))),
                    model);
            return false;
        }
        var entry = model.get(random.nextInt(model.size()));
        boolean inside = entry.valid.covers(on) && !on.equals(entry.valid.from());
        return switch (random.nextInt(4)) {
            case 0 -> {
                revoke(entry, on, inside, model);
                yield false;
            }
            case 1 -> adjust(entry, Kind.CESSATION, on, null, inside, model);
            default -> {
                var heir = firms.get(random.nextInt(FIRMS));
                boolean free =
                        inside
                                && !heir.equals(entry.firm)
                                && model.stream()
                                        .noneMatch(it ->
                                                it.clashes(
                                                        heir,
                                                        entry.scheme,
                                                        new Period(on, entry.valid.until())));
                yield adjust(entry, Kind.SUCCESSION, on, heir, free, model);
            }
        };
    }

    private void grant(UUID firm, String scheme, Period period, List<Entry> model) {
        boolean free = model.stream().noneMatch(it -> it.clashes(firm, scheme, period));
        try {
            var id = by.as(CITY, () -> by.register.grant(firm, scheme, period, "演示"));
            assertThat(free).isTrue();
            model.add(new Entry(id, firm, scheme, period));
        } catch (Register.Overlaps e) {
            assertThat(free).isFalse();
        }
    }

    private void revoke(Entry entry, LocalDate on, boolean inside, List<Entry> model) {
        try {
            by.run(CITY, () -> by.register.revoke(entry.recognition, on, "试验"));
            assertThat(inside).isTrue();
            shorten(entry, on, model);
        } catch (Register.NotInForce e) {
            assertThat(inside).isFalse();
        }
    }

    private static void shorten(Entry entry, LocalDate on, List<Entry> model) {
        model.remove(entry);
        model.add(new Entry(entry.recognition, entry.firm, entry.scheme, entry.valid.endedBy(on)));
    }

    private boolean adjust(
            Entry entry,
            Kind kind,
            LocalDate on,
            @Nullable UUID heir,
            boolean allowed,
            List<Entry> model) {
        var wish = new Wish(on, null, null, List.of(new Touched(entry.recognition, heir)), "演示：试验");
        try {
            var id = by.as(CITY, () -> adjustments.file(entry.firm, kind, wish, papers(kind)));
            for (int step = 1; step <= 2; step++) {
                var notice = step == 2 ? "演示〔1994〕调1号" : null;
                by.run(
                        CITY,
                        () ->
                                adjustments.decide(
                                        adjustments.passages(id).getFirst().id(),
                                        Verdict.PASSED,
                                        "同意",
                                        notice));
            }
        } catch (Problems.Refused e) {
            assertThat(allowed).as("%s of %s on %s", kind, entry, on).isFalse();
            return false;
        }
        assertThat(allowed).as("%s of %s on %s", kind, entry, on).isTrue();
        shorten(entry, on, model);
        if (heir != null) {
            var rest = new Period(on, entry.valid.until());
            var next =
                    by.as(CITY, () -> by.register.history(heir, by.now())).stream()
                            .filter(it -> it.scheme().key().equals(entry.scheme))
                            .filter(it -> it.valid().equals(rest))
                            .findFirst()
                            .orElseThrow();
            model.add(new Entry(next.recognition(), heir, entry.scheme, rest));
        }
        return true;
    }

    private List<Paper> papers(Kind kind) {
        return Objects.requireNonNull(adjustments.rules().get(kind)).papers().stream()
                .filter(Procedure.Paper::required)
                .map(it -> {
                    var content =
                            new ByteArrayInputStream(it.key().getBytes(StandardCharsets.UTF_8));
                    var file = files.store(it.key() + ".txt", content, null);
                    return new Paper(it.key(), file.id(), file.name());
                })
                .toList();
    }

    private static Set<String> expected(List<Entry> model, LocalDate on) {
        return model.stream()
                .filter(it -> it.valid.covers(on))
                .map(it -> it.firm + " " + it.scheme)
                .collect(Collectors.toSet());
    }

    /** Who holds what on every day; the same twice would be an error of the register. */
    private Map<LocalDate, Set<String>> held(List<UUID> firms, Instant known) {
        var days = new HashMap<LocalDate, Set<String>>();
        for (int day = 0; day < DAYS + LONGEST; day++) {
            var on = FIRST.plusDays(day);
            var found =
                    by.as(
                            CITY,
                            () ->
                                    by.recognitions.holdings(
                                            Set.copyOf(SCHEMES), new AsOf(on, known)));
            var names = new HashSet<String>();
            for (var it : found) {
                if (firms.contains(it.organisation())) {
                    assertThat(names.add(it.organisation() + " " + it.scheme())).isTrue();
                }
            }
            days.put(on, names);
        }
        return days;
    }

    /** Raw and deduplicated, for each day. */
    private List<Recognitions.Stock> stocks() {
        var stocks = new ArrayList<Recognitions.Stock>();
        for (int day = 0; day < DAYS + LONGEST; day++) {
            var on = FIRST.plusDays(day);
            stocks.add(
                    by.as(
                                    CITY,
                                    () ->
                                            by.recognitions.stocks(
                                                    List.of(Set.copyOf(SCHEMES)),
                                                    new AsOf(on, by.now())))
                            .getFirst());
        }
        return stocks;
    }
}
