package yanzhen.app.site;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.UploadedTable.Column;

/** 上传表的一行: texts by the keys of their columns. */
public final class TableRow {

    private static final Pattern DAY =
            Pattern.compile("(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?(?:[T ]00:00(?::00)?)?");

    private final int number;
    private final Heads heads;
    private final String[] texts;
    private final Set<String> spoilt;

    private TableRow(int number, Heads heads, String[] texts, Set<String> spoilt) {
        this.number = number;
        this.heads = heads;
        this.texts = texts;
        this.spoilt = spoilt;
    }

    static TableRow of(RawRows.Row raw, Heads heads, Problems problems) {
        var texts = new String[heads.columns.size()];
        java.util.Arrays.fill(texts, "");
        Set<String> spoilt = Set.of();
        for (int at = 0; at < raw.cells().size(); at++) {
            var cell = raw.cells().get(at);
            int column = at < heads.places.length ? heads.places[at] : Heads.NOWHERE;
            if (cell.empty()) {
                continue;
            }
            if (column == Heads.NOWHERE) {
                problems.add("", raw.number(), "", cell.text(), "cell-outside");
                continue;
            }
            var of = heads.columns.get(column);
            cell = of.lines() ? joined(cell) : cell;
            var fault = fault(cell, of);
            if (fault == null) {
                texts[column] = cell.text();
            } else {
                spoilt = with(spoilt, of.key());
                var most = String.valueOf(of.most());
                problems.add("", raw.number(), of.key(), cell.text(), fault, most);
            }
        }
        return new TableRow(raw.number(), heads, texts, spoilt);
    }

    private static RawRows.Cell joined(RawRows.Cell cell) {
        return cell.fault() == null ? RawRows.Cell.of(cell.text().replaceAll("\\s+", " ")) : cell;
    }

    private static @Nullable String fault(RawRows.Cell cell, Column column) {
        if (cell.fault() != null) {
            return cell.fault();
        }
        if (cell.text().length() > column.most()) {
            return "cell-too-long";
        }
        return hasControl(cell.text()) ? "cell-control" : null;
    }

    private static boolean hasControl(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (Character.isISOControl(text.charAt(at))) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> with(Set<String> spoilt, String key) {
        var more = new HashSet<>(spoilt);
        more.add(key);
        return more;
    }

    /** As a spreadsheet numbers it, from 1; the heads are a row too. */
    public int number() {
        return number;
    }

    /**
     * The text of a cell, trimmed; empty when the cell is, or when it could not be read.
     *
     * @throws IllegalArgumentException when the table can have no such column
     */
    public String text(String key) {
        var place = heads.byKey.get(key);
        if (place == null) {
            throw new IllegalArgumentException("There is no column %s.".formatted(key));
        }
        return texts[place];
    }

    /** Whether the table has the column at all; only then an empty cell says something. */
    public boolean has(String key) {
        return heads.present.contains(key);
    }

    /** The keys of the columns that the table has. */
    public Set<String> columns() {
        return Set.copyOf(heads.present);
    }

    /** Whether the cell could not be read; its problem has been named already. */
    public boolean spoilt(String key) {
        return spoilt.contains(key);
    }

    /** The text of a cell that must not be empty; a problem when it is. */
    public String required(String key, Problems problems) {
        var text = text(key);
        if (text.isEmpty() && !spoilt(key)) {
            complain(problems, key, "required");
        }
        return text;
    }

    /** A day written as 2021-03-31, 2021/3/31 or 2021年3月31日; null when empty or not a day. */
    public @Nullable LocalDate day(String key, Problems problems) {
        var text = text(key);
        if (text.isEmpty()) {
            return null;
        }
        var parts = DAY.matcher(text);
        if (parts.matches()) {
            try {
                return Typed.written(
                        LocalDate.of(
                                Integer.parseInt(parts.group(1)),
                                Integer.parseInt(parts.group(2)),
                                Integer.parseInt(parts.group(3))));
            } catch (DateTimeException e) {
                // said below
            }
        }
        complain(problems, key, "date");
        return null;
    }

    /** Adds a problem of a cell of this row. */
    public void complain(Problems problems, String key, String code, String... details) {
        problems.add("", number, key, text(key), code, details);
    }

    /** Which column of the file is which of the table's. */
    static final class Heads {

        static final int NOWHERE = -1;

        private final List<Column> columns;
        private final int[] places;
        private final Map<String, Integer> byKey;
        private final Set<String> present;

        private Heads(List<Column> columns, int[] places) {
            this.columns = columns;
            this.places = places;
            this.byKey = new HashMap<>();
            this.present = new HashSet<>();
            for (int at = 0; at < columns.size(); at++) {
                byKey.put(columns.get(at).key(), at);
            }
            for (int place : places) {
                if (place != NOWHERE) {
                    present.add(columns.get(place).key());
                }
            }
        }

        /** Null when something is wrong with the heads; then no row can be understood. */
        static @Nullable Heads match(RawRows.Row row, List<Column> columns, Problems problems) {
            var names = names(columns);
            var places = new int[row.cells().size()];
            for (int at = 0; at < places.length; at++) {
                places[at] = names.getOrDefault(plain(row.cells().get(at).text()), NOWHERE);
            }
            if (java.util.Arrays.stream(places).allMatch(it -> it == NOWHERE)) {
                problems.add("", row.number(), "", shown(row), "header-missing", expected(columns));
                return null;
            }
            return faultless(row, columns, places, problems) ? new Heads(columns, places) : null;
        }

        private static boolean faultless(
                RawRows.Row row, List<Column> columns, int[] places, Problems problems) {
            long before = problems.count();
            var seen = new HashSet<Integer>();
            for (int at = 0; at < places.length; at++) {
                var head = row.cells().get(at);
                if (places[at] != NOWHERE && !seen.add(places[at])) {
                    var key = columns.get(places[at]).key();
                    problems.add("", row.number(), key, head.text(), "column-doubled");
                } else if (places[at] == NOWHERE && !head.empty()) {
                    problems.add(
                            "", row.number(), "", head.text(), "column-unknown", expected(columns));
                }
            }
            for (int at = 0; at < columns.size(); at++) {
                if (columns.get(at).required() && !seen.contains(at)) {
                    var key = columns.get(at).key();
                    problems.add("", row.number(), key, "", "column-missing", key);
                }
            }
            return problems.count() == before;
        }

        private static Map<String, Integer> names(List<Column> columns) {
            var names = new HashMap<String, Integer>();
            for (int at = 0; at < columns.size(); at++) {
                names.put(plain(columns.get(at).key()), at);
                for (var head : columns.get(at).heads()) {
                    names.put(plain(head), at);
                }
            }
            return names;
        }

        /** Heads differ by blanks, case and the star of a required field only on paper. */
        private static String plain(String head) {
            return head.replaceAll("[\\s*＊]", "").toLowerCase(Locale.ROOT);
        }

        private static String expected(List<Column> columns) {
            return columns.stream().map(Column::key).collect(Collectors.joining(", "));
        }

        private static String shown(RawRows.Row row) {
            return row.cells().stream()
                    .limit(8)
                    .map(RawRows.Cell::text)
                    .collect(Collectors.joining(" | "));
        }
    }
}
