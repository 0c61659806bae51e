package yanzhen.selection.solver;

import com.google.ortools.graph.MinCostFlow;
import com.google.ortools.graph.MinCostFlowBase;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPSolverParameters;
import com.google.ortools.linearsolver.MPVariable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * OR-Tools: flows by cost scaling (Goldberg and Tarjan), whole numbers by HiGHS, whose dual bound
 * proves them. One thread each, so that two runs agree.
 */
final class OrToolsSolver implements Solver {

    @Override
    public String name() {
        return "OR-Tools 9.15 (HiGHS)";
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
        var search = MPSolver.createSolver("HIGHS");
        if (search == null) {
            throw new IllegalStateException("This build of OR-Tools lacks HiGHS.");
        }
        var settings = new MPSolverParameters();
        try {
            search.suppressOutput();
            search.setTimeLimit(limit.toMillis());
            settings.setDoubleParam(MPSolverParameters.DoubleParam.RELATIVE_MIP_GAP, 0);
            return answer(search, variables(search, program), search.solve(settings));
        } finally {
            settings.delete();
            search.delete();
        }
    }

    private static List<MPVariable> variables(MPSolver search, Program program) {
        var variables = new ArrayList<MPVariable>(program.size());
        search.objective().setMaximization();
        for (var one : program.variables()) {
            var made = search.makeIntVar(one.least(), one.most(), "");
            search.objective().setCoefficient(made, one.gain());
            variables.add(made);
        }
        for (var row : program.rows()) {
            MPConstraint made = search.makeConstraint(row.least, row.most);
            for (int at = 0; at < row.terms; at++) {
                made.setCoefficient(variables.get(row.variable[at]), row.factor[at]);
            }
        }
        return variables;
    }

    private static Answer answer(
            MPSolver search, List<MPVariable> variables, MPSolver.ResultStatus end) {
        return switch (end) {
            case OPTIMAL, FEASIBLE ->
                    Answer.of(
                            end == MPSolver.ResultStatus.OPTIMAL,
                            search.objective().bestBound(),
                            variables.stream().mapToDouble(MPVariable::solutionValue).toArray());
            case INFEASIBLE -> Answer.impossible();
            default -> Answer.nothing(Double.POSITIVE_INFINITY);
        };
    }
}
