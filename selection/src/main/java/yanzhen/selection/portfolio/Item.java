package yanzhen.selection.portfolio;

import java.util.List;

/**
 * 候选项目: what may be funded or not.
 *
 * @param id names the item in messages
 * @param domain 领域, counted in minima and shares
 * @param region 区域, counted in minima
 * @param organisation who leads it
 * @param score what it is worth, 0 or more
 * @param costs for each year of the budget, in one unit of money, 0 or more
 */
public record Item(
        String id,
        String domain,
        String region,
        String organisation,
        long score,
        List<Long> costs) {

    public Item {
        costs = List.copyOf(costs);
    }

    /** Over all years. */
    public long cost() {
        return costs.stream().mapToLong(it -> it).sum();
    }
}
