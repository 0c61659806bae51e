package yanzhen.app.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.numbers.fraction.BigFraction;
import yanzhen.app.rules.Amount.Known;
import yanzhen.app.rules.Amount.Missing;
import yanzhen.app.rules.Amount.Unknown;

/** 算式: what is compared in a rule. */
sealed interface Expression {

    Kind kind();

    /**
     * Its value.
     *
     * @param back years before the last one
     */
    Amount value(Facts facts, int back);

    /**
     * Adds the data that it speaks of.
     *
     * @param years of how many it is asked for
     */
    default void needs(int years, Map<Datum, Integer> needs) {
        switch (this) {
            case Literal _ -> {}
            case Value(var datum, var before) ->
                    needs.merge(datum, datum.yearly() ? years + before : 1, Math::max);
            case Pair(var left, _, var right, _) -> {
                left.needs(years, needs);
                right.needs(years, needs);
            }
            case OverYears(var over, var of, var each, _) ->
                    of.needs(years - 1 + (over == Over.GROWTH ? each + 1 : each), needs);
        }
    }

    /** A number with its unit. */
    record Literal(BigFraction number, Kind kind) implements Expression {
        @Override
        public Amount value(Facts facts, int back) {
            return new Known(number);
        }
    }

    /**
     * A datum.
     *
     * @param before years before the one that is asked about
     */
    record Value(Datum datum, int before) implements Expression {
        @Override
        public Kind kind() {
            return datum.kind();
        }

        @Override
        public Amount value(Facts facts, int back) {
            int year = facts.lastYear() - (datum.yearly() ? back + before : 0);
            var known = facts.value(datum, year);
            return known == null ? new Unknown(List.of(new Missing(datum, year, false))) : known;
        }
    }

    /** 加减乘除. */
    enum Operator {
        PLUS("+"),
        MINUS("−"),
        TIMES("×"),
        OVER("÷");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }
    }

    /** Two of them with an operator between. */
    record Pair(Expression left, Operator operator, Expression right, Kind kind)
            implements Expression {
        @Override
        public Amount value(Facts facts, int back) {
            var one = left.value(facts, back);
            var other = right.value(facts, back);
            if (!(one instanceof Known(var first)) || !(other instanceof Known(var second))) {
                return new Unknown(missing(List.of(one, other)));
            }
            if (operator == Operator.OVER && second.signum() == 0) {
                return new Unknown(zeros(right, facts, back));
            }
            return new Known(
                    switch (operator) {
                        case PLUS -> first.add(second);
                        case MINUS -> first.subtract(second);
                        case TIMES -> first.multiply(second);
                        case OVER -> first.divide(second);
                    });
        }
    }

    /** 各年: how the values of several years become one. */
    enum Over {
        /** 平均. */
        MEAN,
        /** 合计. */
        SUM,
        /** 每年都: the least of them. */
        LEAST,
        /** 最高. */
        MOST,
        /** 年均增长: mean of the growth rates of each year over the one before. */
        GROWTH
    }

    /** Over so many years, the last one included. */
    record OverYears(Over over, Expression of, int years, Kind kind) implements Expression {
        @Override
        public Amount value(Facts facts, int back) {
            int asked = over == Over.GROWTH ? years + 1 : years;
            var amounts = new ArrayList<Amount>();
            for (int before = 0; before < asked; before++) {
                amounts.add(of.value(facts, back + before));
            }
            var known = new ArrayList<BigFraction>();
            for (var each : amounts) {
                if (each instanceof Known(var value)) {
                    known.add(value);
                }
            }
            if (known.size() < asked) {
                return new Unknown(missing(amounts));
            }
            return over == Over.GROWTH ? growth(known, facts, back) : new Known(together(known));
        }

        private BigFraction together(List<BigFraction> all) {
            var sum = all.stream().reduce(BigFraction.ZERO, BigFraction::add);
            return switch (over) {
                case SUM, GROWTH -> sum;
                case MEAN -> sum.divide(all.size());
                case LEAST -> all.stream().min(BigFraction::compareTo).orElseThrow();
                case MOST -> all.stream().max(BigFraction::compareTo).orElseThrow();
            };
        }

        /** The latest first. */
        private Amount growth(List<BigFraction> values, Facts facts, int back) {
            var sum = BigFraction.ZERO;
            for (int at = 0; at < years; at++) {
                var before = values.get(at + 1);
                if (before.signum() <= 0) {
                    return new Unknown(zeros(of, facts, back + at + 1));
                }
                sum = sum.add(values.get(at).subtract(before).divide(before));
            }
            return new Known(sum.divide(years));
        }
    }

    /** What is lacking in all of them, each once. */
    static List<Missing> missing(List<Amount> amounts) {
        return amounts.stream()
                .flatMap(it ->
                        switch (it) {
                            case Known _ -> List.<Missing>of().stream();
                            case Amount.Between between -> between.missing().stream();
                            case Unknown unknown -> unknown.missing().stream();
                        })
                .distinct()
                .toList();
    }

    /** The data that an expression is made of, as what cannot be divided by. */
    private static List<Missing> zeros(Expression of, Facts facts, int back) {
        return switch (of) {
            case Literal _ -> List.of();
            case Value(var datum, var before) ->
                    List.of(new Missing(datum, facts.lastYear() - back - before, true));
            case Pair(var left, _, var right, _) -> {
                var both = new ArrayList<>(zeros(left, facts, back));
                both.addAll(zeros(right, facts, back));
                yield both;
            }
            case OverYears(_, var each, _, _) -> zeros(each, facts, back);
        };
    }
}
