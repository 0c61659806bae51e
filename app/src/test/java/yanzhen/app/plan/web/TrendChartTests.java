package yanzhen.app.plan.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import yanzhen.app.plan.web.TrendChart.Point;
import yanzhen.app.plan.web.TrendChart.Tick;

class TrendChartTests {

    private static final LocalDate FROM = LocalDate.of(2020, 7, 1);
    private static final LocalDate END = LocalDate.of(2025, 12, 31);

    @Test
    void drawsNothingWhereNothingIsPublic() {
        assertThat(TrendChart.of(List.of(), BigDecimal.TEN, FROM, END, END)).isNull();
    }

    /** 752 to 1015 around a target of 900: steps of 100 from 700 to 1100. */
    @Test
    void labelsItsAxisWithRoundNumbersThatHoldValuesAndTarget() {
        var chart = chart(List.of(point(2020, "752"), point(2022, "1015")), "900");

        assertThat(chart.values())
                .extracting(Tick::label)
                .containsExactly("700", "800", "900", "1,000", "1,100");
        assertThat(chart.years())
                .extracting(Tick::label)
                .containsExactly("2020", "2021", "2022", "2023", "2024", "2025");
    }

    @Test
    void writesAYearBelowTheValueOfItsEnd() {
        var chart = chart(List.of(point(2021, "5.2"), point(2023, "10.28")), "6");

        assertThat(chart.dots())
                .extracting(TrendChart.Dot::x)
                .containsExactly(chart.years().get(1).at(), chart.years().get(3).at());
    }

    @Test
    void putsHigherValuesHigherAndLaterOnesFurtherRight() {
        var chart =
                chart(
                        List.of(point(2020, "4.69"), point(2023, "10.28"), point(2025, "11.46")),
                        "6");

        assertThat(chart.dots())
                .isSortedAccordingTo(
                        (one, other) -> Double.compare(number(one.x()), number(other.x())));
        assertThat(chart.dots())
                .isSortedAccordingTo(
                        (one, other) -> Double.compare(number(other.y()), number(one.y())));
    }

    @Test
    void standsASingleValueWithoutTargetOnAnAxisOfItsOwn() {
        var chart =
                requireNonNull(TrendChart.of(List.of(point(2020, "1.65")), null, FROM, END, END));

        assertThat(chart.target()).isNull();
        assertThat(chart.values()).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void leavesOutLabelsThatWouldLieOnEachOther() {
        var chart =
                chart(
                        List.of(
                                new Point(LocalDate.of(2025, 6, 30), new BigDecimal("605"), "605"),
                                new Point(LocalDate.of(2025, 9, 30), new BigDecimal("631"), "631")),
                        "560");

        assertThat(chart.dots()).extracting(TrendChart.Dot::labelled).containsExactly(false, true);
    }

    private static TrendChart chart(List<Point> points, String target) {
        return requireNonNull(TrendChart.of(points, new BigDecimal(target), FROM, END, END));
    }

    private static Point point(int year, String value) {
        return new Point(LocalDate.of(year, 12, 31), new BigDecimal(value), value);
    }

    private static double number(String length) {
        return Double.parseDouble(length);
    }
}
