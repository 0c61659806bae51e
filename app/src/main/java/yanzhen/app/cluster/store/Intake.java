package yanzhen.app.cluster.store;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.IntConsumer;
import yanzhen.app.access.Viewer;
import yanzhen.app.cluster.Imports.Kind;
import yanzhen.app.cluster.Imports.Line;
import yanzhen.app.site.UploadedTable.Column;

/**
 * How rows of one kind are read, held against the register and stored. All inside a transaction.
 */
interface Intake {

    Kind kind();

    List<Column> columns();

    /** For the rows of one table. */
    Waiting waiting(UUID job, Viewer viewer, Findings findings);

    /** Holds all waiting rows against the register. */
    void check(UUID job, Viewer viewer, Findings findings);

    /** The view with what each waiting row would do. */
    String effects();

    /**
     * Fixes what each waiting row would do, for the rest of the transaction.
     *
     * @return the table that holds it, like {@link #effects}
     */
    String fix(UUID job);

    /** A number for the state of the register behind each row, to be summed over all rows. */
    String trace();

    List<Line> preview(UUID job, int afterLine, int most);

    /**
     * Stores what was fixed, one audit record for each change, and drops the waiting rows.
     *
     * @param source the reason in the audit records
     * @param stored told now and then how many rows are stored
     */
    void store(UUID job, String source, OffsetDateTime now, IntConsumer stored);

    void drop(UUID job);
}
