package yanzhen.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyntheticLoopTests {

    private static final Path DEMO = Path.of("../packs/shanghai-14fyp/demo");
    private static final long SEED = 20211221;

    /** With {@code -Dyanzhen.regenerate=true} it writes the files instead. */
    @Test
    void makesTheSameBytesAgain() throws IOException {
        var challenges = new SyntheticChallenges(SyntheticChallengesTests.SEED, organisations());
        var made = new SyntheticLoop(SEED, organisations(), challenges.delivered());

        holds("products.csv", made.productsCsv());
        holds("contracts.csv", made.contractsCsv());
    }

    /** Nothing hangs on a record that is there twice. */
    static List<SyntheticLoop.Body> organisations() throws IOException {
        return Files.readAllLines(DEMO.resolve("organisations.csv")).stream()
                .skip(1)
                .limit(SyntheticOrganisations.BODIES)
                .map(line -> line.split(",", -1))
                .map(it -> new SyntheticLoop.Body(it[0], it[1], it[3], it[5]))
                .toList();
    }

    private static void holds(String file, String content) throws IOException {
        if (Boolean.getBoolean("yanzhen.regenerate")) {
            Files.writeString(DEMO.resolve(file), content);
        }
        assertThat(DEMO.resolve(file)).hasContent(content);
    }
}
