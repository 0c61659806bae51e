package yanzhen.app.chain.taskforce;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import yanzhen.app.chain.Finding;
import yanzhen.app.chain.Finding.Severity;
import yanzhen.app.chain.taskforce.ResponseRules.Kind;
import yanzhen.app.kernel.Bilingual;

/**
 * 应对选项: which directions the findings at a node ask for, and which kinds of measures help there.
 *
 * <p>A finding that is weak or to be watched asks; a note and what could not be judged do not. It
 * reads the findings alone: it does not know cost, time or the will of anybody, and rules nothing
 * out.
 *
 * @param asked directions that are asked for, with what asks
 * @param kinds all kinds of the pack, those that help in more of these directions first
 */
public record Options(Map<Direction, List<Ask>> asked, List<Way> kinds) {

    public Options {
        asked = Map.copyOf(asked);
        kinds = List.copyOf(kinds);
    }

    /** What asks for a direction: the finding, and why the pack reads it so. */
    public record Ask(Finding finding, Bilingual reason) {}

    /**
     * 可选方式.
     *
     * @param helps asked directions in which it helps, in their order; empty when none is asked for
     */
    public record Way(Kind kind, List<Direction> helps) {
        public Way {
            helps = List.copyOf(helps);
        }
    }

    /** Reads findings by the rules. */
    public static Options of(List<Finding> findings, ResponseRules rules) {
        var asked = new EnumMap<Direction, List<Ask>>(Direction.class);
        var bad = findings.stream().filter(Options::asks).toList();
        var fired = bad.stream().map(Finding::rule).toList();
        for (var finding : bad) {
            for (var reading : rules.readings()) {
                if (reading.rule().equals(finding.rule())
                        && (reading.unless() == null || !fired.contains(reading.unless()))) {
                    asked.computeIfAbsent(reading.direction(), _ -> new ArrayList<>())
                            .add(new Ask(finding, reading.reason()));
                }
            }
        }
        var ways = new ArrayList<Way>();
        for (var kind : rules.kinds()) {
            boolean out = kind.unless() != null && fired.contains(kind.unless());
            ways.add(
                    new Way(
                            kind,
                            asked.keySet().stream()
                                    .filter(it -> !out && kind.directions().contains(it))
                                    .toList()));
        }
        ways.sort((one, other) -> Integer.compare(other.helps.size(), one.helps.size()));
        return new Options(asked, ways);
    }

    private static boolean asks(Finding it) {
        return it.severity() == Severity.WEAK || it.severity() == Severity.WATCH;
    }
}
