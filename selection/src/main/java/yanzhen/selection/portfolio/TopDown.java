package yanzhen.selection.portfolio;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * 按分排序择优: the plain way, down the scores, taking what still fits. It looks neither ahead nor at
 * minima; what it misses is in {@link #unmet}.
 *
 * @param selection what was taken
 * @param passed what was passed over, in the order of the scores, with every rule in the way
 * @param unmet minima that it does not reach
 */
public record TopDown(Selection selection, List<Passed> passed, List<Obstacle> unmet) {

    public TopDown {
        passed = List.copyOf(passed);
        unmet = List.copyOf(unmet);
    }

    /** An item that did not fit when its turn came. */
    public record Passed(int item, List<Obstacle> obstacles) {
        public Passed {
            obstacles = List.copyOf(obstacles);
        }
    }

    /** Equal scores by number. */
    static TopDown of(PortfolioTask task) {
        var taken = new Selection(List.of());
        var passed = new ArrayList<Passed>();
        var order =
                IntStream.range(0, task.items().size())
                        .boxed()
                        .sorted(
                                Comparator.comparingLong(
                                        (Integer it) -> -task.items().get(it).score()))
                        .toList();
        for (int item : order) {
            var with = taken.with(item);
            var obstacles = with.limits(task);
            if (obstacles.isEmpty()) {
                taken = with;
            } else {
                passed.add(new Passed(item, inTheWay(task, taken, item, obstacles)));
            }
        }
        return new TopDown(taken, passed, taken.obstacles(task));
    }

    /** Of a couple, the other one is named. */
    static List<Obstacle> inTheWay(
            PortfolioTask task, Selection taken, int item, List<Obstacle> obstacles) {
        var named = new ArrayList<Obstacle>();
        for (var one : obstacles) {
            if (one.kind() != Obstacle.Kind.EXCLUDED) {
                named.add(one);
            }
        }
        for (var couple : task.excludes()) {
            int other = couple.first() == item ? couple.second() : couple.first();
            boolean ofItem = couple.first() == item || couple.second() == item;
            if (ofItem && taken.has(other)) {
                named.add(new Obstacle(Obstacle.Kind.EXCLUDED, task.items().get(other).id(), 1));
            }
        }
        return named;
    }
}
