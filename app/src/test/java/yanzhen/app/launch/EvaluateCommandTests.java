package yanzhen.app.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EvaluateCommandTests {

    /**
     * A lottery whose organisations and seniors are both limited may stay below its bound, which is
     * that of a problem without whole assignments; it says by how much.
     */
    private static final double GAP_OF_LOTTERIES = 0.025;

    private static final Path SAMPLES = Path.of("..", "..", "shared", "reference");

    @TempDir Path folder;

    static boolean withoutSamples() {
        return !Files.isDirectory(SAMPLES.resolve("assignment"));
    }

    private static JsonNode evaluated(String... arguments) {
        var said = Said.by(arguments);
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.err()).isEmpty();
        return JsonMapper.shared().readTree(said.out());
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /** By hand: the first two reviewers cannot both have the first paper and the second one. */
    @Test
    void assignsWithoutAnythingExpected() throws IOException {
        file("scores.csv", "4,1.5\n4,2\n1,1\n");
        file("conflicts.csv", "0,0\n0,0\n0,1\n");

        var json =
                evaluated(
                        "evaluate", "assignment", folder.toString(), "--need", "1", "--load", "1");

        var variants = json.at("/instances/0/variants");
        assertThat(variants.get(0).get("variant").asString()).isEqualTo("max_total");
        assertThat(variants.get(0).get("value").asDouble()).isEqualTo(6);
        assertThat(variants.get(0).get("proven").asBoolean()).isTrue();
        assertThat(variants.get(0).has("expected")).isFalse();
        assertThat(variants.get(1).get("value").asDouble()).isEqualTo(2);
        assertThat(variants.get(3).get("value").asDouble()).isEqualTo(4 + (2 + 1.5) / 2);
    }

    @Test
    void namesEverythingThatIsWrongWithTheFiles() throws IOException {
        file("scores.csv", "4,x\n4\n");

        var said = Said.by("evaluate", "assignment", folder.toString(), "--lang", "en");

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out()).isEmpty();
        assertThat(said.err())
                .contains("scores.csv:1", "column 2 = x", "This row has 1 cells, the first has 2")
                .contains("Add --need to the command", "Add --load to the command");
    }

    @Test
    void choosesAndSaysWhatMoreMoneyWouldAdd() throws IOException {
        var path =
                file(
                        "items.json",
                        """
                        {"items": [
                          {"id": "dear", "domain": "D", "region": "R", "org": "X", "score": 10, "cost": [10]},
                          {"id": "one", "domain": "D", "region": "R", "org": "Y", "score": 6, "cost": [5]},
                          {"id": "two", "domain": "D", "region": "R", "org": "Z", "score": 6, "cost": [5]}],
                         "year_budget": [10]}
                        """);

        var json = evaluated("evaluate", "portfolio", path.toString(), "--more", "5");

        var variants = json.at("/instances/0/variants");
        assertThat(variants.get(0).get("value").asDouble()).isEqualTo(12);
        assertThat(variants.get(0).get("selected").toString()).isEqualTo("[\"one\",\"two\"]");
        assertThat(variants.get(1).get("value").asDouble()).isEqualTo(10);
        assertThat(variants.get(2).get("adds").asDouble()).isEqualTo(4);
    }

    @Test
    void namesTheFieldsOfAPortfolioThatAreWrong() throws IOException {
        var path =
                file(
                        "items.json",
                        """
                        [{"items": [{"id": "a", "score": -1, "cost": [1.5]}], "year_budget": [1],
                          "exclude": [["a", "b"]], "max_selected": "many"}]
                        """);

        var said = Said.by("evaluate", "portfolio", path.toString(), "--lang", "en");

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err())
                .contains("[0].items[0].score = -1", "[0].items[0].cost[0] = 1.5")
                .contains("[0].exclude[0]", "There is no entry named", "[0].max_selected");
    }

    @Test
    void saysWhatTheCommandLacks() throws IOException {
        assertThat(Said.by("evaluate").code()).isEqualTo(2);
        assertThat(Said.by("evaluate", "portfolio", "nowhere").code()).isEqualTo(1);
        assertThat(Said.by("evaluate", "assignment", folder.toString(), "--probability", "2").err())
                .contains("above 0, at most 1");
        assertThat(Said.by("evaluate", "portfolio", folder.toString(), "--lang", "en").err())
                .contains("There is nothing here to evaluate");
        assertThat(Said.by("evaluate", "portfolio", file("x.json", "{").toString()).err())
                .contains("x.json:1");
    }

    @Test
    @DisabledIf(
            value = "withoutSamples",
            disabledReason = "the samples do not lie beside the checkout")
    void meetsEverySample() {
        var assignment = evaluated("evaluate", "assignment", at("assignment"));
        var portfolio = evaluated("evaluate", "portfolio", at("portfolio"));

        assertThat(unmet(assignment)).isEmpty();
        assertThat(unmet(portfolio)).isEmpty();
        assertThat(assignment.get("instances").size()).isEqualTo(3);
        assertThat(assignment.at("/expertise/0/ranking_loss").asDouble())
                .isCloseTo(0.33, within(0.005));
        assertThat(portfolio.get("instances").size()).isGreaterThanOrEqualTo(10);
    }

    private static String at(String name) {
        return SAMPLES.resolve(name).toString();
    }

    /** Variants that are not proven, break a rule or miss what is expected. */
    private static List<String> unmet(JsonNode json) {
        var unmet = new ArrayList<String>();
        for (var instance : json.get("instances")) {
            for (var variant : instance.get("variants")) {
                boolean good =
                        variant.path("proven").asBoolean(true)
                                && variant.path("meets_expected").asBoolean(true)
                                && variant.path("broken_rules").isEmpty();
                boolean mayHaveAGap =
                        variant.get("variant").asString().equals("randomised")
                                && variant.path("broken_rules").isEmpty()
                                && variant.path("gap").asDouble() < GAP_OF_LOTTERIES;
                if (!good && !mayHaveAGap) {
                    unmet.add(variant.toString());
                }
            }
        }
        return unmet;
    }
}
