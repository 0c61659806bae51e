package yanzhen.app.chain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.SupplyNetworks.DataSet;
import yanzhen.app.chain.SupplyNetworks.Firm;
import yanzhen.app.site.Conflict;

/**
 * 系统性风险计算: which firm's stop hurts most. Every firm of a network fails alone, in the background: it
 * tells how far it is, can be left, cancelled and begun anew. The same content and settings have
 * one run at a time and one answer.
 */
public interface RiskRuns {

    /** How far a run is. */
    enum State {
        /** 等待. */
        WAITING,
        /** 计算中. */
        RUNNING,
        /** 完成. */
        DONE,
        /** 已取消. */
        CANCELLED,
        /** 已中断: whoever worked on it is gone; it can be begun anew. */
        INTERRUPTED,
        /** 出错. */
        FAILED;

        public boolean atWork() {
            return this == WAITING || this == RUNNING;
        }
    }

    /**
     * A run.
     *
     * @param done firms that have failed so far
     * @param total firms of the network
     */
    record RiskRun(
            UUID id,
            DataSet network,
            CascadeReading reading,
            State state,
            int done,
            int total,
            Instant begunAt,
            @Nullable String begunBy,
            @Nullable Instant endedAt) {

        /** Percent, rounded down: what is not done is never shown as done. */
        public int percent() {
            return total == 0 ? 0 : (int) (100L * done / total);
        }
    }

    /**
     * 系统性风险指数 (ESRI) of a firm.
     *
     * @param index share of all sales that is lost when it stops, its own included, 0 to 1
     * @param sold in the unit of the network
     * @param cutOff whether its cascade was cut off, so that the index is too small
     */
    record FirmRisk(Firm firm, double sold, double index, double down, double up, boolean cutOff) {}

    /**
     * Begins a run, unless there is one of the same content and settings that is done or at work.
     * Leaves an audit record.
     *
     * @return its identity
     */
    UUID begin(UUID network, CascadeReading reading);

    /** A run of the same content and settings that is done or at work. */
    Optional<UUID> present(UUID network, CascadeReading reading);

    Optional<RiskRun> find(UUID id);

    /** Runs on a network or on all, the latest first. */
    List<RiskRun> latest(@Nullable UUID network, int most);

    /**
     * Ends a run that is at work and leaves an audit record.
     *
     * @throws Over when it is at work no longer
     */
    void cancel(UUID id);

    /** Every firm by its index, the highest first; empty until the run is done. A look. */
    List<FirmRisk> ranking(UUID id);

    /** It is at work no longer. */
    final class Over extends Conflict {
        public Over(UUID id) {
            super("risk-run-over", "The run %s is at work no longer.".formatted(id));
        }
    }
}
