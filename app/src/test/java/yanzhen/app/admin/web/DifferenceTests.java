package yanzhen.app.admin.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DifferenceTests {

    @Test
    void namesOnlyTheFieldsThatDiffer() {
        var differences =
                Difference.between(
                        json("{\"name\":\"甲\",\"price\":10,\"open\":true}"),
                        json("{\"name\":\"乙\",\"price\":10,\"reason\":\"更名\"}"));

        assertThat(differences)
                .containsExactly(
                        new Difference(List.of("name"), "甲", "乙"),
                        new Difference(List.of("reason"), null, "更名"),
                        new Difference(List.of("open"), "true", null));
    }

    @Test
    void goesIntoObjectsAndListsByNameAndPlace() {
        var differences =
                Difference.between(
                        json("{\"targets\":[{\"metric\":\"MTBF\",\"value\":900}]}"),
                        json(
                                "{\"targets\":[{\"metric\":\"MTBF\",\"value\":1000},{\"metric\":\"良率\"}]}"));

        assertThat(differences)
                .containsExactly(
                        new Difference(List.of("targets", "1", "value"), "900", "1000"),
                        new Difference(List.of("targets", "2", "metric"), null, "良率"));
    }

    @Test
    void takesASingleValueForTheWholeState() {
        assertThat(Difference.between(json("\"DRAFT\""), json("\"PUBLISHED\"")))
                .containsExactly(new Difference(List.of(), "DRAFT", "PUBLISHED"));
        assertThat(Difference.between(json("\"DRAFT\""), json("\"DRAFT\""))).isEmpty();
    }

    @Test
    void showsAllOfWhatCameIntoBeingOrCeased() {
        assertThat(Difference.between(null, json("{\"a\":1,\"b\":null}")))
                .containsExactly(new Difference(List.of("a"), null, "1"));
        assertThat(Difference.between(json("{\"a\":1}"), null))
                .containsExactly(new Difference(List.of("a"), "1", null));
        assertThat(Difference.between(null, null)).isEmpty();
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
