package yanzhen.engine.inputoutput;

/**
 * 精度: when a solution counts as found, and after how many sweeps the search is given up.
 *
 * @param residual largest fault left in an equation, as a share of the largest value in them all
 * @param limit most sweeps, at least 1
 */
public record Accuracy(double residual, int limit) {

    /** Ten digits and more wherever activities keep a hundredth of what they make. */
    public static final Accuracy FULL = new Accuracy(1e-13, 1_000_000);

    public Accuracy {
        if (!(residual > 0) || residual >= 1 || limit < 1) {
            throw new IllegalArgumentException(
                    "The residual (%s) must be above 0 and below 1, the limit (%d) at least 1."
                            .formatted(residual, limit));
        }
    }
}
