package yanzhen.app.chain.supply;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import yanzhen.app.kernel.Problems;

/** 企业: the firms of a folder and their sectors, both numbered from 1 without gaps in the file. */
final class Firms {

    static final String FILE = "firms.tsv";

    private final int[] numbers;
    private final int[] sector;
    private final boolean whole;

    /** Takes the arrays as they are: numbers ascending, each once, and their sectors from 0. */
    private Firms(int[] numbers, int[] sector, boolean whole) {
        this.numbers = numbers;
        this.sector = sector;
        this.whole = whole;
    }

    /**
     * Reads firms.tsv.
     *
     * @param sectors how many essential.txt knows; 0 when it could not be read
     */
    static Firms read(FolderFile file, int sectors) {
        var numbers = IntStream.builder();
        var sector = IntStream.builder();
        var lines = IntStream.builder();
        var table = new RowTable(file, List.of("firm", "sector"));
        boolean whole =
                table.forEach(
                        "",
                        row -> {
                            int firm = row.whole(0);
                            int itsSector = row.whole(1);
                            if (itsSector > sectors && sectors > 0) {
                                row.problem(1, "supply-sector", "" + sectors);
                            }
                            if (firm > 0) {
                                numbers.add(firm);
                                sector.add(itsSector - 1);
                                lines.add(row.number());
                            }
                        });
        var rows =
                new Rows(
                        numbers.build().toArray(),
                        sector.build().toArray(),
                        lines.build().toArray());
        return rows.firms(file, sectors, whole);
    }

    int count() {
        return numbers.length;
    }

    /** The number in the file of the firm at this place, which counts from 0. */
    int numberAt(int place) {
        return numbers[place];
    }

    /** Each firm's sector by its place, from 0. Not to be written to. */
    int[] sector() {
        return sector;
    }

    /** Whether firms.tsv was read to its end, so that a number not in it is no firm. */
    boolean isWhole() {
        return whole;
    }

    /** The place of a firm, from 0; negative when there is none of this number. */
    int placeOf(int number) {
        boolean gapless = numbers.length > 0 && numbers[numbers.length - 1] == numbers.length;
        if (gapless) {
            return number <= numbers.length ? number - 1 : -1;
        }
        return Arrays.binarySearch(numbers, number);
    }

    /**
     * The place of the firm that a row names, from 0; negative when it names none, which is a
     * problem unless firms.tsv is not known to its end.
     */
    int placeIn(Row row, int column) {
        int number = row.whole(column);
        if (number == 0) {
            return -1;
        }
        int place = placeOf(number);
        if (place < 0 && whole) {
            row.problem(column, "supply-firm", "" + count());
        }
        return place;
    }

    /** The rows as they come in the file. */
    private static final class Rows {

        private final int[] number;
        private final int[] sector;
        private final int[] line;

        Rows(int[] number, int[] sector, int[] line) {
            this.number = number;
            this.sector = sector;
            this.line = line;
        }

        Firms firms(FolderFile file, int sectors, boolean whole) {
            var order = order();
            var kept = IntStream.builder();
            int last = 0;
            int first = -1;
            for (int at : order) {
                if (number[at] == last) {
                    file.problem(
                            line[at], "firm", "" + last, "supply-firm-twice", "" + line[first]);
                    continue;
                }
                if (number[at] > last + 1 && whole) {
                    var gap = range(last + 1, number[at] - 1);
                    file.problem(line[at], "firm", "" + number[at], "supply-firm-gap", gap);
                }
                last = number[at];
                first = at;
                kept.add(at);
            }
            var rows = kept.build().toArray();
            if (whole && rows.length == 0) {
                file.problem("", "", "supply-no-firm");
            }
            var firms =
                    new Firms(
                            Arrays.stream(rows).map(it -> number[it]).toArray(),
                            Arrays.stream(rows).map(it -> sector[it]).toArray(),
                            whole);
            firms.checkSectors(file, sectors);
            return firms;
        }

        /** By number, then by line. */
        private int[] order() {
            var keys = new long[number.length];
            for (int at = 0; at < keys.length; at++) {
                keys[at] = (long) number[at] << Integer.SIZE | at;
            }
            Arrays.sort(keys);
            return Arrays.stream(keys).mapToInt(it -> (int) it).toArray();
        }
    }

    private void checkSectors(FolderFile file, int sectors) {
        if (!whole || sectors == 0 || count() == 0) {
            return;
        }
        var used = new boolean[sectors + 1];
        for (int it : sector) {
            if (it >= 0 && it < sectors) {
                used[it] = true;
            }
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

    /** Names every number that is asked for and is not a firm's. */
    int[] placesOf(List<String> asked, String option, Problems problems) {
        var places = IntStream.builder();
        for (var one : asked.stream().map(String::strip).distinct().toList()) {
            int place = one.matches("\\d{1,9}") ? placeOf(Integer.parseInt(one)) : -1;
            if (place < 0) {
                problems.add(option, null, "", one, "supply-firm-asked", FILE, "" + count());
            } else {
                places.add(place);
            }
        }
        return Arrays.stream(places.build().toArray()).distinct().toArray();
    }
}
