package yanzhen.app.cluster.store;

import java.util.BitSet;
import yanzhen.app.kernel.Problems;

/** What was found wrong with an uploaded table, and with which of its rows. */
final class Findings {

    private final Problems problems = new Problems();
    private final BitSet wrong = new BitSet();
    private long counted;

    Problems problems() {
        return problems;
    }

    /**
     * Closes a row.
     *
     * @return whether nothing was found wrong with it
     */
    boolean sound(int line) {
        boolean sound = problems.count() == counted;
        counted = problems.count();
        if (!sound) {
            wrong.set(line);
        }
        return sound;
    }

    void add(int line, String field, String value, String code, String... details) {
        problems.add("", line, field, value, code, details);
        counted = problems.count();
        wrong.set(line);
    }

    int wrongRows() {
        return wrong.cardinality();
    }

    /** Their numbers, in order. */
    Integer[] wrongLines() {
        return wrong.stream().boxed().toArray(Integer[]::new);
    }
}
