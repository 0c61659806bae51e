package yanzhen.bench;

import java.util.Arrays;

/**
 * How long the answers of one run took.
 *
 * @param nanoseconds one per answer, in rising order
 * @param failures answers other than 200, or none at all
 * @param elapsedNanoseconds of the whole run
 */
record Latencies(Series nanoseconds, int failures, long elapsedNanoseconds) {

    /** Numbers in rising order. */
    static final class Series {
        private final long[] rising;

        Series(long[] values) {
            this.rising = values.clone();
            Arrays.sort(this.rising);
        }

        int size() {
            return rising.length;
        }

        /**
         * The smallest value that at least this share of all values does not exceed (nearest rank).
         *
         * @param share over 0, up to 1
         * @throws IllegalArgumentException when the share is out of range
         * @throws IllegalStateException when there is no value
         */
        long quantile(double share) {
            if (!(share > 0 && share <= 1)) {
                throw new IllegalArgumentException(
                        "The share (%s) is not over 0 and up to 1.".formatted(share));
            }
            if (rising.length == 0) {
                throw new IllegalStateException("Nothing was measured.");
            }
            return rising[(int) Math.ceil(share * rising.length) - 1];
        }
    }

    double milliseconds(double share) {
        return nanoseconds.quantile(share) / 1e6;
    }

    /** Answers per second over the whole run. */
    double rate() {
        return nanoseconds.size() / (elapsedNanoseconds / 1e9);
    }
}
