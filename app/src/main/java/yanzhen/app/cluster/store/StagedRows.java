package yanzhen.app.cluster.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import yanzhen.app.cluster.Identifier;
import yanzhen.app.kernel.CreditCode;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.TableRow;

/**
 * Sound rows of one table on their way into the database, a few thousand at a time.
 *
 * @param <T> a sound row
 */
abstract class StagedRows<T> implements Waiting {

    private static final int CHUNK = 5_000;

    final Findings findings;
    final Problems problems;
    private final List<T> staged = new ArrayList<>(CHUNK);

    StagedRows(Findings findings) {
        this.findings = findings;
        this.problems = findings.problems();
    }

    final void stage(T row) {
        staged.add(row);
        if (staged.size() == CHUNK) {
            flush();
        }
    }

    @Override
    public final void flush() {
        write(staged);
        staged.clear();
    }

    /** Writes rows into the table where they wait. */
    abstract void write(List<T> rows);

    /** One field of all rows, as the database takes a list of texts. */
    static <T> String[] texts(List<T> rows, Function<T, @Nullable String> field) {
        return rows.stream().map(field).toArray(String[]::new);
    }

    /** A credit code in its form, or another identifier as {@link Identifier#key} writes it. */
    final @Nullable String key(TableRow row) {
        var written = row.required("code", problems);
        if (written.isEmpty()) {
            return null;
        }
        try {
            return Identifier.keyOf(written);
        } catch (IllegalArgumentException e) {
            row.complain(problems, "code", "credit-code-form");
            return null;
        }
    }

    /** A code in its form; whether it passes its check is looked at later. */
    final @Nullable CreditCode code(TableRow row) {
        var written = row.required("code", problems);
        if (written.isEmpty()) {
            return null;
        }
        try {
            return CreditCode.admittedByOverride(written);
        } catch (IllegalArgumentException e) {
            row.complain(problems, "code", "credit-code-form");
            return null;
        }
    }
}
