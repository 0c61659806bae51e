package yanzhen.app.chain.supply;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The rows of firms.tsv as they come, until it is known that each firm is there once. */
final class FirmRows {

    private static final int FIRM = 0;
    private static final int SECTOR = 1;

    private final FolderFile file;
    private final int sectors;
    private final IntStream.Builder numbersRead = IntStream.builder();
    private final IntStream.Builder sectorsRead = IntStream.builder();
    private final IntStream.Builder linesRead = IntStream.builder();
    private boolean numbersGood = true;
    private boolean sectorsGood = true;

    private FirmRows(FolderFile file, int sectors) {
        this.file = file;
        this.sectors = sectors;
    }

    /**
     * Reads firms.tsv.
     *
     * @param sectors how many essential.txt knows; 0 when it could not be read
     */
    static Firms read(FolderFile file, int sectors) {
        var rows = new FirmRows(file, sectors);
        boolean whole = new RowTable(file, List.of("firm", "sector")).forEach("", rows::add);
        return rows.firms(whole);
    }

    private void add(Row row) {
        int firm = row.whole(FIRM);
        int sector = row.whole(SECTOR);
        if (sector > sectors && sectors > 0) {
            row.problem(SECTOR, "supply-sector", "" + sectors);
        }
        numbersGood &= firm > 0;
        sectorsGood &= sector > 0 && sector <= sectors;
        if (firm > 0) {
            numbersRead.add(firm);
            sectorsRead.add(sector - 1);
            linesRead.add(row.number());
        }
    }

    private Firms firms(boolean whole) {
        var numbers = numbersRead.build().toArray();
        var sector = sectorsRead.build().toArray();
        if (whole && numbersGood && numbers.length == 0) {
            file.problem("", "", "supply-no-firm");
        }
        // A number that cannot be read may be the one that is missing elsewhere.
        boolean known = whole && numbersGood && numbers.length > 0;
        var kept = eachOnce(numbers, linesRead.build().toArray(), known);
        if (known && sectorsGood) {
            checkUsed(sector);
        }
        return new Firms(
                Arrays.stream(kept).map(it -> numbers[it]).toArray(),
                Arrays.stream(kept).map(it -> sector[it]).toArray(),
                known);
    }

    /** The first row of each firm, by number. */
    private int[] eachOnce(int[] number, int[] line, boolean known) {
        var kept = IntStream.builder();
        int last = 0;
        int first = -1;
        for (int at : order(number)) {
            if (number[at] == last) {
                file.problem(line[at], "firm", "" + last, "supply-firm-twice", "" + line[first]);
            } else {
                if (number[at] > last + 1 && known) {
                    var gap = range(last + 1, number[at] - 1);
                    file.problem(line[at], "firm", "" + number[at], "supply-firm-gap", gap);
                }
                last = number[at];
                first = at;
                kept.add(at);
            }
        }
        return kept.build().toArray();
    }

    /** Rows by number, then by line. */
    private static int[] order(int[] number) {
        var keys = new long[number.length];
        for (int at = 0; at < keys.length; at++) {
            keys[at] = (long) number[at] << Integer.SIZE | at;
        }
        Arrays.sort(keys);
        return Arrays.stream(keys).mapToInt(it -> (int) it).toArray();
    }

    /** Every sector of essential.txt has a firm. */
    private void checkUsed(int[] sector) {
        var used = new boolean[sectors + 1];
        for (int it : sector) {
            used[it] = true;
        }
        used[sectors] = true;
        int begin = 0;
        for (int at = 0; at <= sectors; at++) {
            if (used[at]) {
                if (at > begin) {
                    file.problem(
                            "sector", range(begin + 1, at), "supply-sector-unused", "" + sectors);
                }
                begin = at + 1;
            }
        }
    }

    private static String range(int from, int until) {
        return from == until ? "" + from : from + "–" + until;
    }
}
