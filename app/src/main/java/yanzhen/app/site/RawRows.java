package yanzhen.app.site;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a file, before anybody knows its columns. */
interface RawRows extends AutoCloseable {

    /** Longest text of a cell: what a spreadsheet can hold. Longer ones are cut just above it. */
    int MOST_TEXT = 32_767;

    /** Most columns that are looked at. */
    int MOST_COLUMNS = 512;

    /**
     * The next row.
     *
     * @return null after the last one
     * @throws TableFault when the file cannot be read on
     */
    @Nullable Row next() throws TableFault;

    @Override
    void close() throws IOException;

    /**
     * A row as it stands in the file.
     *
     * @param number as a spreadsheet numbers it, from 1
     */
    record Row(int number, List<Cell> cells) {
        boolean empty() {
            return cells.stream().allMatch(Cell::empty);
        }
    }

    /**
     * A cell.
     *
     * @param text trimmed; dates as ISO dates, numbers plain
     * @param fault code of the problem that keeps it from being read; null when it can be
     */
    record Cell(String text, @Nullable String fault) {
        static final Cell EMPTY = new Cell("", null);

        static Cell of(String text) {
            var stripped = text.strip();
            return stripped.isEmpty() ? EMPTY : new Cell(stripped, null);
        }

        boolean empty() {
            return text.isEmpty() && fault == null;
        }
    }
}
