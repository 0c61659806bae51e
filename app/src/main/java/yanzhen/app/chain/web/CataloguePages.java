package yanzhen.app.chain.web;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.access.Matrix;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.Catalogues;
import yanzhen.app.chain.Catalogues.Catalogue;
import yanzhen.app.chain.Catalogues.Item;
import yanzhen.app.chain.Catalogues.Progress;
import yanzhen.app.chain.Catalogues.Unlisted;
import yanzhen.app.chain.Response;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.ListAddress;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Sheet;
import yanzhen.app.site.Typed;

/** 五基目录: what the region sets out to master, what it has, and what is weak and not listed yet. */
@Controller
class CataloguePages {

    private static final String ONE = "/catalogues/{key}";
    private static final List<String> HEADS =
            List.of(
                    "node.name",
                    "chains.chain",
                    "catalogue.progress",
                    "node.state",
                    "node.weight",
                    "node.responses",
                    "catalogue.listed",
                    "catalogue.by",
                    "catalogue.reason",
                    "chain.mark");

    /** All that the template of the list may read. */
    record Listing(List<Line> lines) {}

    record Line(
            String key,
            String name,
            String category,
            int target,
            String source,
            String indicator,
            int listed,
            int workedOn,
            int mastered,
            int unlisted) {}

    /**
     * All that the template of one catalogue may read.
     *
     * @param progress which items are shown; empty for all
     * @param chosen and reason as the form was sent back
     */
    record View(
            String key,
            String name,
            int target,
            String indicator,
            String source,
            String note,
            List<Row> rows,
            int listed,
            int open,
            int workedOn,
            int mastered,
            String progress,
            List<Past> past,
            List<Candidate> candidates,
            boolean mayList,
            Set<UUID> chosen,
            String reason,
            ListAddress address) {}

    record Row(
            UUID id,
            UUID node,
            String name,
            String chain,
            String chainName,
            String progress,
            String state,
            int weight,
            @Nullable UUID weakLink,
            String at,
            @Nullable String by,
            String reason,
            List<Response> responses,
            boolean synthetic) {}

    /** An item that was taken out. */
    record Past(String name, String at, @Nullable String by, String reason) {}

    record Candidate(UUID node, String name, String chain, String chainName, int weight) {}

    /** What the form sends. */
    record Adding(@Nullable String key, @Nullable List<UUID> node, @Nullable String reason) {}

    /** What the form sends. */
    record TakingOut(@Nullable String key, @Nullable String reason) {}

    record ListCommand(String catalogue, List<UUID> nodes, String reason) {}

    record TakeOutCommand(UUID item, String reason) {}

    private final Catalogues catalogues;
    private final Commands commands;
    private final Viewers viewers;
    private final Matrix matrix;
    private final MessageSource messages;
    private final Clock clock;

    CataloguePages(
            Catalogues catalogues,
            Commands commands,
            Viewers viewers,
            Matrix matrix,
            MessageSource messages,
            Clock clock) {
        this.catalogues = catalogues;
        this.commands = commands;
        this.viewers = viewers;
        this.matrix = matrix;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping("/catalogues")
    String list(Model model, Locale locale) {
        model.addAttribute(
                "catalogues",
                new Listing(catalogues.all().stream().map(it -> line(it, locale)).toList()));
        return "chain/catalogues";
    }

    private static Line line(Catalogues.Summary it, Locale locale) {
        var one = it.catalogue();
        return new Line(
                one.key(),
                one.name().in(locale),
                one.category().name(),
                one.target(),
                one.source().toString(),
                one.indicator(),
                it.listed(),
                it.workedOn(),
                it.mastered(),
                it.unlisted());
    }

    @GetMapping(ONE)
    ModelAndView show(@PathVariable String key, @ModelAttribute Asked asked, Locale locale) {
        return page(key, asked.chosen(), nothing(), new Problems(), locale);
    }

    /** What the address holds. */
    record Asked(@Nullable Progress progress) {

        String chosen() {
            return progress == null ? "" : progress.name();
        }
    }

    private static Adding nothing() {
        return new Adding(null, null, null);
    }

    @PostMapping(ONE + "/items")
    ModelAndView add(
            @PathVariable String key,
            @ModelAttribute Adding typed,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var reason = Typed.reason(typed.reason, problems);
        var nodes = typed.node == null ? List.<UUID>of() : typed.node;
        if (nodes.isEmpty()) {
            problems.add("", null, "node", "", "catalogue-none");
        }
        if (!problems.none()) {
            return page(key, "", typed, problems, locale);
        }
        var chosen = nodes.stream().distinct().sorted().toList();
        commands.once(
                Typed.text(typed.key),
                new ListCommand(key, chosen, reason),
                () -> {
                    catalogues.list(key, Set.copyOf(chosen), reason);
                    return key;
                });
        flash.addFlashAttribute("done", "catalogue-listed");
        return new ModelAndView("redirect:/catalogues/" + key);
    }

    @PostMapping(ONE + "/items/{item}/removal")
    ModelAndView takeOut(
            @PathVariable String key,
            @PathVariable UUID item,
            @ModelAttribute TakingOut typed,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var reason = Typed.reason(typed.reason, problems);
        if (!problems.none()) {
            return page(key, "", nothing(), problems, locale);
        }
        commands.once(
                Typed.text(typed.key),
                new TakeOutCommand(item, reason),
                item,
                () -> catalogues.takeOut(item, reason));
        flash.addFlashAttribute("done", "catalogue-taken-out");
        return new ModelAndView("redirect:/catalogues/" + key);
    }

    private ModelAndView page(
            String key, String progress, Adding typed, Problems problems, Locale locale) {
        var view = FormPage.of("chain/catalogue", problems);
        view.addObject("catalogue", view(key, progress, typed, locale));
        return view;
    }

    private View view(String key, String progress, Adding typed, Locale locale) {
        var catalogue = catalogue(key);
        var all = catalogues.items(key);
        var present = all.stream().filter(it -> it.end() == null).toList();
        boolean mayList =
                matrix.admits(viewers.current().role(), "POST", "/catalogues/" + key + "/items");
        return new View(
                key,
                catalogue.name().in(locale),
                catalogue.target(),
                catalogue.indicator(),
                catalogue.source().toString(),
                catalogue.note().in(locale),
                present.stream()
                        .filter(it -> progress.isEmpty() || it.progress().name().equals(progress))
                        .map(it -> row(it, locale))
                        .toList(),
                present.size(),
                count(present, Progress.OPEN),
                count(present, Progress.WORKED_ON),
                count(present, Progress.MASTERED),
                progress,
                all.stream().filter(it -> it.end() != null).map(it -> past(it, locale)).toList(),
                catalogues.unlisted(key).stream().map(it -> candidate(it, locale)).toList(),
                mayList,
                typed.node == null ? Set.of() : new HashSet<>(typed.node),
                Typed.text(typed.reason),
                ListAddress.of("/catalogues/" + key).with("progress", progress));
    }

    private Catalogue catalogue(String key) {
        return catalogues.find(key).orElseThrow(() -> new NotFound("catalogue", key));
    }

    private static int count(List<Item> items, Progress progress) {
        return (int) items.stream().filter(it -> it.progress() == progress).count();
    }

    private Row row(Item it, Locale locale) {
        return new Row(
                it.id(),
                it.node(),
                it.name().in(locale),
                it.chain(),
                it.chainName().in(locale),
                it.progress().name(),
                it.state().key(),
                it.weight(),
                it.weakLink(),
                Times.said(it.listedAt(), clock),
                it.by(),
                it.reason(),
                it.responses(),
                it.synthetic());
    }

    private Past past(Item it, Locale locale) {
        var end = Objects.requireNonNull(it.end());
        return new Past(it.name().in(locale), Times.said(end.at(), clock), end.by(), end.reason());
    }

    private static Candidate candidate(Unlisted it, Locale locale) {
        return new Candidate(
                it.node(),
                it.name().in(locale),
                it.chain(),
                it.chainName().in(locale),
                it.weight());
    }

    @GetMapping(ONE + "/export/{form}")
    ResponseEntity<byte[]> export(
            @PathVariable String key,
            @PathVariable String form,
            @ModelAttribute Asked asked,
            Locale locale) {
        var kind = Sheet.Form.of(form);
        var view = view(key, asked.chosen(), nothing(), locale);
        var sheet = new Sheet(view.name, HEADS, it -> say(it, locale));
        view.rows.forEach(it ->
                sheet.add(
                        it.name,
                        it.chainName,
                        say("catalogue.progress." + it.progress, locale),
                        say("state." + it.state, locale),
                        it.weight,
                        String.join("; ", it.responses.stream().map(Response::title).toList()),
                        it.at,
                        it.by == null ? say("supplier.by.system", locale) : it.by,
                        it.reason,
                        it.synthetic ? say("site.synthetic", locale) : ""));
        return sheet.download(kind);
    }

    private String say(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }
}
