package yanzhen.app.chain.taskforce;

/** 权限: what a post may do; which post has which is the pack's. */
public enum Power {
    /** 提出方案. */
    PROPOSE_PLAN,
    /** 确认需求: says that the chain's firms need it. */
    CONFIRM_NEED,
    /** 决定方案: decides it, or drops it once it is decided. */
    DECIDE_PLAN,
    /** 推进方案: begins it, ties it to real work, closes it with evidence. */
    WORK_PLAN,
    /** 记会议纪要, with the tasks that follow. */
    KEEP_MINUTES,
    /** 派任务. */
    ASSIGN_TASK,
    /** 组织一条龙. */
    RUN_PILOT,
    /** 评关口. */
    PASS_GATE,
    /** 签发图谱与清单, or sends an edition back. */
    SIGN_EDITION
}
