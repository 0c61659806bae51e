package yanzhen.selection.portfolio;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import yanzhen.selection.Proof;
import yanzhen.selection.solver.Answer;
import yanzhen.selection.solver.Program;
import yanzhen.selection.solver.Solver;

/**
 * 项目组合: the items of largest total score within money and quotas, as a program of yes or no for
 * each item, with the bound that proves it; beside it the plain way, and what a change would bring.
 */
public final class Selector {

    private static final double NO_END = Double.POSITIVE_INFINITY;

    private final PortfolioTask task;
    private final Solver solver;
    private final Duration limit;

    /**
     * A selector.
     *
     * @param limit how long one search may take, above 0
     */
    public Selector(PortfolioTask task, Solver solver, Duration limit) {
        if (!limit.isPositive()) {
            throw new IllegalArgumentException("The limit (%s) is not above 0.".formatted(limit));
        }
        this.task = task;
        this.solver = solver;
        this.limit = limit;
    }

    /** What came of a search. */
    public sealed interface Outcome {

        /** Items that keep all rules. */
        record Chosen(Selection selection, Proof proof) implements Outcome {}

        /** No selection keeps all rules. */
        record Impossible(List<Obstacle> obstacles) implements Outcome {
            public Impossible {
                obstacles = List.copyOf(obstacles);
            }
        }

        /** Time was up before one was found. */
        record Undecided(double bound) implements Outcome {}
    }

    /** The selection of largest score. */
    public Outcome best() {
        return best(task, -1, false);
    }

    /** The plain way: down the scores. */
    public TopDown topDown() {
        return TopDown.of(task);
    }

    /**
     * What more money in one year would add.
     *
     * @param year its place from 0
     * @param value by how much the best total grows, as found
     * @param most by how much it could grow at most; equal when both totals are proven
     */
    public record More(int year, long value, long most) {}

    /**
     * What this much more money would add, in each year by itself; solves the task once for each.
     *
     * @param amount above 0
     */
    public List<More> more(Outcome.Chosen now, long amount) {
        if (amount <= 0) {
            throw new IllegalArgumentException("%d more is nothing.".formatted(amount));
        }
        var found = new ArrayList<More>();
        for (int year = 0; year < task.yearBudgets().size(); year++) {
            long before = now.selection().score(task);
            long bound = (long) now.proof().bound() - before;
            if (best(task.withMore(year, amount), -1, false) instanceof Outcome.Chosen more) {
                long value = Math.max(0, more.selection().score(task) - before);
                long most = Math.max(value, (long) more.proof().bound() - before);
                found.add(new More(year, value, most));
            } else {
                found.add(new More(year, 0, bound));
            }
        }
        return found;
    }

    /**
     * 入选说明: why an item is in or out.
     *
     * @param chosen whether it is in
     * @param loss how much smaller the best total is when it is the other way round, 0 when another
     *     selection is as good; empty when none exists then
     * @param obstacles rules in the way of adding it to the selection as it is; empty when it is in
     */
    public record Account(int item, boolean chosen, OptionalLong loss, List<Obstacle> obstacles) {
        public Account {
            obstacles = List.copyOf(obstacles);
        }
    }

    /** Why an item is in or out; solves the task once more. */
    public Account explain(Outcome.Chosen now, int item) {
        boolean chosen = now.selection().has(item);
        var other = best(task, item, !chosen);
        var loss =
                other instanceof Outcome.Chosen found
                        ? OptionalLong.of(
                                Math.max(
                                        0,
                                        now.selection().score(task)
                                                - found.selection().score(task)))
                        : OptionalLong.empty();
        var obstacles =
                chosen
                        ? List.<Obstacle>of()
                        : TopDown.inTheWay(
                                task,
                                now.selection(),
                                item,
                                now.selection().with(item).obstacles(task));
        return new Account(item, chosen, loss, obstacles);
    }

    /** With one item in or out in any case, or, with −1, none. */
    private Outcome best(PortfolioTask of, int fixed, boolean in) {
        long begun = System.nanoTime();
        var program = new Program();
        for (int at = 0; at < of.items().size(); at++) {
            double score = (double) of.items().get(at).score();
            if (at == fixed) {
                program.whole(in ? 1 : 0, in ? 1 : 0, score);
            } else {
                program.choice(score);
            }
        }
        money(of, program);
        counts(of, program);
        couples(of, program);
        var answer = solver.largest(program, limit);
        double seconds = (System.nanoTime() - begun) / 1e9;
        return outcome(of, answer, seconds);
    }

    private static Outcome outcome(PortfolioTask of, Answer answer, double seconds) {
        if (answer.end() == Answer.End.IMPOSSIBLE) {
            return new Outcome.Impossible(whyImpossible(of));
        }
        if (!answer.found()) {
            return new Outcome.Undecided(answer.bound());
        }
        var selection =
                new Selection(
                        IntStream.range(0, of.items().size())
                                .filter(answer::isChosen)
                                .boxed()
                                .toList());
        if (!selection.obstacles(of).isEmpty()) {
            throw new IllegalStateException(
                    "The solver broke rules: %s".formatted(selection.obstacles(of)));
        }
        double value = (double) selection.score(of);
        double bound =
                answer.end() == Answer.End.BEST
                        ? value
                        : Math.max(value, Math.floor(answer.bound() + 1e-6));
        return new Outcome.Chosen(selection, new Proof(value, bound, seconds));
    }

    private static void money(PortfolioTask of, Program program) {
        for (int year = 0; year < of.yearBudgets().size(); year++) {
            int row = program.row(0, (double) of.yearBudgets().get(year));
            for (int at = 0; at < of.items().size(); at++) {
                put(program, row, at, of.items().get(at).costs().get(year));
            }
        }
        groups(of, Item::domain)
                .forEach((_, members) -> {
                    int row = program.row(0, (double) of.domainMoney());
                    members.forEach(it -> put(program, row, it, of.items().get(it).cost()));
                });
    }

    private static void put(Program program, int row, int item, long factor) {
        if (factor != 0) {
            program.put(row, item, (double) factor);
        }
    }

    private static void counts(PortfolioTask of, Program program) {
        int all = program.row(0, of.mostSelected());
        for (int at = 0; at < of.items().size(); at++) {
            program.put(all, at, 1);
        }
        groups(of, Item::organisation)
                .forEach((_, members) -> {
                    if (members.size() > of.organisationMost()) {
                        int row = program.row(0, of.organisationMost());
                        members.forEach(it -> program.put(row, it, 1));
                    }
                });
        least(of, of.domainLeast(), Item::domain, program);
        least(of, of.regionLeast(), Item::region, program);
    }

    private static void least(
            PortfolioTask of,
            Map<String, Integer> least,
            Function<Item, String> by,
            Program program) {
        var groups = groups(of, by);
        least.forEach((name, wanted) -> {
            int row = program.row(wanted, NO_END);
            groups.getOrDefault(name, List.of()).forEach(it -> program.put(row, it, 1));
        });
    }

    private static Map<String, List<Integer>> groups(PortfolioTask of, Function<Item, String> by) {
        var groups = new TreeMap<String, List<Integer>>();
        for (int at = 0; at < of.items().size(); at++) {
            groups.computeIfAbsent(by.apply(of.items().get(at)), _ -> new ArrayList<>()).add(at);
        }
        return groups;
    }

    private static void couples(PortfolioTask of, Program program) {
        for (var couple : of.excludes()) {
            int row = program.row(0, 1);
            program.put(row, couple.first(), 1);
            program.put(row, couple.second(), 1);
        }
        for (var couple : of.requires()) {
            int row = program.row(-1, 0);
            program.put(row, couple.first(), 1);
            program.put(row, couple.second(), -1);
        }
    }

    /** Minima that even all items do not reach; else all rules together. */
    private static List<Obstacle> whyImpossible(PortfolioTask of) {
        var all = new Selection(IntStream.range(0, of.items().size()).boxed().toList());
        var found =
                all.obstacles(of).stream()
                        .filter(it ->
                                it.kind() == Obstacle.Kind.DOMAIN_LEAST
                                        || it.kind() == Obstacle.Kind.REGION_LEAST)
                        .toList();
        return found.isEmpty() ? List.of(new Obstacle(Obstacle.Kind.TOGETHER, "", 1)) : found;
    }
}
