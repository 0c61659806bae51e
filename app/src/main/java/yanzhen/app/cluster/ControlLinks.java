package yanzhen.app.cluster;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.AsOf;
import yanzhen.app.kernel.Period;
import yanzhen.app.site.Conflict;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.Slice;

/**
 * 控制关系: who is a branch of whom, held by whom, member of whose group, from when until when. On no
 * day does anybody stand above itself, over however many others.
 */
public interface ControlLinks {

    /** 关系类别. */
    enum Kind {
        /** 分支机构: no legal person of its own; one parent at a time. */
        BRANCH,
        /** 控股: with the share that is held, where it is known. */
        SUBSIDIARY,
        /** 集团成员 of the group that the parent leads. */
        GROUP_MEMBER
    }

    /**
     * What is to be said of a link.
     *
     * @param share per cent held, above 0, at most 100, two decimals; null where not known or
     *     nothing is held
     * @param document where it stands
     * @param asOf day of which the document is
     */
    record Terms(
            Kind kind, @Nullable BigDecimal share, Period valid, String document, LocalDate asOf) {}

    /**
     * 一条关系, as known at a moment.
     *
     * @param link stays the same when it is corrected
     * @param by who recorded it; null for what a pack brought
     */
    record Link(
            UUID link,
            UUID child,
            UUID parent,
            Terms terms,
            Instant recordedAt,
            @Nullable String by,
            @Nullable String reason,
            boolean synthetic) {}

    /**
     * A link on the way up from an organisation.
     *
     * @param level 1 for its own parents
     */
    record Above(int level, Link link) {}

    /** Everybody above the organisation on the day, the nearest first. */
    List<Above> above(UUID organisation, AsOf asOf);

    /** Those right below, by what they are told apart by. */
    Slice<Link> below(UUID organisation, AsOf asOf, @Nullable Cursor after, int size);

    /** How many are right below. */
    long countBelow(UUID organisation, AsOf asOf);

    Optional<Link> find(UUID link);

    /**
     * 集团口径: a recognition in force of the organisation or of anybody below it.
     *
     * @param level 0 for the organisation itself
     */
    record GroupHeld(
            Organisation holder, int level, String scheme, Period valid, String document) {}

    /** By holder and scheme; two values make the cursor. */
    Slice<GroupHeld> held(UUID organisation, AsOf asOf, @Nullable Cursor after, int size);

    /** Every one of them, in the same order, none kept. */
    void eachHeld(UUID organisation, AsOf asOf, Consumer<GroupHeld> each);

    /**
     * How many bodies the group has with the organisation, and what they hold together.
     *
     * @param bodies the organisation counted too
     * @param holders of them who hold a recognition
     */
    record GroupCount(long bodies, long holders, long recognitions) {}

    GroupCount count(UUID organisation, AsOf asOf);

    /**
     * Records a link.
     *
     * @throws Circle when somebody would stand above itself
     * @throws Overlaps when the same link is recorded for some of the days, or another branch link
     * @throws yanzhen.app.access.Forbidden when the viewer looks after another district than the
     *     child's
     */
    UUID add(UUID child, UUID parent, Terms terms);

    /**
     * 终止 from a day on.
     *
     * @throws NotInForce when the day is not inside of its period
     */
    void end(UUID link, LocalDate on, String reason);

    /** 更正: what was recorded was wrong; both bodies stay. */
    void correct(UUID link, Terms terms, String reason);

    /** 撤回: there never was such a link. */
    void withdraw(UUID link, String reason);

    /** Somebody would stand above itself. */
    final class Circle extends Conflict {
        private final List<UUID> path;

        public Circle(List<UUID> path, String names) {
            super(
                    "control-circle",
                    "The organisation would stand above itself: %s.".formatted(names),
                    names);
            this.path = List.copyOf(path);
        }

        /** From the child over its parents back to itself. */
        public List<UUID> path() {
            return path;
        }
    }

    /** It is recorded for some of the days. */
    final class Overlaps extends Conflict {
        public Overlaps() {
            super(
                    "control-overlaps",
                    "On some of these days the link is recorded already, or the organisation is a branch of another.");
        }
    }

    /** The link is not in force on the day on which it is to end. */
    final class NotInForce extends Conflict {
        public NotInForce(LocalDate on) {
            super(
                    "control-not-in-force",
                    "The link is not in force on %s, or begins on it.".formatted(on),
                    on.toString());
        }
    }

    /** What is said is what was known. */
    final class Unchanged extends Conflict {
        public Unchanged() {
            super("control-unchanged", "The link says so already. Change something first.");
        }
    }
}
