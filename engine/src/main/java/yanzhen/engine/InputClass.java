package yanzhen.engine;

/** 投入品类别: what happens to a buyer when an input of some sector fails to come. */
public enum InputClass {
    /** 可忽略: nothing. */
    NEGLIGIBLE,
    /** 非必需: it loses the share that the input has in all that it buys. */
    NON_ESSENTIAL,
    /** 必需: it loses the share that is missing of this input; the worst input counts. */
    ESSENTIAL
}
