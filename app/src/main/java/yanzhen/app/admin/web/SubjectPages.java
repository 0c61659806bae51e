package yanzhen.app.admin.web;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Matrix;
import yanzhen.app.access.Viewers;

/** Where the subject of an audit record has a page of its own. */
@Component
class SubjectPages {

    /** Addresses of modules above this one; a test compares them with the matrix. */
    static final Map<String, String> PATHS =
            Map.ofEntries(
                    Map.entry("account", "/accounts/"),
                    Map.entry("adjustment", "/adjustments/"),
                    Map.entry("application", "/applications/"),
                    Map.entry("chain", "/chains/"),
                    Map.entry("challenge", "/challenges/"),
                    Map.entry("contract", "/contracts/"),
                    Map.entry("file", "/files/"),
                    Map.entry("import", "/organisations/imports/"),
                    Map.entry("need", "/needs/"),
                    Map.entry("organisation", "/organisations/"),
                    Map.entry("outcome", "/outcomes/"),
                    Map.entry("product", "/products/"),
                    Map.entry("project", "/projects/"),
                    Map.entry("round", "/rounds/"));

    private final Matrix matrix;
    private final Viewers viewers;

    SubjectPages(Matrix matrix, Viewers viewers) {
        this.matrix = matrix;
        this.viewers = viewers;
    }

    /** Null when there is no page, or the viewer's role cannot open it. */
    @Nullable String of(String type, String subject) {
        var path = PATHS.get(type);
        if (path == null || !subject.matches("[A-Za-z0-9._-]+")) {
            return null;
        }
        return matrix.admits(viewers.current().role(), "GET", path + subject)
                ? path + subject
                : null;
    }
}
