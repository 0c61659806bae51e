package yanzhen.app.chain.supply;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * 情形: under which rules firms fail, and what a folder must hold for it. A case differs from {@link
 * #BASE} only by what it names.
 */
public enum RiskCase {
    /** 基准: each firm fails alone; sectors are the markets; firms count by their sales; eps 0.01. */
    BASE(Losing.EACH_FIRM_ALL),
    /** 严格收敛: eps 1e-8. */
    TIGHT(Losing.EACH_FIRM_ALL, 1e-8),
    /** 不可替代: nobody takes another's place in a market. */
    NOSUB(Losing.EACH_FIRM_ALL),
    /** 线性生产: every input is non-essential. */
    LINEAR(Losing.EACH_FIRM_ALL),
    /** 里昂惕夫生产: every input is essential. */
    LEONTIEF(Losing.EACH_FIRM_ALL),
    /** 相对收敛: goes on while the index grows by more than the share eps in a step. */
    RELATIVE(Losing.EACH_FIRM_ALL),
    /** 给定市场: markets by a column of their own. */
    MARKET(Losing.EACH_FIRM_ALL),
    /** 营收成本: losses as shares of revenue and of costs. */
    REVENUE(Losing.EACH_FIRM_ALL),
    /** 其他权重: firms count by their staff, and by what they buy. */
    WEIGHTS(Losing.EACH_FIRM_ALL),
    /** 部分受损: given scenarios, the loss psi in both directions. */
    PARTIAL(Losing.SCENARIOS),
    /** 上下游分别受损: given scenarios, psi downstream and psi_up upstream; eps 1e-5. */
    UPDOWN(Losing.SCENARIOS, 1e-5),
    /** 减半: each firm loses half, alone. */
    HALF(Losing.EACH_FIRM_HALF);

    /** Who loses how much at the start. */
    enum Losing {
        EACH_FIRM_ALL,
        EACH_FIRM_HALF,
        SCENARIOS;

        private static final double EPS = 0.01;
    }

    private final Losing losing;
    private final double eps;

    RiskCase(Losing losing, double eps) {
        this.losing = losing;
        this.eps = eps;
    }

    RiskCase(Losing losing) {
        this(losing, Losing.EPS);
    }

    /** The case of this name, such as {@code base}. */
    public static Optional<RiskCase> named(String name) {
        return Arrays.stream(values()).filter(it -> it.toString().equals(name)).findFirst();
    }

    /** Its name, as a user writes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Where a cascade stops unless one says otherwise, a share above 0. */
    public double eps() {
        return eps;
    }

    /** Whether a folder says who loses what at the start, instead of each firm failing alone. */
    public boolean hasScenarios() {
        return losing == Losing.SCENARIOS;
    }

    /** Whether it stops by the growth of the index, not of the losses. */
    public boolean stopsByIndex() {
        return this == RELATIVE;
    }

    /** Columns of attributes.tsv that it needs; mostly none. */
    List<String> attributes() {
        return switch (this) {
            case MARKET -> List.of("market");
            case REVENUE -> List.of("revenue", "costs");
            case WEIGHTS -> List.of("employees");
            case BASE, TIGHT, NOSUB, LINEAR, LEONTIEF, RELATIVE, PARTIAL, UPDOWN, HALF -> List.of();
        };
    }

    /** What a firm that fails alone loses of its output, 0 to 1. */
    double share() {
        return losing == Losing.EACH_FIRM_HALF ? 0.5 : 1;
    }

    /** The column of scenarios.tsv with the loss of purchases. */
    String upwardColumn() {
        return this == UPDOWN ? "psi_up" : "psi";
    }
}
