package yanzhen.app.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * 问题清单: everything wrong with a table, a form or a pack, collected before anything is stored.
 *
 * <p>Not safe for use by several threads. Keeps the first {@value #KEPT} and counts all.
 */
public final class Problems {

    private static final int KEPT = 1_000;

    private final List<Problem> kept = new ArrayList<>();
    private long count;

    public void add(Problem problem) {
        count++;
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

    /** The first ones, in the order found. */
    public List<Problem> kept() {
        return List.copyOf(kept);
    }

    /** The same list with each kept problem said better; none is added, none lost. */
    public Problems each(UnaryOperator<Problem> better) {
        var all = new Problems();
        kept.forEach(problem -> all.kept.add(better.apply(problem)));
        all.count = count;
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
