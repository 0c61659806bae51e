package yanzhen.app.kernel;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * 问题清单: everything wrong with a table, a form or a pack, collected before anything is stored.
 *
 * <p>Not safe for use by several threads. Keeps the first {@value #KEPT} and counts all, and the
 * rows that they are in.
 */
public final class Problems {

    private static final int KEPT = 1_000;

    private final List<Problem> kept = new ArrayList<>();
    private final Map<String, BitSet> rows = new TreeMap<>();
    private long count;
    private boolean cut;

    public void add(Problem problem) {
        count++;
        if (problem.line() != null) {
            rows.computeIfAbsent(problem.file(), _ -> new BitSet()).set(problem.line());
        }
        if (kept.size() < KEPT) {
            kept.add(problem);
        }
    }

    /** Adds a problem of these parts, as {@link Problem} names them. */
    public void add(
            String file,
            @Nullable Integer line,
            String field,
            String value,
            String code,
            String... details) {
        add(new Problem(file, line, field, value, code, List.of(details)));
    }

    public boolean none() {
        return count == 0;
    }

    /** How many there are, those not kept included. */
    public long count() {
        return count;
    }

    /**
     * How many rows they are in, those of problems not kept included; 0 where there are no rows.
     */
    public int rows() {
        return rows.values().stream().mapToInt(BitSet::cardinality).sum();
    }

    /** The same by file, in the order of names; a file without such rows is not there. */
    public Map<String, Integer> rowsByFile() {
        var counts = new TreeMap<String, Integer>();
        rows.forEach((file, lines) -> {
            if (!lines.isEmpty()) {
                counts.put(file, lines.cardinality());
            }
        });
        return counts;
    }

    /** Says that looking stopped here, before the end: there may be more than was found. */
    public void cut() {
        cut = true;
    }

    /** Whether looking stopped before the end. */
    public boolean isCut() {
        return cut;
    }

    /** Takes over what others hold, what they did not keep included. */
    public void include(Problems others) {
        others.kept.stream().limit(KEPT - kept.size()).forEach(kept::add);
        others.rows.forEach(
                (file, lines) -> rows.computeIfAbsent(file, _ -> new BitSet()).or(lines));
        count += others.count;
        cut |= others.cut;
    }

    /** The same list, of a table that is one of several. */
    public Problems in(String file) {
        var all =
                each(it ->
                        new Problem(
                                file, it.line(), it.field(), it.value(), it.code(), it.details()));
        var lines = new BitSet();
        rows.values().forEach(lines::or);
        all.rows.put(file, lines);
        return all;
    }

    /**
     * A list that was found before and stored.
     *
     * @param first those that were kept
     * @param count how many there were
     * @param rows how many rows they were in
     * @param cut whether looking stopped before the end
     */
    public static Problems stored(List<Problem> first, long count, int rows, boolean cut) {
        var all = new Problems();
        all.kept.addAll(first);
        all.count = count;
        all.cut = cut;
        var lines = new BitSet();
        lines.set(0, rows);
        all.rows.put("", lines);
        return all;
    }

    /** Several lists as one, the first in this order kept; those that are equal stay as found. */
    public static Problems inOrder(List<Problems> lists, Comparator<Problem> order) {
        var all = new Problems();
        var sorted = lists.stream().flatMap(it -> it.kept.stream()).sorted(order).limit(KEPT);
        lists.forEach(all::include);
        all.kept.clear();
        sorted.forEach(all.kept::add);
        return all;
    }

    /**
     * The order of a table: problems of the whole first, then by line, then by column.
     *
     * @param columns fields in their order; others come before them
     */
    public static Comparator<Problem> byPlace(List<String> columns) {
        return Comparator.comparing(
                        Problem::line, Comparator.nullsFirst(Comparator.<Integer>naturalOrder()))
                .thenComparingInt(it -> columns.indexOf(it.field()));
    }

    /** The first ones, in the order found. */
    public List<Problem> kept() {
        return List.copyOf(kept);
    }

    /** The same list with each kept problem said better; none is added, none lost. */
    public Problems each(UnaryOperator<Problem> better) {
        var all = new Problems();
        kept.forEach(problem -> all.add(better.apply(problem)));
        all.count = count;
        all.cut = cut;
        return all;
    }

    /**
     * Lets only a clean list pass.
     *
     * @throws Refused when there is any
     */
    public void mustBeNone() {
        if (count > 0) {
            throw new Refused(this);
        }
    }

    /** What was given cannot be taken, for these reasons. Nothing has been stored. */
    public static final class Refused extends RuntimeException {

        private final transient Problems problems;

        public Refused(Problems problems) {
            super("%d problems, the first: %s".formatted(problems.count, problems.kept.getFirst()));
            this.problems = problems;
        }

        public Problems problems() {
            return problems;
        }
    }
}
