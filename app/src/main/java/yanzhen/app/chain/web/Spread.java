package yanzhen.app.chain.web;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/**
 * 纵向布置: at which height each item of a column stands, the order being given.
 *
 * <p>Each column in turn is moved towards its neighbours: the heights nearest to the wanted ones in
 * the sense of least squares that keep the order and the gaps. With the gaps taken off this is
 * isotonic regression, solved exactly by pooling adjacent violators (Barlow, Bartholomew, Bremner
 * and Brunk, 1972) and then cut to the height of the board, which is that of the fullest column.
 * Cost: {@value #ROUNDS} × (items + links).
 */
final class Spread {

    private static final int ROUNDS = 12;

    /** A trunk is kept straight before a box is put beside its neighbours. */
    private static final double PASS_WEIGHT = 4;

    private static final double TOP_WEIGHT = 1000;
    private static final double LONER_WEIGHT = 0.1;

    /**
     * Heights in pixels.
     *
     * @param box half of the height of each box, by its number
     * @param pass half of what a pass takes
     * @param boxGap and passGap what must stay free above and below
     * @param top boxes that stand as near to the head of their column as others let them
     */
    record Sizes(
            IntToDoubleFunction box, double pass, double boxGap, double passGap, IntPredicate top) {

        private boolean atTop(Layering layering, int item) {
            return layering.isBox(item) && top.test(item);
        }
    }

    private final Layering layering;
    private final Sizes sizes;
    private final List<List<Integer>> columns;
    private final double[] middle;
    private final double height;

    private Spread(Layering layering, Sizes sizes, int items) {
        this.layering = layering;
        this.sizes = sizes;
        this.columns = layering.columns();
        this.middle = new double[items];
        this.height = columns.stream().mapToDouble(this::taken).max().orElse(0);
    }

    /** Heights for these orders. */
    static Spread of(Layering layering, Sizes sizes) {
        int items = layering.columns().stream().mapToInt(List::size).sum();
        var spread = new Spread(layering, sizes, items);
        spread.columns.forEach(spread::stack);
        for (int round = 0; round < ROUNDS; round++) {
            for (int at = 0; at < spread.columns.size(); at++) {
                int column = round % 2 == 0 ? at : spread.columns.size() - 1 - at;
                spread.settle(spread.columns.get(column));
            }
        }
        return spread;
    }

    /** Height of an item's middle below the top of the board, in pixels. */
    double middle(int item) {
        return middle[item];
    }

    /** Height of the board in pixels. */
    double height() {
        return height;
    }

    private double half(int item) {
        return layering.isBox(item) ? sizes.box.applyAsDouble(item) : sizes.pass;
    }

    private double gap(int item) {
        return layering.isBox(item) ? sizes.boxGap : sizes.passGap;
    }

    /** From the middle of one item to the middle of the one below it, at least. */
    private double apart(int upper, int lower) {
        return half(upper) + gap(upper) + gap(lower) + half(lower);
    }

    private double taken(List<Integer> column) {
        return column.stream().mapToDouble(it -> 2 * (half(it) + gap(it))).sum();
    }

    /** One below the other, around the middle of the board. */
    private void stack(List<Integer> column) {
        double at = (height - taken(column)) / 2;
        for (int item : column) {
            at += half(item) + gap(item);
            middle[item] = at;
            at += half(item) + gap(item);
        }
    }

    private void settle(List<Integer> column) {
        if (column.isEmpty()) {
            return;
        }
        var offsets = offsets(column);
        var pools = new ArrayList<Pool>();
        for (int at = 0; at < column.size(); at++) {
            int item = column.get(at);
            var pool = new Pool(wanted(item) - offsets[at], weight(item), 1);
            while (!pools.isEmpty() && pools.getLast().mean() > pool.mean()) {
                pool = pools.removeLast().with(pool);
            }
            pools.add(pool);
        }
        int last = column.getLast();
        double most = height - half(last) - gap(last) - offsets[column.size() - 1];
        double least = half(column.getFirst()) + gap(column.getFirst());
        int at = 0;
        for (var pool : pools) {
            for (int i = 0; i < pool.size; i++, at++) {
                middle[column.get(at)] =
                        Math.clamp(pool.mean(), least, Math.max(least, most)) + offsets[at];
            }
        }
    }

    /** What each item lies below the first one when all are as near as they may be. */
    private double[] offsets(List<Integer> column) {
        var offsets = new double[column.size()];
        for (int at = 1; at < offsets.length; at++) {
            offsets[at] = offsets[at - 1] + apart(column.get(at - 1), column.get(at));
        }
        return offsets;
    }

    private double wanted(int item) {
        if (sizes.atTop(layering, item)) {
            return 0;
        }
        return layering.neighbours(item).stream()
                .mapToDouble(it -> middle[it])
                .average()
                .orElse(middle[item]);
    }

    private double weight(int item) {
        if (sizes.atTop(layering, item)) {
            return TOP_WEIGHT;
        }
        if (!layering.isBox(item)) {
            return PASS_WEIGHT;
        }
        return layering.neighbours(item).isEmpty() ? LONER_WEIGHT : 1;
    }

    /** Items that share one value, the mean of what they want. */
    private record Pool(double mean, double weight, int size) {

        Pool with(Pool next) {
            double together = weight + next.weight;
            return new Pool(
                    (mean * weight + next.mean * next.weight) / together,
                    together,
                    size + next.size);
        }
    }
}
