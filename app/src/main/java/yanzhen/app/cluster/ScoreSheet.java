package yanzhen.app.cluster;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Clause;
import yanzhen.app.kernel.IndustryCode;
import yanzhen.app.rules.Datum;
import yanzhen.app.rules.Kind;
import yanzhen.app.rules.Measure;
import yanzhen.app.rules.Rule;

/**
 * 评分表: of what the score of an applicant is made up, as the pack has it. A round keeps the one it
 * was opened with. {@link ScoreCard} says what comes of it for one firm.
 *
 * @param extras 加减分, beside the heads
 * @param total points that the items of the heads come to, at most 100; no score is above it
 * @param pass points from which it is passed; null where the sheet does not say
 * @param digits decimals of points; each item is rounded, so that what is shown adds up
 * @param confirmed whether it was read in its document
 * @param reading what we took the document to mean; null where it leaves nothing open
 */
public record ScoreSheet(
        List<Head> heads,
        List<Item> extras,
        BigDecimal total,
        @Nullable BigDecimal pass,
        int digits,
        RoundingMode rounding,
        Coefficients coefficients,
        Clause source,
        boolean confirmed,
        @Nullable Bilingual reading) {

    public ScoreSheet {
        heads = List.copyOf(heads);
        extras = List.copyOf(extras);
    }

    /**
     * 一级指标.
     *
     * @param least points that its items must come to; null where the sheet does not say
     */
    public record Head(String key, Bilingual name, @Nullable BigDecimal least, List<Item> items) {

        public Head {
            items = List.copyOf(items);
        }

        /** What its items come to at most. */
        public BigDecimal weight() {
            return items.stream().map(Item::weight).reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }

    /** Whether points are part of the total, or are added to it or taken off. */
    public enum Part {
        /** 指标. */
        ITEM,
        /** 加分. */
        BONUS,
        /** 减分. */
        DEDUCTION
    }

    /**
     * 二级指标, or something that adds points or takes them off.
     *
     * @param weight most points
     * @param source document in which it is written
     * @param confirmed whether it was read there
     * @param reading what we took it to mean; null where it leaves nothing open
     */
    public record Item(
            String key,
            Part part,
            Bilingual name,
            BigDecimal weight,
            Scoring scoring,
            Clause source,
            boolean confirmed,
            @Nullable Bilingual reading) {}

    /** 计分办法: how points come about. */
    public sealed interface Scoring {

        /** 专家评定: by people. */
        record Judged() implements Scoring {}

        /** By one number, on which the coefficient of the industry may work. */
        sealed interface Measured extends Scoring {
            Measure measure();

            Factor factor();
        }

        /**
         * 内插: none at one value, all of them at another, and evenly between. The value for all may
         * be the lower one.
         */
        record Linear(Measure measure, BigFraction zero, BigFraction full, Factor factor)
                implements Measured {}

        /**
         * 分档: the points of the first step that is reached.
         *
         * @param steps the highest first
         */
        record Steps(Measure measure, List<Step> steps, Factor factor) implements Measured {
            public Steps {
                steps = List.copyOf(steps);
            }
        }

        /**
         * 分档, where a step is more than one number.
         *
         * @param cases the one with most points first
         */
        record Cases(List<Case> cases) implements Scoring {
            public Cases {
                cases = List.copyOf(cases);
            }
        }
    }

    /** At or above a value. */
    public record Step(BigFraction from, BigDecimal points) {}

    /** When a rule is met. */
    public record Case(Rule when, BigDecimal points) {}

    /** What the coefficient of the industry does to what is measured. */
    public enum Factor {
        NONE,
        /** 乘以. */
        TIMES,
        /** 除以. */
        OVER
    }

    /**
     * 行业系数.
     *
     * @param standard of an industry that is not named
     * @param byDivision by division (大类) of GB/T 4754, such as C39
     */
    public record Coefficients(BigDecimal standard, Map<String, BigDecimal> byDivision) {

        /** None of their own: every industry counts alike. */
        public static final Coefficients ALIKE = new Coefficients(BigDecimal.ONE, Map.of());

        public Coefficients {
            byDivision = Map.copyOf(byDivision);
        }

        /** Of a firm; null when its division is not known and it makes a difference. */
        public @Nullable BigDecimal of(@Nullable IndustryCode industry) {
            if (byDivision.isEmpty()) {
                return standard;
            }
            var division = industry == null ? null : industry.division();
            return division == null ? null : byDivision.getOrDefault(division, standard);
        }
    }

    /** What is missing when the industry of a firm is not known. */
    public static final Datum INDUSTRY =
            new Datum("industry", Kind.COUNT, new Bilingual("行业代码", "industry code"), false);

    /** All items, those of the heads first. */
    public List<Item> items() {
        return Stream.concat(heads.stream().flatMap(it -> it.items.stream()), extras.stream())
                .toList();
    }

    /** The data that it speaks of, and of how many years at most, the last one included. */
    public Map<Datum, Integer> needs() {
        var needs = new LinkedHashMap<Datum, Integer>();
        items().forEach(item ->
                needs(item).forEach((datum, years) -> needs.merge(datum, years, Math::max)));
        return needs;
    }

    /** Those of one item. */
    public static Map<Datum, Integer> needs(Item item) {
        return switch (item.scoring) {
            case Scoring.Judged _ -> Map.of();
            case Scoring.Measured it -> it.measure().needs();
            case Scoring.Cases(var cases) -> {
                var needs = new LinkedHashMap<Datum, Integer>();
                cases.forEach(each ->
                        each.when
                                .needs()
                                .forEach((datum, years) -> needs.merge(datum, years, Math::max)));
                yield needs;
            }
        };
    }
}
