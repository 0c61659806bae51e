package yanzhen.app.loop;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 产品: what a maker offers in the catalogue.
 *
 * @param maker the organisation that makes it
 * @param district the maker's district when it was listed
 * @param model may be empty
 * @param category declared by the maker; null when none
 * @param firstSoldOn null when not sold yet or not said
 * @param outcome the accepted outcome that it comes from; null when from none
 * @param recordedAt the moment that it was entered
 */
public record Product(
        UUID id,
        UUID maker,
        String district,
        String name,
        String model,
        @Nullable Category category,
        @Nullable LocalDate firstSoldOn,
        @Nullable UUID outcome,
        LocalDate listedOn,
        Instant recordedAt,
        State state,
        boolean synthetic) {

    /** 三首: declared by the maker, recognised by nobody yet. */
    public enum Category {
        /** 首台(套) equipment. */
        FIRST_SET,
        /** 首版次 software. */
        FIRST_VERSION,
        /** 首批次 materials. */
        FIRST_BATCH
    }

    /** 状态. */
    public sealed interface State {
        /** 在列. */
        record Listed() implements State {}

        /** 已撤下. */
        record Withdrawn(LocalDate on, String reason) implements State {}
    }

    public boolean listed() {
        return state instanceof State.Listed;
    }

    public String path() {
        return "/products/" + id;
    }
}
