package yanzhen.app.chain.supply;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import yanzhen.app.chain.supply.RiskResults.Column;
import yanzhen.engine.Explanation;
import yanzhen.engine.RiskIndex;
import yanzhen.engine.Settlement;
import yanzhen.engine.Weights;

/** 失效解释: what one firm's failure does to the others, through whom, and on which way. */
public final class FailureAccount {

    private final int failed;
    private final RiskCase which;
    private final double eps;
    private final Firms firms;
    private final Explanation explanation;
    private final RiskIndex index;

    FailureAccount(
            int failed,
            RiskCase which,
            double eps,
            Firms firms,
            Explanation explanation,
            Weights weights) {
        this.failed = failed;
        this.which = which;
        this.eps = eps;
        this.firms = firms;
        this.explanation = explanation;
        this.index = explanation.losses().index(weights);
    }

    /** Through what a loss comes. */
    public enum Through {
        /** 冲击: the shock itself. */
        SHOCK,
        /** 供货: suppliers that cease to deliver. */
        DELIVERIES,
        /** 销售: customers that cease to buy. */
        SALES
    }

    /**
     * What one firm loses, and why.
     *
     * @param firm its number in the file, as all numbers here
     * @param loss the larger of its two losses, 0 to 1
     * @param from the supplier or customer with the largest part in it; itself where it is the
     *     shock
     * @param part what this one link makes it lose by itself, 0 to 1
     * @param step in which it first lost something; 0 when the shock hit it
     * @param way from the failed firm to this one, link by link
     */
    public record Hit(
            int firm,
            int sector,
            double loss,
            double lossDown,
            double lossUp,
            Through through,
            int from,
            double part,
            int step,
            List<Integer> way) {
        public Hit {
            way = List.copyOf(way);
        }
    }

    /** The failed firm's number in the file. */
    public int firm() {
        return failed + 1;
    }

    public int sector() {
        return sectorOf(failed);
    }

    private int sectorOf(int firm) {
        return firms.sector()[firm] + 1;
    }

    /** What it loses at the start, 0 to 1. */
    public double share() {
        return which.share();
    }

    public RiskCase which() {
        return which;
    }

    public double eps() {
        return eps;
    }

    /** How many firms there are. */
    public int firms() {
        return firms.count();
    }

    public int steps() {
        return explanation.losses().settlement().steps();
    }

    /** Whether the cascade came to rest; otherwise losses are too small by an unknown amount. */
    public boolean settled() {
        return explanation.losses().settlement() instanceof Settlement.Settled;
    }

    /** Share of the whole that is lost, by the larger of each firm's two losses. */
    public double loss() {
        return index.both();
    }

    /** The same by what suppliers fail to deliver. */
    public double lossDown() {
        return index.down();
    }

    /** The same by what customers cease to buy. */
    public double lossUp() {
        return index.up();
    }

    /** How many other firms lose something. */
    public int others() {
        var losses = explanation.losses();
        return (int)
                IntStream.range(0, losses.firms())
                        .filter(it -> it != failed && losses.of(it) > 0)
                        .count();
    }

    /** The other firms that lose something, the hardest hit first. */
    public List<Hit> hardestHit(int most) {
        return hits(most + 1).filter(it -> it.firm != firm()).limit(most).toList();
    }

    private Stream<Hit> hits(int most) {
        return Arrays.stream(explanation.losses().hardestHit(most)).mapToObj(this::hit);
    }

    private Hit hit(int firm) {
        var losses = explanation.losses();
        var cause = explanation.causeOf(firm);
        return new Hit(
                firm + 1,
                sectorOf(firm),
                losses.of(firm),
                losses.down(firm),
                losses.up(firm),
                through(cause.through()),
                cause.from() + 1,
                cause.part(),
                cause.step(),
                explanation.wayTo(firm).stream().map(it -> it.firm() + 1).toList());
    }

    private static Through through(Explanation.Through through) {
        return switch (through) {
            case DELIVERIES -> Through.DELIVERIES;
            case SALES -> Through.SALES;
            case SHOCK, NOTHING -> Through.SHOCK;
        };
    }

    /** Every firm that loses something, the hardest hit first, the failed one among them. */
    public RiskResults table() {
        return new RiskResults(
                "explain_" + firm(),
                List.of(
                        Column.number("firm"),
                        Column.number("sector"),
                        Column.loss("loss"),
                        Column.loss("loss_down"),
                        Column.loss("loss_up"),
                        new Column("through", RiskResults.Kind.TEXT),
                        Column.number("from"),
                        Column.loss("part"),
                        Column.number("step"),
                        new Column("way", RiskResults.Kind.NUMBERS)),
                others() + 1L,
                rows -> {
                    for (var it : (Iterable<Hit>) hits(firms.count())::iterator) {
                        rows.add(
                                List.of(
                                        it.firm,
                                        it.sector,
                                        it.loss,
                                        it.lossDown,
                                        it.lossUp,
                                        it.through.name().toLowerCase(Locale.ROOT),
                                        it.from,
                                        it.part,
                                        it.step,
                                        it.way));
                    }
                });
    }
}
