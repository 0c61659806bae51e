package yanzhen.app.chain.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;
import yanzhen.app.pack.Pack;

class TilesFileTests {

    @TempDir Path folder;

    @Test
    void takesTheTilesOfThePackAsTheyAre() {
        var problems = new Problems();

        TilesFile.validate(Pack.at(Path.of("..", "packs", "shanghai-14fyp"), false), problems);

        assertThat(problems.kept()).isEmpty();
    }

    /** Line 3 names a district that is none, line 4 the first again, line 5 a taken place. */
    @Test
    void namesEverythingWrongAtOnce() throws IOException {
        Files.writeString(
                folder.resolve("regions.csv"),
                """
                code,parent,name_zh,name_en,kind
                310000,,上海市,Shanghai,region
                310101,310000,黄浦区,Huangpu,district
                310104,310000,徐汇区,Xuhui,district
                """);
        Files.writeString(
                folder.resolve("district-tiles.csv"),
                """
                district,column,row
                310101,0,0
                310000,1,0
                310101,2,0
                310104,0,0
                """);
        var problems = new Problems();

        TilesFile.validate(Pack.at(folder, false), problems);

        assertThat(problems.kept())
                .extracting(Problem::line, Problem::field, Problem::code)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(3, "district", "unknown-reference"),
                        org.assertj.core.groups.Tuple.tuple(4, "district", "duplicate"),
                        org.assertj.core.groups.Tuple.tuple(5, "column", "duplicate"));
    }
}
