package yanzhen.app.challenge.need;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import yanzhen.app.challenge.need.NeedRules.Alikeness;

/**
 * 相似度 of two needs, from 0 (nothing in common) to 1 (the same).
 *
 * <p>A text is taken apart into shingles: every two neighbouring Chinese characters, and every word
 * or number of other writing. Two texts are as like as twice the shingles that they share, divided
 * by all that both have (Dice, Measures of the Amount of Ecologic Association Between Species,
 * 1945). Title, problem and metrics are compared so; the node is the same or not. The likeness is
 * their mean by the weights of the pack, over what both of them say.
 *
 * <p>One comparison costs as much as both texts are long. It knows no synonyms and no meaning: two
 * needs in other words stay unlike, so it only proposes, and a person merges.
 */
public final class Likeness {

    private static final int WHOLE = 100;
    private static final int SHOWN = 5;
    private static final int HAN = 0x2E80;

    /** What of a need is compared. */
    public enum Part {
        TITLE,
        PROBLEM,
        METRICS,
        NODE
    }

    /**
     * How like one part is, and by what.
     *
     * @param likeness from 0 to 1
     * @param shared some stretches that both texts have, the longest first
     */
    public record Why(Part part, double likeness, List<String> shared) {
        public Why {
            shared = List.copyOf(shared);
        }
    }

    /** The likeness of two needs with how it was reached. */
    public record Of(double likeness, List<Why> whys) {
        public Of {
            whys = List.copyOf(whys);
        }

        /** In whole percent, rounded half up, as it is shown. */
        public int percent() {
            return BigDecimal.valueOf(likeness * WHOLE)
                    .setScale(0, RoundingMode.HALF_UP)
                    .intValueExact();
        }

        /** Whether the pack calls them alike. */
        public boolean reaches(Alikeness rule) {
            return BigDecimal.valueOf(likeness).compareTo(rule.threshold()) >= 0;
        }
    }

    /** A need taken apart, to be compared with many. */
    public static final class Prepared {

        private final Text title;
        private final Text problem;
        private final Text metrics;
        private final @Nullable UUID weakLink;

        private Prepared(Need.Draft it) {
            title = Text.of(it.title());
            problem = Text.of(it.problem());
            metrics =
                    Text.of(
                            it.targets().stream()
                                    .map(Need.Target::metric)
                                    .collect(Collectors.joining("\n")));
            weakLink = it.weakLink();
        }
    }

    private record Text(String plain, Set<String> shingles) {

        static Text of(String text) {
            var plain = folded(text);
            return new Text(plain, Likeness.shingles(plain));
        }
    }

    private Likeness() {}

    public static Prepared prepare(Need.Draft it) {
        return new Prepared(it);
    }

    public static Of between(Prepared one, Prepared other, Alikeness rule) {
        var whys = new ArrayList<Why>();
        double sum = 0;
        double weights = 0;
        for (var part : Part.values()) {
            var why = compare(part, one, other);
            int weight = weight(part, rule);
            if (why != null && weight > 0) {
                sum += weight * why.likeness;
                weights += weight;
                whys.add(why);
            }
        }
        return new Of(weights == 0 ? 0 : sum / weights, whys);
    }

    private static int weight(Part part, Alikeness rule) {
        return switch (part) {
            case TITLE -> rule.title();
            case PROBLEM -> rule.problem();
            case METRICS -> rule.metrics();
            case NODE -> rule.node();
        };
    }

    private static @Nullable Why compare(Part part, Prepared one, Prepared other) {
        return switch (part) {
            case TITLE -> texts(part, one.title, other.title);
            case PROBLEM -> texts(part, one.problem, other.problem);
            case METRICS -> texts(part, one.metrics, other.metrics);
            case NODE ->
                    one.weakLink == null || other.weakLink == null
                            ? null
                            : new Why(
                                    part,
                                    Objects.equals(one.weakLink, other.weakLink) ? 1 : 0,
                                    List.of());
        };
    }

    /** Null where one of them says nothing. */
    private static @Nullable Why texts(Part part, Text one, Text other) {
        if (one.shingles.isEmpty() || other.shingles.isEmpty()) {
            return null;
        }
        var shared = new HashSet<>(one.shingles);
        shared.retainAll(other.shingles);
        double dice = 2.0 * shared.size() / (one.shingles.size() + other.shingles.size());
        return new Why(part, dice, stretches(one.plain, shared));
    }

    /** One way of writing: half width, small letters, all that is no letter or digit a blank. */
    private static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
    }

    private static Set<String> shingles(String folded) {
        var shingles = new HashSet<String>();
        for (var run : runs(folded)) {
            if (run.length() == 1 || run.charAt(0) < HAN) {
                shingles.add(run);
            } else {
                for (int at = 0; at + 1 < run.length(); at++) {
                    shingles.add(run.substring(at, at + 2));
                }
            }
        }
        return shingles;
    }

    /** Stretches of one writing each, without blanks. */
    private static List<String> runs(String folded) {
        var runs = new ArrayList<String>();
        int from = 0;
        for (int at = 1; at <= folded.length(); at++) {
            if (at == folded.length() || kind(folded.charAt(at)) != kind(folded.charAt(from))) {
                if (folded.charAt(from) != ' ') {
                    runs.add(folded.substring(from, at));
                }
                from = at;
            }
        }
        return runs;
    }

    private static int kind(char it) {
        return it == ' ' ? 0 : it < HAN ? 1 : 2;
    }

    /** Neighbouring shared shingles are told as one stretch. */
    private static List<String> stretches(String folded, Set<String> shared) {
        var found = new HashSet<String>();
        for (var run : runs(folded)) {
            if (run.length() == 1 || run.charAt(0) < HAN) {
                if (shared.contains(run)) {
                    found.add(run);
                }
                continue;
            }
            int from = -1;
            for (int at = 0; at < run.length(); at++) {
                boolean common =
                        at + 1 < run.length() && shared.contains(run.substring(at, at + 2));
                if (common && from < 0) {
                    from = at;
                } else if (!common && from >= 0) {
                    found.add(run.substring(from, at + 1));
                    from = -1;
                }
            }
        }
        return found.stream()
                .sorted(
                        java.util.Comparator.comparingInt(String::length)
                                .reversed()
                                .thenComparing(java.util.Comparator.naturalOrder()))
                .limit(SHOWN)
                .toList();
    }
}
