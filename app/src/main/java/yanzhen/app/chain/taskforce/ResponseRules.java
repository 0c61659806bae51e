package yanzhen.app.chain.taskforce;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Clause;
import yanzhen.app.site.Conflict;

/**
 * 应对规则 of a pack ({@code response.yaml}): which finding asks for which direction, which kinds of
 * options there are, which post may do what.
 *
 * @param basis where the plan speaks of it
 * @param note what the plan leaves open and how the pack reads it
 * @param needFirst whether a 链主 in office confirms the need before the plan is decided
 * @param remindDays days before it is due from which on a task is reminded of
 */
public record ResponseRules(
        Clause basis,
        Bilingual note,
        List<Reading> readings,
        List<Kind> kinds,
        List<PowerOf> powers,
        Structure structure,
        boolean needFirst,
        int remindDays) {

    public ResponseRules {
        readings = List.copyOf(readings);
        kinds = List.copyOf(kinds);
        powers = List.copyOf(powers);
    }

    /**
     * 判读: a rule of diagnosis that fired asks for a direction.
     *
     * @param rule key in diagnosis.yaml
     * @param unless key of another rule; when that fired too, this does not hold; null for none
     */
    public record Reading(
            String rule, Direction direction, @Nullable String unless, Bilingual reason) {}

    /**
     * 应对方式.
     *
     * @param directions in which it helps
     * @param unless key of a rule; when that fired, it helps in none; null for none
     * @param work which real work it leads to
     * @param source where it is written; null when it is the pack's reading alone
     */
    public record Kind(
            String key,
            Bilingual name,
            Set<Direction> directions,
            @Nullable String unless,
            Work work,
            List<Field> fields,
            @Nullable Clause source,
            Bilingual reason) {
        public Kind {
            directions = Set.copyOf(directions);
            fields = List.copyOf(fields);
        }
    }

    /** 落到哪里. */
    public enum Work {
        /** 榜单. */
        CHALLENGE,
        /** 预研课题. */
        TOPIC,
        /** 一条龙. */
        PILOT,
        /** The measure is a record of its own. */
        NONE
    }

    /** 专项字段 of a measure. */
    public record Field(String key, Bilingual name, boolean required) {}

    /** Which posts have a power, and why. */
    public record PowerOf(Power power, Set<Post> posts, Bilingual reason) {
        public PowerOf {
            posts = Set.copyOf(posts);
        }
    }

    /**
     * 结构权重: how much more it counts that a firm makes something when that stands near to the node
     * in its chain. Only ratios matter.
     *
     * @param sibling what is a kind of the same thing, or goes into the same thing
     * @param input what goes into the node
     * @param nearest how many things are asked for at most, the weightiest ones
     */
    public record Structure(int sibling, int input, int nearest, Bilingual reason) {}

    public Optional<Kind> kind(String key) {
        return kinds.stream().filter(it -> it.key.equals(key)).findFirst();
    }

    /** 规则簿. */
    public interface Book {

        /**
         * The rules of the latest pack.
         *
         * @throws NoRules when it has none
         */
        ResponseRules inForce();
    }

    /** No pack with rules of response has been loaded. */
    public static final class NoRules extends Conflict {
        public NoRules() {
            super("response-rules", "No pack with response.yaml has been loaded. Load one.");
        }
    }
}
