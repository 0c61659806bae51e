package yanzhen.selection.solver;

import java.time.Duration;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.integer.IntegerStrategy;
import org.ojalgo.type.context.NumberContext;

/** Java alone: flows by shortest augmenting paths, whole numbers by ojAlgo's branch and bound. */
final class JavaSolver implements Solver {

    /** Digits and decimals up to which a better value is looked for. */
    private static final NumberContext GAP = NumberContext.of(12, 9);

    @Override
    public String name() {
        return "ojAlgo 57.1";
    }

    @Override
    public long[] cheapest(Flow flow) {
        return new AugmentingPaths(flow).cheapest();
    }

    @Override
    public Answer largest(Program program, Duration limit) {
        var model = model(program);
        model.options.time_abort = limit.toMillis();
        model.options.time_suffice = limit.toMillis();
        model.options.integer(
                IntegerStrategy.newConfigurable().withGapTolerance(GAP).withParallelism(() -> 1));
        var found = model.maximise();
        var state = found.getState();
        if (state.isFeasible()) {
            var values = new double[program.size()];
            for (int at = 0; at < values.length; at++) {
                values[at] = Math.rint(found.doubleValue(at));
            }
            boolean best = state.isOptimal();
            return Answer.of(best, best ? found.getValue() : mostOf(program), values);
        }
        return state == Optimisation.State.INFEASIBLE
                ? Answer.impossible()
                : Answer.nothing(mostOf(program));
    }

    private static ExpressionsBasedModel model(Program program) {
        var model = new ExpressionsBasedModel();
        for (var one : program.variables()) {
            model.addVariable()
                    .integer(true)
                    .lower(one.least())
                    .upper(one.most())
                    .weight(one.gain());
        }
        for (var row : program.rows()) {
            var sum = model.addExpression();
            for (int at = 0; at < row.terms; at++) {
                sum.set(row.variable[at], row.factor[at]);
            }
            if (Double.isFinite(row.least)) {
                sum.lower(row.least);
            }
            if (Double.isFinite(row.most)) {
                sum.upper(row.most);
            }
        }
        return model;
    }

    /** What the gains could come to without any rows. */
    private static double mostOf(Program program) {
        return program.variables().stream()
                .mapToDouble(it -> Math.max(it.gain() * it.least(), it.gain() * it.most()))
                .sum();
    }
}
