package yanzhen.app.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressBarTests {

    @Test
    void saysHowMuchIsDoneAndHowLongTheRestWillTake() {
        try (var bar = new ProgressBar(console(), "Firms are failing", 4_000)) {
            assertThat(bar.line(1_000, 30_000_000_000L))
                    .isEqualTo(
                            "Firms are failing [#######.......................]  25 %  1,000 of 4,000  1:30 left");
            assertThat(bar.line(0, 1)).contains("  0 %").doesNotContain("left");
            assertThat(bar.line(4_000, 1)).contains("100 %").doesNotContain("left", ".");
        }
    }

    @Test
    void leavesTheLineEmptyInTheEnd() throws InterruptedException {
        var bytes = new ByteArrayOutputStream();
        try (var bar =
                new ProgressBar(
                        new PrintStream(bytes, true, StandardCharsets.UTF_8), "Reading", 2)) {
            bar.one();
            Thread.sleep(500);
        }

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains(" 50 %  1 of 2")
                .endsWith("\r\u001b[K");
    }

    private static PrintStream console() {
        return new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    }
}
