package yanzhen.app.chain.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Matrix;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.NodeOwners;
import yanzhen.app.chain.Provision;
import yanzhen.app.chain.UpdateRequests;

/** Of one node: who answers for it, what waits for an answer, and what the viewer may say of it. */
@Component
class NodeKeeping {

    /**
     * All that the template may read.
     *
     * @param owner null when nobody was named
     * @param own present records on bodies that the viewer acts for
     */
    record View(
            @Nullable String owner,
            @Nullable LocalDate since,
            long waiting,
            long overdue,
            boolean maySeeRequests,
            boolean mayName,
            Set<UUID> own) {}

    private final NodeOwners owners;
    private final UpdateRequests requests;
    private final Posts posts;
    private final Viewers viewers;
    private final Matrix matrix;
    private final Clock clock;

    NodeKeeping(
            NodeOwners owners,
            UpdateRequests requests,
            Posts posts,
            Viewers viewers,
            Matrix matrix,
            Clock clock) {
        this.owners = owners;
        this.requests = requests;
        this.posts = posts;
        this.viewers = viewers;
        this.matrix = matrix;
        this.clock = clock;
    }

    View of(String chain, UUID node, List<Provision> present, Locale locale) {
        var viewer = viewers.current();
        var today = LocalDate.now(clock);
        var term =
                owners.history(node).stream()
                        .filter(it -> it.until() == null && !it.since().isAfter(today))
                        .findFirst();
        boolean asked = matrix.admits(viewer.role(), "GET", "/updates");
        var count =
                asked
                        ? requests.count(new UpdateRequests.Query("", node, "", "", false))
                        : new UpdateRequests.Count(0, 0);
        return new View(
                term.map(it -> posts.namesOf(List.of(it.owner()), locale).of(it.owner()))
                        .orElse(null),
                term.map(NodeOwners.Term::since).orElse(null),
                count.waiting(),
                count.overdue(),
                asked,
                matrix.admits(
                        viewer.role(), "POST", "/chains/" + chain + "/nodes/" + node + "/owner"),
                present.stream()
                        .filter(it -> viewer.actsFor(it.statement().organisation()))
                        .map(Provision::id)
                        .collect(Collectors.toSet()));
    }
}
