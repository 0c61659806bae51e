package yanzhen.app.cluster;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.site.Conflict;

/**
 * 战略性新兴产业: which of the areas an organisation lies in. Its industry (GB/T 4754) says so where the
 * whole industry lies in an area, and only that it may where a part does (*); what is stated of it
 * with its source says so for certain.
 */
public interface EmergingAreas {

    /**
     * 领域.
     *
     * @param basis where it is written
     * @param confirmed whether somebody has read it there; otherwise 待核
     */
    record Area(String key, Bilingual name, String basis, boolean confirmed) {}

    /**
     * 对应关系: an industry, with all below it, lies in an area.
     *
     * @param part whether only some of it does (*)
     */
    record Mapping(String industry, String area, boolean part, boolean confirmed) {}

    /**
     * 认定的领域, with its source.
     *
     * @param by who recorded it; null for what a pack brought
     */
    record Stated(
            UUID id,
            String area,
            String document,
            LocalDate asOf,
            Instant recordedAt,
            @Nullable String by) {}

    /** How sure it is. */
    enum Certainty {
        /** Somebody stated it, with a source. */
        STATED,
        /** The whole industry lies in the area. */
        WHOLE,
        /** Some of the industry does. */
        POSSIBLE
    }

    /**
     * That an organisation lies in an area.
     *
     * @param stated what it rests on where it is stated
     * @param confirmed whether the mapping has been read in its source; otherwise 待核
     */
    record Of(Area area, Certainty certainty, @Nullable Stated stated, boolean confirmed) {}

    /** In the order of the classification. */
    List<Area> areas();

    /** The areas of one organisation, in their order; each once, as surely as it is known. */
    List<Of> of(Organisation organisation);

    /** The same for many, of one moment. */
    Function<Organisation, List<Of>> reader();

    /**
     * States that an organisation lies in an area.
     *
     * @throws Stands when it is stated already
     */
    UUID state(UUID organisation, String area, String document, LocalDate asOf);

    /** 撤回. */
    void withdraw(UUID organisation, UUID statement, String reason);

    /** It is stated already. */
    final class Stands extends Conflict {
        public Stands(String area) {
            super(
                    "emerging-stands",
                    "The area %s is stated of the organisation already. Withdraw that first."
                            .formatted(area),
                    area);
        }
    }
}
