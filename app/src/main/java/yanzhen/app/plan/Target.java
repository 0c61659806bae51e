package yanzhen.app.plan;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * 目标: what a plan asks of an indicator, with the qualifier that it chose.
 *
 * <p>The qualifier is part of the meaning. What the plan leaves open stays open: see {@link About}
 * and {@link AmongLeaders}.
 */
public sealed interface Target {

    /** 左右: the plan names no tolerance, so nearness is shown and never judged. */
    record About(BigDecimal value) implements Target {
        public About {
            mustBePositive(value);
        }
    }

    /** 以上, 不低于: this value or more. */
    record AtLeast(BigDecimal value) implements Target {
        public AtLeast {
            mustBePositive(value);
        }
    }

    /** 突破, 超过: more than this value; the value itself is not enough. */
    record MoreThan(BigDecimal value) implements Target {
        public MoreThan {
            mustBePositive(value);
        }
    }

    /** 达到, or a bare number: this value. */
    record Reach(BigDecimal value) implements Target {
        public Reach {
            mustBePositive(value);
        }
    }

    /**
     * 保持全国前列: a place among provinces.
     *
     * @param within last place that counts as leading; our reading, not the plan's
     */
    record AmongLeaders(int within) implements Target {
        public AmongLeaders {
            if (within < 1) {
                throw new IllegalArgumentException(
                        "The last leading place (%d) must be 1 or more.".formatted(within));
            }
        }
    }

    /** The number to compare with; none where the plan names a place instead. */
    default Optional<BigDecimal> number() {
        return switch (this) {
            case About(var value) -> Optional.of(value);
            case AtLeast(var value) -> Optional.of(value);
            case MoreThan(var value) -> Optional.of(value);
            case Reach(var value) -> Optional.of(value);
            case AmongLeaders _ -> Optional.empty();
        };
    }

    private static void mustBePositive(BigDecimal value) {
        if (value.signum() <= 0) {
            throw new IllegalArgumentException(
                    "The target (%s) is not above 0.".formatted(value.toPlainString()));
        }
    }
}
