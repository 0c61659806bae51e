package yanzhen.app.pack;

import yanzhen.app.kernel.Problems;

/**
 * 规划包的一部分: the files of a pack that one module reads, checks and loads.
 *
 * <p>Every module makes a bean of its own; they run in the order of {@link #floor}.
 */
public interface PackSection {

    /** Lower ones first: what a section refers to must lie below it. */
    int floor();

    /**
     * Adds every problem of these files, by file, line and value. Neither reads nor writes the
     * database. Every file that is touched through {@link Pack} counts as known; the loader reports
     * the files that no section has touched.
     */
    void validate(Pack pack, Problems problems);

    /**
     * Stores what is new or changed, inside the loader's transaction, after {@link #validate} found
     * nothing. Loading the same twice changes nothing.
     */
    void load(Pack pack);
}
