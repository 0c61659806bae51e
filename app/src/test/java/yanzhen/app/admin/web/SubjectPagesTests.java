package yanzhen.app.admin.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.http.server.PathContainer;
import yanzhen.app.access.Matrix;

class SubjectPagesTests {

    /** The addresses belong to modules above; one that moves fails here. */
    @Test
    void leadToPagesThatThereAre() {
        var matrix = Matrix.ofApplication();

        for (var path : SubjectPages.PATHS.values()) {
            var row = matrix.rowOf("GET", PathContainer.parsePath(path + "some-thing"));
            assertThat(row).as(path).isPresent();
            assertThat(row.orElseThrow().pattern().getPatternString())
                    .as(path)
                    .startsWith(path + "{");
        }
    }
}
