package yanzhen.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static yanzhen.app.cluster.Applicants.CITY;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.Viewer;
import yanzhen.app.cluster.Duplicates.Pair;
import yanzhen.app.cluster.Duplicates.Query;
import yanzhen.app.kernel.CreditCode;
import yanzhen.app.kernel.Period;

/** Pairs that may be one body, from their finding to their end. */
@IntegrationTest
class DuplicatesTests {

    private static final String DISTRICT = "310113";
    private static final Query WAITING = new Query("WAITING", "", 0);
    private static final AtomicInteger COUNT = new AtomicInteger(1);

    @Autowired ApplicationContext application;
    @Autowired Duplicates duplicates;
    @Autowired Identities identities;
    @Autowired Organisations organisations;
    @Autowired Enrolment enrolment;
    private Applicants by;

    @BeforeEach
    void load() {
        by = Applicants.of(application);
    }

    private UUID called(String name) {
        var code = CreditCode.completing("91%sDP%07d".formatted(DISTRICT, COUNT.getAndIncrement()));
        var facts =
                new Facts(
                        name, null, Organisation.Kind.ENTERPRISE, DISTRICT, null, null, by.today());
        return by.as(Viewer.SYSTEM, () -> enrolment.register(code, null, facts));
    }

    private void compared() {
        by.run(CITY, () -> duplicates.compare());
        duplicates.await(Duration.ofMinutes(1));
    }

    private List<Pair> waiting(UUID organisation) {
        return by.as(CITY, () -> duplicates.of(organisation));
    }

    private UUID reported(UUID first, UUID second) {
        return by.as(CITY, () -> duplicates.report(first, second, "同一地址、同一法人"));
    }

    @Test
    void theRegisterIsComparedWithItselfOnceForAll() {
        var one = called("上海雪蘅电子材料有限公司");
        var other = called("雪蘅电子材料（上海）有限公司");
        var stranger = called("上海瀚岳医疗器械有限公司");
        compared();
        assertThat(waiting(one))
                .singleElement()
                .satisfies(pair -> {
                    assertThat(List.of(pair.one().party().id(), pair.other().party().id()))
                            .containsExactlyInAnyOrder(one, other);
                    assertThat(pair.probability()).isGreaterThan(new java.math.BigDecimal("0.9"));
                    assertThat(pair.reasons()).isNotEmpty();
                });
        assertThat(waiting(stranger)).isEmpty();
        compared();
        assertThat(waiting(one)).hasSize(1);
    }

    @Test
    void whatWasFoundToBeTwoBodiesIsNotFoundAgain() {
        var one = called("上海霜藜工业软件有限公司");
        var other = called("霜藜工业软件（上海）有限公司");
        compared();
        var pair = waiting(one).getFirst().id();
        int apart = by.as(CITY, () -> duplicates.dismiss(List.of(pair, pair), "两家都在，地址不同"));
        assertThat(apart).isOne();
        compared();
        assertThat(waiting(one)).isEmpty();
        assertThat(waiting(other)).isEmpty();
        assertThat(by.as(CITY, () -> duplicates.dismiss(List.of(pair), "再说一遍"))).isZero();
        // Somebody who knows better may bring it up again.
        reported(other, one);
        assertThat(waiting(one)).hasSize(1);
    }

    @Test
    void manyAreMergedAtOnceAndThoseWithAQuestionStay() {
        var rich = called("上海丰屿传动件有限公司");
        var poor = called("丰屿传动件上海公司");
        hold(rich);
        var first = reported(rich, poor);
        var one = called("上海檀溪新材料有限公司");
        var twin = called("檀溪新材料上海公司");
        hold(one);
        hold(twin);
        var second = reported(one, twin);

        var merged = by.as(CITY, () -> duplicates.merge(List.of(first, second), "同一家"));

        assertThat(merged).isEqualTo(new Duplicates.Merged(1, List.of(second)));
        assertThat(organisations.find(poor)).isEmpty();
        assertThat(organisations.find(rich)).isPresent();
        assertThat(waiting(rich)).isEmpty();
        assertThat(waiting(one)).hasSize(1);
    }

    private void hold(UUID firm) {
        var valid = new Period(LocalDate.of(2024, 1, 1), LocalDate.of(2027, 1, 1));
        by.run(CITY, () -> by.register.grant(firm, "gazelle", valid, "演示"));
    }

    @Test
    void aPairWaitsAgainWhenItsMergeIsTakenBack() {
        var one = called("上海岫云航空部件有限公司");
        var other = called("岫云航空部件上海公司");
        reported(one, other);
        var step =
                by.as(
                        CITY,
                        () ->
                                identities.merge(
                                        new Identities.Merge(
                                                one, other, java.util.Map.of(), "同一家", null)));
        assertThat(waiting(other)).isEmpty();
        by.run(CITY, () -> identities.undo(step, "并错了"));
        assertThat(waiting(other)).hasSize(1);
    }

    @Test
    void districtsReportWhatConcernsThemAndDecideNothing() {
        var one = called("上海柘林智能装备有限公司");
        var other = called("柘林智能装备上海公司");
        var own = Applicants.officerOf(DISTRICT);
        var stranger = Applicants.officerOf("310151");
        assertThatThrownBy(() -> by.as(stranger, () -> duplicates.report(one, other, "猜的")))
                .isInstanceOf(Forbidden.class);
        var pair = by.as(own, () -> duplicates.report(one, other, "同一家"));
        assertThat(by.as(own, () -> duplicates.of(one))).hasSize(1);
        assertThat(by.as(stranger, () -> duplicates.of(one))).isEmpty();
        assertThat(by.as(own, () -> duplicates.dismiss(List.of(pair), "不是"))).isZero();
        assertThat(by.as(own, () -> duplicates.count(WAITING))).isPositive();
    }

    @Test
    void reportedOnesComeBeforeComputedOnes() {
        var one = called("上海汀鹤精密仪表有限公司");
        var other = called("汀鹤精密仪表（上海）有限公司");
        compared();
        reported(called("上海蓼风系统集成有限公司"), called("蓼风系统集成上海公司"));
        var listed = by.as(CITY, () -> duplicates.search(WAITING, null, 500)).items();
        assertThat(listed)
                .extracting(it -> it.probability() == null)
                .isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(listed).anyMatch(it -> it.probability() != null);
        assertThat(waiting(one)).hasSize(1);
        assertThat(waiting(other)).hasSize(1);
    }
}
