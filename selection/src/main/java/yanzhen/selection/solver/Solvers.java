package yanzhen.selection.solver;

import com.google.ortools.Loader;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Which solver there is on this machine. */
public final class Solvers {

    private static final Logger LOG = System.getLogger(Solvers.class.getName());

    private Solvers() {}

    /** OR-Tools where its natives load, else Java alone; which one is said in the log, once. */
    public static Solver best() {
        return Chosen.SOLVER;
    }

    /** Without natives, on any platform; slower. */
    public static Solver inJava() {
        return new JavaSolver();
    }

    private static final class Chosen {

        static final Solver SOLVER = choose();

        private Chosen() {}

        private static Solver choose() {
            try {
                Loader.loadNativeLibraries();
                var solver = new OrToolsSolver();
                LOG.log(Level.DEBUG, "Selections are solved by {0}.", solver.name());
                return solver;
            } catch (LinkageError | RuntimeException e) {
                var solver = new JavaSolver();
                LOG.log(
                        Level.WARNING,
                        "OR-Tools has no natives that load on %s %s (%s). Selections are solved by %s: the same results, but slowly from some hundred bids on. Add the artefact com.google.ortools:ortools-<platform> and start Java with --enable-native-access=ALL-UNNAMED."
                                .formatted(
                                        System.getProperty("os.name"),
                                        System.getProperty("os.arch"),
                                        e,
                                        solver.name()));
                return solver;
            }
        }
    }
}
