package yanzhen.selection.race;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import yanzhen.selection.MalformedTask;

/**
 * 并行赛马: which teams to pay on which challenges, so that the expected value is the largest within
 * one budget; each challenge is worth its value times the probability that at least one of its
 * teams succeeds.
 *
 * <p>Exact. For each challenge, teams are added one by one; of the sets of equally many teams, only
 * those stay for which no other costs no more and fails no more often. Then challenges are added
 * one by one; of the choices, only those stay for which no other costs no more and is worth no less
 * (dynamic programming over the money, Bellman 1957, over those sums alone that occur).
 *
 * @param expectedValue in the unit of the challenges' values
 * @param cost money of all chosen teams
 * @param teams for each challenge the numbers of its chosen teams, rising
 */
public record ParallelRaces(double expectedValue, long cost, List<List<Integer>> teams) {

    private static final int MOST_TEAMS = 62;

    public ParallelRaces {
        teams = teams.stream().map(List::copyOf).toList();
    }

    /** Some teams of one challenge, one bit each. */
    private record Set(long bits, long cost, double fails) {}

    /** Sets chosen for the challenges so far: that of the last one, after the earlier ones. */
    private record Choice(@Nullable Choice earlier, long bits, long cost, double value) {
        Choice with(Set set, double worth) {
            return new Choice(this, set.bits, cost + set.cost, value + worth * (1 - set.fails));
        }
    }

    /**
     * The best choice; of equally good ones the cheapest.
     *
     * @param budget money for all teams together, 0 or more
     * @throws MalformedTask naming everything that is wrong
     */
    public static ParallelRaces best(List<Contest> contests, long budget) {
        check(contests, budget);
        var choices = List.of(new Choice(null, 0, 0, 0));
        for (var contest : contests) {
            var next = new ArrayList<Choice>();
            for (var set : sets(contest, budget)) {
                for (var choice : choices) {
                    if (choice.cost + set.cost <= budget) {
                        next.add(choice.with(set, contest.value()));
                    }
                }
            }
            choices = better(next);
        }
        var best = choices.getLast();
        var teams = new ArrayDeque<List<Integer>>();
        for (var at = best; at.earlier != null; at = at.earlier) {
            teams.addFirst(numbers(at.bits));
        }
        return new ParallelRaces(best.value, best.cost, List.copyOf(teams));
    }

    private static List<Integer> numbers(long bits) {
        return IntStream.range(0, MOST_TEAMS).filter(it -> (bits >> it & 1) == 1).boxed().toList();
    }

    /** By rising cost and value: each costs more than the one before and is worth more. */
    private static List<Choice> better(List<Choice> all) {
        all.sort(
                Comparator.comparingLong(Choice::cost)
                        .thenComparing(Comparator.comparingDouble(Choice::value).reversed()));
        var better = new ArrayList<Choice>();
        double most = -1;
        for (var one : all) {
            if (one.value > most) {
                better.add(one);
                most = one.value;
            }
        }
        return better;
    }

    /** The sets of a challenge's teams that no other beats. */
    private static List<Set> sets(Contest contest, long budget) {
        var byMany = new ArrayList<List<Set>>();
        byMany.add(List.of(new Set(0, 0, 1)));
        for (int team = 0; team < contest.teams().size(); team++) {
            var one = contest.teams().get(team);
            int most = Math.min(byMany.size(), contest.mostParallel());
            for (int many = most; many >= 1; many--) {
                var with = new ArrayList<Set>();
                if (many < byMany.size()) {
                    with.addAll(byMany.get(many));
                } else {
                    byMany.add(List.of());
                }
                for (var set : byMany.get(many - 1)) {
                    if (set.cost + one.cost() <= budget) {
                        with.add(
                                new Set(
                                        set.bits | 1L << team,
                                        set.cost + one.cost(),
                                        set.fails * (1 - one.chance())));
                    }
                }
                byMany.set(many, safer(with));
            }
        }
        return safer(new ArrayList<>(byMany.stream().flatMap(List::stream).toList()));
    }

    private static List<Set> safer(List<Set> all) {
        all.sort(Comparator.comparingLong(Set::cost).thenComparingDouble(Set::fails));
        var safer = new ArrayList<Set>();
        double least = 2;
        for (var one : all) {
            if (one.fails < least) {
                safer.add(one);
                least = one.fails;
            }
        }
        return safer;
    }

    private static void check(List<Contest> contests, long budget) {
        var faults = new ArrayList<String>();
        if (budget < 0) {
            faults.add("The budget (%d) is below 0.".formatted(budget));
        }
        for (var contest : contests) {
            if (!(contest.value() >= 0) || contest.mostParallel() < 0) {
                faults.add(
                        "Challenge %s is worth %s with up to %d teams; give numbers of 0 or more."
                                .formatted(contest.id(), contest.value(), contest.mostParallel()));
            }
            if (contest.teams().size() > MOST_TEAMS) {
                faults.add(
                        "Challenge %s has %d teams; at most %d can be weighed."
                                .formatted(contest.id(), contest.teams().size(), MOST_TEAMS));
            }
            for (var team : contest.teams()) {
                if (!(team.chance() >= 0 && team.chance() <= 1) || team.cost() < 0) {
                    faults.add(
                            "Team %s of challenge %s has a chance of %s at a cost of %d; give a chance from 0 to 1 and a cost of 0 or more."
                                    .formatted(
                                            team.id(), contest.id(), team.chance(), team.cost()));
                }
            }
        }
        MalformedTask.unless(faults);
    }
}
