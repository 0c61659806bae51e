package yanzhen.app.plan;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.challenge.Outcome;
import yanzhen.app.cluster.Holding;
import yanzhen.app.kernel.Yuan;
import yanzhen.app.loop.Contract;

/** 所计之数: one record that a reading counts. The values of all sum to the reading. */
public sealed interface Counted {

    /** How much it adds, in the things that are counted: 1, or yuan. */
    BigDecimal value();

    /** The day from which it counts. */
    LocalDate day();

    boolean synthetic();

    /**
     * A recognition in force.
     *
     * @param first whether it is the organisation's highest of those counted; the others add
     *     nothing when each organisation counts once
     */
    record OfRecognition(Holding holding, boolean first) implements Counted {
        @Override
        public BigDecimal value() {
            return BigDecimal.ONE;
        }

        @Override
        public LocalDate day() {
            return holding.valid().from();
        }

        @Override
        public boolean synthetic() {
            return holding.synthetic();
        }
    }

    /**
     * An accepted outcome.
     *
     * @param within whether it was accepted inside of the plan's period
     */
    record OfOutcome(Outcome outcome, boolean within) implements Counted {
        @Override
        public BigDecimal value() {
            return BigDecimal.ONE;
        }

        @Override
        public LocalDate day() {
            return outcome.acceptedOn();
        }

        @Override
        public boolean synthetic() {
            return outcome.synthetic();
        }
    }

    /** A registered contract that the viewer may see. */
    record OfContract(Contract contract, LocalDate day) implements Counted {
        @Override
        public BigDecimal value() {
            return contract.total().amount();
        }

        @Override
        public boolean synthetic() {
            return contract.synthetic();
        }
    }

    /** All contracts that the viewer may not see, in one line. */
    record OfClosedContracts(long count, Yuan total, LocalDate day, boolean synthetic)
            implements Counted {
        @Override
        public BigDecimal value() {
            return total.amount();
        }
    }

    /** The outcome that its thread goes through; empty when it is part of none. */
    default Optional<UUID> outcomeId() {
        @Nullable UUID id =
                switch (this) {
                    case OfOutcome(var outcome, _) -> outcome.id();
                    case OfContract(var contract, _) -> contract.outcome();
                    case OfRecognition _ -> null;
                    case OfClosedContracts _ -> null;
                };
        return Optional.ofNullable(id);
    }
}
