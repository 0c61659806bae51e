package yanzhen.app.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProblemsTests {

    @Test
    void letOnlyACleanListPass() {
        assertThatCode(() -> new Problems().mustBeNone()).doesNotThrowAnyException();
    }

    @Test
    void areRefusedTogetherAndInTheOrderFound() {
        var problems = new Problems();
        problems.add("a.csv", 2, "code", "91", "credit-code-check");
        problems.add("a.csv", 7, "from", "2021-02-30", "date");

        assertThatThrownBy(problems::mustBeNone)
                .isInstanceOfSatisfying(
                        Problems.Refused.class,
                        refused ->
                                assertThat(refused.problems().kept())
                                        .extracting(Problem::line)
                                        .containsExactly(2, 7))
                .hasMessageContaining("2 problems");
    }

    @Test
    void keepAThousandAndCountAll() {
        var problems = new Problems();
        for (int line = 1; line <= 1_500; line++) {
            problems.add("big.csv", line, "code", "x", "required");
        }

        assertThat(problems.count()).isEqualTo(1_500);
        assertThat(problems.kept()).hasSize(1_000);
        assertThat(problems.kept().getLast().line()).isEqualTo(1_000);
        assertThat(problems.none()).isFalse();
    }

    @Test
    void showNoMoreThan120CharactersOfAValue() {
        assertThat(valued("x".repeat(120)).value()).isEqualTo("x".repeat(120));
        assertThat(valued("x".repeat(121)).value()).isEqualTo("x".repeat(120) + "…");
    }

    @Test
    void neverCutACharacterInTwo() {
        // 𠮷 takes two places; the cut would fall between them.
        var shown = valued("x".repeat(119) + "𠮷 and more").value();

        assertThat(shown).isEqualTo("x".repeat(119) + "…");
    }

    /** Two looks at one table: the first by row are kept, all are counted, and each row once. */
    @Test
    void keepTheFirstByPlaceOfSeveralLists() {
        var first = new Problems();
        var second = new Problems();
        for (int line = 2; line <= 1_501; line++) {
            first.add("", line, "name", "", "required");
        }
        second.add("", null, "", "", "table-empty");
        second.add("", 3, "code", "", "required");
        second.cut();

        var all =
                Problems.inOrder(List.of(first, second), Problems.byPlace(List.of("code", "name")));

        assertThat(all.kept()).hasSize(1_000);
        assertThat(all.kept().subList(0, 4))
                .extracting(Problem::line, Problem::field)
                .containsExactly(
                        tuple(null, ""), tuple(2, "name"), tuple(3, "code"), tuple(3, "name"));
        assertThat(all.count()).isEqualTo(1_502);
        assertThat(all.rows()).isEqualTo(1_500);
        assertThat(all.isCut()).isTrue();
    }

    /** Rows 2 and 3 of one table, though row 2 has two problems; row 2 of another. */
    @Test
    void countTheRowsOfEachTable() {
        var nodes = new Problems();
        nodes.add("", 2, "key", "", "required");
        nodes.add("", 2, "name", "", "required");
        nodes.add("", 3, "key", "", "required");
        var edges = new Problems();
        edges.add("", 2, "supplier", "", "required");
        edges.add("", null, "", "", "table-empty");
        var stages = new Problems();
        stages.add("", null, "", "", "table-empty");
        var all = new Problems();

        all.include(nodes.in("nodes"));
        all.include(edges.in("edges"));
        all.include(stages.in("stages"));

        assertThat(all.rowsByFile()).isEqualTo(Map.of("edges", 1, "nodes", 2));
        assertThat(all.rows()).isEqualTo(3);
    }

    @Test
    void giveTheirMessagesTheValueFirstAndThenTheDetails() {
        var problem = new Problem("", null, "trl", "12", "trl", List.of("1", "9"));

        assertThat(problem.arguments()).containsExactly("12", "1", "9");
    }

    @Test
    void keepTheirDetailsFromLaterChanges() {
        var details = new ArrayList<>(List.of("1"));
        var problem = new Problem("", null, "f", "v", "c", details);

        details.clear();

        assertThat(problem.details()).containsExactly("1");
    }

    private static Problem valued(String value) {
        return new Problem("f.csv", 1, "field", value, "required", List.of());
    }
}
