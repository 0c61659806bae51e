package yanzhen.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import yanzhen.selection.assignment.AssignmentTask;
import yanzhen.selection.assignment.Bid;
import yanzhen.selection.assignment.Expert;
import yanzhen.selection.assignment.Pair;
import yanzhen.selection.assignment.Rules;
import yanzhen.selection.assignment.Scores;

/** Made-up experts and bids of one seed, and an assignment by going down the scores. */
record MadeUpReview(AssignmentTask task) {

    private static final int TOPICS = 24;
    private static final int NEED = 3;
    private static final int MOST_LOAD = 6;

    /** How scores come about. */
    enum Kind {
        /**
         * Bids have weighted topics, experts levels in some; (Σ 200 · weight · level) div Σ weight.
         */
        TOPICS,
        /** Experts bid yes, maybe or no: 4, 2, 1. */
        WISHES,
        /** Any number from 0 to 1,000. */
        EVEN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static MadeUpReview of(int bids, int experts, Kind kind, Rules rules, long seed) {
        var random = new Random(seed);
        int organisations = Math.max(4, experts / 10);
        var people =
                IntStream.range(0, experts)
                        .mapToObj(it ->
                                new Expert(
                                        "E" + it,
                                        "U" + random.nextInt(organisations),
                                        random.nextInt(3) == 0,
                                        0,
                                        2 + random.nextInt(MOST_LOAD - 1)))
                        .toList();
        var all =
                IntStream.range(0, bids)
                        .mapToObj(
                                it -> new Bid("B" + it, "U" + random.nextInt(organisations), NEED))
                        .toList();
        var conflicts = new HashSet<Pair>();
        for (int at = 0; at < 2 * bids; at++) {
            conflicts.add(new Pair(random.nextInt(bids), random.nextInt(experts)));
        }
        return new MadeUpReview(
                AssignmentTask.of(
                        people, all, conflicts, rules, scores(bids, experts, kind, random)));
    }

    private static Scores scores(int bids, int experts, Kind kind, Random random) {
        var levels = table(experts, random, 5, 0.2);
        var weights = table(bids, random, 5, 0.1);
        long salt = random.nextLong();
        return switch (kind) {
            case TOPICS -> (bid, expert) -> fit(weights[bid], levels[expert]);
            case EVEN -> (bid, expert) -> (int) Math.floorMod(mixed(salt, bid, expert), 1001L);
            case WISHES ->
                    (bid, expert) -> {
                        long lot = Math.floorMod(mixed(salt, bid, expert), 100L);
                        return lot < 4 ? 4 : lot < 12 ? 2 : 1;
                    };
        };
    }

    /** Each row has some topics from 1 to the most, at least one. */
    private static int[][] table(int rows, Random random, int most, double share) {
        var table = new int[rows][TOPICS];
        for (var row : table) {
            row[random.nextInt(TOPICS)] = 1 + random.nextInt(most);
            for (int topic = 0; topic < TOPICS; topic++) {
                if (random.nextDouble() < share) {
                    row[topic] = 1 + random.nextInt(most);
                }
            }
        }
        return table;
    }

    private static int fit(int[] weights, int[] levels) {
        int sum = 0;
        int all = 0;
        for (int topic = 0; topic < TOPICS; topic++) {
            sum += 200 * weights[topic] * levels[topic];
            all += weights[topic];
        }
        return sum / all;
    }

    private static long mixed(long salt, int bid, int expert) {
        long mixed = salt + bid * 0x9E3779B97F4A7C15L + expert * 0xC2B2AE3D27D4EB4FL;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /**
     * The baseline: pairs by falling score, each taken when nothing forbids it. Seats that remain
     * stay empty; their number is in {@link Greedy#empty}.
     */
    Greedy greedy() {
        int experts = task.experts().size();
        int bids = task.bids().size();
        var load = new int[experts];
        var panels = new ArrayList<List<Integer>>();
        IntStream.range(0, bids).forEach(_ -> panels.add(new ArrayList<>()));
        var organisations = new ArrayList<HashMap<String, Integer>>();
        IntStream.range(0, bids).forEach(_ -> organisations.add(new HashMap<>()));
        long total = 0;
        int empty = bids * NEED;
        for (long pair : falling(bids, experts)) {
            int bid = (int) (pair % ((long) bids * experts) / experts);
            int expert = (int) (pair % experts);
            var of = task.experts().get(expert).organisation();
            if (panels.get(bid).size() < NEED
                    && load[expert] < task.experts().get(expert).mostLoad()
                    && organisations.get(bid).getOrDefault(of, 0) < task.rules().mostOfOne()) {
                panels.get(bid).add(expert);
                organisations.get(bid).merge(of, 1, Integer::sum);
                load[expert]++;
                empty--;
                total += task.score(bid, expert).orElse(0);
            }
        }
        long worst =
                IntStream.range(0, bids)
                        .mapToLong(bid ->
                                panels.get(bid).stream()
                                        .mapToLong(it -> task.score(bid, it).orElse(0))
                                        .sum())
                        .min()
                        .orElse(0);
        return new Greedy(total, worst, empty);
    }

    /** Pairs that may be, by falling score, packed into one number each. */
    private long[] falling(int bids, int experts) {
        long all = (long) bids * experts;
        return IntStream.range(0, bids)
                .parallel()
                .mapToObj(bid ->
                        IntStream.range(0, experts)
                                .mapToObj(expert ->
                                        task.score(bid, expert)
                                                .map(it ->
                                                        (Scores.MOST - it) * all
                                                                + (long) bid * experts
                                                                + expert))
                                .flatMap(Optional::stream)
                                .mapToLong(it -> it)
                                .toArray())
                .flatMapToLong(Arrays::stream)
                .sorted()
                .toArray();
    }

    /** What going down the scores comes to. */
    record Greedy(long total, long worst, int empty) {}
}
