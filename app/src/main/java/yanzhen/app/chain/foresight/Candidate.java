package yanzhen.app.chain.foresight;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.SourceNote;

/**
 * 候选技术: a technology that may come, with the evidence of how ripe it is.
 *
 * @param evidence the latest first, what was withdrawn included
 */
public record Candidate(
        UUID id,
        Draft draft,
        State state,
        Readiness readiness,
        List<Evidence> evidence,
        boolean synthetic) {

    public Candidate {
        evidence = List.copyOf(evidence);
    }

    /**
     * What is stated.
     *
     * @param horizon key of a band
     */
    public record Draft(
            Bilingual name, String description, String horizon, List<Concern> concerns) {
        public Draft {
            concerns = List.copyOf(concerns);
        }
    }

    /** 状态: a state says which ones may follow. */
    public enum State {
        /** 跟踪: somebody keeps an eye on it. */
        WATCHED,
        /** 研判: evidence is gathered, experts are asked. */
        STUDIED,
        /** 立题: a topic of pre-research has it. */
        TOPIC,
        /** 转榜: a challenge has come of it. */
        MOVED,
        /** 搁置, with a reason; can be taken up again. */
        SET_ASIDE;

        /** States that somebody may put it into by hand; the others follow from its topics. */
        public Set<State> next() {
            return switch (this) {
                case WATCHED -> EnumSet.of(STUDIED, SET_ASIDE);
                case STUDIED -> EnumSet.of(WATCHED, SET_ASIDE);
                case SET_ASIDE -> EnumSet.of(WATCHED, STUDIED);
                case TOPIC, MOVED -> EnumSet.noneOf(State.class);
            };
        }
    }

    /**
     * 成熟度证据.
     *
     * @param level 1 to 9, for which it is handed in
     * @param kind key of a kind of the rules
     * @param withdrawnBecause null while it stands
     */
    public record Evidence(
            UUID id,
            int level,
            String kind,
            SourceNote source,
            Instant recordedAt,
            @Nullable String recordedBy,
            @Nullable String withdrawnBecause) {

        public boolean stands() {
            return withdrawnBecause == null;
        }
    }

    /**
     * 经过: what happened to it.
     *
     * @param kind ADDED, EDITED, MOVED, EVIDENCE, EVIDENCE_WITHDRAWN, LINKED or UNLINKED
     * @param said what was added or changed
     */
    public record Event(
            String kind, String said, @Nullable String reason, Instant at, @Nullable String by) {}
}
