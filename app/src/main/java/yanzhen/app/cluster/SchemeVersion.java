package yanzhen.app.cluster;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Bilingual;

/**
 * 规定版本: the rules of a scheme as they hold over a period.
 *
 * @param key of the version, unique within its scheme
 * @param name null where the rules have one version only
 * @param from first day; null where it could not be read
 * @param until first day no longer in force; null while the end is open
 * @param cycleMonths months between evaluations; null when there are none
 * @param validityMonths months that one recognition lasts; null when it has no end
 * @param basis where it is written
 * @param reading what we took its days to be; null where nothing is open
 * @param quotas of a call, by district; null where the rules know none
 * @param transition from the version before; null where nothing changes hands
 */
public record SchemeVersion(
        String key,
        @Nullable Bilingual name,
        @Nullable LocalDate from,
        @Nullable LocalDate until,
        @Nullable Integer cycleMonths,
        @Nullable Integer validityMonths,
        Basis basis,
        @Nullable Bilingual reading,
        @Nullable Quotas quotas,
        @Nullable Transition transition) {

    /**
     * 依据.
     *
     * @param place empty where the document is meant as a whole
     * @param confirmed whether it was read there
     */
    public record Basis(String document, String place, boolean confirmed) {
        @Override
        public String toString() {
            return (document + " " + place).strip();
        }
    }

    /**
     * 各区推荐名额 of one call.
     *
     * @param districts places by district
     * @param others places of a district that is not named; null for no limit
     * @param basis null where no document says it
     * @param reading what we took it to be; null where a document says it all
     */
    public record Quotas(
            Map<String, Integer> districts,
            @Nullable Integer others,
            @Nullable Basis basis,
            @Nullable Bilingual reading) {

        public Quotas {
            districts = Map.copyOf(districts);
        }

        /** Of each of these districts that has a limit, in their order. */
        public Map<String, Integer> of(Iterable<String> codes) {
            var places = new TreeMap<String, Integer>();
            for (var code : codes) {
                var own = districts.get(code);
                var limit = own == null ? others : own;
                if (limit != null) {
                    places.put(code, limit);
                }
            }
            return places;
        }
    }

    /**
     * 过渡规定: what the version means for what began under the one before. A day that is null changes
     * nothing: calls and evaluations follow this version from its first day on, and what was
     * granted runs to its own end.
     *
     * @param callsUntil calls that open before this day follow the version before
     * @param evaluationsUntil evaluations that open before this day follow the version before
     * @param heldUntil what was granted under earlier versions ends on this day at the latest
     * @param cycleAnew whether the cycle of this version holds for what was granted before, too
     * @param basis null where no document says it
     * @param reading what we took it to be; null where a document says it all
     */
    public record Transition(
            @Nullable LocalDate callsUntil,
            @Nullable LocalDate evaluationsUntil,
            @Nullable LocalDate heldUntil,
            boolean cycleAnew,
            @Nullable Basis basis,
            @Nullable Bilingual reading) {

        /** Until when a round of the kind follows the version before; null where it does not. */
        public @Nullable LocalDate until(Rounds.Kind kind) {
            return kind == Rounds.Kind.RECOGNITION ? callsUntil : evaluationsUntil;
        }
    }

    /** Whether it has begun by the day. */
    public boolean begun(LocalDate day) {
        return from == null || !day.isBefore(from);
    }

    /** Whether it is in force on the day. */
    public boolean covers(LocalDate day) {
        return begun(day) && (until == null || day.isBefore(until));
    }
}
