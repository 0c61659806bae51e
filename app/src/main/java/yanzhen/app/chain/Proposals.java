package yanzhen.app.chain;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.site.Conflict;
import yanzhen.app.site.Slice;

/**
 * 更正建议: what a body says of its own entries on a chain, or an owner of what it is asked. It becomes
 * a fact only once those who keep the chain have accepted it.
 */
public interface Proposals {

    /** 建议种类. */
    enum Kind {
        /** 确认未变. */
        CONFIRM,
        /** 更正. */
        CHANGE,
        /** 不再成立. */
        WITHDRAW
    }

    /** 状态. */
    enum State {
        /** 待审. */
        WAITING,
        /** 采纳. */
        ACCEPTED,
        /** 不采纳. */
        REFUSED,
        /** 自行撤回. */
        TAKEN_BACK,
        /** 已被更新: the fact was changed otherwise meanwhile. */
        OVERTAKEN
    }

    /** Which fact: of the one or the other kind. */
    record Subject(@Nullable UUID provision, @Nullable UUID fact) {

        /**
         * @throws IllegalArgumentException when it names none or both
         */
        public Subject {
            if ((provision == null) == (fact == null)) {
                throw new IllegalArgumentException(
                        "A proposal is about one fact, not about %s and %s."
                                .formatted(provision, fact));
            }
        }
    }

    /**
     * What is said.
     *
     * @param value of a change: a share in percent, {@link #NEGLIGIBLE} or {@link #UNKNOWN} of a
     *     supplier, or what a fact on the node shall say; else null
     */
    record Said(
            Kind kind,
            @Nullable String value,
            String sourceTitle,
            @Nullable String sourceUrl,
            LocalDate asOf,
            @Nullable String note) {

        public static final String NEGLIGIBLE = "negligible";
        public static final String UNKNOWN = "unknown";

        /**
         * @throws IllegalArgumentException when a change has no value, or something else has one
         */
        public Said {
            if ((kind == Kind.CHANGE) != (value != null)) {
                throw new IllegalArgumentException(
                        "A change has a value and nothing else has: %s, %s."
                                .formatted(kind, value));
            }
        }

        /** Whether a supplier can have such a share. */
        public static boolean isShare(String value) {
            return value.equals(NEGLIGIBLE)
                    || value.equals(UNKNOWN)
                    || (value.matches("[0-9]{1,3}(\\.[0-9]{1,2})?")
                            && Provision.Statement.isShare(new BigDecimal(value)));
        }
    }

    /**
     * One of them.
     *
     * @param chain that answers for the node
     * @param factKind PROVISION, or a kind of fact on a node
     * @param about the supplier, or what the fact says
     * @param before share of a supplier as it stands; null for a fact on the node
     * @param district of the office that proposes; null for a body
     */
    record Proposal(
            UUID id,
            UUID node,
            String chain,
            Bilingual chainName,
            Bilingual nodeName,
            String factKind,
            Bilingual about,
            @Nullable String before,
            LocalDate beforeAsOf,
            UUID fact,
            Said said,
            @Nullable String district,
            @Nullable UUID organisation,
            String proposedBy,
            Instant proposedAt,
            State state,
            @Nullable Instant decidedAt,
            @Nullable String decidedBy,
            @Nullable String reason,
            boolean synthetic) {}

    /**
     * 本单位的供应记录: a present fact on a body that the viewer acts for.
     *
     * @param share as it is typed; empty when not known
     * @param waiting identity of the proposal that waits for review; null when there is none
     */
    record Entry(
            UUID provision,
            UUID node,
            String chain,
            Bilingual chainName,
            Bilingual nodeName,
            UUID organisation,
            Bilingual organisationName,
            String share,
            LocalDate asOf,
            LocalDate staleAfter,
            @Nullable UUID waiting,
            boolean synthetic) {}

    /**
     * Which ones.
     *
     * @param chain empty for all
     * @param state null for all
     */
    record Query(String chain, @Nullable State state) {}

    /** Proposals, the earliest first while they wait, else the latest first. */
    Slice<Proposal> search(Query query, @Nullable String cursor, int size);

    /** How many wait for review, as far as the viewer sees them. */
    long waiting();

    /** Present facts on the bodies that the viewer acts for, by chain and node. */
    List<Entry> ownEntries();

    /**
     * Refuses everybody who may not speak of the fact.
     *
     * @throws yanzhen.app.access.Forbidden when the fact is neither of a body of the viewer nor
     *     asked of the viewer
     */
    void mustConcern(Subject subject);

    /**
     * Proposes.
     *
     * @throws yanzhen.app.access.Forbidden when the fact is neither of a body of the viewer nor
     *     asked of the viewer
     * @throws yanzhen.app.kernel.Problems.Refused when the day is not after that of the fact, or
     *     the fact cannot say this
     * @throws Doubled when a proposal of the same body on the same fact waits already
     */
    UUID propose(Subject subject, Said said);

    /**
     * 采纳: each becomes a fact in the place of the old one, or ends it; the chains are diagnosed
     * anew, each once.
     *
     * @throws Decided when one waits no longer
     */
    void accept(Collection<UUID> proposals);

    /**
     * 不采纳.
     *
     * @throws Decided when one waits no longer
     */
    void refuse(Collection<UUID> proposals, String reason);

    /**
     * Takes a proposal of the viewer back.
     *
     * @throws Decided when it waits no longer
     */
    void takeBack(UUID proposal);

    /** Somebody decided already. */
    final class Decided extends Conflict {
        public Decided(UUID id) {
            super(
                    "proposal-decided",
                    "The proposal %s waits for no decision any longer. Look at the list."
                            .formatted(id));
        }
    }

    /** One body proposes one thing at a time. */
    final class Doubled extends Conflict {
        public Doubled() {
            super(
                    "proposal-doubled",
                    "A proposal on this fact waits for review already. Take it back first.");
        }
    }
}
