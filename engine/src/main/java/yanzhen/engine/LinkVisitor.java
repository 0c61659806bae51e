package yanzhen.engine;

/** Takes links one by one. */
@FunctionalInterface
public interface LinkVisitor {

    /**
     * One link.
     *
     * @param supplier number of the firm that sold
     * @param customer number of the firm that bought
     * @param weight amount sold, in whatever unit all links share
     */
    void link(int supplier, int customer, double weight);
}
