package yanzhen.app.challenge.evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import yanzhen.app.kernel.Problems;
import yanzhen.selection.fit.RankingLoss;
import yanzhen.selection.fit.TextFit;

/**
 * Reads people with their papers, other papers, and how the people rated these; ranks them anew.
 */
final class ExpertiseFolder {

    private static final String PEOPLE = "profiles.jsonl";
    private static final String PAPERS = "papers.jsonl";
    private static final String RATINGS = "evaluations.tsv";
    private static final int COLUMNS = 3;

    private final Path folder;
    private final Problems problems;

    ExpertiseFolder(Path folder, Problems problems) {
        this.folder = folder;
        this.problems = problems;
    }

    static boolean isOne(Path folder) {
        return Files.isRegularFile(folder.resolve(PEOPLE))
                && Files.isRegularFile(folder.resolve(PAPERS))
                && Files.isRegularFile(folder.resolve(RATINGS));
    }

    Map<String, Object> row() {
        var people = new LinkedHashMap<String, List<String>>();
        var papers = new LinkedHashMap<String, String>();
        var all = new ArrayList<String>();
        for (var json : objects(PEOPLE)) {
            var texts = json.path("papers").values().stream().map(ExpertiseFolder::text).toList();
            people.put(json.path("id").asString(""), texts);
            all.addAll(texts);
        }
        objects(PAPERS).forEach(it -> papers.put(it.path("id").asString(""), text(it)));
        all.addAll(papers.values());
        var fit = TextFit.over(all);
        var rated = ratings(fit, people, papers);
        var loss = RankingLoss.NONE;
        for (var one : rated.values()) {
            loss = loss.with(one);
        }
        var row = new LinkedHashMap<String, Object>();
        row.put("instance", String.valueOf(folder.getFileName()));
        row.put("people", people.size());
        row.put("papers", papers.size());
        row.put("ratings", rated.values().stream().mapToInt(List::size).sum());
        row.put("ranking_loss", loss.value());
        return row;
    }

    private static String text(JsonNode paper) {
        return paper.path("title").asString("") + " " + paper.path("abstract").asString("");
    }

    private Map<String, List<RankingLoss.Rated>> ratings(
            TextFit fit, Map<String, List<String>> people, Map<String, String> papers) {
        var rated = new LinkedHashMap<String, List<RankingLoss.Rated>>();
        var file = folder.resolve(RATINGS).toString();
        int line = 0;
        for (var text : lines(RATINGS)) {
            line++;
            var cells = text.split("\t", -1);
            if (cells.length != COLUMNS) {
                problems.add(file, line, "", String.valueOf(cells.length), "evaluate-cells", "3");
                continue;
            }
            var person = people.get(cells[0]);
            var paper = papers.get(cells[1]);
            if (person == null || paper == null) {
                var unknown = person == null ? cells[0] : cells[1];
                problems.add(file, line, "", unknown, "evaluate-unknown");
                continue;
            }
            try {
                double rating = Double.parseDouble(cells[2]);
                double near = fit.nearness(fit.profile(person), fit.profile(List.of(paper)));
                rated.computeIfAbsent(cells[0], _ -> new ArrayList<>())
                        .add(new RankingLoss.Rated(rating, near));
            } catch (NumberFormatException e) {
                problems.add(file, line, "column 3", cells[2], "evaluate-decimal", "5");
            }
        }
        return rated;
    }

    private List<JsonNode> objects(String name) {
        var objects = new ArrayList<JsonNode>();
        int line = 0;
        for (var text : lines(name)) {
            line++;
            try {
                objects.add(JsonMapper.shared().readTree(text));
            } catch (JacksonException e) {
                problems.add(
                        folder.resolve(name).toString(),
                        line,
                        "",
                        "",
                        "evaluate-json",
                        e.getOriginalMessage());
            }
        }
        return objects;
    }

    private List<String> lines(String name) {
        try {
            return Files.readAllLines(folder.resolve(name)).stream()
                    .filter(it -> !it.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
