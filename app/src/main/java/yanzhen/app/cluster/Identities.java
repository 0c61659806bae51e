package yanzhen.app.cluster;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.site.Conflict;

/**
 * 机构归并与拆分: two records that turn out to be one body become one, and one that turns out to be two
 * becomes two. Everything that hangs on the one passes on, and can be brought back; what was known
 * before stays what was known.
 */
public interface Identities {

    /** 归并或拆分. */
    enum Kind {
        MERGE,
        SPLIT
    }

    /** Things of one kind. */
    record Group(String kind, List<Belongings.Item> items) {}

    /**
     * A clash of one kind of thing.
     *
     * @param key names it among all: kind and item
     */
    record Hindrance(String kind, String key, Belongings.Clash clash) {}

    /**
     * 归并预览: what a merge would do.
     *
     * @param fingerprint another one later means that something has changed meanwhile
     */
    record Outlook(
            Organisation giver,
            Organisation taker,
            List<Group> passing,
            List<Hindrance> hindrances,
            String fingerprint) {

        /** Whether nothing must be removed first. */
        public boolean possible() {
            return hindrances.stream()
                    .noneMatch(it -> it.clash().weight() == Belongings.Clash.Weight.OBSTACLE);
        }

        /** Whether it can be decided without a question. */
        public boolean clear() {
            return hindrances.isEmpty();
        }

        /** How many things pass. */
        public int size() {
            return passing.stream().mapToInt(it -> it.items().size()).sum();
        }
    }

    /**
     * What merging the giver's record into the taker's would do.
     *
     * @throws Same when they are one record already
     * @throws yanzhen.app.site.NotFound when one is not in the register, or was merged away
     */
    Outlook outlook(UUID giver, UUID taker);

    /**
     * 归并.
     *
     * @param kept answers to choices by {@link Hindrance#key}
     * @param seen fingerprint of the outlook that was decided on; null to decide on what there is
     */
    record Merge(
            UUID giver,
            UUID taker,
            Map<String, Belongings.Side> kept,
            String reason,
            @Nullable String seen) {}

    /**
     * Makes the giver's record a part of the taker's.
     *
     * @return identity of the step
     * @throws Hindered when something must be removed first
     * @throws Shifted when the outlook is another one than the one that was seen
     */
    UUID merge(Merge merge);

    /** Everything that could be given to another record in a split. */
    List<Group> belongings(UUID organisation);

    /**
     * 拆分.
     *
     * @param items by kind and item, as {@link #key} writes them
     */
    record Split(UUID giver, UUID taker, Set<String> items, String reason) {}

    /**
     * Gives some of an organisation's things to another record of the register.
     *
     * @return identity of the step
     * @throws Hindered when the taker cannot have one of them
     */
    UUID split(Split split);

    /** Names one thing among all kinds. */
    static String key(String kind, String item) {
        return kind + ":" + item;
    }

    /**
     * 一次归并或拆分.
     *
     * @param by who did it
     * @param items how many things passed
     * @param undone null while it stands
     */
    record Step(
            UUID id,
            Kind kind,
            Party giver,
            Party taker,
            Instant at,
            String by,
            String reason,
            int items,
            @Nullable Undone undone) {}

    /** One of the two records, under its last own name; the code, or what stands in for it. */
    record Party(UUID id, String code, String name, @Nullable String nameEn) {
        public String nameIn(java.util.Locale locale) {
            return locale.getLanguage().equals("en") && nameEn != null ? nameEn : name;
        }
    }

    /** 撤销. */
    record Undone(Instant at, String by, String reason) {}

    /**
     * One thing that passed.
     *
     * @param label as it was called then
     * @param item null where it is with neither as it was: not kept, or changed since
     * @param returned null while the step stands; false where it could not be brought back
     */
    record Passed(
            String kind,
            String id,
            Bilingual label,
            Belongings.@Nullable Item item,
            @Nullable Boolean returned) {}

    /** Steps that an organisation had a part in, the latest first. */
    List<Step> steps(UUID organisation);

    Optional<Step> find(UUID step);

    /** What passed; nothing for those who do not see the region. */
    List<Passed> passed(UUID step);

    /**
     * Takes a step back: the giver's record stands again as it stood, and has again what passed
     * from it and is still with the taker. What came to the taker since stays with it.
     *
     * @return how many things could not be brought back
     * @throws UndoneAlready when somebody has taken it back
     * @throws Buried when the taker was itself merged away since
     */
    int undo(UUID step, String reason);

    /** The record that stands for a body now; empty when there is no such record. */
    Optional<UUID> presentOf(UUID organisation);

    /** Both are the same record. */
    final class Same extends Conflict {
        public Same() {
            super("identity-same", "Both are the same record. Choose another one.");
        }
    }

    /** Something must be removed first. */
    final class Hindered extends Conflict {
        public Hindered(int obstacles) {
            super(
                    "identity-hindered",
                    "%d things stand in the way. Remove them first.".formatted(obstacles),
                    obstacles);
        }
    }

    /** The register has moved since the outlook was shown. */
    final class Shifted extends Conflict {
        public Shifted() {
            super("identity-shifted", "Something of the two has changed since. Look at it again.");
        }
    }

    /** It was taken back already. */
    final class UndoneAlready extends Conflict {
        public UndoneAlready() {
            super("identity-undone", "It has been taken back already.");
        }
    }

    /** The taker was merged into another record since: that must be taken back first. */
    final class Buried extends Conflict {
        public Buried(String name) {
            super(
                    "identity-buried",
                    "The record was merged into %s since. Take that back first.".formatted(name),
                    name);
        }
    }

    /** A thing of the giver cannot be had again, because something else is in its place. */
    final class Occupied extends Conflict {
        public Occupied(String kind, String what) {
            super(
                    "identity-occupied",
                    "Of %s, %s cannot be brought back: something else is in its place."
                            .formatted(kind, what),
                    what);
        }
    }
}
