package yanzhen.app.challenge.need;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.kernel.Yuan;

/**
 * 需求: what somebody lacks and would pay for, before it is put on the wall.
 *
 * @param collectedBy who wrote it down first
 * @param round how often it was handed in; 0 for one that never was
 * @param revision counts every change; the tag of what is read
 * @param submittedAt when it was handed in last; null when it never was
 * @param root the need that it was merged into; null when it was not
 * @param synthetic whether it was made up for a demonstration
 */
public record Need(
        UUID id,
        Draft draft,
        State state,
        Collector collectedBy,
        int round,
        int revision,
        @Nullable Instant submittedAt,
        @Nullable UUID root,
        Instant createdAt,
        boolean synthetic) {

    /**
     * What it says; a draft may lack anything but owner and title.
     *
     * @param owner 需求单位
     * @param problem what is lacking, and what it is needed for
     * @param payer who pays, where that is an organisation of the register, be it the owner itself
     * @param payerText who pays, where it is none of the register; empty when there is a payer
     * @param commitment to use or to buy what comes of it; null while nothing is promised
     * @param wantedBy last day on which it is still of use
     */
    public record Draft(
            UUID owner,
            @Nullable UUID weakLink,
            String title,
            String problem,
            @Nullable BaseCategory category,
            @Nullable Yuan budget,
            @Nullable UUID payer,
            String payerText,
            List<Target> targets,
            String ipRule,
            @Nullable Commitment commitment,
            String commitmentText,
            @Nullable LocalDate wantedBy) {

        public Draft {
            targets = List.copyOf(targets);
        }

        /** Whether it says who pays. */
        public boolean saysWhoPays() {
            return payer != null || !payerText.isBlank();
        }
    }

    /**
     * 量化指标, with the comparators of challenges; a draft may leave gaps.
     *
     * @param atLeast true when the measured value must reach the value, false when it must not
     *     exceed it
     */
    public record Target(
            String metric,
            boolean atLeast,
            @Nullable BigDecimal value,
            String unit,
            String testMethod) {

        /** Whether nothing of it is missing. */
        public boolean whole() {
            return !metric.isBlank() && value != null && !unit.isBlank() && !testMethod.isBlank();
        }
    }

    /** 应用承诺. */
    public enum Commitment {
        /** 承诺使用. */
        USE,
        /** 承诺采购. */
        BUY
    }

    /** 征集途径: who wrote it down. */
    public enum Collector {
        /** 单位自提. */
        OWNER,
        /** 专班代为征集. */
        TASK_FORCE,
        /** 主管部门代为征集. */
        OFFICE
    }

    /** 状态. */
    public enum State {
        /** 草稿. */
        DRAFT,
        /** 待研判. */
        SUBMITTED,
        /** 可发榜. */
        PUBLISHABLE,
        /** 一般项目. */
        ORDINARY_PROJECT,
        /** 单纯转让. */
        PLAIN_TRANSFER,
        /** 退回修改. */
        RETURNED,
        /** 已并入另一需求. */
        MERGED,
        /** 已撤回. */
        WITHDRAWN,
        /** 已上榜. */
        IN_CALL,
        /** 已有成果. */
        MET;

        /** Whether what it says can still be changed. */
        public boolean editable() {
            return this == DRAFT || this == RETURNED;
        }

        /** Whether everybody may read it. */
        public boolean open() {
            return this == PUBLISHABLE || this == IN_CALL || this == MET;
        }

        /** Whether others can be merged into it, and it into another. */
        public boolean mergeable() {
            return this == SUBMITTED || this == PUBLISHABLE;
        }

        /** Whether its owner may take it back. */
        public boolean withdrawable() {
            return editable() || mergeable();
        }

        /** Those that still want to be met, and so can be alike. */
        public static Set<State> wanting() {
            return EnumSet.of(SUBMITTED, RETURNED, PUBLISHABLE, IN_CALL);
        }
    }

    /** 研判结论. */
    public enum Verdict {
        PUBLISHABLE(State.PUBLISHABLE),
        ORDINARY_PROJECT(State.ORDINARY_PROJECT),
        PLAIN_TRANSFER(State.PLAIN_TRANSFER),
        RETURNED(State.RETURNED);

        private final State state;

        Verdict(State state) {
            this.state = state;
        }

        /** What a need becomes by it. */
        public State state() {
            return state;
        }
    }

    /**
     * 研判.
     *
     * @param round which handing in was judged
     * @param reason told to the owner
     * @param by name of the officer
     */
    public record Judgement(
            int round,
            Verdict verdict,
            String reason,
            List<Answer> answers,
            String by,
            Instant at) {

        public Judgement {
            answers = List.copyOf(answers);
        }
    }

    /**
     * An answer to a question of the pack.
     *
     * @param question its key
     * @param ground why it is so
     */
    public record Answer(String question, boolean yes, String ground) {}

    /**
     * 经过: a move.
     *
     * @param from null for the first
     * @param content what was handed in; null for other moves
     * @param by null for the program
     */
    public record Step(
            @Nullable State from,
            State to,
            String reason,
            @Nullable Draft content,
            @Nullable String by,
            Instant at) {}

    /**
     * 共同需求方: the owner of a need that was merged into another.
     *
     * @param need the one that was merged
     * @param title of that one
     */
    public record CoOwner(UUID need, UUID organisation, String title) {}

    /** 上榜: a challenge that was drafted from it. */
    public record Call(UUID challenge, String title, String state, Instant at) {}
}
