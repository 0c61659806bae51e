package yanzhen.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SyntheticChallengesTests {

    private static final Path DEMO = Path.of("../packs/shanghai-14fyp/demo");
    static final long SEED = 20211222;

    /** With {@code -Dyanzhen.regenerate=true} it writes the files instead. */
    @Test
    void makesTheSameBytesAgain() throws IOException {
        var made = new SyntheticChallenges(SEED, SyntheticLoopTests.organisations());

        holds("challenges.csv", made.challengesCsv());
        holds("targets.csv", made.targetsCsv());
        holds("bids.csv", made.bidsCsv());
        holds("milestones.csv", made.milestonesCsv());
        holds("outcomes.csv", made.outcomesCsv());
    }

    private static void holds(String file, String content) throws IOException {
        if (Boolean.getBoolean("yanzhen.regenerate")) {
            Files.writeString(DEMO.resolve(file), content);
        }
        assertThat(DEMO.resolve(file)).hasContent(content);
    }
}
