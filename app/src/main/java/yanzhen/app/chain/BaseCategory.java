package yanzhen.app.chain;

/** 五基: which of the five bases of industry something belongs to. */
public enum BaseCategory {
    /** 核心基础零部件及元器件. */
    CORE_COMPONENT,
    /** 关键基础材料. */
    BASIC_MATERIAL,
    /** 先进基础工艺. */
    ADVANCED_PROCESS,
    /** 产业技术基础. */
    TECHNOLOGY_BASE,
    /** 工业基础软件. */
    INDUSTRIAL_SOFTWARE,
    /** 其他. */
    OTHER
}
