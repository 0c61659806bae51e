package yanzhen.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModuleDrawingTests {

    private static final Path PAGE = Path.of("..", "docs", "modules", "README.md");

    @Test
    void agreesWithTheCode() throws IOException {
        var drawn = ModuleDrawing.of(ApplicationModules.of(Application.class)).page();
        if (Boolean.getBoolean("modules.renew")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, drawn);
        }

        assertThat(PAGE)
                .as("The code has changed; draw anew with %s", ModuleDrawing.HOW_TO_RENEW)
                .content()
                .isEqualTo(drawn);
    }
}
