package yanzhen.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import yanzhen.identity.Finding;
import yanzhen.identity.KnownOrganisations;
import yanzhen.identity.Listing;
import yanzhen.identity.Match;
import yanzhen.identity.trial.LabelledSet;
import yanzhen.identity.trial.Quality;

/**
 * Which organisations of a register the records of a list mean, beside what is done without such a
 * program: code and name are looked up as they are written, blanks and brackets aside.
 */
final class MatchingBench {

    private static final double SECOND = 1e9;

    private MatchingBench() {}

    /** Organisations, records and seed. */
    public static void main(String[] arguments) {
        int organisations = Integer.parseInt(arguments[0]);
        int records = Integer.parseInt(arguments[1]);
        var set = LabelledSet.of(organisations, records, Long.parseLong(arguments[2]));

        var plain = new Timed<>(() -> new Plain(set.register()));
        var plainly = new Timed<>(() -> plain.result.findAll(set.records()));
        row(
                "as written",
                organisations,
                records,
                Quality.of(plainly.result, set.meant()),
                plain,
                plainly);
        var known = new Timed<>(() -> KnownOrganisations.of(set.register()));
        var found = new Timed<>(() -> known.result.findAll(set.records()));
        row(
                "identity",
                organisations,
                records,
                Quality.of(found.result, set.meant()),
                known,
                found);
    }

    private static void row(
            String how,
            int organisations,
            int records,
            Quality quality,
            Timed<?> ready,
            Timed<?> found) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %,d | %,d | %.4f | %.4f | %.1f %% | %.1f | %.1f |%n",
                how,
                organisations,
                records,
                quality.precision(),
                quality.recall(),
                100.0 * quality.asked() / records,
                ready.seconds,
                found.seconds);
    }

    /** A result and the seconds that it took. */
    private static final class Timed<T> {

        final T result;
        final double seconds;

        Timed(Supplier<T> work) {
            long begin = System.nanoTime();
            result = work.get();
            seconds = (System.nanoTime() - begin) / SECOND;
        }
    }

    /** Code and name as they are written. */
    private static final class Plain {

        private final Map<String, Integer> entries = new HashMap<>();

        Plain(List<Listing> register) {
            for (int entry = 0; entry < register.size(); entry++) {
                for (var key : keys(register.get(entry))) {
                    entries.putIfAbsent(key, entry);
                }
            }
        }

        private static List<String> keys(Listing listing) {
            var keys = new ArrayList<String>();
            if (listing.code() != null) {
                keys.add(listing.code());
            }
            listing.names().forEach(it -> keys.add(it.replaceAll("[\\s　（）()]", "")));
            return keys;
        }

        List<Finding> findAll(List<Listing> records) {
            return records.stream().map(this::find).toList();
        }

        private Finding find(Listing record) {
            for (var key : keys(record)) {
                var entry = entries.get(key);
                if (entry != null) {
                    return new Finding.Same(new Match(entry, 0, List.of()));
                }
            }
            return new Finding.Unknown();
        }
    }
}
