package yanzhen.app.cluster;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Bilingual;

/**
 * 随机构流转的事项: one kind of thing that hangs on organisations, and how it passes from one to another.
 *
 * <p>Each module tells of its own things; {@link Identities} asks all of them. It does so inside of
 * the transaction that merges or splits, with the rights of the program ({@link
 * yanzhen.app.access.OnBehalf}), and holds the rows of both organisations meanwhile, so that
 * nothing new comes in between.
 */
public interface Belongings {

    /** In small letters; its name for people is the message {@code belonging.<kind>}. */
    String kind();

    /** Everything of this kind that hangs on the organisation now. */
    List<Item> of(UUID organisation);

    /** What speaks against, or must be asked before, the giver's things pass to the taker. */
    default List<Clash> clashes(UUID giver, UUID taker) {
        return List.of();
    }

    /** Passes the things on, and says what must be remembered to bring each of them back. */
    List<Trace> pass(Passage passage);

    /**
     * Brings back what {@link #pass} passed on.
     *
     * @return what could not be brought back, because it is no longer with the taker
     */
    List<String> bringBack(Return back);

    /**
     * 事项: one thing.
     *
     * @param id within its kind
     * @param path where it is shown; null where it has no page, or must not be known
     */
    record Item(String id, Bilingual label, @Nullable String path) {}

    /**
     * 冲突: what happens when both have something of which one body can have one only.
     *
     * @param code the sentence for people is the message {@code clash.<code>}
     * @param item the giver's thing, or a part of it that must be asked about
     * @param said arguments of the sentence
     * @param path where to do something about it; null where nothing can be done
     */
    record Clash(
            Weight weight, String code, String item, List<Bilingual> said, @Nullable String path) {

        /** 程度. */
        public enum Weight {
            /** Nothing passes before this is out of the way. */
            OBSTACLE,
            /** Somebody must say whose stays. */
            CHOICE,
            /** The giver's stays with its record. */
            STAYS,
            /** It may pass, and should be known. */
            WARNING
        }
    }

    /** 保留方: whose stays. */
    enum Side {
        GIVER,
        TAKER
    }

    /**
     * 流转.
     *
     * @param items those that pass
     * @param kept answers to choices by {@link Clash#item}; the taker's stays where there is none
     */
    record Passage(
            UUID giver,
            UUID taker,
            Set<String> items,
            Map<String, Side> kept,
            String reason,
            Instant at) {

        /** Whose stays. */
        public Side stays(String item) {
            return kept.getOrDefault(item, Side.TAKER);
        }
    }

    /** What passed, and what its kind must remember to bring it back; null for nothing. */
    record Trace(String item, @Nullable String detail) {
        public static Trace of(Object item) {
            return new Trace(item.toString(), null);
        }
    }

    /** 回转: the same two as in the passage; the taker gives back. */
    record Return(UUID giver, UUID taker, List<Trace> traces, String reason, Instant at) {}
}
