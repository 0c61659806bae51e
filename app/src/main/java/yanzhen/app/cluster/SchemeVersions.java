package yanzhen.app.cluster;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * 各版规定 of one scheme. Between the periods of two versions there may be days on which none is in
 * force.
 *
 * @param all the oldest first; at least one
 */
public record SchemeVersions(List<SchemeVersion> all) {

    /**
     * @throws IllegalArgumentException when there is none
     */
    public SchemeVersions {
        all = List.copyOf(all);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("A scheme has at least one version of its rules.");
        }
    }

    public Optional<SchemeVersion> find(String key) {
        return all.stream().filter(it -> it.key().equals(key)).findFirst();
    }

    /** In force on the day; empty where none is. */
    public Optional<SchemeVersion> inForce(LocalDate day) {
        return all.stream().filter(it -> it.covers(day)).findFirst();
    }

    /** In force on the day, else the last that has begun, else the first. */
    public SchemeVersion standing(LocalDate day) {
        return all.reversed().stream()
                .filter(it -> it.begun(day))
                .findFirst()
                .orElseGet(all::getFirst);
    }

    /** The one before it; null where it is the first. */
    public @Nullable SchemeVersion before(SchemeVersion version) {
        int at = all.indexOf(version);
        return at > 0 ? all.get(at - 1) : null;
    }

    /** Those that begin after the day. */
    public List<SchemeVersion> coming(LocalDate day) {
        return all.stream().filter(it -> !it.begun(day)).toList();
    }

    /**
     * Which one a round follows that opens on a day: the one in force, or by its transition the one
     * before. Empty where none is in force.
     */
    public Optional<SchemeVersion> ofRound(Rounds.Kind kind, LocalDate opens) {
        var version = inForce(opens);
        while (version.isPresent()) {
            var transition = version.get().transition();
            var until = transition == null ? null : transition.until(kind);
            var before = before(version.get());
            if (until == null || before == null || !opens.isBefore(until)) {
                return version;
            }
            version = Optional.of(before);
        }
        return version;
    }

    /**
     * Months between the evaluations of what was granted on a day: of the version that stood then,
     * or of a later one that has begun and holds for all.
     *
     * @return null when there are no evaluations
     */
    public @Nullable Integer cycle(LocalDate granted, LocalDate today) {
        if (all.size() == 1) {
            return all.getFirst().cycleMonths();
        }
        var own = standing(granted);
        return all.reversed().stream()
                .filter(it -> it.equals(own) || isAnew(it, granted, today))
                .findFirst()
                .map(SchemeVersion::cycleMonths)
                .orElse(null);
    }

    private static boolean isAnew(SchemeVersion version, LocalDate granted, LocalDate today) {
        var transition = version.transition();
        return transition != null
                && transition.cycleAnew()
                && !version.begun(granted)
                && version.begun(today);
    }
}
