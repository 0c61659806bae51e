package yanzhen.app.challenge.evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import yanzhen.app.kernel.Problems;
import yanzhen.selection.assignment.Probability;
import yanzhen.selection.solver.Solvers;

/**
 * 决策评测: solves what a file or folder holds and says of each instance what was reached, what no
 * solution exceeds, whether that is proven, and how long it took; beside what the file expects,
 * where it expects anything. Stores nothing.
 */
public final class Evaluation {

    private Evaluation() {}

    /**
     * Assignments of experts: a folder with {@code scores.csv} (experts in rows, bids in columns),
     * {@code conflicts.csv} and {@code expected.json}; a JSON file of panels; a folder of people,
     * papers and ratings; or a folder that holds any of these.
     *
     * @param need experts a bid where the file is silent, 0 for none said
     * @param load bids an expert at most where the file is silent, 0 for none said
     * @param probability greatest probability of a pair in the randomised variant
     * @param limit for each search
     * @return what can be written as one JSON object
     * @throws Problems.Refused naming everything that is wrong with the files
     */
    public static Map<String, Object> assignment(
            Path path, int need, int load, double probability, Duration limit) {
        var options = new ReviewOptions(need, load, Probability.of(probability), limit);
        var problems = new Problems();
        var cases = new ArrayList<ReviewCase>();
        var fits = new ArrayList<Path>();
        for (var one : parts(path)) {
            if (ConferenceFolder.isOne(one)) {
                cases.addAll(new ConferenceFolder(one, problems).cases(options));
            } else if (ExpertiseFolder.isOne(one)) {
                fits.add(one);
            } else if (Files.isRegularFile(one)) {
                var json = new JsonReading(one, problems).tree(one);
                if (PanelsFile.holds(json)) {
                    cases.addAll(new PanelsFile(one, problems).cases(json));
                } else if (one.equals(path) && problems.none()) {
                    problems.add(one.toString(), null, "", "", "evaluate-nothing");
                }
            }
        }
        if (cases.isEmpty() && fits.isEmpty() && problems.none()) {
            problems.add(path.toString(), null, "", "", "evaluate-nothing");
        }
        var expertise = fits.stream().map(it -> new ExpertiseFolder(it, problems).row()).toList();
        problems.mustBeNone();
        var rows = cases.stream().map(it -> new ReviewRun(it, options).row()).toList();
        return result("assignment", path, rows, expertise);
    }

    /**
     * Portfolios of challenges, or races: a JSON file, or a folder of such files.
     *
     * @param more how much more money to ask about in each year; empty for not at all
     * @param limit for each search
     * @return what can be written as one JSON object
     * @throws Problems.Refused naming everything that is wrong with the files
     */
    public static Map<String, Object> portfolio(Path path, OptionalLong more, Duration limit) {
        var problems = new Problems();
        var runs = new ArrayList<Run>();
        for (var one : parts(path)) {
            if (Files.isRegularFile(one)) {
                var json = new JsonReading(one, problems).tree(one);
                if (PortfolioFile.holds(json)) {
                    runs.addAll(new PortfolioFile(one, problems).runs(json, more, limit));
                } else if (RacingFile.holds(json)) {
                    runs.addAll(new RacingFile(one, problems).runs(json));
                } else if (one.equals(path) && problems.none()) {
                    problems.add(one.toString(), null, "", "", "evaluate-nothing");
                }
            }
        }
        if (runs.isEmpty() && problems.none()) {
            problems.add(path.toString(), null, "", "", "evaluate-nothing");
        }
        problems.mustBeNone();
        return result("portfolio", path, runs.stream().map(Run::row).toList(), List.of());
    }

    /** Work that waits until all files have been read. */
    @FunctionalInterface
    interface Run {
        Map<String, Object> row();
    }

    private static Map<String, Object> result(
            String kind,
            Path path,
            List<Map<String, Object>> instances,
            List<Map<String, Object>> expertise) {
        var result = new LinkedHashMap<String, Object>();
        result.put("evaluated", kind);
        result.put("path", path.toString());
        result.put("solver", Solvers.best().name());
        result.put("instances", instances);
        if (!expertise.isEmpty()) {
            result.put("expertise", expertise);
        }
        return result;
    }

    /** The path itself, or what its folder holds, by name. */
    private static List<Path> parts(Path path) {
        if (Files.isRegularFile(path)
                || ConferenceFolder.isOne(path)
                || ExpertiseFolder.isOne(path)) {
            return List.of(path);
        }
        try (var entries = Files.list(path)) {
            return entries.filter(it -> Files.isDirectory(it) || it.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
