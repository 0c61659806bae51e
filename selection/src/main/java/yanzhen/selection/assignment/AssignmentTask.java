package yanzhen.selection.assignment;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import yanzhen.selection.MalformedTask;

/** 分配任务: experts, bids, who must not review what, and the rules. Keeps four bytes for each pair. */
public final class AssignmentTask {

    /** Stands for the score of a pair that must not be. */
    static final int BARRED = -1;

    private final List<Expert> experts;
    private final List<Bid> bids;
    private final Rules rules;
    private final BitSet[] conflicts;

    /** By bid, then expert. */
    final int[][] score;

    /** Organisation of each expert by number; one of its own for each expert without. */
    final int[] organisation;

    final int organisations;

    private AssignmentTask(
            List<Expert> experts, List<Bid> bids, Rules rules, BitSet[] conflicts, Scores scores) {
        this.experts = List.copyOf(experts);
        this.bids = List.copyOf(bids);
        this.rules = rules;
        this.conflicts = conflicts;
        organisation = new int[experts.size()];
        organisations = number();
        score = new int[bids.size()][experts.size()];
        IntStream.range(0, bids.size()).parallel().forEach(it -> fill(it, scores));
    }

    private int number() {
        var numbers = new HashMap<String, Integer>();
        int next = 0;
        for (int expert = 0; expert < organisation.length; expert++) {
            var name = experts.get(expert).organisation();
            var known = name.isEmpty() ? null : numbers.get(name);
            organisation[expert] = known == null ? next++ : known;
            numbers.putIfAbsent(name, organisation[expert]);
        }
        return next;
    }

    private void fill(int bid, Scores scores) {
        for (int expert = 0; expert < experts.size(); expert++) {
            score[bid][expert] =
                    barredBy(bid, expert).isPresent() ? BARRED : scores.of(bid, expert);
        }
    }

    /**
     * A task.
     *
     * @param conflicts pairs that must not be; nobody reviews the own organisation's bid in any
     *     case
     * @param scores asked once for each pair that may be, by several threads
     * @throws MalformedTask naming everything that is wrong
     */
    public static AssignmentTask of(
            List<Expert> experts,
            List<Bid> bids,
            Collection<Pair> conflicts,
            Rules rules,
            Scores scores) {
        var faults = new ArrayList<String>();
        check(experts, faults);
        check(bids, rules, faults);
        var barred = new BitSet[bids.size()];
        for (int bid = 0; bid < barred.length; bid++) {
            barred[bid] = new BitSet();
        }
        for (var pair : conflicts) {
            if (pair.bid() < 0
                    || pair.bid() >= bids.size()
                    || pair.expert() < 0
                    || pair.expert() >= experts.size()) {
                faults.add(
                        "The conflict of expert %d with bid %d is of none of the %d experts and %d bids."
                                .formatted(pair.expert(), pair.bid(), experts.size(), bids.size()));
            } else {
                barred[pair.bid()].set(pair.expert());
            }
        }
        MalformedTask.unless(faults);
        var task = new AssignmentTask(experts, bids, rules, barred, scores);
        task.checkScores();
        return task;
    }

    private static void check(List<Expert> experts, List<String> faults) {
        names("expert", experts, Expert::id, faults);
        for (var expert : experts) {
            if (expert.leastLoad() < 0 || expert.mostLoad() < expert.leastLoad()) {
                faults.add(
                        "Expert %s is to take from %d to %d bids; give limits of which the first is 0 or more and not above the second."
                                .formatted(expert.id(), expert.leastLoad(), expert.mostLoad()));
            }
        }
    }

    private static void check(List<Bid> bids, Rules rules, List<String> faults) {
        if (bids.isEmpty()) {
            faults.add("There is no bid.");
        }
        names("bid", bids, Bid::id, faults);
        for (var bid : bids) {
            if (bid.need() < 1) {
                faults.add(
                        "Bid %s needs %d experts; give 1 or more.".formatted(bid.id(), bid.need()));
            } else if (rules.leastSenior() > bid.need()) {
                faults.add(
                        "Bid %s needs %d experts, of whom %d are to be senior; give no more."
                                .formatted(bid.id(), bid.need(), rules.leastSenior()));
            }
        }
        if (rules.mostOfOne() < 1) {
            faults.add(
                    "At most %d experts of one organisation is none; give 1 or more."
                            .formatted(rules.mostOfOne()));
        }
        if (rules.leastSenior() < 0) {
            faults.add("%d senior experts; give 0 or more.".formatted(rules.leastSenior()));
        }
    }

    private static <T> void names(
            String what, List<T> all, Function<T, String> name, List<String> faults) {
        var seen = new HashSet<String>();
        for (var one : all) {
            if (!seen.add(name.apply(one))) {
                faults.add(
                        "The %s %s stands twice; name each once.".formatted(what, name.apply(one)));
            }
        }
    }

    private void checkScores() {
        var faults = new ArrayList<String>();
        for (int bid = 0; bid < score.length; bid++) {
            for (int expert = 0; expert < organisation.length; expert++) {
                int found = score[bid][expert];
                if ((found < 0 || found > Scores.MOST) && barredBy(bid, expert).isEmpty()) {
                    faults.add(
                            "The score of expert %s for bid %s (%d) is not between 0 and %d."
                                    .formatted(
                                            experts.get(expert).id(),
                                            bids.get(bid).id(),
                                            found,
                                            Scores.MOST));
                }
            }
        }
        MalformedTask.unless(faults);
    }

    /** The same scores and conflicts with other limits of the same experts. */
    AssignmentTask with(List<Expert> others) {
        return new AssignmentTask(
                others, bids, rules, conflicts, (bid, expert) -> score[bid][expert]);
    }

    /** By number. */
    public List<Expert> experts() {
        return experts;
    }

    /** By number. */
    public List<Bid> bids() {
        return bids;
    }

    public Rules rules() {
        return rules;
    }

    /** Why a pair must not be, before any rule about who else reviews the bid. */
    public enum Bar {
        /** 利益冲突: a conflict was found or declared. */
        CONFLICT,
        /** 同单位: the expert works for the bidder. */
        OWN_ORGANISATION
    }

    /** Why a pair must not be; empty when it may. */
    public Optional<Bar> barredBy(int bid, int expert) {
        if (conflicts[bid].get(expert)) {
            return Optional.of(Bar.CONFLICT);
        }
        var own = bids.get(bid).organisation();
        return !own.isEmpty() && own.equals(experts.get(expert).organisation())
                ? Optional.of(Bar.OWN_ORGANISATION)
                : Optional.empty();
    }

    /** The score of a pair that may be; empty for others. */
    public Optional<Integer> score(int bid, int expert) {
        int found = score[bid][expert];
        return found == BARRED ? Optional.empty() : Optional.of(found);
    }

    boolean limitsOrganisations() {
        return rules.mostOfOne() < bids.stream().mapToInt(Bid::need).max().orElse(1);
    }
}
