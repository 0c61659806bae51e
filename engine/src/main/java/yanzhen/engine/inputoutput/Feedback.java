package yanzhen.engine.inputoutput;

/**
 * 区域间反馈: the output of a region for the demand for its own products, with the other regions and
 * without; Miller and Blair 2009, section 3.3.2.
 *
 * @param alone output if purchases from other regions came back to it never
 * @param together output with all regions, at least as much
 */
public record Feedback(String region, double alone, double together) {

    /** Share of the region's output that is owed to its purchases from others, 0 to 1. */
    public double share() {
        return together == 0 ? 0 : (together - alone) / together;
    }
}
