package yanzhen.app.challenge.need.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.challenge.need.Need.Commitment;
import yanzhen.app.challenge.need.Need.Draft;
import yanzhen.app.challenge.need.Needs;
import yanzhen.app.challenge.need.web.NewNeeds.Payer;
import yanzhen.app.challenge.need.web.NewNeeds.Typing;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.TableRow;
import yanzhen.app.site.UploadedTable;
import yanzhen.app.site.UploadedTable.Column;

/** 批量导入: drafts from a table, one in each row, all of them or none. */
@Controller
class NeedImports {

    private static final int MOST_ROWS = 500;
    private static final int SHOWN = 200;
    private static final int TARGETS = 3;

    private static final List<Column> COLUMNS =
            Stream.concat(
                            Stream.of(
                                    new Column("title", true, 200, Set.of("需求名称", "Title")),
                                    new Column(
                                            "ownerCode",
                                            true,
                                            40,
                                            Set.of("需求单位代码", "Owner’s code")),
                                    new Column(
                                            "problem",
                                            false,
                                            4000,
                                            Set.of("要解决的问题", "Problem"),
                                            true),
                                    new Column("category", false, 40, Set.of("五基类别", "Category")),
                                    new Column(
                                            "budget", false, 20, Set.of("金额（元）", "Budget in yuan")),
                                    new Column(
                                            "payerCode",
                                            false,
                                            40,
                                            Set.of("出资方代码", "Payer’s code")),
                                    new Column("payerText", false, 200, Set.of("出资方", "Payer")),
                                    new Column(
                                            "ipRule",
                                            false,
                                            1000,
                                            Set.of("知识产权约定", "Rule on intellectual property"),
                                            true),
                                    new Column(
                                            "commitment", false, 20, Set.of("应用承诺", "Commitment")),
                                    new Column(
                                            "commitmentText",
                                            false,
                                            1000,
                                            Set.of("承诺内容", "What is promised"),
                                            true),
                                    new Column("wantedBy", false, 20, Set.of("期限", "Wanted by"))),
                            IntStream.rangeClosed(1, TARGETS).boxed().flatMap(NeedImports::target))
                    .toList();

    private static Stream<Column> target(int at) {
        return Stream.of(
                new Column("metric" + at, false, 100, Set.of("指标" + at, "Metric " + at)),
                new Column("comparator" + at, false, 10, Set.of("比较" + at, "Comparison " + at)),
                new Column("value" + at, false, 26, Set.of("数值" + at, "Value " + at)),
                new Column("unit" + at, false, 30, Set.of("单位" + at, "Unit " + at)),
                new Column("testMethod" + at, false, 300, Set.of("测试方法" + at, "Test " + at)));
    }

    /** All that the template may read. */
    record Form(String columns, int most) {}

    record ImportCommand(List<Draft> drafts) {}

    private final Needs needs;
    private final NeedWords words;
    private final Commands commands;

    NeedImports(Needs needs, NeedWords words, Commands commands) {
        this.needs = needs;
        this.words = words;
        this.commands = commands;
    }

    @GetMapping("/needs/imports")
    ModelAndView blank() {
        return form(new Problems());
    }

    private static ModelAndView form(Problems problems) {
        var view = FormPage.of("need/import", problems);
        view.addObject(
                "form",
                new Form(
                        COLUMNS.stream().map(Column::key).collect(Collectors.joining(", ")),
                        MOST_ROWS));
        view.addObject("problems", problems.kept().stream().limit(SHOWN).toList());
        view.addObject("total", problems.count());
        return view;
    }

    @PostMapping("/needs/imports")
    ModelAndView take(
            @RequestParam String key,
            @RequestParam(required = false) @Nullable MultipartFile file,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var drafts = new ArrayList<Draft>();
        for (var row : rows(file, problems)) {
            var own = new Problems();
            var draft = NewNeeds.read(typed(row, locale), words, own);
            if (draft != null && !words.runs(draft.owner())) {
                own.add("", null, "ownerCode", row.text("ownerCode"), "need-not-yours");
            }
            own.kept().forEach(it -> problems.add(placed(it, row.number())));
            if (draft != null) {
                drafts.add(draft);
            }
        }
        if (!problems.none()) {
            return form(problems);
        }
        commands.once(
                key,
                new ImportCommand(drafts),
                () ->
                        needs.draftAll(drafts).stream()
                                .map(UUID::toString)
                                .collect(Collectors.joining(" ")));
        flash.addFlashAttribute("done", "needs-imported");
        return new ModelAndView("redirect:/needs?state=DRAFT");
    }

    private static Problem placed(Problem it, int line) {
        return new Problem(it.file(), line, it.field(), it.value(), it.code(), it.details());
    }

    private static List<TableRow> rows(@Nullable MultipartFile file, Problems problems) {
        var rows = new ArrayList<TableRow>();
        if (file == null || file.isEmpty()) {
            problems.add("", null, "file", "", "required");
            return rows;
        }
        try {
            var saved = Files.createTempFile("yanzhen-needs", ".table");
            try {
                file.transferTo(saved);
                UploadedTable.read(saved, COLUMNS, MOST_ROWS, problems, rows::add);
            } finally {
                Files.deleteIfExists(saved);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    private Typing typed(TableRow it, Locale locale) {
        var payerCode = it.text("payerCode");
        var day = it.text("wantedBy").isEmpty() ? null : it.day("wantedBy", new Problems());
        return new Typing(
                null,
                null,
                null,
                null,
                it.text("ownerCode"),
                it.text("title"),
                it.text("problem"),
                named("category.", BaseCategory.values(), it.text("category"), locale),
                it.text("budget"),
                payerCode.isEmpty() ? Payer.TEXT.name() : Payer.OTHER.name(),
                payerCode,
                it.text("payerText"),
                column(it, "metric"),
                column(it, "comparator").stream()
                        .map(text ->
                                Set.of("≤", "<=", "at-most", "不超过").contains(text)
                                        ? "at-most"
                                        : "at-least")
                        .toList(),
                column(it, "value"),
                column(it, "unit"),
                column(it, "testMethod"),
                it.text("ipRule"),
                named("need.commitment.", Commitment.values(), it.text("commitment"), locale),
                it.text("commitmentText"),
                day == null ? it.text("wantedBy") : day.toString(),
                null);
    }

    /** A value by its name in either language, or as it is. */
    private String named(String words, Enum<?>[] values, String text, Locale locale) {
        var names =
                Stream.of(values)
                        .flatMap(it ->
                                Stream.of(locale, Locale.CHINESE, Locale.ENGLISH)
                                        .map(in ->
                                                Map.entry(
                                                        this.words.say(words + it, in), it.name())))
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey, Map.Entry::getValue, (one, _) -> one));
        return names.getOrDefault(text, text);
    }

    private static List<String> column(TableRow it, String key) {
        return IntStream.rangeClosed(1, TARGETS).mapToObj(at -> it.text(key + at)).toList();
    }
}
