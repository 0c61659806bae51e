package yanzhen.app.chain.dossier;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 一版图谱与清单: frozen on a day from a run of diagnosis; it never changes.
 *
 * @param number counted from 1 in its chain
 * @param day as of which it stands
 * @param run the diagnosis that it rests on
 * @param frozenBy who froze it, as named then; null for the program itself
 * @param note what it is for, in their words
 * @param digest SHA-256 in hexadecimal over the digests of both parts, a line feed between them
 * @param openDigest SHA-256 of the part that everybody may read, once it is signed
 * @param officesDigest SHA-256 of what the offices see beside it
 * @param decision null while it waits for its owner
 * @param superseded whether a later edition is signed
 */
public record Edition(
        UUID id,
        String chain,
        int number,
        LocalDate day,
        UUID run,
        Instant frozenAt,
        @Nullable String frozenBy,
        String note,
        String digest,
        String openDigest,
        String officesDigest,
        boolean synthetic,
        @Nullable Decision decision,
        boolean superseded) {

    /** 状态. */
    public enum State {
        /** 待签发. */
        WAITING,
        /** 已签发, and in force. */
        SIGNED,
        /** 已被新版取代: signed, and a later one is signed too. */
        SUPERSEDED,
        /** 已退回. */
        RETURNED
    }

    /**
     * 签发 or 退回.
     *
     * @param by who decided, as named then; null for the program itself
     * @param reason in their words
     */
    public record Decision(boolean signed, Instant at, @Nullable String by, String reason) {}

    public State state() {
        if (decision == null) {
            return State.WAITING;
        }
        if (!decision.signed) {
            return State.RETURNED;
        }
        return superseded ? State.SUPERSEDED : State.SIGNED;
    }

    public boolean signed() {
        return decision != null && decision.signed;
    }
}
