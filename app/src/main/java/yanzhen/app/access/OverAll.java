package yanzhen.app.access;

import java.util.function.Supplier;

/**
 * 汇总: asks over the rows of everybody, whoever asks. Only what anybody may know may leave the work:
 * sums, never a row.
 */
public interface OverAll {

    /**
     * Does the work as the program itself: inside of the transaction at hand, on its connection, so
     * that nobody holds one while waiting for another; in one of its own where there is none.
     */
    <T> T ask(Supplier<T> work);
}
