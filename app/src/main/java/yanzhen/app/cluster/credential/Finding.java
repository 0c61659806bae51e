package yanzhen.app.cluster.credential;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 核验结论.
 *
 * @param reasons why; none when it is valid
 * @param statement what it says; null when it cannot be read or nothing vouches for it
 * @param statusAsOf day of the status list that was asked; null when none was
 */
public record Finding(
        Verdict verdict,
        List<Reason> reasons,
        @Nullable Statement statement,
        @Nullable String statusAsOf) {

    public Finding {
        reasons = List.copyOf(reasons);
    }

    /** 结论. */
    public enum Verdict {
        /** 有效. */
        VALID,
        /** 无效: not what it says it is. */
        INVALID,
        /** 不在有效期. */
        NOT_IN_FORCE,
        /** 已撤销. */
        REVOKED,
        /** 已换发: the recognition stands, and a later edition says so. */
        REPLACED,
        /** 无法判定: something is lacking that would decide it. */
        UNDECIDED
    }
}
