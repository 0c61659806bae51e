package yanzhen.selection.solver;

import com.google.ortools.graph.MinCostFlow;
import com.google.ortools.graph.MinCostFlowBase;
import com.google.ortools.modelbuilder.ModelBuilder;
import com.google.ortools.modelbuilder.ModelBuilderHelper;
import com.google.ortools.modelbuilder.ModelSolver;
import com.google.ortools.modelbuilder.SolveStatus;
import java.time.Duration;

/**
 * OR-Tools: flows by cost scaling (Goldberg and Tarjan), whole numbers by SCIP, whose dual bound
 * proves them to the last digit. HiGHS, which comes along, calls what is within 0.01 % optimal and
 * gives nothing when time is up. One thread each, so that two runs agree.
 */
final class OrToolsSolver implements Solver {

    private static final String WITHOUT_GAP =
            """
            limits/gap = 0
            limits/absgap = 0
            """;

    @Override
    public String name() {
        return "OR-Tools 9.15 (SCIP)";
    }

    @Override
    public long[] cheapest(Flow flow) {
        var search = new MinCostFlow(flow.nodes(), flow.arcs());
        try {
            for (int arc = 0; arc < flow.arcs(); arc++) {
                search.addArcWithCapacityAndUnitCost(
                        flow.tail(arc), flow.head(arc), flow.capacity(arc), flow.cost(arc));
            }
            for (int node = 0; node < flow.nodes(); node++) {
                search.setNodeSupply(node, flow.supplyOf(node));
            }
            var end = search.solve();
            if (end != MinCostFlowBase.Status.OPTIMAL) {
                throw new IllegalArgumentException(
                        "There is no cheapest flow (%s).".formatted(end));
            }
            var on = new long[flow.arcs()];
            for (int arc = 0; arc < on.length; arc++) {
                on[arc] = search.getFlow(arc);
            }
            return on;
        } finally {
            search.delete();
        }
    }

    @Override
    public Answer largest(Program program, Duration limit) {
        var builder = new ModelBuilder();
        write(program, builder.getHelper());
        var search = new ModelSolver("scip");
        search.enableOutput(false);
        search.setTimeLimit(limit);
        search.setSolverSpecificParameters(WITHOUT_GAP);
        var end = search.solve(builder);
        if (end == SolveStatus.INFEASIBLE) {
            return Answer.impossible();
        }
        if (!search.hasSolution()) {
            return Answer.nothing(Double.POSITIVE_INFINITY);
        }
        var values = new double[program.size()];
        for (int at = 0; at < values.length; at++) {
            values[at] = search.getValue(builder.varFromIndex(at));
        }
        return Answer.of(end == SolveStatus.OPTIMAL, search.getBestObjectiveBound(), values);
    }

    private static void write(Program program, ModelBuilderHelper model) {
        model.setMaximize(true);
        for (var one : program.variables()) {
            int made = model.addVar();
            model.setVarLowerBound(made, one.least());
            model.setVarUpperBound(made, one.most());
            model.setVarIntegrality(made, true);
            model.setVarObjectiveCoefficient(made, one.gain());
        }
        for (var row : program.rows()) {
            int made = model.addLinearConstraint();
            model.setConstraintLowerBound(made, row.least);
            model.setConstraintUpperBound(made, row.most);
            for (int at = 0; at < row.terms; at++) {
                model.addConstraintTerm(made, row.variable[at], row.factor[at]);
            }
        }
    }
}
