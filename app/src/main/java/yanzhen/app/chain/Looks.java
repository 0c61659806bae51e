package yanzhen.app.chain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** 查阅记录: every look at protected supplier data, for auditors to read. */
public interface Looks {

    /** At what. */
    enum What {
        /** 供应网络 with all its firms. */
        NETWORK,
        /** 企业 with its suppliers and customers. */
        FIRM,
        /** 推演 with its losses. */
        RUN,
        /** 损失原因 of one firm. */
        REASON,
        /** 系统性风险排名. */
        RANKING,
        /** 导出. */
        EXPORT
    }

    /**
     * 一次查阅.
     *
     * @param who as named at that time
     * @param subject identity of the version or the run
     * @param detail what it was called: key and version, and a firm where it was one
     */
    record Look(
            UUID id,
            @Nullable UUID account,
            String who,
            String role,
            What what,
            UUID subject,
            String detail,
            Instant at) {}

    /** Keeps a look of the viewer at hand, in the transaction at hand or one of its own. */
    void note(What what, UUID subject, String detail);

    /**
     * The latest looks; only auditors see any.
     *
     * @param before only earlier ones; null from the latest on
     * @param who part of a name; empty for everybody
     */
    List<Look> latest(@Nullable UUID before, String who, @Nullable What what, int most);
}
