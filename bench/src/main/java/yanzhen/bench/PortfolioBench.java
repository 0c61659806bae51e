package yanzhen.bench;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import yanzhen.selection.portfolio.Couple;
import yanzhen.selection.portfolio.Item;
import yanzhen.selection.portfolio.PortfolioTask;
import yanzhen.selection.portfolio.Selector;
import yanzhen.selection.solver.Solvers;

/** Portfolios of made-up items beside going down the scores; one line for each. */
public final class PortfolioBench {

    private static final int DOMAINS = 8;
    private static final int REGIONS = 16;

    private PortfolioBench() {}

    /**
     * Measures.
     *
     * @param arguments items, seconds allowed, and seeds
     */
    public static void main(String[] arguments) {
        int items = Integer.parseInt(arguments[0]);
        var limit = Duration.ofSeconds(Long.parseLong(arguments[1]));
        for (int at = 2; at < arguments.length; at++) {
            measure(items, limit, Long.parseLong(arguments[at]));
        }
    }

    private static void measure(int items, Duration limit, long seed) {
        var task = made(items, seed);
        var selector = new Selector(task, Solvers.best(), limit);
        long begun = System.nanoTime();
        var plain = selector.topDown();
        double plainSeconds = (System.nanoTime() - begun) / 1e9;
        var best = selector.best();
        if (best instanceof Selector.Outcome.Chosen(var selection, var proof)) {
            System.out.printf(
                    Locale.ROOT,
                    "| %d, seed %d | %d (%d minima unmet) | %.2f | %d, %d items | %s | %.2f |%n",
                    items,
                    seed,
                    plain.selection().score(task),
                    plain.unmet().size(),
                    plainSeconds,
                    selection.score(task),
                    selection.items().size(),
                    proof.proven()
                            ? "proven"
                            : "bound %.0f, gap %.4f %%".formatted(proof.bound(), 100 * proof.gap()),
                    proof.seconds());
        } else {
            System.out.printf("| %d, seed %d | %s |%n", items, seed, best);
        }
    }

    /** As the samples: three years, half of the money that all would take, quotas of each kind. */
    private static PortfolioTask made(int many, long seed) {
        var random = new Random(seed);
        var items = new ArrayList<Item>();
        for (int at = 0; at < many; at++) {
            var costs = IntStream.range(0, 3).mapToObj(_ -> 5L * (2 + random.nextInt(59))).toList();
            items.add(
                    new Item(
                            "C" + at,
                            "D" + random.nextInt(DOMAINS),
                            "R" + random.nextInt(REGIONS),
                            "O" + random.nextInt(many / 5),
                            400 + random.nextInt(600),
                            costs));
        }
        var budgets =
                IntStream.range(0, 3)
                        .mapToObj(year ->
                                items.stream().mapToLong(it -> it.costs().get(year)).sum() * 2 / 5)
                        .toList();
        return new PortfolioTask(
                items,
                budgets,
                many * 45 / 100,
                least("D", DOMAINS, many / 50),
                least("R", REGIONS, many / 100),
                new BigDecimal("0.2"),
                3,
                couples(random, many),
                couples(random, many));
    }

    private static Map<String, Integer> least(String name, int many, int each) {
        var least = new TreeMap<String, Integer>();
        IntStream.range(0, many).forEach(it -> least.put(name + it, each));
        return least;
    }

    private static List<Couple> couples(Random random, int many) {
        return IntStream.range(0, many / 10)
                .mapToObj(it -> new Couple(it, many / 10 + random.nextInt(many * 9 / 10)))
                .toList();
    }
}
