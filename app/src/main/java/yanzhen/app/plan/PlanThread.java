package yanzhen.app.plan;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Bilingual;

/**
 * 脉络: everything that grew out of one weak link, up to the indicators that it moves. Every arrow is
 * a stored reference.
 *
 * @param stations from the root on, each after those before it
 * @param reached the indicators at its end, by number
 * @param start where somebody entered it
 * @param along the keys of the stations that lead to the start or grew out of it, the start
 *     included
 */
public record PlanThread(
        List<Station> stations, List<Reached> reached, Ref start, Set<String> along) {

    public PlanThread {
        stations = List.copyOf(stations);
        reached = List.copyOf(reached);
        along = Set.copyOf(along);
    }

    /** 环节 of the thread, in the order in which it passes through them. */
    public enum Stage {
        /** 短板. */
        WEAK_LINK,
        /** 榜. */
        CHALLENGE,
        /** 项目. */
        PROJECT,
        /** 成果. */
        OUTCOME,
        /** 产品. */
        PRODUCT,
        /** 技术合同. */
        CONTRACT
    }

    /** Names one station. */
    public record Ref(Stage stage, UUID id) {
        /** Tells it from all others of a thread. */
        public String key() {
            return stage.name().toLowerCase(java.util.Locale.ROOT) + "-" + id;
        }
    }

    /**
     * 站.
     *
     * @param title as it is called there; one language may stand for both
     * @param state key of the message that says its state
     * @param day when it came about; null for a weak link
     * @param path address of its page; null where the viewer may not open it
     * @param before what it came from, nearest first; empty at the root
     */
    public record Station(
            Ref ref,
            Bilingual title,
            String state,
            @Nullable LocalDate day,
            @Nullable String path,
            List<Ref> before,
            boolean synthetic) {

        public Station {
            before = List.copyOf(before);
        }
    }

    /**
     * 所计入的指标.
     *
     * @param own the platform's reading of it now
     * @param from the outcomes or contracts that it counts
     * @param late those of them that came after the plan's period
     */
    public record Reached(Indicator indicator, OwnReading own, List<Ref> from, List<Ref> late) {

        public Reached {
            from = List.copyOf(from);
            late = List.copyOf(late);
        }
    }
}
