package yanzhen.app.chain.supply;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * 表: a file whose first line names its columns, a tab between any two. Columns may come in any
 * order, and others beside them.
 */
record RowTable(FolderFile file, List<String> columns) {

    /**
     * Hands on every row that has a cell for each column.
     *
     * @param needed the case that needs the file; empty when every case does
     * @return whether it could be read to its end
     */
    boolean forEach(String needed, Consumer<Row> each) {
        var whole = new boolean[1];
        file.read(
                needed,
                lines -> {
                    if (!lines.next()) {
                        file.problem("", "", "supply-empty", String.join(", ", columns));
                    } else {
                        whole[0] = rows(lines, each);
                    }
                });
        return whole[0];
    }

    private boolean rows(TextLines lines, Consumer<Row> each) throws IOException {
        boolean readable = check(lines, true);
        var heads = Row.cellsOf(file, lines);
        var places = places(heads, lines.text(0, lines.length()));
        if (places == null) {
            return false;
        }
        var row = new Row(file, lines, columns, places, heads.size());
        while (lines.next()) {
            readable = check(lines, readable);
            if (!lines.isCut() && row.begin()) {
                each.accept(row);
            }
        }
        return true;
    }

    /** A wrong encoding is said once for a file. */
    private boolean check(TextLines lines, boolean readable) {
        if (lines.isCut()) {
            var begin = lines.text(0, Math.min(200, lines.length()));
            file.problem(lines.number(), "", begin, "supply-long", "" + TextLines.LONGEST);
        }
        if (readable && !lines.isUtf8()) {
            var begin = lines.text(0, Math.min(200, lines.length()));
            file.problem(lines.number(), "", begin, "supply-encoding", file.shown());
            return false;
        }
        return readable;
    }

    private int @Nullable [] places(List<String> heads, String header) {
        if (columns.stream().noneMatch(heads::contains)) {
            file.problem(1, "", header, "supply-heads", String.join(", ", columns));
            return null;
        }
        var places = new int[columns.size()];
        boolean all = true;
        for (int column = 0; column < places.length; column++) {
            var name = columns.get(column);
            places[column] = heads.indexOf(name);
            if (places[column] < 0) {
                file.problem(1, name, header, "supply-column", name, String.join(", ", columns));
                all = false;
            } else if (places[column] != heads.lastIndexOf(name)) {
                file.problem(1, name, header, "supply-column-twice", name);
                all = false;
            }
        }
        return all ? places : null;
    }
}
