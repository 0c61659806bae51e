package yanzhen.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.kernel.CreditCode;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

@IntegrationTest
class EnrolmentTests {

    @Autowired Enrolment enrolment;
    @Autowired Organisations organisations;
    @Autowired PackLoader loader;
    @Autowired Accounts accounts;

    private Viewer city = Viewer.VISITOR;
    private Viewer pudong = Viewer.VISITOR;

    @BeforeEach
    void load() {
        var pack = Pack.at(Path.of("../packs/shanghai-14fyp"), true);
        Viewers.doAs(Viewer.SYSTEM, () -> loader.load(pack));
        city = viewer("city");
        pudong = viewer("pudong");
    }

    @Test
    void keepsWhatWasKnownBeforeACorrectionAndWhoMadeIt() {
        var id = registered(facts("甲乙", "310115"));

        correct(city, id, facts("甲乙丙", "310115"), "沪〔2025〕1号");

        var versions = as(city, () -> enrolment.versions(id));
        assertThat(versions).extracting(it -> it.facts().name()).containsExactly("甲乙丙", "甲乙");
        assertThat(versions.getFirst().by()).isEqualTo(city.name());
        assertThat(versions.getFirst().reason()).isEqualTo("沪〔2025〕1号");
        assertThat(versions.getLast().supersededAt()).isEqualTo(versions.getFirst().recordedAt());
        assertThat(versions.getLast().knownAt(versions.getLast().recordedAt())).isTrue();
        assertThat(versions.getLast().knownAt(versions.getFirst().recordedAt())).isFalse();
    }

    @Test
    void refusesACodeThatIsTakenAndNamesWhoHasIt() {
        var code = new CreditCode(ImportsTests.code());
        var id = as(city, () -> enrolment.register(code, null, facts("甲乙", "310115")));

        assertThatThrownBy(
                        () -> as(city, () -> enrolment.register(code, null, facts("丙丁", "310115"))))
                .isInstanceOfSatisfying(
                        Enrolment.CodeTaken.class,
                        it -> assertThat(it.organisation()).isEqualTo(id));
    }

    @Test
    void letsOneOfEightWhoRegisterTheSameCodeAtOnce() throws Exception {
        var code = new CreditCode(ImportsTests.code());
        Callable<Boolean> task =
                () -> {
                    try {
                        as(city, () -> enrolment.register(code, null, facts("甲乙", "310115")));
                        return true;
                    } catch (Enrolment.CodeTaken e) {
                        return false;
                    }
                };

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var done = threads.invokeAll(IntStream.range(0, 8).mapToObj(_ -> task).toList());
            int won = 0;
            for (var each : done) {
                won += each.get() ? 1 : 0;
            }
            assertThat(won).isEqualTo(1);
        }
    }

    @Test
    void admitsAFailingCodeOnlyForAReason() {
        var right = ImportsTests.code();
        var code = new CreditCode(right.substring(0, 17) + (right.charAt(17) == '0' ? '1' : '0'));

        assertThatThrownBy(
                        () -> as(city, () -> enrolment.register(code, null, facts("甲乙", "310115"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fails its check");
        var id = as(city, () -> enrolment.register(code, "执照原件如此", facts("甲乙", "310115")));
        assertThat(as(city, () -> organisations.find(id))).isPresent();
    }

    @Test
    void letsADistrictOfficerNeitherTakeNorGiveAwayAnOrganisation() {
        var own = registered(facts("甲乙", "310115"));
        var foreign = registered(facts("丙丁", "310104"));

        assertThatThrownBy(() -> correct(pudong, own, facts("甲乙", "310104"), "迁出"))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> correct(pudong, foreign, facts("丙丁", "310115"), "迁入"))
                .isInstanceOf(Forbidden.class);
        correct(pudong, own, facts("甲乙新", "310115"), "更名");
        assertThat(as(pudong, () -> organisations.find(own)).orElseThrow().name()).isEqualTo("甲乙新");
    }

    @Test
    void refusesACorrectionThatChangesNothing() {
        var id = registered(facts("甲乙", "310115"));

        assertThatThrownBy(() -> correct(city, id, facts("甲乙", "310115"), "无"))
                .isInstanceOf(Enrolment.Unchanged.class);
    }

    private UUID registered(Facts facts) {
        return as(city, () -> enrolment.register(new CreditCode(ImportsTests.code()), null, facts));
    }

    private static Facts facts(String name, String district) {
        return new Facts(
                name,
                null,
                Organisation.Kind.ENTERPRISE,
                district,
                null,
                null,
                LocalDate.of(2016, 4, 12));
    }

    private void correct(Viewer viewer, UUID id, Facts facts, String reason) {
        as(
                viewer,
                () -> {
                    enrolment.correct(id, facts, reason);
                    return true;
                });
    }

    private static <T extends @Nullable Object> T as(Viewer viewer, Supplier<T> work) {
        return Viewers.doAs(viewer, work);
    }

    private Viewer viewer(String login) {
        var account = as(Viewer.SYSTEM, () -> accounts.findByLogin(login)).orElseThrow();
        return new Viewer(
                account.id(), account.name(), account.role(), Set.of(), account.district());
    }
}
