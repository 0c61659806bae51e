package yanzhen.app.chain.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.ChainDraft;
import yanzhen.app.chain.ChainTables;
import yanzhen.app.chain.TableMappings;
import yanzhen.app.chain.TableMappings.Handed;
import yanzhen.app.chain.TableMappings.Line;
import yanzhen.app.chain.TableMappings.Mapping;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Choice;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.ProblemsHead;
import yanzhen.app.site.Sheet;
import yanzhen.app.site.Typed;
import yanzhen.app.site.UploadedTable;

/** 按列对应导入: any table, its columns named by whoever hands it in, then the present import. */
@Controller
class MappingPages {

    private static final String MAPPINGS = "/chain-imports/mappings";
    private static final int MOST_ROWS = 50_000;
    private static final int SAMPLE = 5;
    private static final int SHOWN = 200;
    private static final String COLUMN = "col.";
    private static final String FIXED = "fix.";

    /** Tables that can be filled so. */
    private static final List<ChainTable> TABLES =
            List.of(
                    ChainTable.NODES,
                    ChainTable.EDGES,
                    ChainTable.PROVISIONS,
                    ChainTable.FACTS,
                    ChainTable.PROVIDERS);

    /** All that the template of the first step may read. */
    record Upload(List<Choice> chains, String chosen, List<String> tables, String holds) {}

    /** All that the template of the second step may read. */
    record View(
            UUID id,
            String file,
            String holds,
            String chainName,
            String chain,
            int rows,
            List<String> heads,
            List<List<String>> sample,
            List<Field> fields,
            boolean remembered,
            List<WrongRow> wrong) {}

    /**
     * A field of ours.
     *
     * @param column place of the column that is taken for it; null for none
     * @param fixed what holds for every row where no column is taken
     * @param choices values that it may have; empty when it is free
     */
    record Field(
            String key,
            String label,
            boolean required,
            @Nullable Integer column,
            String fixed,
            List<Choice> choices) {}

    /** A row that has problems, as it stands in the file. */
    record WrongRow(int number, List<String> cells) {}

    private record HandInCommand(
            String holds, String chain, List<String> heads, List<Line> lines) {}

    private final Atlas atlas;
    private final ChainTables tables;
    private final TableMappings mappings;
    private final HandedTables reading;
    private final ColumnWords words;
    private final Commands commands;

    MappingPages(
            Atlas atlas,
            ChainTables tables,
            TableMappings mappings,
            HandedTables reading,
            ColumnWords words,
            Commands commands) {
        this.atlas = atlas;
        this.tables = tables;
        this.mappings = mappings;
        this.reading = reading;
        this.words = words;
        this.commands = commands;
    }

    @GetMapping(MAPPINGS + "/new")
    ModelAndView blank(@RequestParam(defaultValue = "") String chain, Locale locale) {
        return upload(chain, "", new Problems(), locale);
    }

    private ModelAndView upload(String chain, String holds, Problems problems, Locale locale) {
        var view = FormPage.of("chain/mapping-upload", problems);
        view.addObject(
                "form",
                new Upload(
                        atlas.chains().stream()
                                .map(it ->
                                        new Choice(it.chain().key(), it.chain().name().in(locale)))
                                .toList(),
                        chain,
                        TABLES.stream().map(ChainTable::key).toList(),
                        holds));
        return view;
    }

    @PostMapping(MAPPINGS)
    ModelAndView take(
            @RequestParam String key,
            @RequestParam(defaultValue = "") String chain,
            @RequestParam(defaultValue = "") String holds,
            @RequestParam(name = "file", required = false) @Nullable MultipartFile file,
            Locale locale) {
        var problems = new Problems();
        var table = ChainTable.named(holds).filter(TABLES::contains);
        if (table.isEmpty()) {
            problems.add("", null, "holds", holds, "required");
        }
        if (tables.export(chain).isEmpty()) {
            problems.add("", null, "chain", chain, "required");
        }
        if (file == null || file.isEmpty()) {
            problems.add("", null, "file", "", "required");
        }
        if (!problems.none() || file == null || table.isEmpty()) {
            return upload(chain, holds, problems, locale);
        }
        var raw = raw(file, problems);
        if (raw == null) {
            return upload(chain, holds, problems, locale);
        }
        var lines = raw.rows().stream().map(it -> new Line(it.number(), it.cells())).toList();
        var name = Objects.requireNonNullElse(file.getOriginalFilename(), "");
        var answer =
                commands.once(
                        key,
                        new HandInCommand(holds, chain, raw.heads(), lines),
                        () ->
                                mappings.keep(
                                                name.replaceFirst(".*[/\\\\]", ""),
                                                table.get().key(),
                                                chain,
                                                raw.heads(),
                                                lines)
                                        .toString());
        return new ModelAndView("redirect:" + MAPPINGS + "/" + answer.value());
    }

    private static UploadedTable.@Nullable Raw raw(MultipartFile file, Problems problems) {
        try {
            var path = Files.createTempFile("yanzhen-chain", ".table");
            try {
                file.transferTo(path);
                return UploadedTable.raw(path, MOST_ROWS, problems);
            } finally {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @GetMapping(MAPPINGS + "/{id}")
    ModelAndView map(@PathVariable UUID id, Locale locale) {
        var handed = handed(id);
        var before = mappings.remembered(handed.holds(), handed.heads());
        var mapping = before.orElseGet(() -> words.guess(table(handed), handed.heads()));
        return page(handed, mapping, before.isPresent(), new Problems(), locale);
    }

    @PostMapping(MAPPINGS + "/{id}")
    ModelAndView read(
            @PathVariable UUID id,
            @RequestParam String key,
            @RequestParam Map<String, String> typed,
            Locale locale) {
        var handed = handed(id);
        var mapping = mapping(handed, typed);
        var problems = new Problems();
        var sheet = MappedTable.of(handed, table(handed), mapping, stored(handed), words);
        var answer =
                reading.mapped(
                        key,
                        handed.chain(),
                        table(handed),
                        Objects.requireNonNull(sheet.download(Sheet.Form.CSV).getBody()),
                        problems);
        if (answer == null) {
            return page(handed, mapping, false, problems, locale);
        }
        mappings.remember(handed.holds(), handed.heads(), mapping);
        return new ModelAndView("redirect:/chain-imports/" + answer.value());
    }

    private Handed handed(UUID id) {
        return mappings.find(id).orElseThrow(() -> new NotFound("draft", id));
    }

    private ChainDraft stored(Handed handed) {
        return tables.export(handed.chain())
                .orElseThrow(() -> new NotFound("chain", handed.chain()));
    }

    private static ChainTable table(Handed handed) {
        return ChainTable.named(handed.holds()).orElseThrow();
    }

    private static Mapping mapping(Handed handed, Map<String, String> typed) {
        var columns = new LinkedHashMap<String, Integer>();
        var fixed = new LinkedHashMap<String, String>();
        for (var field : table(handed).heads()) {
            var column = Typed.text(typed.get(COLUMN + field));
            if (column.matches("[0-9]{1,3}") && Integer.parseInt(column) < handed.heads().size()) {
                columns.put(field, Integer.parseInt(column));
            }
            var text = Typed.text(typed.get(FIXED + field));
            if (!text.isEmpty()) {
                fixed.put(field, text);
            }
        }
        return new Mapping(columns, fixed);
    }

    private ModelAndView page(
            Handed handed, Mapping mapping, boolean remembered, Problems problems, Locale locale) {
        var table = table(handed);
        var fields = new ArrayList<Field>();
        for (var column : table.columns()) {
            var field = column.key();
            fields.add(
                    new Field(
                            field,
                            words.label(field, locale),
                            column.required()
                                    && !(table == ChainTable.NODES && field.equals("key")),
                            mapping.columns().get(field),
                            mapping.fixed().getOrDefault(field, ""),
                            words.choices(table, field, locale)));
        }
        var view = FormPage.of("chain/mapping", problems);
        view.addObject(
                "form",
                new View(
                        handed.id(),
                        handed.name(),
                        handed.holds(),
                        name(handed, locale),
                        handed.chain(),
                        handed.lines().size(),
                        handed.heads(),
                        MappedTable.sample(handed, SAMPLE),
                        fields,
                        remembered,
                        wrong(handed, problems)));
        view.addObject(
                "problems",
                problems.kept().stream().limit(SHOWN).map(it -> said(it, handed, locale)).toList());
        view.addObject("found", ProblemsHead.of(problems));
        return view;
    }

    /** With the name of the file that was handed in and of the field as the page calls it. */
    private Problem said(Problem it, Handed handed, Locale locale) {
        return new Problem(
                handed.name(),
                it.line(),
                table(handed).heads().contains(it.field())
                        ? words.label(it.field(), locale)
                        : it.field(),
                it.value(),
                it.code(),
                it.details());
    }

    private String name(Handed handed, Locale locale) {
        return atlas.map(handed.chain())
                .map(it -> it.chain().name().in(locale))
                .orElse(handed.chain());
    }

    private static List<WrongRow> wrong(Handed handed, Problems problems) {
        var numbers =
                problems.kept().stream()
                        .map(Problem::line)
                        .filter(Objects::nonNull)
                        .collect(java.util.stream.Collectors.toSet());
        return handed.lines().stream()
                .filter(it -> numbers.contains(it.number()))
                .limit(SHOWN)
                .map(it -> new WrongRow(it.number(), it.cells()))
                .toList();
    }
}
