package yanzhen.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SyntheticPeopleTests {

    private static final Path DEMO = Path.of("../packs/shanghai-14fyp/demo");
    private static final Pattern CODE = Pattern.compile("\\b[0-9]{8}DEM[0-9A-Z]{7}\\b");
    private static final long SEED = 20211222;

    /** With {@code -Dyanzhen.regenerate=true} it writes the file instead. */
    @Test
    void makesTheSameBytesAgain() throws IOException {
        var people = new SyntheticPeople(SEED, SyntheticLoopTests.organisations(), active());

        var file = DEMO.resolve("accounts.csv");
        if (Boolean.getBoolean("yanzhen.regenerate")) {
            Files.writeString(file, people.csv());
        }
        assertThat(file).hasContent(people.csv());
    }

    private static List<String> active() throws IOException {
        var codes = new ArrayList<String>();
        for (var file : List.of("challenges.csv", "bids.csv", "products.csv")) {
            CODE.matcher(Files.readString(DEMO.resolve(file)))
                    .results()
                    .forEach(it -> codes.add(it.group()));
        }
        return codes;
    }
}
