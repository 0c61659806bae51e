package yanzhen.engine;

/** Adds up an index. */
final class IndexSum {

    private double both;
    private double down;
    private double up;

    void add(double weight, double lossDown, double lossUp) {
        both += weight * Math.max(lossDown, lossUp);
        down += weight * lossDown;
        up += weight * lossUp;
    }

    RiskIndex index() {
        return new RiskIndex(both, down, up);
    }
}
