package yanzhen.app.chain.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.ObjectMapper;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.ChainDraft;
import yanzhen.app.chain.ChainTables;
import yanzhen.app.chain.Looks;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.kernel.SourceNote.Confidence;
import yanzhen.app.site.Choice;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.ProblemsHead;
import yanzhen.app.site.Sheet;

/** 产业链导入导出: tables in, looked at, stored; and out again in the same form. */
@Controller
class ImportPages {

    private static final int SHOWN = 200;

    /** All that the upload form's template may read. */
    record Form(
            List<Choice> chains,
            String chosen,
            List<Layout> tables,
            HandedTables.Layout typed,
            List<String> confidences) {}

    /** The columns of one table. */
    record Layout(String table, String columns) {}

    record StoreCommand(UUID draft, ChainTables.How how) {}

    private final Looks looks;
    private final Atlas atlas;
    private final ChainTables tables;
    private final HandedTables reading;
    private final Organisations organisations;
    private final Commands commands;
    private final ObjectMapper json;

    ImportPages(
            Looks looks,
            Atlas atlas,
            ChainTables tables,
            HandedTables reading,
            Organisations organisations,
            Commands commands,
            ObjectMapper json) {
        this.looks = looks;
        this.atlas = atlas;
        this.tables = tables;
        this.reading = reading;
        this.organisations = organisations;
        this.commands = commands;
        this.json = json;
    }

    @GetMapping("/chain-imports/new")
    ModelAndView blank(@RequestParam(defaultValue = "") String chain, Locale locale) {
        return form(chain, HandedTables.Layout.NOTHING, new Problems(), locale);
    }

    @PostMapping("/chain-imports")
    ModelAndView take(
            @RequestParam String key,
            @RequestParam(defaultValue = "") String chain,
            @RequestParam(name = "files", required = false) @Nullable List<MultipartFile> files,
            @ModelAttribute HandedTables.Layout layout,
            Locale locale) {
        var problems = new Problems();
        var answer = reading.in(key, chain, files == null ? List.of() : files, layout, problems);
        return answer == null
                ? form(chain, layout, problems, locale)
                : new ModelAndView("redirect:/chain-imports/" + answer.value());
    }

    private ModelAndView form(
            String chosen, HandedTables.Layout typed, Problems problems, Locale locale) {
        var view = FormPage.of("chain/import-form", problems);
        var layouts = new ArrayList<Layout>();
        for (var table : ChainTable.values()) {
            layouts.add(new Layout(table.key(), String.join(", ", table.heads())));
        }
        view.addObject(
                "form",
                new Form(
                        atlas.chains().stream()
                                .map(it ->
                                        new Choice(it.chain().key(), it.chain().name().in(locale)))
                                .toList(),
                        chosen,
                        layouts,
                        typed,
                        Arrays.stream(Confidence.values()).map(Enum::name).toList()));
        view.addObject("problems", problems.kept().stream().limit(SHOWN).toList());
        view.addObject("found", ProblemsHead.of(problems));
        view.addObject("wrong", problems.rowsByFile());
        return view;
    }

    @GetMapping("/chain-imports/{id}")
    String preview(@PathVariable UUID id, Model model, Locale locale) {
        var comparison = tables.compare(id).orElseThrow(() -> new NotFound("draft", id));
        model.addAttribute("draft", comparison);
        model.addAttribute("name", comparison.name().in(locale));
        return "chain/import-preview";
    }

    @PostMapping("/chain-imports/{id}/storing")
    String store(
            @PathVariable UUID id,
            @RequestParam String key,
            @RequestParam(defaultValue = "false") boolean retire,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash) {
        var how = new ChainTables.How(retire, reason);
        var answer = commands.once(key, new StoreCommand(id, how), () -> tables.store(id, how));
        flash.addFlashAttribute("done", "chain-imported");
        return "redirect:/chains/" + answer.value();
    }

    @GetMapping("/chains/{key}/tables")
    ResponseEntity<byte[]> workbook(@PathVariable String key) {
        return Sheet.workbook(key, ChainFiles.sheets(export(key), organisations));
    }

    @GetMapping("/chains/{key}/tables/zip")
    ResponseEntity<byte[]> zip(@PathVariable String key) {
        return saved(key + ".zip", "application/zip", ChainFiles.zip(export(key), organisations));
    }

    @GetMapping("/chains/{key}/tables/json")
    ResponseEntity<byte[]> json(@PathVariable String key) {
        return saved(
                key + ".json",
                "application/json",
                json.writerWithDefaultPrettyPrinter()
                        .writeValueAsBytes(ChainFiles.json(export(key), organisations)));
    }

    private static ResponseEntity<byte[]> saved(String name, String type, byte[] content) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(type))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + '"')
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(content);
    }

    @GetMapping("/chains/{key}/tables/{table}")
    ResponseEntity<byte[]> csv(@PathVariable String key, @PathVariable String table) {
        var asked = ChainTable.named(table).orElseThrow(() -> new NotFound("table", table));
        return sheet(export(key), asked).download(Sheet.Form.CSV);
    }

    private ChainDraft export(String key) {
        atlas.map(key).ifPresent(it -> looks.atSuppliers(Looks.What.TABLES, it));
        return tables.export(key).orElseThrow(() -> new NotFound("chain", key));
    }

    private Sheet sheet(ChainDraft draft, ChainTable table) {
        return ChainSheets.of(draft, table, organisations);
    }
}
