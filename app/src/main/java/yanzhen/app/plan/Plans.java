package yanzhen.app.plan;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** 规划: the plan that is loaded, as it was known at a moment. */
public interface Plans {

    /** The plan as a whole; empty when none was known then. */
    Optional<Outline> outline(Instant knownAt);

    /** All clauses in reading order. */
    List<PlanClause> clauses(Instant knownAt);

    /** All indicators by number. */
    List<Indicator> indicators(Instant knownAt);

    /** All statistical series by key. */
    List<Series> series(Instant knownAt);

    /** Every figure ever entered, superseded ones included, by subject, day and publication. */
    List<Figure> figures();

    /** Every figure of one indicator or series ever entered, superseded ones included. */
    List<Figure> figures(Figure.Subject subject);
}
