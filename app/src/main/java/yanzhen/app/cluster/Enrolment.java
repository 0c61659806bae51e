package yanzhen.app.cluster;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.CreditCode;
import yanzhen.app.site.Conflict;

/** 机构的登记与更正: a fact is never overwritten; a correction supersedes it and says why. */
public interface Enrolment {

    /**
     * Puts an organisation into the register.
     *
     * @param override why a code that fails its check is admitted; null for the others
     * @throws IllegalArgumentException when the code fails its check and there is no reason
     * @throws CodeTaken when the code is in the register
     * @throws yanzhen.app.access.Forbidden when the viewer looks after another district
     */
    UUID register(CreditCode code, @Nullable String override, Facts facts);

    /**
     * Supersedes what is known of an organisation.
     *
     * @throws Unchanged when the register says so already
     * @throws Moved when somebody else corrects it at the same time
     * @throws yanzhen.app.access.Forbidden when the viewer looks after another district, before or
     *     after
     */
    void correct(UUID organisation, Facts facts, String reason);

    /**
     * 更名: supersedes the names of an organisation by those of a document.
     *
     * @param effective day from which the document has it so
     * @throws Unchanged when the register says so already
     * @throws Moved when somebody else corrects it at the same time
     */
    void rename(
            UUID organisation,
            String name,
            @Nullable String nameEn,
            LocalDate effective,
            String reason);

    /**
     * 一版信息.
     *
     * @param supersededAt null while it is the present one
     * @param by who recorded it; null for what a pack brought
     * @param reason null where none was needed
     * @param effective day from which a document has it so; null where nobody said
     */
    record Version(
            Facts facts,
            Instant recordedAt,
            @Nullable Instant supersededAt,
            @Nullable String by,
            @Nullable String reason,
            @Nullable LocalDate effective) {

        /** Whether it was what the register said at the moment. */
        public boolean knownAt(Instant moment) {
            return !recordedAt.isAfter(moment)
                    && (supersededAt == null || moment.isBefore(supersededAt));
        }
    }

    /** Everything that was ever recorded of an organisation, the latest first. */
    List<Version> versions(UUID organisation);

    /** The code is in the register already. */
    final class CodeTaken extends Conflict {
        private final UUID organisation;

        public CodeTaken(CreditCode code, UUID organisation) {
            super(
                    "code-taken",
                    "The code %s is in the register already, as organisation %s."
                            .formatted(code, organisation),
                    code.value());
            this.organisation = organisation;
        }

        public UUID organisation() {
            return organisation;
        }
    }

    /** The register says so already. */
    final class Unchanged extends Conflict {
        public Unchanged() {
            super("facts-unchanged", "The register says so already. Change something first.");
        }
    }

    /** Somebody else has just corrected it. */
    final class Moved extends Conflict {
        public Moved() {
            super("facts-moved", "Somebody else has just corrected it. Look at it again.");
        }
    }
}
