package yanzhen.selection.assignment;

/**
 * 组成规则: how the experts of one bid are made up.
 *
 * @param mostOfOne how many may work for one organisation, 1 or more; experts without an
 *     organisation are not counted together
 * @param leastSenior how many must be senior, 0 or more
 */
public record Rules(int mostOfOne, int leastSenior) {

    /** Any experts do. */
    public static final Rules NONE = new Rules(Integer.MAX_VALUE, 0);
}
