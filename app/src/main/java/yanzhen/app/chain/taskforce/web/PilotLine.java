package yanzhen.app.chain.taskforce.web;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.taskforce.Pilot;

/**
 * A pilot in one line.
 *
 * @param next title of the gate that it stands before; null when all are passed
 */
record PilotLine(
        UUID id,
        String title,
        String state,
        int positions,
        int filled,
        int gates,
        int passed,
        @Nullable String next,
        @Nullable LocalDate due,
        boolean overdue,
        boolean synthetic) {

    static PilotLine of(Pilot it, LocalDate day) {
        var next = it.state() == Pilot.State.STOPPED ? null : it.next().orElse(null);
        return new PilotLine(
                it.id(),
                it.title(),
                it.state().name(),
                it.positions().size(),
                (int) it.positions().stream().filter(p -> p.organisation() != null).count(),
                it.gates().size(),
                (int) it.gates().stream().filter(Pilot.Gate::passed).count(),
                next == null ? null : next.title(),
                next == null ? null : next.due(),
                next != null && next.overdue(day),
                it.synthetic());
    }
}
