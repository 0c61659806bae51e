package yanzhen.engine.inputoutput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The table of six regions and eight sectors that the pymrio package ships for its own tests, where
 * it lies beside the checkout. Expected figures were computed from it by numpy's dense routines.
 */
class SixRegionsTests {

    private static final Path FOLDER =
            Path.of("..", "..", "shared", "data", "pymrio-test-mrio").toAbsolutePath();

    private static List<String[]> rows(String file) throws IOException {
        return Files.readAllLines(FOLDER.resolve(file)).stream()
                .filter(it -> !it.isBlank())
                .map(it -> it.split("\t", -1))
                .toList();
    }

    private static InputOutputTable table() throws IOException {
        assumeTrue(Files.isDirectory(FOLDER), "There is no folder " + FOLDER);
        var flows = rows("trade_flows_Z.txt");
        var activities = new ArrayList<Activity>();
        for (var row : flows.subList(2, flows.size())) {
            activities.add(new Activity(row[0], row[1]));
        }
        var builder = new TableBuilder(activities);
        var demand = rows("finald_demand_Y.txt");
        for (int row = 0; row < activities.size(); row++) {
            var sold = flows.get(row + 2);
            for (int column = 0; column < activities.size(); column++) {
                builder.flow(row, column, Double.parseDouble(sold[column + 3]));
            }
            var taken = demand.get(row + 2);
            for (int column = 3; column < taken.length; column++) {
                builder.demand(row, demand.get(0)[column], Double.parseDouble(taken[column]));
            }
        }
        var paid = rows("factor_input.txt").get(2);
        for (int column = 0; column < activities.size(); column++) {
            builder.valueAdded(column, Double.parseDouble(paid[column + 2]));
        }
        return builder.build();
    }

    @Test
    void givesBackItsOutput() throws IOException {
        var table = table();
        var model = InputOutputModel.of(table);
        var demand = table.demand();
        var inverse = model.leontiefInverse();

        var output = model.outputFor(demand);

        assertThat(table.size()).isEqualTo(48);
        for (int at = 0; at < 48; at++) {
            double byInverse = 0;
            for (int by = 0; by < 48; by++) {
                byInverse += inverse.at(at, by) * demand[by];
            }
            assertThat(output.of(at)).isCloseTo(table.output(at), within(1e-9 * table.output(at)));
            assertThat(byInverse).isCloseTo(table.output(at), within(1e-9 * table.output(at)));
        }
    }

    @Test
    void hasTheRadiusMultipliersAndLinkagesOfADenseComputation() throws IOException {
        var table = table();
        var model = InputOutputModel.of(table);
        var food = table.numberOf(new Activity("reg1", "food"));
        var power = table.numberOf(new Activity("reg1", "electricity"));

        var found = model.productivity(1e-10);
        var linkages = model.linkages();

        assertThat(found.atLeast()).isCloseTo(0.20137105650331882, within(1e-9));
        assertThat(found.atMost()).isCloseTo(0.20137105650331882, within(1e-9));
        assertThat(linkages.get(food).totalBackward()).isCloseTo(1.61142689, within(1e-8));
        assertThat(linkages.get(food).totalForward()).isCloseTo(1.74970014, within(1e-8));
        assertThat(linkages.get(food).backward()).isCloseTo(1.40328426, within(1e-8));
        assertThat(linkages.stream().mapToDouble(Linkage::totalBackward).max().orElseThrow())
                .isEqualTo(linkages.get(power).totalBackward())
                .isCloseTo(1.7693135737561367, within(1e-9));
        assertThat(model.multiplier(food).spillover()).isBetween(0.0, 1.0);
    }

    @Test
    void losesWithoutASectorOrARegionWhatADenseComputationLoses() throws IOException {
        var table = table();
        var model = InputOutputModel.of(table);
        int making = table.numberOf(new Activity("reg1", "manufactoring"));

        loses(model, Extraction.Kind.TOTAL, 265656004.43954086, making);
        loses(model, Extraction.Kind.BACKWARD, 2904234.097835541, making);
        loses(model, Extraction.Kind.FORWARD, 2506104.452489376, making);
        loses(model, Extraction.Kind.TOTAL, 595505111.0293498, table.ofRegion("reg1"));
        loses(model, Extraction.Kind.BACKWARD, 6660745.752517223, table.ofRegion("reg1"));
        loses(model, Extraction.Kind.FORWARD, 6586014.235588074, table.ofRegion("reg1"));
    }

    private static void loses(
            InputOutputModel model, Extraction.Kind kind, double expected, int... group) {
        assertThat(model.without(kind, group).total()).isCloseTo(expected, within(1e-2));
    }

    /** What is emitted somewhere is emitted for somebody's demand. */
    @Test
    void sharesOutEmissionsOverTheDemandOfRegions() throws IOException {
        var table = table();
        var model = InputOutputModel.of(table);
        var emitted = rows("emissions.txt").get(2);
        var perUnit = new double[48];
        Arrays.setAll(perUnit, at -> Double.parseDouble(emitted[at + 3]) / table.output(at));

        var multipliers = model.multipliers(perUnit);

        double all = 0;
        for (var region : table.uses()) {
            var demand = table.demandOf(Set.of(region));
            for (int at = 0; at < 48; at++) {
                all += multipliers.of(at) * demand[at];
            }
        }
        assertThat(table.uses()).hasSize(6);
        assertThat(all).isCloseTo(1.08022443e9, within(10.0));
    }

    /** The package's own table does not balance: value added is far from what remains. */
    @Test
    void namesEveryActivityOfWhichPaidDiffersFromSold() throws IOException {
        assertThat(table().imbalances(1e-6)).hasSize(48);
        assertThat(table().imbalances(1)).isEmpty();
    }
}
