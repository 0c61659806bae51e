package yanzhen.engine.inputoutput;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * 组成: what one activity has in a total.
 *
 * @param amount in the unit of the total
 * @param share of the total, which all parts add up to
 */
public record Part(Activity activity, double amount, double share) {

    /** The largest first, equal ones by number; none that are 0. */
    static List<Part> of(InputOutputTable table, double[] amounts) {
        double total = IntStream.range(0, amounts.length).mapToDouble(it -> amounts[it]).sum();
        return IntStream.range(0, amounts.length)
                .filter(it -> amounts[it] != 0)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer it) -> -amounts[it]))
                .map(it -> new Part(table.activities().get(it), amounts[it], amounts[it] / total))
                .toList();
    }
}
