package yanzhen.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.kernel.CreditCode;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;
import yanzhen.app.rules.Amount;
import yanzhen.app.rules.Datum;

@IntegrationTest
class ReportsTests {

    private static final CreditCode FIRM = new CreditCode("91310101DEM0000015");
    private static final CreditCode RIVAL = new CreditCode("91310104DEM000002K");

    @Autowired Reports reports;
    @Autowired Organisations organisations;
    @Autowired PackLoader loader;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;

    private UUID firm = new UUID(0, 0);
    private Viewer own = Viewer.VISITOR;
    private Viewer rival = Viewer.VISITOR;

    @BeforeEach
    void load() {
        var pack = Pack.at(Path.of("../packs/shanghai-14fyp"), true);
        Viewers.doAs(Viewer.SYSTEM, () -> loader.load(pack));
        firm = organisation(FIRM).id();
        own = enterprise(firm);
        rival = enterprise(organisation(RIVAL).id());
    }

    private Organisation organisation(CreditCode code) {
        return as(Viewer.SYSTEM, () -> organisations.findByCode(code).orElseThrow());
    }

    private static Viewer enterprise(UUID organisation) {
        return new Viewer(UUID.randomUUID(), "甲", Role.ENTERPRISE, Set.of(organisation), null);
    }

    private <T> T as(Viewer viewer, Supplier<T> work) {
        return Viewers.doAs(viewer, () -> transaction.execute(_ -> work.get()));
    }

    private static Map<String, @Nullable BigDecimal> number(String datum, @Nullable String value) {
        var values = new TreeMap<String, @Nullable BigDecimal>();
        values.put(datum, value == null ? null : new BigDecimal(value));
        return values;
    }

    private @Nullable BigDecimal value(Viewer viewer, String datum, int year) {
        return as(viewer, () -> reports.of(firm)).stream()
                .filter(it -> it.datum().equals(datum) && it.year() == year)
                .map(Reports.Reported::value)
                .findFirst()
                .orElse(null);
    }

    @Test
    void keepANumberUntilItIsCorrectedOrTakenBack() {
        as(own, () -> reports.report(firm, 2022, number("rd_bodies", "3")));
        assertThat(value(own, "rd_bodies", 2022)).isEqualByComparingTo("3");

        assertThat(as(own, () -> reports.report(firm, 2022, number("rd_bodies", "4"))))
                .isEqualTo(1);
        assertThat(value(own, "rd_bodies", 2022)).isEqualByComparingTo("4");

        as(own, () -> reports.report(firm, 2022, number("rd_bodies", null)));
        assertThat(value(own, "rd_bodies", 2022)).isNull();
        long kept =
                as(
                        own,
                        () ->
                                jdbc.sql(
                                                "select count(*) from cluster.reported where organisation = ? and datum = 'rd_bodies' and year = 2022")
                                        .param(firm)
                                        .query(Long.class)
                                        .single());
        assertThat(kept).isEqualTo(2);
    }

    @Test
    void refuseWhatIsReportedAlready() {
        as(own, () -> reports.report(firm, 2021, number("rd", "5")));

        assertThatThrownBy(() -> as(own, () -> reports.report(firm, 2021, number("rd", "5.0000"))))
                .isInstanceOf(Reports.Unchanged.class);
        as(own, () -> reports.report(firm, 2021, number("rd", null)));
    }

    /** Neither the service nor the database lets another firm read or write them. */
    @Test
    void areTheFirmsSecret() {
        var elsewhere =
                new Viewer(UUID.randomUUID(), "乙", Role.DISTRICT_OFFICER, Set.of(), "310120");
        var district =
                new Viewer(
                        UUID.randomUUID(),
                        "丙",
                        Role.DISTRICT_OFFICER,
                        Set.of(),
                        organisation(FIRM).district());

        assertThat(as(own, () -> reports.of(firm))).isNotEmpty();
        assertThat(as(district, () -> reports.of(firm))).isNotEmpty();
        assertThat(as(rival, () -> reports.of(firm))).isEmpty();
        assertThat(as(elsewhere, () -> reports.of(firm))).isEmpty();
        assertThat(as(Viewer.VISITOR, () -> reports.of(firm))).isEmpty();
        for (var other : Set.of(rival, elsewhere, district)) {
            assertThatThrownBy(() -> as(other, () -> reports.report(firm, 2020, number("rd", "1"))))
                    .isInstanceOf(Forbidden.class);
        }
    }

    /** The audit record says of what a number changed, and not the number. */
    @Test
    void leaveARecordWithoutTheNumber() {
        as(own, () -> reports.report(firm, 2020, number("rd", "123456789")));

        var record =
                as(
                        own,
                        () ->
                                jdbc.sql(
                                                "select after::text from evidence.audit where action = 'cluster.report' and subject = ? order by id desc limit 1")
                                        .param(firm.toString())
                                        .query(String.class)
                                        .single());
        assertThat(record).contains("2020", "rd").doesNotContain("123456789");
        as(own, () -> reports.report(firm, 2020, number("rd", null)));
    }

    @Test
    void keepOneOfEightThatComeAtOnceAndTheOthersInItsHistory() throws Exception {
        var tasks =
                IntStream.range(1, 9)
                        .<Callable<Integer>>mapToObj(it ->
                                () ->
                                        as(
                                                own,
                                                () ->
                                                        reports.report(
                                                                firm,
                                                                2019,
                                                                number("rd", String.valueOf(it)))))
                        .toList();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(tasks)) {
                assertThat(done.get()).isEqualTo(1);
            }
        }

        assertThat(value(own, "rd", 2019)).isBetween(BigDecimal.ONE, new BigDecimal(8));
        as(own, () -> reports.report(firm, 2019, number("rd", null)));
    }

    @Test
    void knowWhatTheRegisterKnows() {
        var years =
                new Datum(
                        "registered_years",
                        yanzhen.app.rules.Kind.YEARS,
                        new yanzhen.app.kernel.Bilingual("年", "years"),
                        false);

        var facts = as(own, () -> reports.facts(organisation(FIRM)));

        // Registered in 2016-04: at least ten years from 2026-04 on.
        assertThat(facts.value(years, facts.lastYear()))
                .isInstanceOfSatisfying(
                        Amount.Known.class,
                        it -> assertThat(it.value().doubleValue()).isGreaterThanOrEqualTo(9));
    }
}
