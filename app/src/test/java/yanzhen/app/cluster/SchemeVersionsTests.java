package yanzhen.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import yanzhen.app.cluster.Rounds.Kind;
import yanzhen.app.cluster.SchemeVersion.Quotas;
import yanzhen.app.cluster.SchemeVersion.Transition;

/**
 * Which rules stand, by hand: those of 2017 to 2021, a year without any, those from 2023, and 2025.
 */
class SchemeVersionsTests {

    private static final SchemeVersions RULES =
            new SchemeVersions(
                    List.of(
                            version("a", null, "2022-01-01", 24, null),
                            version("b", "2023-01-01", "2025-01-01", 36, null),
                            version(
                                    "c",
                                    "2025-01-01",
                                    null,
                                    12,
                                    new Transition(
                                            LocalDate.of(2025, 7, 1),
                                            LocalDate.of(2026, 1, 1),
                                            null,
                                            true,
                                            null,
                                            null))));

    private static SchemeVersion version(
            String key,
            @Nullable String from,
            @Nullable String until,
            Integer cycle,
            @Nullable Transition transition) {
        return new SchemeVersion(
                key,
                null,
                from == null ? null : LocalDate.parse(from),
                until == null ? null : LocalDate.parse(until),
                cycle,
                null,
                new SchemeVersion.Basis("某办法", "", true),
                null,
                null,
                transition);
    }

    @ParameterizedTest
    @CsvSource({
        "1990-01-01, a, a",
        "2021-12-31, a, a",
        "2022-01-01, , a",
        "2022-12-31, , a",
        "2023-01-01, b, b",
        "2024-12-31, b, b",
        "2025-01-01, c, c",
        "2099-01-01, c, c"
    })
    void holdFromTheFirstDayToTheDayBeforeTheEnd(
            LocalDate day, @Nullable String inForce, String standing) {
        assertThat(RULES.inForce(day).map(SchemeVersion::key).orElse(null)).isEqualTo(inForce);
        assertThat(RULES.standing(day).key()).isEqualTo(standing);
    }

    /** Before the first begins, the first is shown; none is in force. */
    @Test
    void standBeforeTheFirstDay() {
        var later = new SchemeVersions(List.of(version("x", "2030-01-01", null, 1, null)));

        assertThat(later.standing(LocalDate.of(2026, 1, 1)).key()).isEqualTo("x");
        assertThat(later.inForce(LocalDate.of(2026, 1, 1))).isEmpty();
        assertThat(later.coming(LocalDate.of(2026, 1, 1))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "RECOGNITION, 2022-06-01, ",
        "RECOGNITION, 2024-12-31, b",
        "RECOGNITION, 2025-01-01, b",
        "RECOGNITION, 2025-06-30, b",
        "RECOGNITION, 2025-07-01, c",
        "EVALUATION, 2025-07-01, b",
        "EVALUATION, 2025-12-31, b",
        "EVALUATION, 2026-01-01, c"
    })
    void areThoseBeforeForARoundUntilTheTransitionIsOver(
            Kind kind, LocalDate opens, @Nullable String version) {
        assertThat(RULES.ofRound(kind, opens).map(SchemeVersion::key).orElse(null))
                .isEqualTo(version);
    }

    /** The cycle of the day of granting; that of c for all, once c has begun. */
    @ParameterizedTest
    @CsvSource({
        "2020-05-05, 2024-12-31, 24",
        "2020-05-05, 2025-01-01, 12",
        "2022-05-05, 2024-12-31, 24",
        "2023-05-05, 2024-12-31, 36",
        "2023-05-05, 2025-01-01, 12",
        "2025-05-05, 2025-06-01, 12"
    })
    void giveTheCycleOfTheirTime(LocalDate granted, LocalDate today, int months) {
        assertThat(RULES.cycle(granted, today)).isEqualTo(months);
    }

    @Test
    void haveQuotasForDistrictsByNameAndForTheOthers() {
        var districts = List.of("310115", "310104", "310101");
        var named = new Quotas(Map.of("310115", 40, "310104", 0), null, null, null);
        var all = new Quotas(Map.of("310115", 40, "310104", 0), 5, null, null);

        assertThat(named.of(districts)).isEqualTo(Map.of("310115", 40, "310104", 0));
        assertThat(all.of(districts)).isEqualTo(Map.of("310115", 40, "310104", 0, "310101", 5));
    }

    @Test
    void areAtLeastOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SchemeVersions(List.of()));
    }
}
