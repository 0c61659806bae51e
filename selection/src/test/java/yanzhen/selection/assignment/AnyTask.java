package yanzhen.selection.assignment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Made-up tasks, and every assignment of a small one. */
final class AnyTask {

    private AnyTask() {}

    /** Small enough to try everything; one of two has rules, one of three least loads. */
    static AssignmentTask small(long seed) {
        var random = new Random(seed);
        int bids = 2 + random.nextInt(3);
        int experts = 4 + random.nextInt(3);
        var rules =
                switch (random.nextInt(4)) {
                    case 0 -> Rules.NONE;
                    case 1 -> new Rules(1, 0);
                    case 2 -> new Rules(Integer.MAX_VALUE, 1);
                    default -> new Rules(1, 1);
                };
        return of(random, bids, experts, rules, random.nextInt(3) == 0 ? 1 : 0, 9);
    }

    /** A task of this size; scores up to the greatest. */
    static AssignmentTask of(
            Random random, int bids, int experts, Rules rules, int least, int greatest) {
        var people = new ArrayList<Expert>();
        for (int at = 0; at < experts; at++) {
            people.add(
                    new Expert(
                            "E" + at,
                            "U" + random.nextInt(Math.max(3, experts / 3)),
                            random.nextInt(3) == 0,
                            random.nextInt(3) == 0 ? least : 0,
                            1 + random.nextInt(3)));
        }
        var all = new ArrayList<Bid>();
        for (int at = 0; at < bids; at++) {
            all.add(
                    new Bid(
                            "B" + at,
                            "U" + random.nextInt(Math.max(6, experts / 2)),
                            1 + random.nextInt(2) + (experts > 10 ? 1 : 0)));
        }
        var conflicts = new HashSet<Pair>();
        for (int at = 0; at < bids; at++) {
            conflicts.add(new Pair(random.nextInt(bids), random.nextInt(experts)));
        }
        var score = new int[bids][experts];
        for (var row : score) {
            for (int at = 0; at < experts; at++) {
                row[at] = random.nextInt(greatest + 1);
            }
        }
        return AssignmentTask.of(
                people, all, conflicts, rules, (bid, expert) -> score[bid][expert]);
    }

    /** Everything that keeps the rules. */
    static List<Panels> all(AssignmentTask task) {
        var found = new ArrayList<Panels>();
        choose(
                task,
                new ArrayList<>(),
                panels -> {
                    if (panels.faults(task).isEmpty()) {
                        found.add(panels);
                    }
                });
        return found;
    }

    private static void choose(
            AssignmentTask task, List<List<Integer>> chosen, Consumer<Panels> into) {
        if (chosen.size() == task.bids().size()) {
            into.accept(new Panels(chosen));
            return;
        }
        int need = task.bids().get(chosen.size()).need();
        for (int set = 0; set < 1 << task.experts().size(); set++) {
            if (Integer.bitCount(set) == need) {
                var panel = new ArrayList<Integer>();
                for (int at = 0; at < task.experts().size(); at++) {
                    if ((set >> at & 1) == 1) {
                        panel.add(at);
                    }
                }
                var next = new ArrayList<List<Integer>>(chosen);
                next.add(panel);
                choose(task, next, into);
            }
        }
    }
}
