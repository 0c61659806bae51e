package yanzhen.app.chain.foresight;

import java.util.List;
import java.util.Optional;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Clause;
import yanzhen.app.site.Conflict;

/**
 * 预研规则 of a pack ({@code foresight.yaml}). The plan asks for a system of pre-research and for
 * disruptive technology and leaves the rest open; so all of this is the reading of the pack.
 *
 * @param basis where the plan speaks of it
 * @param note what the plan leaves open and how the pack reads it
 * @param bands from the nearest to the farthest
 * @param levels 1 to 9, in this order
 */
public record ForesightRules(
        Clause basis,
        Bilingual note,
        List<Band> bands,
        List<Kind> kinds,
        List<Level> levels,
        Panel panel,
        Weights weights) {

    public ForesightRules {
        bands = List.copyOf(bands);
        kinds = List.copyOf(kinds);
        levels = List.copyOf(levels);
    }

    /** 展望期: years until a technology is in use. */
    public record Band(String key, Bilingual name) {}

    /** 证据种类: a paper, a prototype, a field trial. */
    public record Kind(String key, Bilingual name) {}

    /**
     * 成熟度等级.
     *
     * @param level 1 to 9
     * @param needs each of these is asked for; of each, one kind is enough
     */
    public record Level(int level, Bilingual name, List<List<String>> needs) {
        public Level {
            needs = needs.stream().map(List::copyOf).toList();
        }

        /** Whether evidence of this kind says anything of this level. */
        public boolean takes(String kind) {
            return needs.stream().anyMatch(it -> it.contains(kind));
        }
    }

    /**
     * 德尔菲规则.
     *
     * @param least fewest answers to a question of which anything is shown, 3 or more
     * @param agreedScale widest interquartile range on a scale of 1 to 5 that counts as agreement
     * @param agreedYears the same in years
     */
    public record Panel(int least, int agreedScale, int agreedYears, Bilingual why) {}

    /**
     * 排序权重: in points; together they are 100.
     *
     * @param horizon the nearer the more
     */
    public record Weights(
            int importance, int feasibility, int readiness, int horizon, Bilingual why) {}

    public Optional<Band> band(String key) {
        return bands.stream().filter(it -> it.key.equals(key)).findFirst();
    }

    public Optional<Kind> kind(String key) {
        return kinds.stream().filter(it -> it.key.equals(key)).findFirst();
    }

    /** Place of a band, 0 for the nearest; behind the last for a band that a later pack dropped. */
    public int place(String band) {
        for (int at = 0; at < bands.size(); at++) {
            if (bands.get(at).key.equals(band)) {
                return at;
            }
        }
        return bands.size();
    }

    /** 规则簿. */
    public interface Book {

        /**
         * The rules of the latest pack.
         *
         * @throws NoRules when it has none
         */
        ForesightRules inForce();
    }

    /** No pack with rules of foresight has been loaded. */
    public static final class NoRules extends Conflict {
        public NoRules() {
            super("foresight-rules", "No pack with foresight.yaml has been loaded. Load one.");
        }
    }
}
