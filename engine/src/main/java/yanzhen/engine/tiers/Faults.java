package yanzhen.engine.tiers;

import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong with what was given, and says all of it at once. */
final class Faults {

    private static final int SAID = 20;

    private final List<String> faults = new ArrayList<>();

    void add(String fault) {
        faults.add(fault);
    }

    /** There must be one entry for each firm. */
    Faults length(String name, int found, int firms) {
        if (found != firms) {
            add("There are %d entries of %s for %d firms.".formatted(found, name, firms));
        }
        return this;
    }

    /** Each entry must be a number from 0 on, without end where that is allowed. */
    Faults days(String name, double[] of, boolean endless) {
        for (int firm = 0; firm < of.length; firm++) {
            if (!(of[firm] >= 0) || (!endless && Double.isInfinite(of[firm]))) {
                add(
                        "The %s of firm %d (%s) are not a number from 0 on."
                                .formatted(name, firm, of[firm]));
            }
        }
        return this;
    }

    /** Firms that are named must be there, each once, and at least one. */
    Faults firms(String name, int[] named, int firms) {
        var seen = new boolean[firms];
        if (named.length == 0) {
            add("There are no %s; name at least one firm.".formatted(name));
        }
        for (int at = 0; at < named.length; at++) {
            int firm = named[at];
            if (firm < 0 || firm >= firms) {
                add(
                        "Entry %d of the %s names firm %d; there are firms 0 to %d."
                                .formatted(at, name, firm, firms - 1));
            } else if (seen[firm]) {
                add("Entry %d of the %s names firm %d twice.".formatted(at, name, firm));
            } else {
                seen[firm] = true;
            }
        }
        return this;
    }

    void throwAny() {
        if (!faults.isEmpty()) {
            int more = faults.size() - SAID;
            throw new IllegalArgumentException(
                    String.join("\n", faults.subList(0, Math.min(SAID, faults.size())))
                            + (more > 0 ? "\n… and %d more.".formatted(more) : ""));
        }
    }
}
