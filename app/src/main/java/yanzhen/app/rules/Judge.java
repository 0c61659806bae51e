package yanzhen.app.rules;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import yanzhen.app.rules.Amount.Between;
import yanzhen.app.rules.Amount.Known;
import yanzhen.app.rules.Amount.Missing;
import yanzhen.app.rules.Judgement.Answer;

/** Kleene's strong logic of three values: what is not known decides nothing, and hides nothing. */
final class Judge {

    private Judge() {}

    static Judgement judge(Rule rule, Facts facts) {
        return switch (rule) {
            case Rule.Comparison comparison -> compared(comparison, facts);
            case Rule.All(var parts) -> together(rule, parts, facts, Answer.LACKING, Answer.MET);
            case Rule.Any(var parts) -> together(rule, parts, facts, Answer.MET, Answer.LACKING);
        };
    }

    /**
     * @param decides an answer of one part that is the answer of all
     * @param otherwise the answer when every part gives it
     */
    private static Judgement together(
            Rule rule, List<Rule> parts, Facts facts, Answer decides, Answer otherwise) {
        var judged = parts.stream().map(it -> it.judge(facts)).toList();
        boolean decided = judged.stream().anyMatch(it -> it.answer() == decides);
        boolean open = judged.stream().anyMatch(it -> it.answer() == Answer.UNDECIDED);
        var answer = decided ? decides : open ? Answer.UNDECIDED : otherwise;
        var missing = new ArrayList<Missing>();
        if (answer == Answer.UNDECIDED) {
            judged.forEach(it -> missing.addAll(it.missing()));
        }
        return new Judgement(
                rule, answer, null, null, missing.stream().distinct().toList(), judged);
    }

    private static Judgement compared(Rule.Comparison rule, Facts facts) {
        var left = rule.left().value(facts, 0);
        var right = rule.right().value(facts, 0);
        var answer = answer(left, rule.sign(), right);
        return new Judgement(
                rule,
                answer,
                known(left),
                known(right),
                answer == Answer.UNDECIDED ? Expression.missing(List.of(left, right)) : List.of(),
                List.of());
    }

    private static org.apache.commons.numbers.fraction.@Nullable BigFraction known(Amount amount) {
        return amount instanceof Known(var value) ? value : null;
    }

    private static Answer answer(Amount left, Rule.Sign sign, Amount right) {
        if (!(right instanceof Known(var limit))) {
            return Answer.UNDECIDED;
        }
        return switch (left) {
            case Known(var value) -> sign.holds(value, limit) ? Answer.MET : Answer.LACKING;
            case Between(var least, var most, _) -> {
                boolean atLeast = sign.holds(least, limit);
                boolean atMost = sign.holds(most, limit);
                boolean sure = atLeast == atMost && sign != Rule.Sign.EQUAL;
                yield !sure ? Answer.UNDECIDED : atLeast ? Answer.MET : Answer.LACKING;
            }
            case Amount.Unknown _ -> Answer.UNDECIDED;
        };
    }
}
