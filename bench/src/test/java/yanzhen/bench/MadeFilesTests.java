package yanzhen.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import yanzhen.engine.NetworkFile;
import yanzhen.engine.SupplyNetwork;

/** The files that are measured hold what they should. */
class MadeFilesTests {

    private final SyntheticEconomy economy = new SyntheticEconomy(50, 200, 5, 3);

    @TempDir Path folder;

    @Test
    void aShuffledFileHoldsTheSameNetworkInOtherBytes() throws IOException {
        var file = folder.resolve("network");
        var shuffled = folder.resolve("shuffled");
        NetworkFile.write(economy.network(), file);

        ShuffledLinks.of(file, new Random(1)).write(shuffled);

        assertThat(links(NetworkFile.read(shuffled).network())).isEqualTo(links(economy.network()));
        assertThat(Files.readAllBytes(shuffled))
                .hasSameSizeAs(Files.readAllBytes(file))
                .isNotEqualTo(Files.readAllBytes(file));
    }

    @Test
    void aFolderNamesEveryFirmLinkAndPairOfSectorsOnce() throws IOException {
        EconomyFolder.write(economy, folder);

        var edges = Files.readAllLines(folder.resolve("edges.tsv"));
        var first = links(economy.network()).getFirst();
        assertThat(Files.readAllLines(folder.resolve("firms.tsv"))).hasSize(51);
        assertThat(edges).hasSize(economy.network().links() + 1).doesNotHaveDuplicates();
        assertThat(edges.get(1)).isEqualTo(first);
        assertThat(Files.readAllLines(folder.resolve("essential.txt")))
                .hasSize(5)
                .allMatch(it -> it.matches("[012]{5}"));
    }

    private static List<String> links(SupplyNetwork network) {
        var links = new ArrayList<String>();
        network.forEach(
                (from, to, weight) -> links.add((from + 1) + "\t" + (to + 1) + "\t" + weight));
        return links;
    }
}
