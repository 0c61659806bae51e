package yanzhen.engine.inputoutput;

/** Equations whose solution was not reached within the limit of sweeps. */
public final class NotSolved extends RuntimeException {

    NotSolved(Accuracy wanted, double residual) {
        super(
                "Within %d sweeps the residual came to %.3g, not %.3g; allow more, or a larger one."
                        .formatted(wanted.limit(), residual, wanted.residual()));
    }
}
