package yanzhen.app.cluster.store;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.UploadedTable.Column;

/** What was found wrong with an uploaded table, and with which of its rows. */
final class Findings {

    private final Problems problems = new Problems();
    private final List<Problems> checks = new ArrayList<>();
    private final BitSet wrong = new BitSet();
    private long counted;

    /** Of the rows one by one, as they are read. */
    Problems problems() {
        return problems;
    }

    /** A look at all rows together begins; it goes through them by line. */
    void nextCheck() {
        checks.add(new Problems());
    }

    /** All, by line and then by column. */
    Problems inOrder(List<Column> columns) {
        var lists = new ArrayList<>(checks);
        lists.addFirst(problems);
        return Problems.inOrder(
                lists, Problems.byPlace(columns.stream().map(Column::key).toList()));
    }

    /**
     * Closes a row.
     *
     * @return whether nothing was found wrong with it
     */
    boolean sound(int line) {
        boolean sound = problems.count() == counted;
        counted = problems.count();
        if (!sound) {
            wrong.set(line);
        }
        return sound;
    }

    void add(int line, String field, String value, String code, String... details) {
        checks.getLast().add("", line, field, value, code, details);
        wrong.set(line);
    }

    int wrongRows() {
        return wrong.cardinality();
    }

    /** Their numbers, in order. */
    Integer[] wrongLines() {
        return wrong.stream().boxed().toArray(Integer[]::new);
    }
}
