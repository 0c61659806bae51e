package yanzhen.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LatenciesTests {

    @Test
    void takesTheNearestRankOfTwentyValues() {
        // 1 to 20 in falling order: 95 % of 20 is the 19th, half of 20 the 10th, all the 20th.
        var values = new long[20];
        for (int i = 0; i < 20; i++) {
            values[i] = 20L - i;
        }
        var series = new Latencies.Series(values);

        assertThat(series.quantile(0.95)).isEqualTo(19);
        assertThat(series.quantile(0.5)).isEqualTo(10);
        assertThat(series.quantile(1)).isEqualTo(20);
    }

    @Test
    void saysThatNothingWasMeasured() {
        var series = new Latencies.Series(new long[0]);

        assertThatThrownBy(() -> series.quantile(0.95)).isInstanceOf(IllegalStateException.class);
    }
}
