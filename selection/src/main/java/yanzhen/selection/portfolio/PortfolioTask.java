package yanzhen.selection.portfolio;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import yanzhen.selection.MalformedTask;

/**
 * 项目组合任务: items, money and quotas.
 *
 * @param items by number
 * @param yearBudgets money of each year
 * @param mostSelected how many items at most
 * @param domainLeast how many items of a domain at least
 * @param regionLeast how many items of a region at least
 * @param domainShare largest share of all years' money for one domain, 0 to 1
 * @param organisationMost how many items of one organisation at most
 * @param excludes of each couple at most one
 * @param requires of each couple the first only together with the second
 */
public record PortfolioTask(
        List<Item> items,
        List<Long> yearBudgets,
        int mostSelected,
        Map<String, Integer> domainLeast,
        Map<String, Integer> regionLeast,
        BigDecimal domainShare,
        int organisationMost,
        List<Couple> excludes,
        List<Couple> requires) {

    /**
     * A task.
     *
     * @throws MalformedTask naming everything that is wrong
     */
    public PortfolioTask {
        items = List.copyOf(items);
        yearBudgets = List.copyOf(yearBudgets);
        domainLeast = new TreeMap<>(domainLeast);
        regionLeast = new TreeMap<>(regionLeast);
        excludes = List.copyOf(excludes);
        requires = List.copyOf(requires);
        var faults = new ArrayList<String>();
        checkItems(items, yearBudgets.size(), faults);
        checkNumbers(yearBudgets, mostSelected, domainShare, organisationMost, faults);
        checkLeast("domain", domainLeast, faults);
        checkLeast("region", regionLeast, faults);
        checkCouples("exclusion", excludes, items.size(), faults);
        checkCouples("requirement", requires, items.size(), faults);
        MalformedTask.unless(faults);
    }

    private static void checkItems(List<Item> items, int years, List<String> faults) {
        var seen = new HashSet<String>();
        for (var item : items) {
            if (!seen.add(item.id())) {
                faults.add("The item %s stands twice; name each once.".formatted(item.id()));
            }
            if (item.score() < 0) {
                faults.add(
                        "The score of item %s (%d) is below 0; leave out what is worth nothing."
                                .formatted(item.id(), item.score()));
            }
            if (item.costs().size() != years) {
                faults.add(
                        "Item %s has costs of %d years, the budget has %d."
                                .formatted(item.id(), item.costs().size(), years));
            }
            if (item.costs().stream().anyMatch(it -> it < 0)) {
                faults.add("A cost of item %s is below 0.".formatted(item.id()));
            }
        }
    }

    private static void checkNumbers(
            List<Long> budgets,
            int mostSelected,
            BigDecimal share,
            int organisationMost,
            List<String> faults) {
        for (int year = 0; year < budgets.size(); year++) {
            if (budgets.get(year) < 0) {
                faults.add(
                        "The budget of year %d (%d) is below 0."
                                .formatted(year + 1, budgets.get(year)));
            }
        }
        if (mostSelected < 0) {
            faults.add("At most %d items; give 0 or more.".formatted(mostSelected));
        }
        if (share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0) {
            faults.add("The share of a domain (%s) is not between 0 and 1.".formatted(share));
        }
        if (organisationMost < 0) {
            faults.add(
                    "At most %d items of an organisation; give 0 or more."
                            .formatted(organisationMost));
        }
    }

    private static void checkLeast(String what, Map<String, Integer> least, List<String> faults) {
        least.forEach((name, many) -> {
            if (many < 0) {
                faults.add(
                        "The least number of items of %s %s (%d) is below 0."
                                .formatted(what, name, many));
            }
        });
    }

    private static void checkCouples(
            String what, List<Couple> couples, int items, List<String> faults) {
        for (var couple : couples) {
            boolean known =
                    couple.first() >= 0
                            && couple.first() < items
                            && couple.second() >= 0
                            && couple.second() < items;
            if (!known || couple.first() == couple.second()) {
                faults.add(
                        "The %s of items %d and %d is not of two of the %d items."
                                .formatted(what, couple.first(), couple.second(), items));
            }
        }
    }

    /** Most money for one domain, rounded down to a whole unit: costs are whole. */
    public long domainMoney() {
        long all = yearBudgets.stream().mapToLong(it -> it).sum();
        return domainShare
                .multiply(BigDecimal.valueOf(all))
                .setScale(0, RoundingMode.FLOOR)
                .longValueExact();
    }

    /** The same with other money in one year; a domain's share grows along. */
    public PortfolioTask withMore(int year, long amount) {
        var budgets = new ArrayList<>(yearBudgets);
        budgets.set(year, budgets.get(year) + amount);
        return new PortfolioTask(
                items,
                budgets,
                mostSelected,
                domainLeast,
                regionLeast,
                domainShare,
                organisationMost,
                excludes,
                requires);
    }
}
