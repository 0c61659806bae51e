package yanzhen.app.chain;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** 列对应: tables of anybody's making, and which of their columns an account takes for which field. */
public interface TableMappings {

    /**
     * 待对应的表, as it was handed in.
     *
     * @param holds key of the table of ours that it is to fill
     * @param chain key of the chain that it is for
     */
    record Handed(
            UUID id,
            String name,
            String holds,
            String chain,
            List<String> heads,
            List<Line> lines) {}

    /**
     * A row.
     *
     * @param number as a spreadsheet numbers it
     */
    record Line(int number, List<String> cells) {}

    /**
     * 对应.
     *
     * @param columns places of columns, from 0, by our fields
     * @param fixed texts that hold for every row, by our fields, where no column is taken
     */
    record Mapping(Map<String, Integer> columns, Map<String, String> fixed) {}

    /** Keeps a table for a day, for its sender alone, and leaves an audit record. */
    UUID keep(String name, String holds, String chain, List<String> heads, List<Line> lines);

    /** A table of the asker's own. */
    Optional<Handed> find(UUID id);

    /** What the asker chose the last time for a table with these heads. */
    Optional<Mapping> remembered(String holds, List<String> heads);

    void remember(String holds, List<String> heads, Mapping mapping);
}
