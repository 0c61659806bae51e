package yanzhen.engine;

import java.util.Arrays;

/** A program that is run in a machine of its own; prints how it counted and what came out. */
final class WithoutVectors {

    private WithoutVectors() {}

    public static void main(String[] arguments) {
        var arithmetic = LaneSteps.best();
        System.out.println(arithmetic.getClass().getSimpleName() + " " + indices(arithmetic));
    }

    static String indices(LaneSteps arithmetic) {
        var any = AnyNetwork.of(11, 60);
        var cascade = Cascade.on(any.setting());
        var ranking =
                SystemicRisk.ofEach(
                        cascade,
                        cascade.firms(),
                        Shock::failureOf,
                        new StopRule.Absolute(1e-3),
                        any.weights(),
                        2,
                        arithmetic,
                        0);
        return Arrays.toString(ranking.indices());
    }
}
