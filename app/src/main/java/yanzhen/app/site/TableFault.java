package yanzhen.app.site;

import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Problems;

/** Something is wrong with an uploaded file as a whole, so that reading it ends here. */
final class TableFault extends Exception {

    private final String code;
    private final @Nullable Integer row;
    private final String[] details;

    TableFault(String code, String... details) {
        this(code, null, details);
    }

    /**
     * A fault at a row.
     *
     * @param code of the problem
     */
    TableFault(String code, @Nullable Integer row, String... details) {
        super(code);
        this.code = code;
        this.row = row;
        this.details = details.clone();
    }

    void addTo(Problems problems) {
        problems.add("", row, "", "", code, details);
        problems.cut();
    }
}
