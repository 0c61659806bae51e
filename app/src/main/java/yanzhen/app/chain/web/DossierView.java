package yanzhen.app.chain.web;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 图谱与清单 as its page shows it: a draft or an edition.
 *
 * @param cover null when there is nothing to show yet
 * @param editions that the viewer may see, the latest first
 * @param shown number of the edition shown; 0 for the draft
 * @param note of the form as it was sent back
 */
record DossierView(
        String chain,
        String name,
        String owner,
        @Nullable Cover cover,
        @Nullable Maps maps,
        List<Table> lists,
        List<Entry> editions,
        @Nullable Since since,
        Rights rights,
        int shown,
        String rule,
        String note) {

    /**
     * 封面.
     *
     * @param day as of which it stands
     * @param at when it was composed
     * @param edition null for a draft
     */
    record Cover(
            LocalDate day,
            String at,
            UUID run,
            LocalDate runDay,
            @Nullable String data,
            @Nullable String rules,
            int nodes,
            int weak,
            int watch,
            int lines,
            boolean synthetic,
            @Nullable Entry edition,
            boolean sound) {}

    /**
     * One edition.
     *
     * @param state key of {@code dossier.state.<state>}
     * @param by null for the program itself
     */
    record Entry(
            int number,
            String state,
            LocalDate day,
            String frozenAt,
            @Nullable String by,
            String note,
            String digest,
            String openDigest,
            boolean synthetic,
            @Nullable Decided decided) {}

    /** How its owner decided. */
    record Decided(boolean signed, String at, @Nullable String by, String reason) {}

    /** The maps. */
    record Maps(Board board, Mosaic mosaic, DossierHeat heat, List<String> shades) {}

    /** One list. */
    record Table(String key, String title, List<String> heads, List<Row> rows) {}

    /**
     * One line.
     *
     * @param path address of what it rests on; null when it has none
     * @param internal whether only the offices see it
     */
    record Row(
            String name,
            @Nullable String path,
            List<Value> cells,
            @Nullable Source source,
            boolean synthetic,
            boolean internal) {}

    /**
     * One cell.
     *
     * @param number whether it stands on the right
     * @param whole whether it is kept on one line
     */
    record Value(String text, boolean number, boolean whole) {

        public String look() {
            return number ? "num" : whole ? "nowrap" : "";
        }
    }

    /**
     * What is other than in the edition in force.
     *
     * @param number of that edition
     */
    record Since(int number, List<Count> lists) {

        public int all() {
            return lists.stream().mapToInt(it -> it.came + it.went + it.changed).sum();
        }
    }

    /** How many lines of a list. */
    record Count(String title, int came, int went, int changed) {}

    /** What the viewer may do. */
    record Rights(boolean drafts, boolean freezes, boolean signs) {}
}
