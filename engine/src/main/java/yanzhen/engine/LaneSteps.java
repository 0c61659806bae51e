package yanzhen.engine;

/** The arithmetic of {@link Lanes}: the same terms in the same order, whoever does it. */
interface LaneSteps {

    /** What vectors make up for later. */
    int FEW = 64;

    /** By vectors where the virtual machine was started with {@code jdk.incubator.vector}. */
    static LaneSteps best() {
        boolean present = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return present && VectorSteps.areWide() ? new VectorSteps() : new ScalarSteps();
    }

    /**
     * The best for so many shocks. The virtual machine takes a second or two until it has compiled
     * vectors and is slow until then, so that a few large shocks are done sooner without.
     */
    static LaneSteps bestFor(int shocks) {
        return shocks < FEW ? new ScalarSteps() : best();
    }

    /** How many shocks step together. */
    int lanes();

    /** What losses of deliveries count for in their markets. */
    void count(Lanes lanes);

    /** Losses of deliveries, in place, their growth, and what each market lost. */
    void down(Lanes lanes);

    /** Losses of sales, into the other array, their growth, and the index of both. */
    void up(Lanes lanes);

    /** Multiplies every lane with its factor. */
    void multiply(double[] losses, double[] factors);
}
