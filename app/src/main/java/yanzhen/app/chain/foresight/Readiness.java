package yanzhen.app.chain.foresight;

import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import yanzhen.app.chain.foresight.ForesightRules.Level;

/**
 * 技术成熟度 by evidence: nobody states a level; it is the highest one whose asked-for evidence is
 * there.
 *
 * <p>Evidence counts for the level that it was handed in for, and no other: a product on sale says
 * that level 9 is reached, and lower levels need not be shown as well. A level that asks for two
 * things is not reached by one of them.
 *
 * @param level 0 when no level is reached, else 1 to 9
 * @param next the level that comes after; 0 when 9 is reached
 * @param lacks what the next level still asks for: of each, one of these kinds
 */
public record Readiness(int level, int next, List<List<String>> lacks) {

    public Readiness {
        lacks = lacks.stream().map(List::copyOf).toList();
    }

    /** 一条证据, as far as it counts: kind of evidence for a level. */
    public record Shown(int level, String kind) {}

    /**
     * What the evidence shows.
     *
     * @param levels of the rules, in their order
     */
    public static Readiness of(List<Level> levels, Collection<Shown> evidence) {
        int reached =
                IntStream.range(0, levels.size())
                        .filter(at -> missing(levels.get(at), evidence).isEmpty())
                        .map(at -> levels.get(at).level())
                        .max()
                        .orElse(0);
        return levels.stream()
                .filter(it -> it.level() == reached + 1)
                .findFirst()
                .map(it -> new Readiness(reached, it.level(), missing(it, evidence)))
                .orElse(new Readiness(reached, 0, List.of()));
    }

    private static List<List<String>> missing(Level level, Collection<Shown> evidence) {
        return level.needs().stream()
                .filter(kinds ->
                        evidence.stream()
                                .noneMatch(
                                        it -> it.level == level.level() && kinds.contains(it.kind)))
                .toList();
    }
}
