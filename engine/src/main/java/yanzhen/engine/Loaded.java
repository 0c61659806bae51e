package yanzhen.engine;

import java.util.List;

/**
 * 读入结果: a network read from a table, with what was not taken into it.
 *
 * @param rows how many rows there were below the header
 * @param refused the first rows that were left out, by line, {@value NetworkTable#SAID} at most
 * @param refusedRows how many were left out in all
 * @param merged how many rows were added to another of the same supplier and customer
 */
public record Loaded(
        SupplyNetwork network, long rows, List<Refused> refused, long refusedRows, long merged) {

    public Loaded {
        refused = List.copyOf(refused);
    }

    /**
     * A row that was left out.
     *
     * @param line of the file, the header being line 1
     * @param why with the value found and what was expected
     */
    public record Refused(long line, String why) {}
}
