package yanzhen.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SyntheticRecordsTests {

    private static final Path DEMO = Path.of("../packs/shanghai-14fyp/demo");
    private static final long SEED = 20211220;

    /** With {@code -Dyanzhen.regenerate=true} it writes the files instead. */
    @Test
    void makesTheSameBytesAgain() throws IOException {
        var made = new SyntheticOrganisations(SEED);

        holds("organisations.csv", made.organisationsCsv());
        holds("recognitions.csv", made.recognitionsCsv());
        holds("parks.csv", SyntheticIdentities.parks());
        holds("bodies.csv", SyntheticIdentities.bodies());
        holds("identifiers.csv", SyntheticIdentities.identifiers());
        holds("links.csv", SyntheticIdentities.links());
        holds("areas.csv", SyntheticIdentities.areas());
    }

    private static void holds(String file, String content) throws IOException {
        if (Boolean.getBoolean("yanzhen.regenerate")) {
            Files.createDirectories(DEMO);
            Files.writeString(DEMO.resolve(file), content);
        }
        assertThat(DEMO.resolve(file)).hasContent(content);
    }
}
