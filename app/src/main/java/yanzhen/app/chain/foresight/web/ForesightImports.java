package yanzhen.app.chain.foresight.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.chain.foresight.Candidate;
import yanzhen.app.chain.foresight.Candidates;
import yanzhen.app.chain.foresight.Signal;
import yanzhen.app.chain.foresight.Signals;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;
import yanzhen.app.kernel.SourceNote.Confidence;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.TableRow;
import yanzhen.app.site.UploadedTable;
import yanzhen.app.site.UploadedTable.Column;

/** 批量导入: signals or candidates from a table, all of it or nothing. */
@Controller
class ForesightImports {

    private static final int MOST_ROWS = 2_000;
    private static final int SHOWN = 200;

    private static final List<Column> OF_SIGNALS =
            List.of(
                    new Column("title", true, 200, Set.of("征兆", "Signal")),
                    new Column("detail", false, 2000, Set.of("说明", "Detail"), true),
                    new Column("seenAt", true, 200, Set.of("发现地点", "Where seen")),
                    new Column("chains", true, 200, Set.of("产业链", "Chains")),
                    new Column("nodes", false, 500, Set.of("节点", "Nodes")),
                    new Column("tags", false, 400, Set.of("标签", "Tags")),
                    new Column("sourceTitle", true, 200, Set.of("来源", "Source")),
                    new Column("sourceUrl", false, 1000, Set.of("网址", "Address")),
                    new Column("asOf", true, 20, Set.of("截至日期", "As of")),
                    new Column("confidence", false, 30, Set.of("可信程度", "Confidence")));

    private static final List<Column> OF_CANDIDATES =
            List.of(
                    new Column("nameZh", true, 100, Set.of("技术名称", "Chinese name")),
                    new Column("nameEn", true, 100, Set.of("英文名称", "English name")),
                    new Column("description", false, 4000, Set.of("说明", "Description"), true),
                    new Column("horizon", true, 60, Set.of("展望期", "Horizon")),
                    new Column("chains", true, 200, Set.of("产业链", "Chains")),
                    new Column("nodes", false, 500, Set.of("节点", "Nodes")));

    /** All that the template may read. */
    record Form(String kind, String columns, int most) {}

    record SignalsCommand(List<Signal.Note> notes) {}

    record CandidatesCommand(List<Candidate.Draft> drafts) {}

    private final Signals signals;
    private final Candidates candidates;
    private final Words words;
    private final Commands commands;

    ForesightImports(Signals signals, Candidates candidates, Words words, Commands commands) {
        this.signals = signals;
        this.candidates = candidates;
        this.words = words;
        this.commands = commands;
    }

    private static List<Column> columns(String kind) {
        return switch (kind) {
            case "signals" -> OF_SIGNALS;
            case "candidates" -> OF_CANDIDATES;
            default -> throw new NotFound("table", kind);
        };
    }

    @GetMapping("/foresight/imports/{kind}")
    ModelAndView blank(@PathVariable String kind) {
        return form(kind, new Problems());
    }

    private static ModelAndView form(String kind, Problems problems) {
        var view = FormPage.of("foresight/import", problems);
        view.addObject(
                "form",
                new Form(
                        kind,
                        String.join(", ", columns(kind).stream().map(Column::key).toList()),
                        MOST_ROWS));
        view.addObject("problems", problems.kept().stream().limit(SHOWN).toList());
        view.addObject("total", problems.count());
        return view;
    }

    @PostMapping("/foresight/imports/{kind}")
    ModelAndView take(
            @PathVariable String kind,
            @RequestParam String key,
            @RequestParam(required = false) @Nullable MultipartFile file,
            RedirectAttributes flash) {
        var columns = columns(kind);
        var problems = new Problems();
        int taken =
                kind.equals("signals")
                        ? signals(key, rows(file, columns, problems), problems)
                        : candidates(key, rows(file, columns, problems), problems);
        if (taken < 0) {
            return form(kind, problems);
        }
        flash.addFlashAttribute("done", "foresight-imported");
        return new ModelAndView("redirect:/foresight/" + kind);
    }

    private static List<TableRow> rows(
            @Nullable MultipartFile file, List<Column> columns, Problems problems) {
        var rows = new ArrayList<TableRow>();
        if (file == null || file.isEmpty()) {
            problems.add("", null, "file", "", "required");
            return rows;
        }
        try {
            Path saved = Files.createTempFile("yanzhen-foresight", ".table");
            try {
                file.transferTo(saved);
                UploadedTable.read(saved, columns, MOST_ROWS, problems, rows::add);
            } finally {
                Files.deleteIfExists(saved);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    /** Reads each row with the problems of its own line. */
    private static <T> List<T> read(
            List<TableRow> rows, Problems problems, Function<Row, @Nullable T> reading) {
        var read = new ArrayList<T>();
        for (var row : rows) {
            var own = new Problems();
            var one = reading.apply(new Row(row, own));
            own.kept().forEach(it -> problems.add(placed(it, row.number())));
            if (one != null) {
                read.add(one);
            }
        }
        return read;
    }

    private record Row(TableRow cells, Problems problems) {}

    private static Problem placed(Problem it, int line) {
        return new Problem(it.file(), line, it.field(), it.value(), it.code(), it.details());
    }

    private int signals(String key, List<TableRow> rows, Problems problems) {
        var places = words.places();
        var today = words.today();
        var notes =
                ForesightImports.<Signal.Note>read(
                        rows,
                        problems,
                        row -> {
                            var it = row.cells;
                            var day = it.day("asOf", row.problems);
                            return NewSignals.read(
                                    new NewSignals.Typing(
                                            null,
                                            it.text("title"),
                                            it.text("detail"),
                                            it.text("seenAt"),
                                            it.text("sourceTitle"),
                                            it.text("sourceUrl"),
                                            day == null ? "" : day.toString(),
                                            confidence(it.text("confidence")),
                                            it.text("tags"),
                                            Words.split(it.text("chains")),
                                            it.text("nodes")),
                                    places,
                                    today,
                                    row.problems);
                        });
        if (!problems.none()) {
            return -1;
        }
        commands.once(key, new SignalsCommand(notes), () -> String.valueOf(signals.noteAll(notes)));
        return notes.size();
    }

    private static String confidence(String text) {
        return text.isEmpty() ? Confidence.GENERAL_KNOWLEDGE.name() : text;
    }

    private int candidates(String key, List<TableRow> rows, Problems problems) {
        var places = words.places();
        var rules = words.rules();
        var drafts =
                ForesightImports.<Candidate.Draft>read(
                        rows,
                        problems,
                        row -> {
                            var it = row.cells;
                            return NewCandidates.read(
                                    new NewCandidates.Typing(
                                            null,
                                            it.text("nameZh"),
                                            it.text("nameEn"),
                                            it.text("description"),
                                            it.text("horizon"),
                                            Words.split(it.text("chains")),
                                            it.text("nodes"),
                                            ""),
                                    places,
                                    rules,
                                    row.problems);
                        });
        if (!problems.none()) {
            return -1;
        }
        commands.once(
                key,
                new CandidatesCommand(drafts),
                () -> String.valueOf(candidates.addAll(drafts)));
        return drafts.size();
    }
}
