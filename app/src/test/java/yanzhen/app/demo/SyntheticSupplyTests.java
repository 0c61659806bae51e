package yanzhen.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyntheticSupplyTests {

    private static final Path PACK = Path.of("../packs/shanghai-14fyp");
    private static final Path DEMO = PACK.resolve("demo");
    private static final long SEED = 20211231;
    private static final List<String> CHAINS = List.of("civil-aircraft", "integrated-circuits");

    /** With {@code -Dyanzhen.regenerate=true} it writes the files instead. */
    @Test
    void makesTheSameBytesAgain() throws IOException {
        var made =
                new SyntheticSupply(
                        SEED,
                        rows(DEMO.resolve("organisations.csv")).stream()
                                .limit(SyntheticOrganisations.BODIES)
                                .toList(),
                        makers(),
                        edges());

        holds("firms.csv", made.firmsCsv());
        holds("links.csv", made.linksCsv());
    }

    private static List<SyntheticSupply.Maker> makers() throws IOException {
        var makers = new ArrayList<SyntheticSupply.Maker>();
        for (var chain : CHAINS) {
            for (var it : rows(DEMO.resolve("chains").resolve(chain + ".csv"))) {
                makers.add(new SyntheticSupply.Maker(chain, it[0], it[1], it[2], it[3], it[4]));
            }
        }
        return makers;
    }

    private static List<SyntheticSupply.Edge> edges() throws IOException {
        var edges = new ArrayList<SyntheticSupply.Edge>();
        for (var chain : CHAINS) {
            for (var it : rows(PACK.resolve("chains").resolve(chain).resolve("edges.csv"))) {
                edges.add(new SyntheticSupply.Edge(chain, it[0], it[1]));
            }
        }
        return edges;
    }

    private static List<String[]> rows(Path file) throws IOException {
        return Files.readAllLines(file).stream().skip(1).map(line -> line.split(",", -1)).toList();
    }

    private static void holds(String file, String content) throws IOException {
        var place = DEMO.resolve("supply").resolve(file);
        if (Boolean.getBoolean("yanzhen.regenerate")) {
            Files.createDirectories(place.getParent());
            Files.writeString(place, content);
        }
        assertThat(place).hasContent(content);
    }
}
