package yanzhen.app.chain.taskforce;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 一条龙: one line of a chain from material to user, with gates.
 *
 * @param positions from the material to the user
 * @param gates in their order
 * @param endReason why it was stopped; null when it was not
 */
public record Pilot(
        UUID id,
        String chain,
        String title,
        String aim,
        State state,
        List<Position> positions,
        List<Gate> gates,
        @Nullable String endReason,
        boolean synthetic) {

    public Pilot {
        positions = List.copyOf(positions);
        gates = List.copyOf(gates);
    }

    /** 环节 of the line, from material to user. */
    public enum Part {
        /** 材料. */
        MATERIAL,
        /** 零部件. */
        PART,
        /** 装备与工艺. */
        PROCESS,
        /** 产品. */
        PRODUCT,
        /** 用户. */
        USER
    }

    /**
     * 位置.
     *
     * @param node which node of the chain it is; null for the user
     * @param organisation who stands there; null while nobody does
     */
    public record Position(
            int ordinal, Part part, @Nullable UUID node, @Nullable UUID organisation) {}

    /**
     * 关口.
     *
     * @param verdicts what was decided on it, the latest first
     */
    public record Gate(
            UUID id,
            int ordinal,
            String title,
            String criteria,
            LocalDate due,
            List<Verdict> verdicts) {

        public Gate {
            verdicts = List.copyOf(verdicts);
        }

        public boolean passed() {
            return !verdicts.isEmpty() && verdicts.getFirst().passed;
        }

        public boolean failed() {
            return !verdicts.isEmpty() && !verdicts.getFirst().passed;
        }

        public boolean overdue(LocalDate day) {
            return !passed() && due.isBefore(day);
        }
    }

    /** 评定. */
    public record Verdict(Instant at, boolean passed, String evidence, @Nullable String by) {}

    /** The first gate that is not passed; none when all are. */
    public java.util.Optional<Gate> next() {
        return gates.stream().filter(it -> !it.passed()).findFirst();
    }

    /** 状态. */
    public enum State {
        /** 筹备. */
        PREPARING,
        /** 进行中. */
        RUNNING,
        /** 完成. */
        DONE,
        /** 终止. */
        STOPPED;

        /** States that somebody may put it into by hand; done it is when all gates are passed. */
        public Set<State> next() {
            return switch (this) {
                case PREPARING -> EnumSet.of(RUNNING, STOPPED);
                case RUNNING -> EnumSet.of(STOPPED);
                case DONE, STOPPED -> EnumSet.noneOf(State.class);
            };
        }
    }

    /** What is laid out. */
    public record Draft(String title, String aim, List<Place> positions, List<GateDraft> gates) {
        public Draft {
            positions = List.copyOf(positions);
            gates = List.copyOf(gates);
        }
    }

    /** A position to be laid out. */
    public record Place(Part part, @Nullable UUID node, @Nullable UUID organisation) {}

    /** A gate to be laid out. */
    public record GateDraft(String title, String criteria, LocalDate due) {}
}
