package yanzhen.identity;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** 词表: the places, legal forms and common words of organisations' names. */
final class Lexicon {

    private static final Map<String, String> LIES_IN = places();

    /** Names of places, without 省, 市, 区 and 县. */
    static final Words PLACES = new Words(LIES_IN.keySet());

    /** Legal forms by how they are written, folded. */
    static final Map<String, Name.Form> FORMS = forms();

    /** In which a slip can be told from another word. */
    private static final List<String> LONG_FORMS = List.of("股份有限公司", "有限责任公司", "有限公司");

    private static final Words FORM_WORDS = new Words(FORMS.keySet());

    /** Words of trade that tell little. */
    static final Words COMMON = new Words(read("words.txt"));

    private Lexicon() {}

    /** Whether a place is known to lie in the other, directly or not. */
    static boolean liesIn(String place, String other) {
        var around = LIES_IN.get(place);
        return around != null && (around.equals(other) || liesIn(around, other));
    }

    private static Map<String, String> places() {
        var places = new HashMap<String, String>();
        for (var line : lines("places.txt")) {
            int colon = line.indexOf(':');
            for (var place : List.of(line.substring(colon + 2).split(" "))) {
                places.put(place, line.substring(0, colon));
            }
        }
        return Map.copyOf(places);
    }

    /**
     * The longest legal form at the end of a text, one slip of the pen in a long one forgiven.
     *
     * @param length of how it is written there; 0 without one
     */
    record FormAtEnd(Name.Form form, int length) {}

    static FormAtEnd formAtEnd(String text) {
        int length = FORM_WORDS.lengthAtEnd(text);
        var form = FORMS.getOrDefault(text.substring(text.length() - length), Name.Form.NONE);
        if (form != Name.Form.NONE && form != Name.Form.COMPANY) {
            return new FormAtEnd(form, length);
        }
        for (var each : LONG_FORMS) {
            for (int other = each.length() + 1; other >= each.length() - 1; other--) {
                if (other <= text.length()
                        && other > length
                        && Code.slip(text.substring(text.length() - other), each)) {
                    return new FormAtEnd(FORMS.getOrDefault(each, Name.Form.NONE), other);
                }
            }
        }
        return new FormAtEnd(form, length);
    }

    private static Map<String, Name.Form> forms() {
        var forms = new HashMap<String, Name.Form>();
        for (var line : lines("forms.txt")) {
            int tab = line.indexOf('\t');
            forms.put(line.substring(0, tab), Name.Form.valueOf(line.substring(tab + 1)));
        }
        return Map.copyOf(forms);
    }

    private static Set<String> read(String file) {
        var words = new HashSet<String>();
        for (var line : lines(file)) {
            words.addAll(List.of(line.split(" ")));
        }
        return words;
    }

    private static List<String> lines(String file) {
        var bytes = Objects.requireNonNull(Lexicon.class.getResourceAsStream(file), file);
        try (var lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            return lines.lines().filter(it -> !it.startsWith("#") && !it.isBlank()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Words to be found at a place of a text, the longest first. */
    static final class Words {

        private final Set<String> words;
        private final int longest;

        Words(Collection<String> words) {
            this.words = Set.copyOf(words);
            longest = words.stream().mapToInt(String::length).max().orElse(0);
        }

        boolean has(String word) {
            return words.contains(word);
        }

        Set<String> all() {
            return words;
        }

        /** Length of the longest word that begins there; 0 without one. */
        int lengthAt(String text, int from) {
            for (int length = Math.min(longest, text.length() - from); length > 0; length--) {
                int until = from + length;
                if (words.contains(text.substring(from, until)) && wholeWord(text, from, until)) {
                    return length;
                }
            }
            return 0;
        }

        int lengthAtEnd(String text) {
            for (int length = Math.min(longest, text.length()); length > 0; length--) {
                int from = text.length() - length;
                if (words.contains(text.substring(from)) && wholeWord(text, from, text.length())) {
                    return length;
                }
            }
            return 0;
        }

        /** Latin words are not looked for inside of others. */
        private static boolean wholeWord(String text, int from, int until) {
            return !insideLatin(text, from) && !insideLatin(text, until);
        }

        private static boolean insideLatin(String text, int at) {
            return at > 0
                    && at < text.length()
                    && latinLetter(text.charAt(at - 1))
                    && latinLetter(text.charAt(at));
        }

        private static boolean latinLetter(char it) {
            return !Characters.han(it) && Character.isLetterOrDigit(it);
        }
    }
}
