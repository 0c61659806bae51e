package yanzhen.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static yanzhen.app.cluster.FirmOfItsOwn.numbers;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Viewer;
import yanzhen.app.cluster.Reports.Difference;
import yanzhen.app.cluster.Reports.Filing;
import yanzhen.app.cluster.Reports.Submission;
import yanzhen.app.cluster.Reports.Way;

@IntegrationTest
class ReportHistoryTests {

    private static final int YEAR = 2023;

    @Autowired ApplicationContext application;
    @Autowired Reports reports;

    private FirmOfItsOwn firm;

    @BeforeEach
    void load() {
        firm = FirmOfItsOwn.in(application);
    }

    private java.util.List<Submission> history(Viewer viewer) {
        return firm.as(viewer, () -> reports.history(firm.id, YEAR));
    }

    private static Difference from(String datum, String before, String after) {
        return new Difference(datum, exactly(before), exactly(after));
    }

    private static @org.jspecify.annotations.Nullable BigDecimal exactly(String number) {
        return number.isEmpty() ? null : new BigDecimal(number).setScale(4);
    }

    @Test
    void saysOfEachSubmissionWhatItChanged() {
        firm.reports(YEAR, "staff", "120", "rd", "5000000");
        firm.reports(YEAR, "staff", "130", "rd", "5000000", "rd_staff", "40");
        firm.reports(YEAR, "rd", "");

        var history = history(firm.own);

        assertThat(history).extracting(Submission::number).containsExactly(3, 2, 1);
        assertThat(history).extracting(Submission::by).containsOnly("甲");
        // The pack lists R&D spend before staff, and R&D staff after.
        assertThat(history.get(2).changes())
                .containsExactly(from("rd", "", "5000000"), from("staff", "", "120"));
        assertThat(history.get(1).changes())
                .containsExactly(from("staff", "120", "130"), from("rd_staff", "", "40"));
        assertThat(history.getFirst().changes()).containsExactly(from("rd", "5000000", ""));
    }

    @Test
    void knowsTheNumbersAsTheyWereAfterEachSubmission() {
        firm.reports(YEAR, "staff", "120");
        firm.reports(YEAR, "staff", "130");
        firm.reports(YEAR, "staff", "");

        firm.doAs(
                firm.own,
                () -> {
                    assertThat(reports.asOf(firm.id, YEAR, 0)).isEmpty();
                    assertThat(reports.asOf(firm.id, YEAR, 1).get("staff"))
                            .isEqualByComparingTo("120");
                    assertThat(reports.asOf(firm.id, YEAR, 2).get("staff"))
                            .isEqualByComparingTo("130");
                    assertThat(reports.asOf(firm.id, YEAR, 3)).isEmpty();
                    assertThat(reports.latest(firm.id, YEAR)).isEqualTo(3);
                });
    }

    /** Any sequence of reports: the changes of its history, put together, are what is reported. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void leadsFromNothingToWhatIsReported(long seed) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int round = 0; round < 12; round++) {
            try {
                firm.reports(YEAR, chosen(random));
            } catch (Reports.Unchanged e) {
                // The same numbers again are no submission.
            }
        }

        var replayed = new TreeMap<String, BigDecimal>();
        for (var submission : history(firm.own).reversed()) {
            for (var it : submission.changes()) {
                assertThat(replayed.get(it.datum())).isEqualTo(it.before());
                if (it.after() == null) {
                    replayed.remove(it.datum());
                } else {
                    replayed.put(it.datum(), it.after());
                }
            }
        }

        assertThat(replayed).isEqualTo(present());
    }

    private Map<String, BigDecimal> present() {
        var present = new TreeMap<String, BigDecimal>();
        firm.as(firm.own, () -> reports.of(firm.id))
                .forEach(it -> present.put(it.datum(), it.value()));
        return present;
    }

    private static String[] chosen(RandomGenerator random) {
        var pairs = new ArrayList<String>();
        for (var datum : new String[] {"staff", "rd", "revenue"}) {
            if (random.nextBoolean()) {
                pairs.add(datum);
                pairs.add(random.nextInt(3) == 0 ? "" : String.valueOf(random.nextInt(1, 4)));
            }
        }
        return pairs.toArray(String[]::new);
    }

    @Test
    void isTheFirmsSecretAsItsNumbersAre() {
        firm.reports(YEAR, "staff", "120");

        assertThat(history(FirmOfItsOwn.officerOf(FirmOfItsOwn.DISTRICT))).hasSize(1);
        assertThat(history(FirmOfItsOwn.officerOf("310104"))).isEmpty();
        assertThat(history(FirmOfItsOwn.in(application).own)).isEmpty();
        assertThat(history(Viewer.VISITOR)).isEmpty();
    }

    @Test
    void refusesWhoHasNotSeenTheLatest() {
        firm.reports(YEAR, "staff", "120");
        firm.reports(YEAR, "staff", "130");
        var late = new Filing(firm.id, YEAR, numbers("staff", "125"), Way.FORM, 1);

        assertThatThrownBy(() -> firm.as(firm.own, () -> reports.report(late)))
                .isInstanceOf(Reports.Moved.class)
                .hasMessageContaining("Submission 1 was seen, and 2 is the latest");
        assertThat(present().get("staff")).isEqualByComparingTo("130");
    }

    /** Eight who have all seen the same: one is in time, the others see that it moved. */
    @Test
    void letsOneOfEightThroughWhoHaveSeenTheSame() throws Exception {
        firm.reports(YEAR, "staff", "100");
        var tasks =
                IntStream.range(1, 9).<Callable<Integer>>mapToObj(it -> () -> filed(it)).toList();

        int stored = 0;
        int moved = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(tasks)) {
                try {
                    stored += done.get();
                } catch (ExecutionException e) {
                    assertThat(e).hasCauseInstanceOf(Reports.Moved.class);
                    moved++;
                }
            }
        }

        assertThat(stored).isEqualTo(1);
        assertThat(moved).isEqualTo(7);
        assertThat(history(firm.own)).hasSize(2);
    }

    private int filed(int staff) {
        var filing =
                new Filing(firm.id, YEAR, numbers("staff", String.valueOf(staff)), Way.TABLE, 1);
        return firm.as(firm.own, () -> reports.report(filing));
    }
}
