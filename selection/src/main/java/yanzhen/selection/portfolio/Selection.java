package yanzhen.selection.portfolio;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * 入选项目: the items to be funded.
 *
 * @param items their numbers, rising
 */
public record Selection(List<Integer> items) {

    public Selection {
        items = List.copyOf(new TreeSet<>(items));
    }

    public boolean has(int item) {
        return items.contains(item);
    }

    public long score(PortfolioTask task) {
        return items.stream().mapToLong(it -> task.items().get(it).score()).sum();
    }

    /** Money that it takes in a year, by the year's place from 0. */
    public long cost(PortfolioTask task, int year) {
        return items.stream().mapToLong(it -> task.items().get(it).costs().get(year)).sum();
    }

    Selection with(int item) {
        var more = new ArrayList<>(items);
        more.add(item);
        return new Selection(more);
    }

    /** Every rule that it breaks; empty when it keeps all. */
    public List<Obstacle> obstacles(PortfolioTask task) {
        var found = new ArrayList<>(limits(task));
        least(task.domainLeast(), count(task, Item::domain), Obstacle.Kind.DOMAIN_LEAST, found);
        least(task.regionLeast(), count(task, Item::region), Obstacle.Kind.REGION_LEAST, found);
        return List.copyOf(found);
    }

    /** Rules that more items could only break further. */
    List<Obstacle> limits(PortfolioTask task) {
        var found = new ArrayList<Obstacle>();
        for (int year = 0; year < task.yearBudgets().size(); year++) {
            over(
                    Obstacle.Kind.YEAR_BUDGET,
                    String.valueOf(year + 1),
                    cost(task, year) - task.yearBudgets().get(year),
                    found);
        }
        over(Obstacle.Kind.MOST_SELECTED, "", items.size() - task.mostSelected(), found);
        var money = new HashMap<String, Long>();
        items.forEach(it ->
                money.merge(task.items().get(it).domain(), task.items().get(it).cost(), Long::sum));
        new TreeMap<>(money)
                .forEach((domain, cost) ->
                        over(Obstacle.Kind.DOMAIN_SHARE, domain, cost - task.domainMoney(), found));
        count(task, Item::organisation)
                .forEach((organisation, many) ->
                        over(
                                Obstacle.Kind.ORGANISATION_MOST,
                                organisation,
                                many - task.organisationMost(),
                                found));
        for (var couple : task.excludes()) {
            if (has(couple.first()) && has(couple.second())) {
                found.add(
                        new Obstacle(
                                Obstacle.Kind.EXCLUDED, task.items().get(couple.second()).id(), 1));
            }
        }
        for (var couple : task.requires()) {
            if (has(couple.first()) && !has(couple.second())) {
                found.add(
                        new Obstacle(
                                Obstacle.Kind.REQUIRED, task.items().get(couple.second()).id(), 1));
            }
        }
        return found;
    }

    private Map<String, Integer> count(PortfolioTask task, Function<Item, String> by) {
        var many = new TreeMap<String, Integer>();
        items.forEach(it -> many.merge(by.apply(task.items().get(it)), 1, Integer::sum));
        return many;
    }

    private static void over(Obstacle.Kind kind, String subject, long by, List<Obstacle> into) {
        if (by > 0) {
            into.add(new Obstacle(kind, subject, by));
        }
    }

    private static void least(
            Map<String, Integer> least,
            Map<String, Integer> many,
            Obstacle.Kind kind,
            List<Obstacle> into) {
        least.forEach(
                (name, wanted) -> over(kind, name, wanted - many.getOrDefault(name, 0), into));
    }
}
