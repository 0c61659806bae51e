package yanzhen.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What Thymeleaf accepts and the browser, or the reader, then does not get. */
class TemplatesTests {

    private static final Path ROOT = Path.of("src/main/resources/templates");
    private static final Pattern TAG =
            Pattern.compile("<[a-zA-Z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>");

    @Test
    void neverSetAConditionBesideAReplacement() throws IOException {
        // th:replace comes before th:if, so that the condition is never asked.
        assertThat(tags("th:(if|unless|each)=.*th:replace=|th:replace=.*th:(if|unless|each)="))
                .isEmpty();
    }

    @Test
    void haveNoStyleAndNoHandlerInTheirMarkup() throws IOException {
        // The content policy drops both without a word on the page.
        assertThat(tags("\\s(th:)?(style|on[a-z]+)=")).isEmpty();
    }

    @Test
    void haveNoScriptInTheirMarkup() throws IOException {
        assertThat(tags("^<script(?!.*(src=|application/json))")).isEmpty();
    }

    private static List<String> tags(String pattern) throws IOException {
        var bad = Pattern.compile(pattern, Pattern.DOTALL);
        var found = new ArrayList<String>();
        try (var files = Files.walk(ROOT)) {
            for (var file : files.filter(it -> it.toString().endsWith(".html")).toList()) {
                TAG.matcher(Files.readString(file))
                        .results()
                        .map(result -> result.group())
                        .filter(bad.asPredicate())
                        .map(tag -> ROOT.relativize(file) + ": " + tag)
                        .forEach(found::add);
            }
        }
        return found;
    }
}
