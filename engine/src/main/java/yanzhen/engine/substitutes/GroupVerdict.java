package yanzhen.engine.substitutes;

/** What may be said of the complexity of a group of firms. */
public enum GroupVerdict {
    /** 可比: the index is there, and compares firms of the group. */
    COMPARABLE,
    /** 企业过少: fewer than two firms. */
    TOO_FEW,
    /** 无差异: all firms have the same capabilities. */
    ALL_ALIKE,
    /** 不唯一: the second and the third eigenvalue are equal, so that many indices fulfil the rule. */
    AMBIGUOUS,
    /** 方向不定: neither diversity nor ubiquity says which end is the complex one. */
    NO_DIRECTION,
    /** 未收敛: the limit of steps was reached first. */
    CUT_OFF
}
