package yanzhen.selection.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The terms of a text in Chinese, English or both: words of Latin letters and digits in lower case,
 * without the commonest English ones; of Han characters each pair that stands together (a character
 * alone where it stands alone), which finds terms without knowing words.
 */
final class Terms {

    /**
     * English words that name nothing: articles, pronouns, prepositions, conjunctions, auxiliaries.
     */
    private static final Set<String> COMMON =
            Set.of(
                    """
                    a an the this that these those it its we our they their and or but nor of in on at \
                    to for from by with as into over under between is are was were be been being has \
                    have had do does did can could may might shall should will would not which who whose \
                    what when where while if than then there\
                    """
                            .split(" ", -1));

    private Terms() {}

    /** In the order of the text. */
    static List<String> of(String text) {
        var terms = new ArrayList<String>();
        var word = new StringBuilder();
        var run = new ArrayList<String>();
        text.toLowerCase(Locale.ROOT)
                .codePoints()
                .forEach(it -> {
                    boolean han = Character.isIdeographic(it);
                    if (!han) {
                        endRun(run, terms);
                    }
                    if (han || !Character.isLetterOrDigit(it)) {
                        endWord(word, terms);
                    }
                    if (han) {
                        run.add(Character.toString(it));
                    } else if (Character.isLetterOrDigit(it)) {
                        word.appendCodePoint(it);
                    }
                });
        endRun(run, terms);
        endWord(word, terms);
        return terms;
    }

    private static void endWord(StringBuilder word, List<String> into) {
        boolean hasLetter = word.chars().anyMatch(Character::isLetter);
        if (word.length() > 1 && hasLetter && !COMMON.contains(word.toString())) {
            into.add(word.toString());
        }
        word.setLength(0);
    }

    private static void endRun(List<String> run, List<String> into) {
        if (run.size() == 1) {
            into.add(run.getFirst());
        }
        for (int at = 1; at < run.size(); at++) {
            into.add(run.get(at - 1) + run.get(at));
        }
        run.clear();
    }
}
