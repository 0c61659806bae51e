package yanzhen.app.chain.dossier;

import java.util.List;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.SourceNote;

/**
 * 一行 of a list.
 *
 * @param key tells it from the other lines of its list, and stays the same over all editions
 * @param cells one for each column of the list
 * @param path address of the page that it rests on; null when it has none
 * @param source of the fact that it rests on; null where the page says it
 * @param synthetic whether a synthetic record went into it
 */
public record Line(
        String key,
        Bilingual name,
        List<Cell> cells,
        @Nullable String path,
        @Nullable SourceNote source,
        boolean synthetic) {

    public Line {
        cells = List.copyOf(cells);
    }

    /** Whether it says the same: where it can be looked up is no matter. */
    public boolean saysTheSameAs(Line other) {
        return name.equals(other.name) && cells.equals(other.cells);
    }
}
