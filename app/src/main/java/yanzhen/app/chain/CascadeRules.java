package yanzhen.app.chain;

import java.util.List;
import java.util.Optional;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Clause;

/**
 * 推演规则 of a pack ({@code what-if.yaml}). The plan asks for chains that hold and says nothing of how
 * to reckon what a stop costs; so all of this is the reading of the pack.
 *
 * @param basis where the plan asks for it
 * @param note what the plan leaves open and how the pack reads it
 * @param usual what is taken when nothing is said; what the indices of nodes are computed with
 * @param growths that may be chosen, as they are written; that of {@code usual} is among them
 */
public record CascadeRules(
        Clause basis, Bilingual note, CascadeReading usual, List<String> growths) {

    public CascadeRules {
        growths = List.copyOf(growths);
    }

    /** 推演规则簿. */
    public interface Book {

        /** The rules of the latest pack; empty when it has none. */
        Optional<CascadeRules> find();

        /**
         * The same.
         *
         * @throws NoRules when it has none
         */
        default CascadeRules inForce() {
            return find().orElseThrow(NoRules::new);
        }
    }

    /** No pack with rules of what-if has been loaded. */
    public static final class NoRules extends yanzhen.app.site.Conflict {
        public NoRules() {
            super("cascade-rules", "No pack with what-if.yaml has been loaded. Load one.");
        }
    }
}
