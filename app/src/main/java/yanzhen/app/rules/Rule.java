package yanzhen.app.rules;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.numbers.fraction.BigFraction;

/** 规则: a condition, taken apart. {@link RuleText} reads it. */
public sealed interface Rule {

    /** 比较符号. */
    enum Sign {
        AT_LEAST("≥"),
        ABOVE(">"),
        AT_MOST("≤"),
        BELOW("<"),
        EQUAL("=");

        private final String text;

        Sign(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }

        boolean holds(BigFraction left, BigFraction right) {
            int order = left.compareTo(right);
            return switch (this) {
                case AT_LEAST -> order >= 0;
                case ABOVE -> order > 0;
                case AT_MOST -> order <= 0;
                case BELOW -> order < 0;
                case EQUAL -> order == 0;
            };
        }
    }

    /** 一项比较. */
    record Comparison(Expression left, Sign sign, Expression right) implements Rule {
        /** Of what is compared. */
        public Kind kind() {
            return left.kind();
        }
    }

    /** 同时满足. */
    record All(List<Rule> parts) implements Rule {
        public All {
            parts = List.copyOf(parts);
        }
    }

    /** 满足之一. */
    record Any(List<Rule> parts) implements Rule {
        public Any {
            parts = List.copyOf(parts);
        }
    }

    /** The data that it speaks of, and of how many years at most, the last one included. */
    default Map<Datum, Integer> needs() {
        var needs = new LinkedHashMap<Datum, Integer>();
        switch (this) {
            case Comparison(var left, _, var right) -> {
                left.needs(1, needs);
                right.needs(1, needs);
            }
            case All(var parts) -> parts.forEach(it -> merge(it, needs));
            case Any(var parts) -> parts.forEach(it -> merge(it, needs));
        }
        return needs;
    }

    private static void merge(Rule rule, Map<Datum, Integer> needs) {
        rule.needs().forEach((datum, years) -> needs.merge(datum, years, Math::max));
    }

    /** What comes of it for a firm. */
    default Judgement judge(Facts facts) {
        return Judge.judge(this, facts);
    }
}
