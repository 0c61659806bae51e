package yanzhen.identity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import yanzhen.identity.Prepared.Named;
import yanzhen.identity.Reason.Level;

/**
 * 差异: where the cores of two names part, from the alignment with the fewest edits (Levenshtein;
 * quadratic in the length of a name).
 */
final class Difference {

    /**
     * Tokens that tell sister organisations apart: the first works and the second, east and west.
     */
    private static final Set<String> NUMBERS =
            Set.of(
                    "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "百", "东", "西", "南", "北", "上",
                    "下", "甲", "乙", "丙", "丁", "i", "ii", "iii", "iv", "v", "新", "老");

    /** 与 and its like, which are put and left out at will. */
    private static final Set<String> CONNECTIVES = Set.of("与", "和", "及", "暨", "and", "of", "the");

    /**
     * A stretch in which they differ.
     *
     * @param one tokens of the first name; none when the other has more there
     */
    record Stretch(int oneFrom, List<String> one, int otherFrom, List<String> other) {}

    private final Named one;
    private final Named other;
    final boolean[] shared;
    final List<Stretch> stretches = new ArrayList<>();

    Difference(Named one, Named other) {
        this.one = one;
        this.other = other;
        shared = new boolean[one.tokens().size()];
        int exchanged = exchanged(one.tokens(), other.tokens());
        if (exchanged >= 0) {
            Arrays.fill(shared, true);
            close(exchanged, exchanged + 2, exchanged, exchanged + 2);
        } else {
            walk(edits());
        }
    }

    /** Where two neighbours are exchanged and nothing else differs; −1 when that is not all. */
    private static int exchanged(List<String> one, List<String> other) {
        if (one.size() != other.size()) {
            return -1;
        }
        int at = 0;
        while (at < one.size() && one.get(at).equals(other.get(at))) {
            at++;
        }
        return at + 1 < one.size()
                        && one.get(at).equals(other.get(at + 1))
                        && one.get(at + 1).equals(other.get(at))
                        && one.subList(at + 2, one.size()).equals(other.subList(at + 2, one.size()))
                ? at
                : -1;
    }

    /** Fewest edits between the ends of both names from each place on. */
    private int[][] edits() {
        var first = one.tokens();
        var second = other.tokens();
        var edits = new int[first.size() + 1][second.size() + 1];
        for (int at = first.size(); at >= 0; at--) {
            for (int to = second.size(); to >= 0; to--) {
                if (at == first.size() || to == second.size()) {
                    edits[at][to] = first.size() - at + second.size() - to;
                } else if (first.get(at).equals(second.get(to))) {
                    edits[at][to] = edits[at + 1][to + 1];
                } else {
                    edits[at][to] =
                            1
                                    + Math.min(
                                            edits[at + 1][to + 1],
                                            Math.min(edits[at + 1][to], edits[at][to + 1]));
                }
            }
        }
        return edits;
    }

    private void walk(int[][] edits) {
        int at = 0;
        int to = 0;
        int oneFrom = 0;
        int otherFrom = 0;
        while (at < one.tokens().size() || to < other.tokens().size()) {
            if (at < one.tokens().size()
                    && to < other.tokens().size()
                    && one.tokens().get(at).equals(other.tokens().get(to))) {
                close(oneFrom, at, otherFrom, to);
                shared[at] = true;
                at++;
                to++;
                oneFrom = at;
                otherFrom = to;
            } else if (at < one.tokens().size()
                    && to < other.tokens().size()
                    && edits[at][to] == 1 + edits[at + 1][to + 1]) {
                at++;
                to++;
            } else if (at < one.tokens().size() && edits[at][to] == 1 + edits[at + 1][to]) {
                at++;
            } else {
                to++;
            }
        }
        close(oneFrom, at, otherFrom, to);
    }

    private void close(int oneFrom, int at, int otherFrom, int to) {
        if (oneFrom < at || otherFrom < to) {
            stretches.add(
                    new Stretch(
                            oneFrom,
                            one.tokens().subList(oneFrom, at),
                            otherFrom,
                            other.tokens().subList(otherFrom, to)));
        }
    }

    /** What a stretch comes to. */
    Level level(Stretch it) {
        if (number(it)) {
            return Level.NAME_NUMBER;
        }
        boolean broken = brokenWord(it) || connectives(it);
        boolean own = it.oneFrom < one.ownWord() || it.otherFrom < other.ownWord();
        if (soundsAlike(it)) {
            return own && !broken ? Level.NAME_OWN_SOUND : Level.NAME_SOUND;
        }
        if (it.one.size() == 2 && it.one.equals(it.other.reversed())) {
            return Level.NAME_EXCHANGED;
        }
        if (abridged(it)) {
            return Level.NAME_ABRIDGED;
        }
        if (broken) {
            return Level.NAME_SLIP;
        }
        return own ? Level.NAME_OWN_WORD : Level.NAME_COMMON_WORD;
    }

    private static boolean number(Stretch it) {
        return numbers(it.one) && numbers(it.other) && it.one.size() + it.other.size() <= 4;
    }

    private static boolean numbers(List<String> tokens) {
        return tokens.stream()
                .allMatch(it ->
                        NUMBERS.contains(it) || it.equals("第") || Character.isDigit(it.charAt(0)));
    }

    private static boolean connectives(Stretch it) {
        return CONNECTIVES.containsAll(it.one) && CONNECTIVES.containsAll(it.other);
    }

    private static boolean soundsAlike(Stretch it) {
        if (it.one.size() != it.other.size() || it.one.size() > 2) {
            return false;
        }
        for (int at = 0; at < it.one.size(); at++) {
            var sound = Characters.sound(it.one.get(at));
            if (!sound.equals(Characters.sound(it.other.get(at)))) {
                return false;
            }
        }
        return true;
    }

    /** A short form leaves out common words at the end, and the legal form with them. */
    private boolean abridged(Stretch it) {
        boolean shortened =
                it.one.isEmpty()
                        ? one.name().form() == Name.Form.NONE
                                && it.oneFrom == one.tokens().size()
                                && common(it.other)
                        : it.other.isEmpty()
                                && other.name().form() == Name.Form.NONE
                                && it.otherFrom == other.tokens().size()
                                && common(it.one);
        return shortened && Math.min(it.oneFrom, it.otherFrom) > 1;
    }

    private static boolean common(List<String> tokens) {
        var text = String.join("", tokens);
        int at = 0;
        while (at < text.length()) {
            int length = Lexicon.COMMON.lengthAt(text, at);
            if (length == 0) {
                return false;
            }
            at += length;
        }
        return true;
    }

    /** One token differs inside of a word that is known on one side and none on the other. */
    private boolean brokenWord(Stretch it) {
        if (it.one.size() > 1 || it.other.size() > 1) {
            return false;
        }
        return insideCommon(one, it.oneFrom) != insideCommon(other, it.otherFrom);
    }

    /** Whether a common word lies over the place. */
    private static boolean insideCommon(Named name, int place) {
        var tokens = name.tokens();
        for (int from = Math.max(0, place - 3);
                from <= Math.min(place, tokens.size() - 1);
                from++) {
            var text = String.join("", tokens.subList(from, tokens.size()));
            int length = Lexicon.COMMON.lengthAt(text, 0);
            if (from + length > place && length > 1) {
                return true;
            }
        }
        return false;
    }
}
