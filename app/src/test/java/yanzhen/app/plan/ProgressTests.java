package yanzhen.app.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import yanzhen.app.plan.Progress.Met;
import yanzhen.app.plan.Progress.Near;
import yanzhen.app.plan.Progress.NoData;
import yanzhen.app.plan.Progress.NotJudged;
import yanzhen.app.plan.Progress.OnTheWay;
import yanzhen.app.plan.Progress.Over;

class ProgressTests {

    static final PlanPeriod PLAN =
            new PlanPeriod(LocalDate.of(2020, 12, 31), LocalDate.of(2025, 12, 31));
    static final LocalDate MIDDLE = LocalDate.of(2023, 7, 2);

    @Test
    void takesAValueAtALeastTargetForMetAndAboveItForOver() {
        var target = new Target.AtLeast(number("40"));

        assertThat(of(target, "40", null)).isEqualTo(new Met(number("1.000000")));
        assertThat(of(target, "40.1", null)).isEqualTo(new Over(number("1.002500")));
    }

    @Test
    void wantsMoreThanTheNumberWhereThePlanSaysBreakThrough() {
        var target = new Target.MoreThan(number("900"));

        assertThat(of(target, "900", null)).isInstanceOf(OnTheWay.class);
        assertThat(of(target, "901", null)).isInstanceOf(Over.class);
    }

    @Test
    void takesABareNumberAsReached() {
        assertThat(of(new Target.Reach(number("300")), "300", null)).isInstanceOf(Met.class);
        assertThat(of(new Target.Reach(number("300")), "299", null)).isInstanceOf(OnTheWay.class);
    }

    @Test
    void neverJudgesATargetThatSaysAboutButSaysHowNear() {
        var target = new Target.About(number("900"));

        // From 752 to 900; 826 is half of the way, 826/900 = 0.917778; 913 of 1826 days.
        assertThat(of(target, "826", "752"))
                .isEqualTo(
                        new Near(
                                number("0.917778"),
                                Optional.of(number("0.500000")),
                                number("0.500000"),
                                -1));
        assertThat(of(target, "1015", "752")).extracting(it -> ((Near) it).side()).isEqualTo(1);
        assertThat(of(target, "900", "752")).extracting(it -> ((Near) it).side()).isEqualTo(0);
    }

    @Test
    void saysWhetherTheWayKeepsStepWithTheTime() {
        var target = new Target.Reach(number("2.6"));

        // (2.4 - 1.7012) / (2.6 - 1.7012) = 0.777481
        var ahead = (OnTheWay) of(target, "2.4", "1.7012");
        var behind = (OnTheWay) of(target, "2.0", "1.7012");
        var unknown = (OnTheWay) of(target, "2.0", null);

        assertThat(ahead.way()).contains(number("0.777481"));
        assertThat(ahead.inStep()).contains(true);
        assertThat(behind.inStep()).contains(false);
        assertThat(unknown.inStep()).isEmpty();
    }

    @Test
    void countsAStepBackAsNegativeWay() {
        var back = (OnTheWay) of(new Target.AtLeast(number("10")), "4", "5");

        assertThat(back.way()).contains(number("-0.200000"));
    }

    @Test
    void doesNotTakeMissingForZero() {
        var target = new Target.AtLeast(number("8"));

        assertThat(of(target, null, null)).isEqualTo(new NoData());
        assertThat(of(target, "0", null)).isInstanceOf(OnTheWay.class);
    }

    @Test
    void judgesAPlaceOnlyAmongOthers() {
        var target = new Target.AmongLeaders(5);

        assertThat(of(target, "1.65", null)).isEqualTo(new NotJudged());
        assertThat(of(target, null, null)).isEqualTo(new NoData());
        assertThat(Progress.ofRank(target, 5, 31))
                .isEqualTo(new Progress.Placed(5, 31, 5))
                .matches(it -> ((Progress.Placed) it).leading());
        assertThat(Progress.ofRank(target, 6, 31)).matches(it -> !((Progress.Placed) it).leading());
    }

    @Test
    void refusesATargetThatNothingCouldBeComparedWith() {
        assertThatThrownBy(() -> new Target.Reach(BigDecimal.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not above 0");
        assertThatThrownBy(() -> new Target.AmongLeaders(0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void measuresTimeByDaysFromTheBaselineToTheEnd() {
        assertThat(PLAN.timeShare(LocalDate.of(2020, 12, 31))).isEqualByComparingTo("0");
        // 365 of 1826 days
        assertThat(PLAN.timeShare(LocalDate.of(2021, 12, 31))).isEqualByComparingTo("0.199890");
        assertThat(PLAN.timeShare(LocalDate.of(2025, 12, 31))).isEqualByComparingTo("1");
        assertThat(PLAN.timeShare(LocalDate.of(2026, 11, 24))).isEqualByComparingTo("1");
    }

    private static Progress of(Target target, @Nullable String value, @Nullable String baseline) {
        return Progress.of(
                target,
                value == null ? null : number(value),
                baseline == null ? null : number(baseline),
                PLAN,
                MIDDLE);
    }

    private static BigDecimal number(String digits) {
        return new BigDecimal(digits);
    }
}
