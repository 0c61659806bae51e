package yanzhen.app.cluster;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;
import yanzhen.app.cluster.ScoreSheet.Item;
import yanzhen.app.cluster.ScoreSheet.Part;
import yanzhen.app.kernel.Problems;
import yanzhen.app.rules.Amount.Missing;
import yanzhen.app.rules.Kind;
import yanzhen.app.rules.Rule;

/**
 * 得分: what comes of a score sheet for one firm by its numbers. An item has its points, or is open:
 * people give them, because the sheet says so or because a datum is missing. Until then the total
 * is known between two bounds.
 *
 * @param lines one for each item, in the order of the sheet
 */
public record ScoreCard(ScoreSheet sheet, List<Line> lines) {

    /** Of a field in which points of an item are typed: this and the key of the item. */
    public static final String FIELD = "points-";

    public ScoreCard {
        lines = List.copyOf(lines);
    }

    /**
     * An item.
     *
     * @param value what is measured, without the coefficient; null where nothing is, or it is not
     *     known
     * @param coefficient of the industry; null where none counts, or it is not known
     * @param least fewest points that it can come to
     * @param most most points; the same as the fewest when they are known
     * @param missing data without which they are not known; none where people judge
     * @param gain what would bring more points; null where it is not easily said
     */
    public record Line(
            Item item,
            @Nullable BigFraction value,
            @Nullable BigDecimal coefficient,
            BigDecimal least,
            BigDecimal most,
            List<Missing> missing,
            @Nullable Gain gain) {

        public Line {
            missing = List.copyOf(missing);
        }

        /** Whether people give its points. */
        public boolean open() {
            return least.compareTo(most) < 0;
        }
    }

    /**
     * 再得分: the way to more points.
     *
     * @param kind of what is lacking
     * @param by how much more of it is needed, or less
     * @param less whether less is needed
     * @param points that it would add
     * @param on the comparison that is to be met; null where the measure of the item is meant
     */
    public record Gain(
            Kind kind,
            BigFraction by,
            boolean less,
            BigDecimal points,
            Rule.@Nullable Comparison on) {}

    public static ScoreCard of(ScoreSheet sheet, ScoreBasis basis) {
        var scorer = new Scorer(sheet, basis);
        return new ScoreCard(sheet, sheet.items().stream().map(scorer::line).toList());
    }

    /** The line of an item; the item must be of this sheet. */
    public Line of(Item item) {
        return lines.stream().filter(it -> it.item.equals(item)).findFirst().orElseThrow();
    }

    /** The lowest total that is possible. */
    public BigDecimal least() {
        return total(lines.stream(), false);
    }

    /** The highest total that is possible; the same as the lowest when it is known. */
    public BigDecimal most() {
        return total(lines.stream(), true);
    }

    private BigDecimal total(Stream<Line> of, boolean best) {
        var points = new HashMap<String, BigDecimal>();
        of.forEach(it -> {
            boolean high = (it.item.part() == Part.DEDUCTION) != best;
            points.put(it.item.key(), high ? it.most : it.least);
        });
        return total(points);
    }

    /** The total of points by the key of the item: not below 0, not above what the sheet allows. */
    public BigDecimal total(Map<String, BigDecimal> points) {
        var sum = BigDecimal.ZERO;
        for (var item : sheet.items()) {
            var of = points.getOrDefault(item.key(), BigDecimal.ZERO);
            sum = item.part() == Part.DEDUCTION ? sum.subtract(of) : sum.add(of);
        }
        return sum.max(BigDecimal.ZERO)
                .min(sheet.total())
                .setScale(sheet.digits(), sheet.rounding());
    }

    /**
     * The points of all items: computed ones as they are, open ones as somebody gives them.
     *
     * @param given points of the open items by key
     * @throws Problems.Refused with everything that is wrong, by the field of the item
     */
    public Map<String, BigDecimal> completed(Map<String, BigDecimal> given) {
        var problems = new Problems();
        check(given, problems);
        problems.mustBeNone();
        var points = new LinkedHashMap<String, BigDecimal>();
        for (var line : lines) {
            var of = line.open() ? given.get(line.item.key()) : line.least;
            if (of != null) {
                points.put(line.item.key(), of.setScale(sheet.digits(), sheet.rounding()));
            }
        }
        return points;
    }

    /** Whether the points of the open items are all there and within their bounds. */
    public void check(Map<String, BigDecimal> given, Problems problems) {
        var left = new TreeMap<>(given);
        for (var line : lines) {
            check(line, left.remove(line.item.key()), problems);
        }
        left.keySet().forEach(key -> problems.add("", null, FIELD + key, key, "unknown-reference"));
    }

    private void check(Line line, @Nullable BigDecimal given, Problems problems) {
        var field = FIELD + line.item.key();
        if (given == null) {
            if (line.open()) {
                problems.add("", null, field, "", "required");
            }
        } else if (!line.open()) {
            problems.add("", null, field, given.toString(), "points-computed", said(line.least));
        } else if (given.compareTo(line.least) < 0
                || given.compareTo(line.most) > 0
                || given.stripTrailingZeros().scale() > sheet.digits()) {
            problems.add(
                    "",
                    null,
                    field,
                    given.toString(),
                    "points-range",
                    said(line.least),
                    said(line.most),
                    String.valueOf(sheet.digits()));
        }
    }

    /** The mean of points, rounded as the sheet rounds; at least one is needed. */
    public static BigDecimal mean(List<BigDecimal> points, ScoreSheet sheet) {
        var sum = points.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        return sum.divide(BigDecimal.valueOf(points.size()), sheet.digits(), sheet.rounding());
    }

    /** Points as people write them: without the noughts at their end. */
    public static String said(BigDecimal points) {
        var plain = points.stripTrailingZeros();
        return (plain.scale() < 0 ? plain.setScale(0) : plain).toPlainString();
    }
}
