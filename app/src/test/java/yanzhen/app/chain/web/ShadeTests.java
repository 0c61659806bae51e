package yanzhen.app.chain.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The hue of measures in {@code chain.css}, for everybody's eyes. */
class ShadeTests {

    private static final Pattern STEP =
            Pattern.compile(
                    "\\.m-([1-5]) \\{ background: #([0-9a-f]{6}); color: #([0-9a-f]{6}); }");

    /** Between two colours that a reader should tell apart at a glance, on the scale of Lab. */
    private static final double APART = 6;

    @Test
    void growsDarkerWithEveryStep() throws IOException {
        var steps = steps();

        for (int step = 1; step < 5; step++) {
            assertThat(luminance(steps[step][0])).isLessThan(luminance(steps[step - 1][0]));
        }
    }

    /** WCAG 2: contrast of text of this size is at least 4.5. */
    @Test
    void carriesItsNumberLegibly() throws IOException {
        for (var step : steps()) {
            assertThat(contrast(step[0], step[1])).isGreaterThanOrEqualTo(4.5);
        }
    }

    /**
     * With eyes that lack red or green cones the steps stay apart, and none is near a colour that
     * says a diagnosis.
     */
    @Test
    void isToldApartByThoseWhoSeeNoRedOrNoGreen() throws IOException {
        var steps = steps();
        int[] diagnosis = {0xb3261e, 0x8a5a00, 0xe0a935, 0x1a6b43};
        for (var eyes : Eyes.ALL) {
            for (int step = 0; step < 5; step++) {
                if (step > 0) {
                    assertThat(eyes.apart(steps[step][0], steps[step - 1][0])).isGreaterThan(APART);
                }
                for (int said : diagnosis) {
                    assertThat(eyes.apart(steps[step][0], said))
                            .as("step %d for %s", step + 1, eyes.name())
                            .isGreaterThan(2 * APART);
                }
            }
        }
    }

    /** Ground and text of the five steps. */
    private static int[][] steps() throws IOException {
        var css = Files.readString(Path.of("src/main/resources/static/chain/chain.css"));
        var found =
                STEP.matcher(css)
                        .results()
                        .map(it ->
                                new int[] {
                                    Integer.parseInt(it.group(2), 16),
                                    Integer.parseInt(it.group(3), 16)
                                })
                        .toArray(int[][]::new);
        assertThat(found.length).isEqualTo(5);
        return found;
    }

    private static double contrast(int one, int two) {
        double a = luminance(one) + 0.05;
        double b = luminance(two) + 0.05;
        return Math.max(a, b) / Math.min(a, b);
    }

    private static double luminance(int colour) {
        var linear = linear(colour);
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    }

    private static double[] linear(int colour) {
        return IntStream.of(colour >> 16 & 255, colour >> 8 & 255, colour & 255)
                .mapToDouble(it -> it / 255.0)
                .map(it -> it <= 0.04045 ? it / 12.92 : Math.pow((it + 0.055) / 1.055, 2.4))
                .toArray();
    }

    /**
     * What dichromats see: the linear matrices of Viénot, Brettel and Mollon (1999), whose
     * coefficients for sRGB primaries are rounded here to five digits.
     */
    private record Eyes(String name, List<Double> matrix) {

        private static final List<Eyes> ALL =
                List.of(
                        new Eyes("usual", List.of(1., 0., 0., 0., 1., 0., 0., 0., 1.)),
                        new Eyes(
                                "no red",
                                List.of(
                                        0.11238, 0.88762, 0., 0.11238, 0.88762, 0., 0.00401,
                                        -0.00401, 1.)),
                        new Eyes(
                                "no green",
                                List.of(
                                        0.29275, 0.70725, 0., 0.29275, 0.70725, 0., -0.02234,
                                        0.02234, 1.)));

        /** Distance in CIE L*a*b*. */
        double apart(int one, int two) {
            var a = lab(one);
            var b = lab(two);
            return Math.sqrt(
                    IntStream.range(0, 3).mapToDouble(it -> Math.pow(a[it] - b[it], 2)).sum());
        }

        private double[] lab(int colour) {
            var rgb = linear(colour);
            var seen = new double[3];
            for (int row = 0; row < 3; row++) {
                for (int at = 0; at < 3; at++) {
                    seen[row] += matrix.get(3 * row + at) * rgb[at];
                }
            }
            double x = f((0.4124 * seen[0] + 0.3576 * seen[1] + 0.1805 * seen[2]) / 0.9505);
            double y = f(0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]);
            double z = f((0.0193 * seen[0] + 0.1192 * seen[1] + 0.9505 * seen[2]) / 1.089);
            return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
        }

        private static double f(double t) {
            return t > 0.008856 ? Math.cbrt(Math.max(0, t)) : 7.787 * t + 16.0 / 116;
        }
    }
}
