package yanzhen.app.cluster;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.cluster.Conditions.Condition;

/**
 * 雁阵 of a district, an industry or the region: where all firms stand, who moved, and what would
 * come of another rule.
 *
 * <p>An officer of a district is answered for its own firms, those who see the region for all;
 * row-level security holds the numbers to the same. Everybody else is refused.
 */
public interface Formations {

    /**
     * 范围.
     *
     * @param district six digits; empty for all that the viewer may see
     * @param industry letter and up to four digits of GB/T 4754, or a part of its beginning; empty
     *     for all
     */
    record Selection(String district, String industry) {
        public static final Selection ALL = new Selection("", "");

        public boolean covers(Survey.Firm firm) {
            return (district.isEmpty() || firm.district().equals(district))
                    && firm.industry().startsWith(industry);
        }
    }

    /**
     * The selection, narrowed to what the viewer may see.
     *
     * @throws yanzhen.app.access.Forbidden when it is another district than the viewer's, or the
     *     viewer looks after none and not the region
     */
    Selection within(Selection selection);

    /**
     * Where every firm stands today. Computed again only when something that counts has changed
     * since, or the day has.
     *
     * @throws yanzhen.app.access.Forbidden when the viewer looks after no district and not the
     *     region
     */
    Survey survey();

    /**
     * 升降: how many firms stood on one step of the ladder on a day and on another on a later one.
     *
     * @param before highest step held on the first day; 0 for none
     * @param after the same on the second
     */
    record Movement(int before, int after, long firms) {}

    /**
     * Between two days, as known now; firms on no step on both days are left out. By district and
     * industry as they are today.
     *
     * @throws yanzhen.app.access.Forbidden when the selection is another district than the viewer's
     */
    List<Movement> movements(LocalDate first, LocalDate second, Selection selection);

    /** The firms behind one of these numbers, by code. */
    List<Organisation> moved(
            LocalDate first, LocalDate second, int before, int after, Selection selection);

    /**
     * 试算: a change that nobody has made.
     *
     * @param conditions of the scheme as they would be
     * @param datum to be multiplied; null for none
     * @param factor by which; 1 for none
     */
    record Trial(
            String scheme, List<Condition> conditions, @Nullable String datum, BigDecimal factor) {}

    /**
     * What comes of a trial. A firm passes where every number is known to be met.
     *
     * @param before firms that pass by the rule in force
     * @param after firms that pass by the other
     * @param undecided firms that cannot be decided by the other
     * @param changes who enters and who leaves, by identity
     */
    record Outcome(long firms, long before, long after, long undecided, List<Turn> changes) {}

    /**
     * A firm that enters or leaves.
     *
     * @param enters otherwise it leaves
     * @param held whether it holds the scheme today
     */
    record Turn(UUID organisation, boolean enters, boolean held) {}

    /** Tries a change on all firms of the selection. Nothing is stored. */
    Outcome simulate(Trial trial, Selection selection);

    /**
     * The rules of a version of a scheme as the pack writes them, one for each condition; empty
     * where people judge.
     */
    List<String> texts(String scheme, String version);
}
