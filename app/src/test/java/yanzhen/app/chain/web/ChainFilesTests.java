package yanzhen.app.chain.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockMultipartFile;
import tools.jackson.databind.ObjectMapper;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.ChainDraft;
import yanzhen.app.chain.ChainTables;
import yanzhen.app.chain.SmallChain;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;
import yanzhen.app.site.Sheet;

@IntegrationTest
class ChainFilesTests {

    private static final HandedTables.Layout OURS =
            new HandedTables.Layout(null, null, null, null, null, null, null, null);

    @Autowired PackLoader loader;
    @Autowired ChainTables tables;
    @Autowired HandedTables reading;
    @Autowired Organisations organisations;
    @Autowired ObjectMapper json;

    private final Viewer officer = SmallChain.officer();

    @BeforeEach
    void load() {
        Viewers.doAs(
                Viewer.SYSTEM,
                () -> loader.load(Pack.at(Path.of("../packs/shanghai-14fyp"), true)));
    }

    /** The law of this module, for files: what went out may come in again and changes nothing. */
    @ParameterizedTest
    @CsvSource({
        "integrated-circuits, zip", "integrated-circuits, json", "integrated-circuits, xlsx",
        "civil-aircraft, zip", "civil-aircraft, json", "civil-aircraft, xlsx"
    })
    void comeInAgainAsTheyWentOut(String chain, String form) {
        var draft = asOfficer(() -> tables.export(chain).orElseThrow());
        var problems = new Problems();

        var answer = asOfficer(() -> handIn(chain + "." + form, content(draft, form), problems));

        assertThat(problems.kept()).isEmpty();
        var id = UUID.fromString(answer.orElseThrow());
        var comparison = asOfficer(() -> tables.compare(id).orElseThrow());
        assertThat(comparison.idle()).isTrue();
        assertThat(comparison.gone()).isZero();
        assertThat(comparison.differences())
                .allSatisfy(it -> assertThat(it.rows()).isEqualTo(it.same()));
    }

    @Test
    void refuseAJsonOfAnotherKind() {
        var problems = new Problems();

        var answer =
                asOfficer(() ->
                        handIn(
                                "chain.json",
                                "{\"a\": 1}".getBytes(StandardCharsets.UTF_8),
                                problems));

        assertThat(answer).isEmpty();
        assertThat(problems.kept()).extracting(Problem::code).containsExactly("chain-json");
    }

    private byte[] content(ChainDraft draft, String form) {
        return switch (form) {
            case "zip" -> ChainFiles.zip(draft, organisations);
            case "json" -> json.writeValueAsBytes(ChainFiles.json(draft, organisations));
            default ->
                    Objects.requireNonNull(
                            Sheet.workbook("all", ChainFiles.sheets(draft, organisations))
                                    .getBody());
        };
    }

    private Optional<String> handIn(String name, byte[] content, Problems problems) {
        var answer =
                reading.in(
                        UUID.randomUUID().toString(),
                        "",
                        List.of(new MockMultipartFile("files", name, null, content)),
                        OURS,
                        problems);
        return Optional.ofNullable(answer).map(Commands.Answer::value);
    }

    private <T> T asOfficer(Supplier<T> work) {
        return Viewers.doAs(officer, work);
    }
}
