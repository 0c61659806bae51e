package yanzhen.engine;

/** 停止规则: when a cascade counts as settled, and after how many steps it is cut off. */
public sealed interface StopRule {

    /** A limit far above what is normal; nearly closed cycles take tens of thousands of steps. */
    int MOST_STEPS = 1_000_000;

    /** Most steps that are made; at least 1. */
    int limit();

    /**
     * Settled once no firm's loss grows by more than this in a step.
     *
     * @param growth share of a firm's output, above 0; 0.01 in the authors' papers, which cuts off
     *     whoever loses less than one per cent more in a step
     */
    record Absolute(double growth, int limit) implements StopRule {
        public Absolute {
            mustBePositive(growth, limit);
        }

        public Absolute(double growth) {
            this(growth, MOST_STEPS);
        }
    }

    /**
     * Settled once the combined index grows by no more than this factor in a step.
     *
     * @param growth above 0; 0.01 lets it go on while the index grows by more than one per cent
     */
    record Relative(double growth, int limit) implements StopRule {
        public Relative {
            mustBePositive(growth, limit);
        }

        public Relative(double growth) {
            this(growth, MOST_STEPS);
        }
    }

    private static void mustBePositive(double growth, int limit) {
        if (!(growth > 0) || growth == Double.POSITIVE_INFINITY || limit < 1) {
            throw new IllegalArgumentException(
                    "The growth (%s) must be a number above 0 and the limit (%d) at least 1."
                            .formatted(growth, limit));
        }
    }
}
