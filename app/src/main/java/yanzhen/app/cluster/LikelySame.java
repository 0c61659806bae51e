package yanzhen.app.cluster;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.CreditCode;

/**
 * 登记前的比对: whom of the register a body may already be that somebody is about to register, or to call
 * otherwise. It asks and never refuses.
 */
public interface LikelySame {

    /**
     * 可能是同一家.
     *
     * @param probability that both are one, 0.5 to 1
     * @param reasons what speaks for and against, the strongest first
     */
    record Likely(
            Organisation organisation, BigDecimal probability, List<Duplicates.Reason> reasons) {
        public Likely {
            reasons = List.copyOf(reasons);
        }
    }

    /** 答复: what somebody says of the likely ones. */
    enum Answer {
        /** 不能确定: the pairs wait to be looked at. */
        UNSURE,
        /** 都不是同一家: nobody is asked again. */
        DIFFERENT
    }

    /**
     * Who a body may be that is not in the register yet; the likeliest first, five at most.
     *
     * @param code null where it has none
     */
    List<Likely> of(@Nullable CreditCode code, Facts facts);

    /**
     * Who else an organisation may be when its facts are corrected so. Nobody when neither names
     * nor place change; and never one with which it makes a pair already.
     */
    List<Likely> of(UUID organisation, Facts facts);

    /**
     * Keeps the pairs of an organisation with those that it may be, with the answer.
     *
     * @param note why they are different, 2 to 500 characters
     */
    void keep(UUID organisation, List<Likely> likely, Answer answer, String note);
}
