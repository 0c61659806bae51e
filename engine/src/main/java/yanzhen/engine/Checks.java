package yanzhen.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a setting must hold to; everything wrong is said at once. */
final class Checks {

    private static final int SAID = 20;

    private Checks() {}

    static void check(CascadeSetting setting) {
        var faults = new ArrayList<String>();
        int firms = setting.network.firms();
        indices("sector", setting.sector, firms, setting.classes.sectors(), faults);
        var market = setting.markets.of();
        if (market != null) {
            indices("market", market, firms, Integer.MAX_VALUE, faults);
        }
        amounts("revenue", setting.revenue, firms, faults);
        amounts("costs", setting.costs, firms, faults);
        throwAny(faults);
    }

    static void throwAny(List<String> faults) {
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(
                    String.join("\n", faults.subList(0, Math.min(SAID, faults.size())))
                            + (faults.size() > SAID
                                    ? "\n… and %d more.".formatted(faults.size() - SAID)
                                    : ""));
        }
    }

    private static void indices(String name, int[] of, int firms, int end, List<String> faults) {
        length(name, of.length, firms, faults);
        for (int firm = 0; firm < of.length; firm++) {
            if (of[firm] < 0 || of[firm] >= end) {
                faults.add(
                        "The %s of firm %d (%d) is not between 0 and %d."
                                .formatted(name, firm, of[firm], end - 1));
            }
        }
    }

    /** A number of a firm or a sector must be one of those that there are. */
    static void within(String name, int number, int end, List<String> faults) {
        if (number < 0 || number >= end) {
            faults.add(
                    "The %s (%d) is not there; the numbers are 0 to %d."
                            .formatted(name, number, end - 1));
        }
    }

    private static void amounts(
            String name, double @Nullable [] of, int firms, List<String> faults) {
        if (of == null) {
            return;
        }
        length(name, of.length, firms, faults);
        for (int firm = 0; firm < of.length; firm++) {
            if (!(of[firm] > 0) || Double.isInfinite(of[firm])) {
                faults.add(
                        "The %s of firm %d (%s) is not a number above 0."
                                .formatted(name, firm, of[firm]));
            }
        }
    }

    static void length(String name, int found, int firms, List<String> faults) {
        if (found != firms) {
            faults.add("There are %d entries of %s for %d firms.".formatted(found, name, firms));
        }
    }
}
