package yanzhen.engine.inputoutput;

import java.util.List;
import java.util.stream.Collectors;

/** A table in which a circle of activities uses up all that it makes, so that no demand is met. */
public final class Unproductive extends RuntimeException {

    private static final int SAID = 5;

    private final transient Productivity found;

    Unproductive(Productivity found) {
        super(
                """
                The table is not productive: %s use up %.9g to %.9g of what they make, not less \
                than 1.
                Maybe flows and outputs are in different units, or final demand is missing.\
                """
                        .formatted(names(found.circle()), found.atLeast(), found.atMost()));
        this.found = found;
    }

    /** The bounds and the circle. */
    public Productivity found() {
        return found;
    }

    private static String names(List<Activity> circle) {
        var said =
                circle.stream()
                        .limit(SAID)
                        .map(Activity::toString)
                        .collect(Collectors.joining(", "));
        int unsaid = circle.size() - SAID;
        return unsaid > 0 ? said + " and %d more".formatted(unsaid) : said;
    }
}
