package yanzhen.app.chain.dossier;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * 两版之间: which lines came, went or say something else, list by list. Lines are held against each
 * other by their keys; their order is no matter.
 */
public record Comparison(List<Change> changes) {

    /** 怎样. */
    public enum Turn {
        /** 新增. */
        CAME,
        /** 移出. */
        WENT,
        /** 变化. */
        CHANGED
    }

    /**
     * One line that is not the same in both.
     *
     * @param before null for one that came
     * @param after null for one that went
     */
    public record Change(Listing listing, Turn turn, @Nullable Line before, @Nullable Line after) {

        /** The line as it is now, or as it was when it went. */
        public Line line() {
            var line = after == null ? before : after;
            if (line == null) {
                throw new IllegalStateException("A change is of a line.");
            }
            return line;
        }

        /** Columns that say something else; none for a line that came or went. */
        public List<String> columns() {
            var columns = new ArrayList<String>();
            if (before != null && after != null) {
                for (int at = 0; at < listing.columns().size(); at++) {
                    if (!before.cells().get(at).equals(after.cells().get(at))) {
                        columns.add(listing.columns().get(at));
                    }
                }
            }
            return columns;
        }
    }

    public Comparison {
        changes = List.copyOf(changes);
    }

    public static Comparison of(Content before, Content after) {
        var changes = new ArrayList<Change>();
        for (var listing : Listing.values()) {
            compare(listing, before.list(listing), after.list(listing), changes);
        }
        return new Comparison(changes);
    }

    private static void compare(
            Listing listing, List<Line> before, List<Line> after, List<Change> changes) {
        var earlier = byKey(before);
        for (var now : after) {
            var then = earlier.remove(now.key());
            if (then == null) {
                changes.add(new Change(listing, Turn.CAME, null, now));
            } else if (!then.saysTheSameAs(now)) {
                changes.add(new Change(listing, Turn.CHANGED, then, now));
            }
        }
        earlier.values().forEach(it -> changes.add(new Change(listing, Turn.WENT, it, null)));
    }

    private static Map<String, Line> byKey(List<Line> lines) {
        var found = new LinkedHashMap<String, Line>();
        lines.forEach(it -> found.put(it.key(), it));
        return found;
    }

    public List<Change> of(Listing listing) {
        return changes.stream().filter(it -> it.listing == listing).toList();
    }

    public int count(Listing listing, Turn turn) {
        return (int)
                changes.stream().filter(it -> it.listing == listing && it.turn == turn).count();
    }

    public boolean none() {
        return changes.isEmpty();
    }
}
