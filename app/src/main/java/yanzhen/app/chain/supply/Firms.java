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
    Firms(int[] numbers, int[] sector, boolean whole) {
        this.numbers = numbers;
        this.sector = sector;
        this.whole = whole;
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
