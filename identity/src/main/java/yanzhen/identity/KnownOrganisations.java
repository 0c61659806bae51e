package yanzhen.identity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import yanzhen.identity.Reason.Field;
import yanzhen.identity.Reason.Level;

/**
 * 已知机构: a register in which other records are looked up.
 *
 * <p>Only those are compared that share a key with the record (blocking): its code but for one
 * slip, its name's core but for one token, how the core sounds, or a rare pair of neighbouring
 * tokens. A key that more than 30 share is passed over, but for code and whole name. Takes about 1
 * kB for each known organisation; a record costs some tens of microseconds. Safe for use by several
 * threads.
 */
public final class KnownOrganisations {

    private static final int ID_BITS = 28;
    private static final int MOST_KNOWN = 1 << ID_BITS;
    private static final int MOST_SHARING = 30;
    private static final int MOST_CANDIDATES_SHOWN = 5;
    private static final int FIRST_BITS = 20;

    private final Weights weights;
    private final List<Prepared> known;
    private final int size;
    private final Frequencies frequencies;
    private final Map<String, Integer> atAddress = new HashMap<>();
    private final Comparison comparison;
    private final long[] keys;
    private final int[] first;

    private KnownOrganisations(
            List<Listing> listings, Weights weights, @Nullable KnownOrganisations larger) {
        if (listings.size() >= MOST_KNOWN) {
            throw new IllegalArgumentException(
                    "There are %d organisations; %d fit. Part them by region first."
                            .formatted(listings.size(), MOST_KNOWN - 1));
        }
        this.weights = weights;
        known = listings.parallelStream().map(Prepared::of).toList();
        frequencies = larger == null ? frequencies(known) : larger.frequencies;
        if (larger != null) {
            atAddress.putAll(larger.atAddress);
        }
        size = known.size() + (larger == null ? 0 : larger.size);
        for (var each : known) {
            if (each.address().exact()) {
                atAddress.merge(each.address().key(), 1, Integer::sum);
            }
        }
        comparison = new Comparison(weights, this::information);
        keys =
                IntStream.range(0, known.size())
                        .parallel()
                        .mapToObj(it ->
                                Blocking.ofKnown(known.get(it), informationOf(known.get(it)))
                                        .map(key -> (key & -MOST_KNOWN) | it)
                                        .toArray())
                        .flatMapToLong(Arrays::stream)
                        .toArray();
        Arrays.parallelSort(keys);
        first = starts(keys);
    }

    /** With the weights that come with the library. */
    public static KnownOrganisations of(List<Listing> listings) {
        return of(listings, Weights.STANDARD);
    }

    /** Organisations by their place in the list. */
    public static KnownOrganisations of(List<Listing> listings, Weights weights) {
        return new KnownOrganisations(listings, weights, null);
    }

    /**
     * Other organisations, by their place in the list, weighed by how rare names are among these:
     * for some that came later, or that are yet to come.
     */
    public KnownOrganisations beside(List<Listing> listings) {
        return new KnownOrganisations(listings, weights, this);
    }

    private static Frequencies frequencies(List<Prepared> known) {
        return Frequencies.of(
                known.stream()
                        .flatMap(it -> it.names().stream())
                        .map(Prepared.Named::tokens)
                        .toList());
    }

    private static int[] starts(long[] keys) {
        var starts = new int[(1 << FIRST_BITS) + 1];
        for (long key : keys) {
            starts[bucket(key) + 1]++;
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        return starts;
    }

    /** Keys are sorted as signed numbers. */
    private static int bucket(long key) {
        return (int) ((key ^ Long.MIN_VALUE) >>> (Long.SIZE - FIRST_BITS));
    }

    private double information(Address address) {
        int there = atAddress.getOrDefault(address.key(), 1);
        return Math.log(Math.max(2.0, size) / there) / Math.log(2);
    }

    private List<double[]> informationOf(Prepared record) {
        return record.names().stream().map(it -> frequencies.information(it.tokens())).toList();
    }

    /** Which of the known organisations a record means. */
    public Finding find(Listing listing) {
        var matches = matches(Prepared.of(listing));
        if (matches.isEmpty()) {
            return new Finding.Unknown();
        }
        return certain(matches)
                ? new Finding.Same(matches.getFirst())
                : new Finding.Doubtful(
                        matches.subList(0, Math.min(MOST_CANDIDATES_SHOWN, matches.size())));
    }

    /** Those of the known organisations that a record may mean, the likeliest first. */
    public List<Match> like(Listing listing) {
        return matches(Prepared.of(listing));
    }

    /**
     * Others of the known organisations that may be the same as one of them, the likeliest first.
     *
     * @param entry its place in the list
     */
    public List<Match> others(int entry) {
        return matches(known.get(entry)).stream().filter(it -> it.entry() != entry).toList();
    }

    private List<Match> matches(Prepared record) {
        var information = informationOf(record);
        var matches = new ArrayList<Match>();
        for (int entry : candidates(record, information)) {
            var other = known.get(entry);
            double least = weights.doubtful();
            if (sameCode(record, other)
                    || comparison.bits(record, information, other, least) >= least) {
                matches.add(comparison.match(record, information, entry, other));
            }
        }
        matches.sort(
                Comparator.comparingDouble(Match::bits).reversed().thenComparingInt(Match::entry));
        return matches;
    }

    /** Findings for many records, in their order, on all cores. */
    public List<Finding> findAll(List<Listing> listings) {
        return listings.parallelStream().map(this::find).toList();
    }

    private static boolean sameCode(Prepared one, Prepared other) {
        return !one.code().isEmpty() && one.code().equals(other.code());
    }

    /** A code that says one thing while the name says another is for a person to look at. */
    private boolean certain(List<Match> matches) {
        var best = matches.getFirst();
        if (best.bits() < weights.same()) {
            return false;
        }
        if (matches.size() > 1 && best.bits() - matches.get(1).bits() < weights.lead()) {
            return false;
        }
        if (best.has(Level.CODE_SAME) || best.has(Level.CODE_SLIP)) {
            return !best.hasAny(Level.AGAINST_A_CODE) || best.of(Field.NAME) > 0;
        }
        return !best.hasAny(Level.TELLING_APART)
                && (!best.has(Level.NAME_OWN_SOUND) || best.has(Level.ADDRESS_SAME));
    }

    private int[] candidates(Prepared record, List<double[]> information) {
        var entries = new Entries();
        Blocking.ofRecord(record, information).forEach(key -> addSharing(key, entries));
        return entries.distinct();
    }

    private void addSharing(long key, Entries entries) {
        long wanted = key & -MOST_KNOWN;
        int bucket = bucket(wanted);
        int from = firstNotBelow(wanted, first[bucket], first[bucket + 1]);
        int until = from;
        while (until < keys.length && (keys[until] & -MOST_KNOWN) == wanted) {
            until++;
            if (until - from > MOST_SHARING && !Blocking.alwaysCounts(key)) {
                return;
            }
        }
        for (int at = from; at < until; at++) {
            entries.add((int) keys[at] & MOST_KNOWN - 1);
        }
    }

    private int firstNotBelow(long wanted, int begin, int end) {
        int from = begin;
        int until = end;
        while (from < until) {
            int middle = (from + until) >>> 1;
            if (keys[middle] < wanted) {
                from = middle + 1;
            } else {
                until = middle;
            }
        }
        return from;
    }

    /** Numbers of known organisations, some of them more than once. */
    private static final class Entries {

        private int[] all = new int[64];
        private int count;

        void add(int entry) {
            if (count == all.length) {
                all = Arrays.copyOf(all, count * 2);
            }
            all[count++] = entry;
        }

        int[] distinct() {
            return Arrays.stream(all, 0, count).sorted().distinct().toArray();
        }
    }
}
