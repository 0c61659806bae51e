package yanzhen.app.chain.dossier;

import java.util.List;
import yanzhen.app.chain.Atlas;

/**
 * 补入: lines that a module has for the lists of a chain. Each module above makes a bean of its own,
 * since the chain does not know of it; their lines stand in the order of {@link #order}.
 */
public interface Contribution {

    /** A line and the list in which it stands. */
    record Entry(Listing listing, Line line) {}

    /** The lowest first; tens, by the floors. */
    int order();

    /**
     * Lines for a chain, of what the viewer may see.
     *
     * @param chain with its nodes as the latest diagnosis has them
     */
    List<Entry> lines(Atlas.Map chain);
}
