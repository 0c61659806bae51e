package yanzhen.app.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

/**
 * All products of listed companies as one chain, where the tables lie beside the project: stored,
 * read again, and asked what a product depends on, beside a search in memory in the same run.
 * Asserts that nothing is lost and that both find the same, and no time. Run by {@code
 * bench/chains.sh}.
 */
@Tag("bench")
@IntegrationTest
class ListedCompaniesBench {

    private static final int TIMES = 21;

    @Autowired PackLoader loader;
    @Autowired ChainTables tables;
    @Autowired Atlas atlas;
    @Autowired Tiers tiers;

    private final Viewer officer = SmallChain.officer();
    private final String key = SmallChain.unique();

    @Test
    void measures() throws IOException {
        assumeTrue(
                Files.isDirectory(ListedCompanies.FOLDER),
                "The tables of listed companies are not beside the project.");
        Viewers.doAs(
                Viewer.SYSTEM,
                () -> loader.load(Pack.at(Path.of("../packs/shanghai-14fyp"), true)));
        var companies = ListedCompanies.read();
        long begun = System.nanoTime();
        asOfficer(() ->
                tables.store(tables.keep(companies.draft(key)), new ChainTables.How(false, null)));
        System.out.printf(
                Locale.ROOT,
                "%d products, %d relations, %d makers stored and diagnosed in %.1f s, %d rows left out.%n%n",
                companies.products().size(),
                companies.edges().size(),
                companies.makers().size(),
                (System.nanoTime() - begun) / 1e9,
                companies.leftOut());
        var stored = asOfficer(() -> tables.export(key)).orElseThrow();
        assertThat(Objects.requireNonNull(stored.nodes())).hasSameSizeAs(companies.products());
        assertThat(Objects.requireNonNull(stored.edges())).hasSameSizeAs(companies.edges());
        assertThat(Objects.requireNonNull(stored.supplies())).hasSameSizeAs(companies.makers());
        ask(companies);
    }

    private void ask(ListedCompanies companies) {
        int deepest = companies.deepest();
        var expected = companies.tiers(deepest);
        var ids = new HashMap<String, UUID>();
        asOfficer(() -> atlas.map(key))
                .orElseThrow()
                .nodes()
                .forEach(it -> ids.put(it.key(), it.id()));
        var product = Objects.requireNonNull(ids.get("p" + deepest));
        var kinds = Set.of("made-from", "kind-of");
        var tree = asOfficer(() -> tiers.of(product, Tiers.Way.UP, kinds));
        var found = new HashMap<String, Integer>();
        tree.parts().forEach(it -> found.put(it.key(), it.tier()));
        var wanted = new HashMap<String, Integer>();
        expected.forEach((at, tier) -> {
            if (tier <= Tiers.MOST) {
                wanted.put("p" + at, tier);
            }
        });
        assertThat(found).isEqualTo(wanted);
        System.out.println(
                "| what, %d times, %d products in %d tiers | median ms | greatest ms |"
                        .formatted(TIMES, found.size(), tree.parts().getLast().tier()));
        System.out.println("|---|--:|--:|");
        time("dependency question", () -> asOfficer(() -> tiers.of(product, Tiers.Way.UP, kinds)));
        time("the same by a search in memory, edges at hand", () -> companies.tiers(deepest));
    }

    private static void time(String what, Runnable work) {
        var times = new ArrayList<Double>();
        for (int run = 0; run < TIMES; run++) {
            long begun = System.nanoTime();
            work.run();
            times.add((System.nanoTime() - begun) / 1e6);
        }
        times.sort(null);
        System.out.printf(
                Locale.ROOT, "| %s | %.1f | %.1f |%n", what, times.get(TIMES / 2), times.getLast());
    }

    private <T> T asOfficer(Supplier<T> work) {
        return Viewers.doAs(officer, work);
    }
}
