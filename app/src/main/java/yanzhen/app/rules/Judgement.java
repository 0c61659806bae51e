package yanzhen.app.rules;

import java.util.List;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;
import yanzhen.app.rules.Amount.Missing;

/**
 * 判断: what comes of a rule for a firm, part by part.
 *
 * @param found what the firm has; null unless the rule is one comparison of which it is known
 * @param required what the rule asks for; null when it is not known or the rule has parts
 * @param missing data without which it cannot be decided; none when it is
 * @param parts of a rule that has parts, in its order
 */
public record Judgement(
        Rule rule,
        Answer answer,
        @Nullable BigFraction found,
        @Nullable BigFraction required,
        List<Missing> missing,
        List<Judgement> parts) {

    /** 结论. */
    public enum Answer {
        /** 满足. */
        MET,
        /** 不满足. */
        LACKING,
        /** 数据不全, 不能判断. */
        UNDECIDED
    }

    public Judgement {
        missing = List.copyOf(missing);
        parts = List.copyOf(parts);
    }

    /** How much is lacking, as the rule counts it; null where that is not the question. */
    public @Nullable BigFraction lacking() {
        return answer != Answer.LACKING || found == null || required == null
                ? null
                : required.subtract(found);
    }

    /** What stands in the way; null unless the rule lacks something and says how much. */
    public @Nullable Shortfall shortfall() {
        return Shortfall.of(this);
    }
}
