package yanzhen.app.challenge.evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import yanzhen.app.kernel.Problems;
import yanzhen.selection.assignment.AssignmentTask;
import yanzhen.selection.assignment.Bid;
import yanzhen.selection.assignment.Expert;
import yanzhen.selection.assignment.Pair;
import yanzhen.selection.assignment.Rules;
import yanzhen.selection.assignment.Scores;
import yanzhen.selection.assignment.Worst;

/** Reads {@code scores.csv} and {@code conflicts.csv}: experts in rows, bids in columns. */
final class ConferenceFolder {

    private static final int MOST_DECIMALS = 3;

    private final Path folder;
    private final Problems problems;

    ConferenceFolder(Path folder, Problems problems) {
        this.folder = folder;
        this.problems = problems;
    }

    static boolean isOne(Path folder) {
        return Files.isRegularFile(folder.resolve("scores.csv"));
    }

    List<ReviewCase> cases(ReviewOptions options) {
        var scores = table("scores.csv");
        var conflicts = new ArrayList<Pair>();
        if (Files.isRegularFile(folder.resolve("conflicts.csv"))) {
            conflicts.addAll(conflicts(table("conflicts.csv"), scores));
        }
        var expected = expected();
        int need = number(expected, "per_paper", options.need(), "--need");
        int load = number(expected, "max_load", options.load(), "--load");
        if (!problems.none() || scores.isEmpty()) {
            return List.of();
        }
        return List.of(
                new ReviewCase(
                        String.valueOf(folder.getFileName()),
                        task(scores, conflicts, need, load),
                        unit(scores),
                        Worst.SUM,
                        values(expected, options)));
    }

    private JsonNode expected() {
        var file = folder.resolve("expected.json");
        return Files.isRegularFile(file)
                ? new JsonReading(file, problems).tree(file)
                : JsonMapper.shared().createObjectNode();
    }

    private int number(JsonNode expected, String name, int option, String said) {
        if (expected.path(name).isInt() && expected.path(name).asInt() > 0) {
            return expected.path(name).asInt();
        }
        if (option == 0) {
            problems.add(
                    folder.resolve("expected.json").toString(),
                    null,
                    name,
                    "",
                    "evaluate-silent",
                    said);
        }
        return option;
    }

    private static Map<String, Double> values(JsonNode expected, ReviewOptions options) {
        var values = new HashMap<String, Double>();
        put(values, ReviewCase.TOTAL, expected.at("/max_total/total"));
        put(values, ReviewCase.WORST, expected.path("maxmin_value"));
        put(values, ReviewCase.WORST_TOTAL, expected.at("/maxmin_then_total/total"));
        if (options.probability().part() * 2 == options.probability().whole()) {
            put(values, ReviewCase.RANDOM, expected.path("randomised_q05_total"));
        }
        return values;
    }

    static void put(Map<String, Double> values, String name, JsonNode found) {
        if (found.isNumber()) {
            values.put(name, found.asDouble());
        }
    }

    private List<List<BigDecimal>> table(String name) {
        var file = folder.resolve(name);
        var rows = new ArrayList<List<BigDecimal>>();
        int line = 0;
        for (var text : lines(file)) {
            line++;
            if (!text.isBlank()) {
                var row = new ArrayList<BigDecimal>();
                var cells = text.split(",", -1);
                for (int at = 0; at < cells.length; at++) {
                    row.add(cell(file, line, at, cells[at].strip()));
                }
                if (!rows.isEmpty() && rows.getFirst().size() != row.size()) {
                    problems.add(
                            file.toString(),
                            line,
                            "",
                            String.valueOf(row.size()),
                            "evaluate-cells",
                            String.valueOf(rows.getFirst().size()));
                }
                rows.add(row);
            }
        }
        if (rows.isEmpty()) {
            problems.add(file.toString(), null, "", "", "evaluate-empty");
        }
        return rows;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BigDecimal cell(Path file, int line, int column, String text) {
        try {
            var number = new BigDecimal(text).stripTrailingZeros();
            if (number.signum() >= 0
                    && number.scale() <= MOST_DECIMALS
                    && number.compareTo(BigDecimal.valueOf(1_000)) <= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // is said below
        }
        problems.add(file.toString(), line, "column " + (column + 1), text, "evaluate-score");
        return BigDecimal.ZERO;
    }

    private List<Pair> conflicts(List<List<BigDecimal>> table, List<List<BigDecimal>> scores) {
        var file = folder.resolve("conflicts.csv").toString();
        if (table.size() != scores.size()
                || (!table.isEmpty() && table.getFirst().size() != scores.getFirst().size())) {
            problems.add(
                    file,
                    null,
                    "",
                    String.valueOf(table.size()),
                    "evaluate-rows",
                    String.valueOf(scores.size()));
            return List.of();
        }
        var pairs = new ArrayList<Pair>();
        for (int expert = 0; expert < table.size(); expert++) {
            for (int bid = 0; bid < table.get(expert).size(); bid++) {
                if (table.get(expert).get(bid).signum() != 0) {
                    pairs.add(new Pair(bid, expert));
                }
            }
        }
        return pairs;
    }

    private static double unit(List<List<BigDecimal>> scores) {
        int decimals =
                scores.stream()
                        .flatMap(List::stream)
                        .mapToInt(it -> Math.max(0, it.scale()))
                        .max()
                        .orElse(0);
        return Math.pow(10, decimals);
    }

    private static AssignmentTask task(
            List<List<BigDecimal>> scores, List<Pair> conflicts, int need, int load) {
        double unit = unit(scores);
        var points =
                scores.stream()
                        .map(row ->
                                row.stream()
                                        .mapToInt(it -> (int) Math.round(it.doubleValue() * unit))
                                        .toArray())
                        .toArray(int[][]::new);
        var experts =
                IntStream.range(0, points.length)
                        .mapToObj(it -> new Expert("reviewer " + (it + 1), "", false, 0, load))
                        .toList();
        var bids =
                IntStream.range(0, points[0].length)
                        .mapToObj(it -> new Bid("paper " + (it + 1), "", need))
                        .toList();
        Scores of = (bid, expert) -> points[expert][bid];
        return AssignmentTask.of(experts, bids, conflicts, Rules.NONE, of);
    }
}
