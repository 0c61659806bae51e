package yanzhen.app.chain;

import java.util.List;
import java.util.Optional;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Clause;

/**
 * 时效规则 of a pack ({@code freshness.yaml}): when whoever answers for a node is asked whether a fact
 * still holds. The plan asks for chains that are mended and kept and sets no days; so all of this
 * is the reading of the pack.
 *
 * @param basis where the plan asks for it
 * @param note what the plan leaves open and how the pack reads it
 */
public record KeepingRules(Clause basis, Bilingual note, List<Asking> kinds) {

    public KeepingRules {
        kinds = List.copyOf(kinds);
    }

    /**
     * 提请时点: when to ask for facts of one kind. A kind that the pack leaves out is never asked for.
     *
     * @param kind PROVISION, or a kind of fact on a node
     * @param leadDays days before the last fresh day on which to ask
     * @param againDays days after which to ask again while nobody has answered
     */
    public record Asking(String kind, int leadDays, int againDays) {}

    /** 时效规则簿. */
    public interface Book {

        /** The rules of the latest pack; empty when it has none. */
        Optional<KeepingRules> find();
    }
}
