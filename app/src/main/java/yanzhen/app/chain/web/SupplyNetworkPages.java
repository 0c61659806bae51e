package yanzhen.app.chain.web;

import java.text.Collator;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
import yanzhen.app.access.Matrix;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.Looks;
import yanzhen.app.chain.RiskRuns;
import yanzhen.app.chain.SupplyNetworks;
import yanzhen.app.chain.SupplyNetworks.DataSet;
import yanzhen.app.chain.SupplyNetworks.Firm;
import yanzhen.app.chain.SupplyNetworks.LeftOut;
import yanzhen.app.chain.WhatIfs;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Choice;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.ListAddress;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.ProblemsHead;
import yanzhen.app.site.Sheet;
import yanzhen.app.site.Typed;

/** 供应网络数据: data sets, handed in, looked through, taken away. */
@Controller
class SupplyNetworkPages {

    private static final int SHOWN = 200;
    private static final int ROWS = 50;
    private static final int RUNS = 10;
    private static final int TRADES = 100;

    private static final List<String> HEADS =
            List.of(
                    "network.id",
                    "network.firm",
                    "network.code",
                    "network.industry",
                    "network.district",
                    "network.country",
                    "network.makes");

    /** All that the list's template may read. */
    record Listing(List<Line> lines, boolean mayHandIn, boolean mayAudit) {}

    /** One version. */
    record Line(
            UUID id,
            String key,
            String name,
            int version,
            boolean present,
            boolean synthetic,
            String unit,
            String source,
            LocalDate asOf,
            int firms,
            int links,
            int leftOut,
            long merged,
            String digest,
            String recordedBy,
            String recordedAt) {}

    /** All that the upload form's template may read. */
    record Form(NetworkTables.Typing typed, String firmColumns, String linkColumns) {}

    /** All that the preview's template may read. */
    record Draft(
            UUID id, Line line, int matched, int placed, boolean idle, List<LeftOut> leftOut) {}

    /** All that a version's template may read. */
    record Page(
            Line line,
            List<FirmLine> firms,
            int found,
            int from,
            @Nullable String before,
            @Nullable String after,
            ListAddress address,
            Asked asked,
            List<Choice> countries,
            List<Choice> districts,
            List<Choice> nodes,
            List<LeftOut> leftOut,
            List<Asking> questions,
            List<RiskRunPages.Line> risks,
            boolean mayAsk) {}

    record FirmLine(
            String id,
            String name,
            @Nullable String code,
            String industry,
            String district,
            String country,
            List<String> makes) {}

    /** A question that was asked of it. */
    record Asking(UUID id, String words, String loss, String at, String by) {}

    /** All that a firm's template may read. */
    record FirmPage(
            Line line,
            FirmLine firm,
            @Nullable UUID organisation,
            String sold,
            String bought,
            List<TradeLine> suppliers,
            List<TradeLine> customers,
            int supplierCount,
            int customerCount,
            boolean mayAsk) {}

    record TradeLine(String id, String name, String country, String volume, String share) {}

    /** What the address of a version holds; all may be missing. */
    record Asked(
            @Nullable String q,
            @Nullable String country,
            @Nullable String district,
            @Nullable String node,
            @Nullable Integer from) {

        Asked {
            q = Typed.text(q);
            country = Typed.text(country);
            district = Typed.text(district);
            node = Typed.text(node);
        }

        boolean passes(Firm it) {
            var words = Typed.text(q).toLowerCase(Locale.ROOT);
            return (words.isEmpty()
                            || it.id().toLowerCase(Locale.ROOT).contains(words)
                            || it.name().toLowerCase(Locale.ROOT).contains(words)
                            || (it.nameEn() != null
                                    && it.nameEn().toLowerCase(Locale.ROOT).contains(words))
                            || (it.code() != null
                                    && it.code().toLowerCase(Locale.ROOT).equals(words)))
                    && (Typed.text(country).isEmpty() || it.country().equals(country))
                    && (Typed.text(district).isEmpty() || Objects.equals(district, it.district()))
                    && (Typed.text(node).isEmpty() || it.nodes().contains(node));
        }

        int start() {
            return from == null ? 0 : Math.max(0, from);
        }
    }

    /** What is handed in, however it is spread over files. */
    record HandInCommand(
            SupplyNetworks.Head head,
            List<Firm> firms,
            long links,
            SupplyNetworks.AllLeftOut left) {

        static HandInCommand of(SupplyNetworks.Draft it) {
            return new HandInCommand(it.head(), it.firms(), it.links().fingerprint(), it.leftOut());
        }
    }

    record StoreCommand(UUID draft) {}

    private final SupplyNetworks networks;
    private final WhatIfs whatIfs;
    private final RiskRuns risks;
    private final NetworkTables tables;
    private final NetworkWords words;
    private final Looks looks;
    private final Viewers viewers;
    private final Matrix matrix;
    private final Commands commands;

    SupplyNetworkPages(
            SupplyNetworks networks,
            WhatIfs whatIfs,
            RiskRuns risks,
            NetworkTables tables,
            NetworkWords words,
            Looks looks,
            Viewers viewers,
            Matrix matrix,
            Commands commands) {
        this.networks = networks;
        this.whatIfs = whatIfs;
        this.risks = risks;
        this.tables = tables;
        this.words = words;
        this.looks = looks;
        this.viewers = viewers;
        this.matrix = matrix;
        this.commands = commands;
    }

    private boolean may(String method, String path) {
        return matrix.admits(viewers.current().role(), method, path);
    }

    private Line line(DataSet it, Locale locale) {
        return new Line(
                it.id(),
                it.head().key(),
                it.head().name().in(locale),
                it.version(),
                it.present(),
                it.head().synthetic(),
                it.head().unit(),
                it.head().source(),
                it.head().asOf(),
                it.firms(),
                it.links(),
                it.leftOut().count(),
                it.merged(),
                it.digest(),
                words.by(it.recordedBy(), locale),
                words.at(it.recordedAt()));
    }

    @GetMapping("/supply-networks")
    String list(Model model, Locale locale) {
        model.addAttribute(
                "listing",
                new Listing(
                        networks.all().stream().map(it -> line(it, locale)).toList(),
                        may("POST", "/supply-networks"),
                        may("GET", "/looks")));
        return "chain/networks";
    }

    @GetMapping("/supply-networks/new")
    ModelAndView blank() {
        return form(NetworkTables.Typing.NOTHING, new Problems());
    }

    @PostMapping("/supply-networks")
    ModelAndView handIn(
            @RequestParam String key,
            @RequestParam(name = "files", required = false) @Nullable List<MultipartFile> files,
            @ModelAttribute NetworkTables.Typing typed) {
        var problems = new Problems();
        var draft = tables.read(files == null ? List.of() : files, typed, problems);
        if (draft == null) {
            return form(typed, problems);
        }
        var answer =
                commands.once(key, HandInCommand.of(draft), () -> networks.keep(draft).toString());
        return new ModelAndView("redirect:/supply-networks/drafts/" + answer.value());
    }

    private static ModelAndView form(NetworkTables.Typing typed, Problems problems) {
        return FormPage.of("chain/network-form", problems)
                .addObject(
                        "form",
                        new Form(
                                typed,
                                heads(NetworkTables.FIRM_COLUMNS),
                                heads(NetworkTables.LINK_COLUMNS)))
                .addObject("problems", problems.kept().stream().limit(SHOWN).toList())
                .addObject("found", ProblemsHead.of(problems));
    }

    private static String heads(List<yanzhen.app.site.UploadedTable.Column> columns) {
        return columns.stream().map(it -> it.key()).collect(Collectors.joining(", "));
    }

    @GetMapping("/supply-networks/drafts/{id}")
    String preview(@PathVariable UUID id, Model model, Locale locale) {
        var it = networks.compare(id).orElseThrow(() -> new NotFound("draft", id));
        var head = it.head();
        model.addAttribute(
                "draft",
                new Draft(
                        id,
                        new Line(
                                id,
                                head.key(),
                                head.name().in(locale),
                                it.version(),
                                false,
                                head.synthetic(),
                                head.unit(),
                                head.source(),
                                head.asOf(),
                                it.firms(),
                                it.links(),
                                it.leftOut().count(),
                                it.merged(),
                                "",
                                "",
                                ""),
                        it.matched(),
                        it.placed(),
                        it.idle(),
                        it.leftOut().first().stream().limit(ROWS).toList()));
        return "chain/network-preview";
    }

    @PostMapping("/supply-networks/drafts/{id}/storing")
    String store(@PathVariable UUID id, @RequestParam String key, RedirectAttributes flash) {
        var answer = commands.once(key, new StoreCommand(id), () -> networks.store(id).toString());
        flash.addFlashAttribute("done", "network-stored");
        return "redirect:/supply-networks/" + answer.value();
    }

    private DataSet mustFind(UUID id) {
        return networks.find(id).orElseThrow(() -> new NotFound("supply network", id));
    }

    @GetMapping("/supply-networks/{id}")
    String show(@PathVariable UUID id, @ModelAttribute Asked asked, Model model, Locale locale) {
        var set = mustFind(id);
        var there = networks.contents(id);
        var found = networks.firms(id).stream().filter(asked::passes).toList();
        var address =
                ListAddress.of("/supply-networks/" + id)
                        .with("q", asked.q)
                        .with("country", asked.country)
                        .with("district", asked.district)
                        .with("node", asked.node);
        int from = Math.min(asked.start(), Math.max(0, found.size() - 1)) / ROWS * ROWS;
        model.addAttribute(
                "page",
                new Page(
                        line(set, locale),
                        lines(found.stream().skip(from).limit(ROWS).toList(), locale),
                        found.size(),
                        from,
                        from == 0 ? null : address.page("from", from - ROWS),
                        from + ROWS >= found.size() ? null : address.page("from", from + ROWS),
                        address,
                        asked,
                        named(there.countries(), it -> words.country(it, locale), locale),
                        named(there.districts(), it -> words.district(it, locale), locale),
                        nodes(there.nodes(), locale),
                        set.leftOut().first().stream().limit(ROWS).toList(),
                        asked(id, locale),
                        risks.latest(id, RUNS).stream()
                                .map(it -> RiskRunPages.Line.of(it, words, locale))
                                .toList(),
                        may("POST", "/what-if")));
        return "chain/network";
    }

    private List<Asking> asked(UUID id, Locale locale) {
        return whatIfs.latest(id, RUNS).stream()
                .map(it ->
                        new Asking(
                                it.id(),
                                words.line(it, locale),
                                Figures.percent(it.total().loss()),
                                words.at(it.askedAt()),
                                words.by(it.askedBy(), locale)))
                .toList();
    }

    /** Values by their names, as a filter offers them. */
    static List<Choice> named(
            Collection<String> values, UnaryOperator<String> name, Locale locale) {
        var names = Collator.getInstance(locale);
        return values.stream()
                .map(it -> new Choice(it, name.apply(it)))
                .sorted(Comparator.comparing(Choice::name, names))
                .toList();
    }

    private List<Choice> nodes(Set<String> places, Locale locale) {
        var names = nodeNames(places, locale);
        return named(places, it -> names.getOrDefault(it, it), locale);
    }

    private Map<String, String> nodeNames(Set<String> places, Locale locale) {
        var names = networks.nodes(places);
        return places.stream()
                .collect(
                        Collectors.toMap(
                                Function.identity(),
                                it -> {
                                    var name = names.get(it);
                                    return name == null ? it : name.in(locale);
                                }));
    }

    private List<FirmLine> lines(List<Firm> firms, Locale locale) {
        var names = nodeNames(NetworkWords.nodes(firms), locale);
        return firms.stream()
                .map(it ->
                        new FirmLine(
                                it.id(),
                                it.nameIn(locale),
                                it.code(),
                                it.sector(),
                                words.district(it.district(), locale),
                                words.country(it.country(), locale),
                                it.nodes().stream()
                                        .map(node -> names.getOrDefault(node, node))
                                        .toList()))
                .toList();
    }

    @GetMapping("/supply-networks/{id}/export/{form}")
    ResponseEntity<byte[]> export(
            @PathVariable UUID id,
            @PathVariable String form,
            @ModelAttribute Asked asked,
            Locale locale) {
        var kind = Sheet.Form.of(form);
        var set = mustFind(id);
        var found = networks.firms(id).stream().filter(asked::passes).toList();
        looks.note(Looks.What.EXPORT, id, set.head().key() + " v" + set.version());
        var sheet =
                new Sheet(
                        set.head().key() + "-v" + set.version(),
                        HEADS,
                        it -> words.say(it, locale));
        lines(found, locale)
                .forEach(it ->
                        sheet.add(
                                it.id,
                                it.name,
                                it.code,
                                it.industry,
                                it.district,
                                it.country,
                                String.join("; ", it.makes)));
        return sheet.download(kind);
    }

    @GetMapping("/supply-networks/{id}/firms/{firm}")
    String firm(@PathVariable UUID id, @PathVariable String firm, Model model, Locale locale) {
        var set = mustFind(id);
        var it = networks.links(id, firm).orElseThrow(() -> new NotFound("firm", firm));
        model.addAttribute(
                "page",
                new FirmPage(
                        line(set, locale),
                        lines(List.of(it.firm()), locale).getFirst(),
                        it.organisation(),
                        Figures.volume(it.sold(), locale),
                        Figures.volume(it.bought(), locale),
                        trades(it.suppliers(), locale),
                        trades(it.customers(), locale),
                        it.suppliers().size(),
                        it.customers().size(),
                        may("POST", "/what-if")));
        return "chain/network-firm";
    }

    private List<TradeLine> trades(List<SupplyNetworks.Trade> trades, Locale locale) {
        return trades.stream()
                .limit(TRADES)
                .map(it ->
                        new TradeLine(
                                it.other().id(),
                                it.other().nameIn(locale),
                                words.country(it.other().country(), locale),
                                Figures.volume(it.volume(), locale),
                                Figures.percent(it.share())))
                .toList();
    }
}
