package yanzhen.app.cluster.store;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import yanzhen.app.cluster.Conditions.Condition;
import yanzhen.app.cluster.Formations.Outcome;
import yanzhen.app.cluster.Formations.Trial;
import yanzhen.app.cluster.Formations.Turn;
import yanzhen.app.cluster.Standing;
import yanzhen.app.rules.Facts;
import yanzhen.app.rules.Scaled;

/** Holds the firms of a batch to the rule in force and to another. */
final class Trying {

    static final Outcome NOTHING = new Outcome(0, 0, 0, 0, List.of());

    private final List<Condition> inForce;
    private final Trial trial;
    private final LocalDate today;

    Trying(List<Condition> inForce, Trial trial, LocalDate today) {
        this.inForce = inForce;
        this.trial = trial;
        this.today = today;
    }

    Outcome part(List<FirmFacts> batch) {
        long firms = 0;
        long before = 0;
        long after = 0;
        long undecided = 0;
        var changes = new ArrayList<Turn>();
        for (var firm : batch) {
            boolean held = firm.heldOn(today).contains(trial.scheme());
            if (!firm.firm && !held) {
                continue;
            }
            var was = Standing.of(held, inForce, firm);
            var would = Standing.of(held, trial.conditions(), supposed(firm));
            firms++;
            before += was.meets() ? 1 : 0;
            after += would.meets() ? 1 : 0;
            undecided += would.lacking() == 0 && would.undecided() > 0 ? 1 : 0;
            if (was.meets() != would.meets()) {
                changes.add(new Turn(firm.id, would.meets(), held));
            }
        }
        return new Outcome(firms, before, after, undecided, changes);
    }

    private Facts supposed(Facts firm) {
        return trial.datum() == null
                ? firm
                : new Scaled(firm, Objects.requireNonNull(trial.datum()), trial.factor());
    }

    static Outcome together(Outcome one, Outcome other) {
        var changes = new ArrayList<>(one.changes());
        changes.addAll(other.changes());
        return new Outcome(
                one.firms() + other.firms(),
                one.before() + other.before(),
                one.after() + other.after(),
                one.undecided() + other.undecided(),
                changes);
    }
}
