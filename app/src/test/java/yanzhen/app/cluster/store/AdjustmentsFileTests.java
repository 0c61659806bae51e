package yanzhen.app.cluster.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;
import yanzhen.app.pack.Pack;

/** What a pack may say of adjustments, and what is complained of. */
class AdjustmentsFileTests {

    private static final String HEAD =
            "basis: { document: 试验办法, place: 第一条, mark: to-be-confirmed }, returnDays: 15";
    private static final String CHECK = "{ step: COMPLETENESS, by: DISTRICT, days: 7 }";
    private static final String DECISION = "{ step: DECISION, by: CITY, days: 14 }";

    @TempDir Path parent;
    private Path pack = Path.of("");

    @BeforeEach
    void copy() throws IOException {
        pack = parent.resolve("shanghai-14fyp");
        FileSystemUtils.copyRecursively(Path.of("../packs/shanghai-14fyp"), pack);
    }

    private List<String> problems(String... lines) throws IOException {
        Files.writeString(
                pack.resolve("adjustments.yaml"),
                "adjustments:\n  - " + String.join("\n  - ", lines) + "\n");
        var problems = new Problems();
        AdjustmentsFile.validate(Pack.at(pack, false), problems);
        return problems.kept().stream().map(Problem::code).toList();
    }

    private static String rule(String kind, String... steps) {
        return "{ kind: %s, %s, steps: [%s] }".formatted(kind, HEAD, String.join(", ", steps));
    }

    @Test
    void isFineWhereTheLastStepIsTheCitys() throws IOException {
        assertThat(problems(rule("NAME", CHECK, DECISION), rule("CESSATION", DECISION))).isEmpty();
    }

    @Test
    void isComplainedOfWhereNobodyOrADistrictDecides() throws IOException {
        assertThat(problems(rule("NAME", DECISION, CHECK)))
                .containsExactly("procedure-order", "procedure-order", "procedure-acts");
        assertThat(problems(rule("NAME", CHECK, "{ step: DECISION, by: DISTRICT, days: 7 }")))
                .containsExactly("procedure-acts");
    }

    @Test
    void hasEachKindOnceAndNoOther() throws IOException {
        assertThat(problems(rule("NAME", DECISION), rule("NAME", DECISION)))
                .containsExactly("duplicate");
        assertThat(problems(rule("MOVE", DECISION))).hasSize(1);
    }
}
