package yanzhen.engine.substitutes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The semiconductor supply chain dataset of CSET and ETO, where it lies beside the checkout:
 * countries in the place of firms, and what each provides.
 */
class SemiconductorTests {

    private static final Path FOLDER =
            Path.of("..", "..", "shared", "data", "eto-semiconductor").toAbsolutePath();

    private List<String> countries = List.of();
    private List<String> inputs = List.of();

    private static List<List<String>> rows(String file) throws IOException {
        return Files.readAllLines(FOLDER.resolve(file)).stream()
                .skip(1)
                .map(it -> Arrays.asList(it.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)))
                .toList();
    }

    private Holdings holdings() throws IOException {
        assumeTrue(Files.isDirectory(FOLDER), "There is no folder " + FOLDER);
        var isCountry =
                rows("providers.csv").stream()
                        .filter(it -> it.get(2).equals("country") && !it.get(0).equals("Various"))
                        .map(it -> it.get(1))
                        .collect(Collectors.toSet());
        var provided = rows("provision.csv").stream().filter(it -> isCountry.contains(it.get(1)));
        var rows = provided.toList();
        countries = rows.stream().map(it -> it.get(0)).distinct().sorted().toList();
        inputs = rows.stream().map(it -> it.get(3)).distinct().sorted().toList();
        var builder =
                new CapabilityBuilder(
                        countries.size(),
                        inputs.stream()
                                .map(it -> new Capability(Capability.Kind.PRODUCT, it))
                                .toList());
        for (var row : rows) {
            builder.holds(countries.indexOf(row.get(0)), inputs.indexOf(row.get(3)));
        }
        return builder.build().present();
    }

    /** Extreme-ultraviolet scanners (N20) come from one country; the report says the same. */
    @Test
    void asksTheMakersOfOtherScannersFirst() throws IOException {
        var holdings = holdings();
        int scanners = inputs.indexOf("N20");

        var found = Substitutes.forInput(scanners, new ProductSpace(holdings), 5);

        assertThat(found.makers()).containsExactly(countries.indexOf("NLD"));
        assertThat(countries.get(found.candidates().getFirst().firm())).isEqualTo("JPN");
        assertThat(found.candidates().getFirst().has())
                .extracting(it -> it.capability().name())
                .startsWith("N19", "N21", "N22");
    }

    @Test
    void linksAllCountriesAndComparesThem() throws IOException {
        var holdings = holdings();

        var index = Complexity.of(holdings);
        var fitness = Fitness.of(holdings, Fitness.Rule.USUAL);

        assertThat(index.groups()).isEqualTo(1);
        assertThat(index.verdict(0)).isEqualTo(GroupVerdict.COMPARABLE);
        assertThat(fitness.convergence(0)).isInstanceOf(Convergence.Settled.class);
        assertThat(firstBy(fitness::ofFirm)).isEqualTo("JPN");
        // Sweden hangs on the rest by a thread: the index tells it from all others, and little
        // more.
        assertThat(index.secondEigenvalue(0)).isGreaterThan(0.5);
        assertThat(firstBy(it -> -index.ofFirm(it))).isEqualTo("SWE");
        assertThat(index.ofFirm(countries.indexOf("SWE"))).isLessThan(-4);
    }

    private String firstBy(IntToDoubleFunction value) {
        return countries.stream()
                .max(Comparator.comparingDouble(it -> value.applyAsDouble(countries.indexOf(it))))
                .orElseThrow();
    }
}
