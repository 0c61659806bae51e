package yanzhen.app.cluster;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.CreditCode;
import yanzhen.app.kernel.Period;
import yanzhen.app.site.Conflict;

/**
 * 机构标识: what other registers call an organisation, and the credit code that it gets later. A value
 * of a kind belongs to one organisation at a time.
 */
public interface Identifiers {

    /** The kinds of the pack, in its order. */
    List<IdentifierKind> kinds();

    /**
     * 一条标识.
     *
     * @param kindName what the kind is called
     * @param leads whether the organisation is told apart by it, having no credit code
     * @param document where it stands; empty where nothing was said
     * @param by who recorded it; null for what a pack brought
     * @param supersededAt when it was withdrawn or recorded anew; null while it counts
     */
    record Entry(
            UUID id,
            OtherIdentifier number,
            Bilingual kindName,
            boolean leads,
            Period valid,
            String document,
            Instant recordedAt,
            @Nullable Instant supersededAt,
            @Nullable String by,
            @Nullable String reason,
            boolean synthetic) {

        /** Whether it was what the register said at the moment. */
        public boolean knownAt(Instant moment) {
            return !recordedAt.isAfter(moment)
                    && (supersededAt == null || moment.isBefore(supersededAt));
        }
    }

    /** Everything that was ever recorded of an organisation: what counts first, then the latest. */
    List<Entry> of(UUID organisation);

    /** What is to be recorded: a value of a kind, from when until when, and where it stands. */
    record Statement(OtherIdentifier number, Period valid, String document) {}

    /**
     * 登记无代码机构: puts a body without a credit code into the register, told apart by an identifier.
     *
     * @throws Taken when another organisation has it
     * @throws yanzhen.app.access.Forbidden when the viewer looks after another district
     */
    UUID register(Statement lead, Facts facts);

    /**
     * Records a further identifier.
     *
     * @throws Taken when another organisation has it on some of the days, or this one already
     */
    UUID add(UUID organisation, Statement statement);

    /**
     * 终止: from this day on it is no longer the organisation's.
     *
     * @throws NotInForce when the day is not inside of its period
     */
    void end(UUID organisation, UUID identifier, LocalDate on, String reason);

    /**
     * 撤回 of what was recorded wrongly.
     *
     * @throws Leading when the organisation is told apart by it
     */
    void withdraw(UUID organisation, UUID identifier, String reason);

    /**
     * 登记统一代码: the body has got its credit code. It keeps its identity, its history and its other
     * identifiers.
     *
     * @param override why a code that fails its check is admitted; null for the others
     * @throws HasCode when it has a code already
     * @throws Enrolment.CodeTaken when another organisation has the code
     */
    void assign(UUID organisation, CreditCode code, @Nullable String override, String reason);

    /** Another organisation has it, or this one already. */
    final class Taken extends Conflict {
        private final @Nullable UUID organisation;

        public Taken(OtherIdentifier number, @Nullable UUID organisation) {
            super(
                    "identifier-taken",
                    "The identifier %s is recorded for these days already, of organisation %s."
                            .formatted(number.key(), organisation),
                    number.said());
            this.organisation = organisation;
        }

        /** Who has it; null when it was recorded in the same moment. */
        public @Nullable UUID organisation() {
            return organisation;
        }
    }

    /** It does not count on the day on which it is to end. */
    final class NotInForce extends Conflict {
        public NotInForce(LocalDate on) {
            super(
                    "identifier-not-in-force",
                    "The identifier does not count on %s, or begins on it.".formatted(on),
                    on.toString());
        }
    }

    /** The organisation has no credit code and is told apart by it. */
    final class Leading extends Conflict {
        public Leading() {
            super(
                    "identifier-leads",
                    "The organisation has no credit code and is told apart by this identifier. Record the code first.");
        }
    }

    /** It has a credit code already. */
    final class HasCode extends Conflict {
        public HasCode(CreditCode code) {
            super(
                    "code-assigned",
                    "The organisation has the credit code %s already.".formatted(code),
                    code.value());
        }
    }
}
