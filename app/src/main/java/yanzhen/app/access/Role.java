package yanzhen.app.access;

/** 角色: what an account is. An account has exactly one; a person with two jobs has two accounts. */
public enum Role {
    /** 市级项目官员 runs the plan for the whole region. */
    CITY_OFFICER,
    /** 产业链专班 works on chains, sees the whole region. */
    CHAIN_TASK_FORCE,
    /** 区级官员 looks after the organisations of one district. */
    DISTRICT_OFFICER,
    /** 企业 acts for one or more firms. */
    ENTERPRISE,
    /** 科研院所和服务机构 acts for an institute or a service provider. */
    INSTITUTE,
    /** 评审专家. */
    EXPERT,
    /** 银行和保险机构. */
    FINANCIER,
    /** 审计人员 sees all and changes nothing. */
    AUDITOR,
    /** 系统管理员. */
    SYSTEM_ADMIN,
    /** 安全管理员 looks after accounts. */
    SECURITY_ADMIN,
    /** 审计管理员 looks after the audit trail. */
    AUDIT_ADMIN,
    /** 其他地区节点. */
    NODE,
    /** 公众 a visitor who has not logged in. No account has this role. */
    PUBLIC,
    /**
     * 系统 the program itself, when it loads packs or works by the clock. No account has this role.
     */
    SYSTEM;

    /** 三权分立: system, security and audit administrator, never one person's account. */
    public boolean administers() {
        return this == SYSTEM_ADMIN || this == SECURITY_ADMIN || this == AUDIT_ADMIN;
    }

    /** Whether an account of this role can act for organisations. */
    public boolean actsForOrganisations() {
        return switch (this) {
            case CITY_OFFICER,
                    CHAIN_TASK_FORCE,
                    DISTRICT_OFFICER,
                    ENTERPRISE,
                    INSTITUTE,
                    FINANCIER ->
                    true;
            case EXPERT, AUDITOR, SYSTEM_ADMIN, SECURITY_ADMIN, AUDIT_ADMIN, NODE, PUBLIC, SYSTEM ->
                    false;
        };
    }

    /** Whether an account can have it. */
    public boolean ofAccounts() {
        return this != PUBLIC && this != SYSTEM;
    }
}
