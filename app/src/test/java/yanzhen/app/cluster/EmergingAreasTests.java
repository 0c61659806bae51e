package yanzhen.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.EmergingAreas.Certainty;
import yanzhen.app.kernel.CreditCode;
import yanzhen.app.kernel.IndustryCode;

/** Against the mapping of the Shanghai pack. */
@IntegrationTest
class EmergingAreasTests {

    private static final Viewer CITY =
            new Viewer(UUID.randomUUID(), "市", Role.CITY_OFFICER, Set.of(), null);
    private static final LocalDate DAY = LocalDate.of(2025, 1, 31);

    @Autowired EmergingAreas areas;
    @Autowired Enrolment enrolment;
    @Autowired Organisations organisations;
    @Autowired Register register;
    @Autowired ApplicationContext application;
    @Autowired TransactionTemplate transaction;

    @BeforeEach
    void load() {
        FirmOfItsOwn.in(application);
    }

    @Test
    void takesAFirmForCertainWhereItsWholeIndustryLiesInAnArea() {
        assertThat(of("C3973"))
                .extracting(it -> it.area().key(), EmergingAreas.Of::certainty)
                .containsExactly(tuple("new-generation-it", Certainty.WHOLE));
    }

    @Test
    void takesItForPossibleInEveryAreaThatTakesPartOfTheIndustry() {
        assertThat(of("C3562"))
                .extracting(it -> it.area().key(), EmergingAreas.Of::certainty)
                .containsExactly(
                        tuple("new-generation-it", Certainty.POSSIBLE),
                        tuple("high-end-equipment", Certainty.POSSIBLE));
        assertThat(of("C3562")).noneMatch(EmergingAreas.Of::confirmed);
    }

    @Test
    void saysNothingOfAnIndustryThatIsCoarserThanTheMappingOrMissing() {
        assertThat(of("C39")).isEmpty();
        assertThat(of((String) null)).isEmpty();
    }

    @Test
    void putsWhatIsStatedAboveTheMapping() {
        var id = firm("C3562");

        var statement = as(CITY, () -> areas.state(id, "high-end-equipment", "认定名单", DAY));

        assertThat(of(id))
                .extracting(it -> it.area().key(), EmergingAreas.Of::certainty)
                .containsExactly(
                        tuple("new-generation-it", Certainty.POSSIBLE),
                        tuple("high-end-equipment", Certainty.STATED));
        assertThatThrownBy(() -> as(CITY, () -> areas.state(id, "high-end-equipment", "再报", DAY)))
                .isInstanceOf(EmergingAreas.Stands.class);
        as(
                CITY,
                () -> {
                    areas.withdraw(id, statement, "名单更正");
                    return true;
                });
        assertThat(of(id)).extracting(EmergingAreas.Of::certainty).containsOnly(Certainty.POSSIBLE);
    }

    @Test
    void findsFirmsOfAnAreaByIndustryOrByStatement() {
        var mapped = firm("C2710");
        var stated = firm("C1311");
        var neither = firm("C1311");
        as(CITY, () -> areas.state(stated, "biology", "认定名单", DAY));

        assertThat(found(mapped, "biology")).isTrue();
        assertThat(found(stated, "biology")).isTrue();
        assertThat(found(neither, "biology")).isFalse();
        assertThat(found(mapped, "new-energy")).isFalse();
    }

    @Test
    void isTheAffairOfTheDistrict() {
        var id = firm("C1311");

        assertThatThrownBy(() ->
                        as(
                                FirmOfItsOwn.officerOf("310104"),
                                () -> areas.state(id, "biology", "名单", DAY)))
                .isInstanceOf(Forbidden.class);
    }

    private boolean found(UUID id, String area) {
        var name = as(CITY, () -> organisations.find(id)).orElseThrow().key();
        var query = new Register.Query(name, "", "", area, "", "", DAY, Register.Sort.CODE, false);
        return as(CITY, () -> register.count(query)) == 1;
    }

    private java.util.List<EmergingAreas.Of> of(@Nullable String industry) {
        return of(firm(industry));
    }

    /** As a page asks, which must be as a table asks for many. */
    private java.util.List<EmergingAreas.Of> of(UUID id) {
        var body = as(CITY, () -> organisations.find(id)).orElseThrow();
        var alone = as(CITY, () -> areas.of(body));
        assertThat(as(CITY, () -> areas.reader()).apply(body)).isEqualTo(alone);
        return alone;
    }

    private UUID firm(@Nullable String industry) {
        var facts =
                new Facts(
                        "领域试验企业",
                        null,
                        Organisation.Kind.ENTERPRISE,
                        "310115",
                        null,
                        industry == null ? null : new IndustryCode(industry),
                        null);
        return as(CITY, () -> enrolment.register(new CreditCode(ImportsTests.code()), null, facts));
    }

    private <T> T as(Viewer viewer, Supplier<T> work) {
        return Viewers.doAs(viewer, () -> transaction.execute(_ -> work.get()));
    }
}
