package yanzhen.app.chain.taskforce;

/** 职位 on a task force. */
public enum Post {
    /** 链长: one at a time. */
    CHIEF,
    /** 副链长. */
    DEPUTY,
    /** 链主: the leading firm of the chain. */
    LEADER,
    /** 专班办公室. */
    OFFICE,
    /** 成员单位. */
    MEMBER
}
