package yanzhen.app.chain.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.Makers.Maker;

/**
 * 投入产地热力表: which share of each node comes from where, and from how many makers.
 *
 * <p>A share of a place sums the known shares of its single makers; where no single maker of the
 * node has one, the totals of countries are taken. Unknown stays apart from none: a place with
 * makers but no known share is unknown, a place without makers is none, and a node without any fact
 * is unknown as a whole. What it does not know: how much of the market no fact speaks of.
 *
 * @param places keys of the columns: home first, then other countries by how many makers they have
 */
record HeatTable(List<String> places, Map<UUID, Row> rows) {

    /**
     * One node.
     *
     * @param makers how many single makers are known
     * @param unshared how many facts have no known share
     */
    record Row(Map<String, Cell> cells, int makers, int unshared) {

        static final Row NOTHING = new Row(Map.of(), 0, 0);

        /** Whether nothing is known of who makes it. */
        boolean unknown() {
            return cells.isEmpty();
        }

        Optional<Cell> at(String place) {
            return Optional.ofNullable(cells.get(place));
        }

        /** Whether one or more single makers are recorded for this node at a place. */
        int makersAt(String place) {
            return at(place).map(Cell::makers).orElse(0);
        }

        /** The known share at a place; -1 when not known or none. */
        BigDecimal shareAt(String place) {
            return at(place).flatMap(it -> Optional.ofNullable(it.share())).orElse(UNKNOWN);
        }

        private static final BigDecimal UNKNOWN = BigDecimal.ONE.negate();
    }

    /**
     * One node at one place.
     *
     * @param share sum of the known shares in percent; null when none is known
     * @param makers how many single makers
     * @param unshared how many of its facts have no known share
     * @param negligible whether all its shares are known to be too small to be told
     * @param totals whether the share is the total of a country, as the source gives it
     */
    record Cell(
            @Nullable BigDecimal share,
            int makers,
            int unshared,
            boolean negligible,
            boolean totals) {}

    static HeatTable of(List<Maker> makers, Spots.By by) {
        var rows = new HashMap<UUID, Row>();
        makers.stream()
                .collect(Collectors.groupingBy(Maker::node))
                .forEach((node, facts) -> rows.put(node, row(facts, by)));
        return new HeatTable(places(rows), Map.copyOf(rows));
    }

    Row row(UUID node) {
        return rows.getOrDefault(node, Row.NOTHING);
    }

    private static Row row(List<Maker> facts, Spots.By by) {
        boolean single = facts.stream().anyMatch(it -> !it.total() && it.share() != null);
        boolean totals = !single && facts.stream().anyMatch(it -> it.total() && it.share() != null);
        var cells = new HashMap<String, Cell>();
        facts.stream()
                .collect(Collectors.groupingBy(it -> Spots.of(it, by)))
                .forEach((place, there) -> cells.put(place, cell(there, totals)));
        return new Row(
                Map.copyOf(cells),
                identities(facts).size(),
                cells.values().stream().mapToInt(Cell::unshared).sum());
    }

    private static Cell cell(List<Maker> facts, boolean totals) {
        var counted = facts.stream().filter(it -> it.total() == totals).toList();
        var shares = counted.stream().map(Maker::share).filter(Objects::nonNull).toList();
        long unshared =
                counted.stream().filter(it -> it.share() == null && !it.negligible()).count();
        if (counted.isEmpty()) {
            unshared = 1;
        }
        return new Cell(
                shares.isEmpty() ? null : sum(shares),
                identities(facts).size(),
                (int) unshared,
                shares.isEmpty() && unshared == 0,
                totals && !shares.isEmpty());
    }

    private static BigDecimal sum(List<BigDecimal> shares) {
        return shares.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Set<String> identities(List<Maker> facts) {
        var found = new HashSet<String>();
        facts.stream().filter(it -> !it.total()).forEach(it -> found.add(it.identity()));
        return found;
    }

    private static List<String> places(Map<UUID, Row> rows) {
        var weights = new HashMap<String, Integer>();
        rows.values()
                .forEach(row ->
                        row.cells.forEach((place, cell) ->
                                weights.merge(place, Math.max(1, cell.makers), Integer::sum)));
        var places = new ArrayList<>(weights.keySet());
        places.sort(
                Comparator.<String>comparingInt(Spots::rank)
                        .thenComparingInt(
                                it -> Spots.rank(it) == 2 ? -weights.getOrDefault(it, 0) : 0)
                        .thenComparing(Comparator.naturalOrder()));
        return List.copyOf(places);
    }
}
