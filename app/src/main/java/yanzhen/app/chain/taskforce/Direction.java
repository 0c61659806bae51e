package yanzhen.app.chain.taskforce;

/** 方向: what a weak link is in want of. */
public enum Direction {
    /** 补链: something is missing. */
    FILL,
    /** 固链: what there is hangs on too few. */
    SECURE,
    /** 强链: what there is is not good enough. */
    STRENGTHEN
}
