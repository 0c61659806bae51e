package yanzhen.app.chain.taskforce.store;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.dossier.Cell;
import yanzhen.app.chain.dossier.Contribution;
import yanzhen.app.chain.dossier.Line;
import yanzhen.app.chain.dossier.Listing;
import yanzhen.app.chain.taskforce.Pilot;
import yanzhen.app.chain.taskforce.Pilots;
import yanzhen.app.chain.taskforce.TaskForce;
import yanzhen.app.chain.taskforce.TaskForces;
import yanzhen.app.kernel.Bilingual;

/**
 * Of the 任务清单 the tasks of the chain's task force that are open, and its pilots. A visitor sees
 * none of the tasks: row-level security keeps them to the offices and the members.
 */
@Component
class TaskForceLines implements Contribution {

    private final TaskForces forces;
    private final Pilots pilots;

    TaskForceLines(TaskForces forces, Pilots pilots) {
        this.forces = forces;
        this.pilots = pilots;
    }

    @Override
    public int order() {
        return 24;
    }

    @Override
    public List<Entry> lines(Atlas.Map chain) {
        var key = chain.chain().key();
        return Stream.concat(
                        forces.tasks(key).stream()
                                .filter(TaskForce.Task::open)
                                .map(TaskForceLines::line),
                        pilots.of(key).stream().map(TaskForceLines::line))
                .map(it -> new Entry(Listing.TASKS, it))
                .toList();
    }

    private static Line line(TaskForce.Task it) {
        return new Line(
                "task/" + it.id(),
                named(it.what().title()),
                List.of(
                        Cell.word("dossier.task.task-force"),
                        Cell.text(it.ownerName()),
                        Cell.word("task.state." + it.state())),
                "/chains/" + it.chain() + "/task-force",
                null,
                it.synthetic());
    }

    private static Line line(Pilot it) {
        return new Line(
                "pilot/" + it.id(),
                named(it.title()),
                List.of(
                        Cell.word("dossier.task.pilot"),
                        Cell.text(it.next().map(Pilot.Gate::title).orElse(null)),
                        Cell.word("pilot.state." + it.state())),
                "/pilots/" + it.id(),
                null,
                it.synthetic());
    }

    /** As it was written, in whatever language. */
    private static Bilingual named(String title) {
        return new Bilingual(title, title);
    }
}
