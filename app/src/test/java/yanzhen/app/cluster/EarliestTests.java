package yanzhen.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import yanzhen.app.cluster.Conditions.Condition;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Clause;
import yanzhen.app.rules.Amount;
import yanzhen.app.rules.Datum;
import yanzhen.app.rules.Facts;
import yanzhen.app.rules.Kind;
import yanzhen.app.rules.RuleFault;
import yanzhen.app.rules.RuleText;
import yanzhen.app.rules.Vocabulary;

/**
 * By hand: a firm of 15 March 2020 that has been a centre since 29 February 2024, asked on 29
 * November 2026.
 */
class EarliestTests {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 29);
    private static final Map<String, LocalDate> SINCE =
            Map.of(
                    "registered_years", LocalDate.of(2020, 3, 15),
                    "centre_years", LocalDate.of(2024, 2, 29));
    private static final Vocabulary WORDS =
            new Vocabulary(
                    List.of(
                            datum("registered_years", Kind.YEARS),
                            datum("centre_years", Kind.YEARS),
                            datum("niche_years", Kind.YEARS),
                            datum("staff", Kind.PEOPLE),
                            datum("rd_staff", Kind.PEOPLE)));

    private static Datum datum(String key, Kind kind) {
        return new Datum(key, kind, new Bilingual(key, key), false);
    }

    /** 6 years registered, 2 a centre, 4 in the niche, 100 staff; the R&D staff is not known. */
    private static final Facts FACTS =
            new Facts() {
                @Override
                public int lastYear() {
                    return 2025;
                }

                @Override
                public @Nullable Amount value(Datum datum, int year) {
                    return switch (datum.key()) {
                        case "registered_years" -> Amount.of(6);
                        case "centre_years" -> Amount.of(2);
                        case "niche_years" -> Amount.of(4);
                        case "staff" -> Amount.of(100);
                        default -> null;
                    };
                }
            };

    private static Condition condition(String rule) throws RuleFault {
        return new Condition(
                new Bilingual("条件", "Condition"),
                rule.isEmpty() ? null : RuleText.read(rule, WORDS),
                new Clause("某办法", "第一条"),
                true,
                null,
                false);
    }

    private static Earliest of(String... rules) throws RuleFault {
        var conditions = new java.util.ArrayList<Condition>();
        for (var rule : rules) {
            conditions.add(condition(rule));
        }
        return Earliest.of(conditions, FACTS, SINCE, TODAY);
    }

    @ParameterizedTest
    @CsvSource({
        "registered_years >= 6年, TODAY, 2026-11-29",
        "registered_years >= 7年, TIME, 2027-03-15",
        "registered_years >= 10年, TIME, 2030-03-15",
        "registered_years >= 36年, TIME, 2056-03-15",
        "registered_years >= 37年, NEVER, 2026-11-29",
        "registered_years <= 5年, NEVER, 2026-11-29",
        "centre_years >= 3年, TIME, 2027-03-01",
        "centre_years >= 4年, TIME, 2028-02-29",
        "niche_years >= 5年, REPORT, 2027-01-01",
        "staff >= 101人, REPORT, 2027-01-01",
        "registered_years >= 10年 or staff >= 101人, TIME, 2030-03-15",
        "registered_years >= 10年 and staff >= 101人, REPORT, 2027-01-01",
        "registered_years <= 5年 or staff >= 101人, REPORT, 2027-01-01",
        "rd_staff >= 1人, TODAY, 2026-11-29",
        "'', TODAY, 2026-11-29"
    })
    void saysWhatItTakesAndWhen(String rule, Earliest.Chance chance, LocalDate day)
            throws RuleFault {
        assertThat(of(rule)).isEqualTo(new Earliest(chance, day));
    }

    /** The latest of what has to pass; and the report where something else is lacking, too. */
    @Test
    void waitsForAllOfThem() throws RuleFault {
        assertThat(of("registered_years >= 7年", "centre_years >= 5年"))
                .isEqualTo(new Earliest(Earliest.Chance.TIME, LocalDate.of(2029, 3, 1)));
        assertThat(of("registered_years >= 7年", "staff >= 200人").chance())
                .isEqualTo(Earliest.Chance.REPORT);
        assertThat(of("registered_years <= 5年", "staff >= 200人").chance())
                .isEqualTo(Earliest.Chance.NEVER);
        assertThat(of().chance()).isEqualTo(Earliest.Chance.TODAY);
    }

    /** What holds now must still hold then. */
    @Test
    void doesNotWaitPastALimit() throws RuleFault {
        assertThat(of("centre_years >= 3年", "registered_years <= 6年"))
                .isEqualTo(new Earliest(Earliest.Chance.TIME, LocalDate.of(2027, 3, 1)));
        assertThat(of("centre_years >= 4年", "registered_years <= 6年").chance())
                .isEqualTo(Earliest.Chance.NEVER);
    }
}
