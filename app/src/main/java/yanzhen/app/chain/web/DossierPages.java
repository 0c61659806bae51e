package yanzhen.app.chain.web;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.Looks;
import yanzhen.app.chain.dossier.Content;
import yanzhen.app.chain.dossier.Edition;
import yanzhen.app.chain.dossier.Editions;
import yanzhen.app.chain.dossier.Editions.Frozen;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Typed;

/**
 * 图谱与清单 (N图N清单) of a chain: the draft for the offices, editions for everybody once they are signed;
 * freezing, signing, sending back; as one workbook and one document.
 */
@Controller
class DossierPages {

    private static final String PAGE = "/chains/{key}/dossier";
    private static final String ONE = PAGE + "/editions/{number}";

    /** What the forms send. */
    record Typing(@Nullable String key, @Nullable String note, @Nullable String reason) {}

    record FreezeCommand(String chain, String note) {}

    record DecideCommand(String chain, int number, boolean sign, String reason) {}

    private final Editions editions;
    private final Atlas atlas;
    private final DossierViews views;
    private final DossierWorkbook workbook;
    private final DossierDocument document;
    private final DossierWords words;
    private final Commands commands;
    private final Viewers viewers;
    private final Looks looks;

    DossierPages(
            Editions editions,
            Atlas atlas,
            DossierViews views,
            DossierWorkbook workbook,
            DossierDocument document,
            DossierWords words,
            Commands commands,
            Viewers viewers,
            Looks looks) {
        this.editions = editions;
        this.atlas = atlas;
        this.views = views;
        this.workbook = workbook;
        this.document = document;
        this.words = words;
        this.commands = commands;
        this.viewers = viewers;
        this.looks = looks;
    }

    @GetMapping(PAGE)
    ModelAndView show(@PathVariable String key, Locale locale) {
        return page(key, "", new Problems(), locale);
    }

    /** The draft for the offices; the edition in force for others, when there is one. */
    private ModelAndView page(String key, String note, Problems problems, Locale locale) {
        var draft = drafted(key);
        if (draft != null) {
            return shown(draft.map().chain(), draft, null, note, problems, locale);
        }
        var chain = chain(key);
        return editions.inForce(key)
                .map(editions::read)
                .map(it -> shown(chain, it.content(), it, note, problems, locale))
                .orElseGet(() -> shown(chain, null, null, note, problems, locale));
    }

    private @Nullable Content drafted(String key) {
        return viewers.current().seesRegion()
                ? editions.draft(key).orElseThrow(() -> new NotFound("chain", key))
                : null;
    }

    private Atlas.Chain chain(String key) {
        return atlas.map(key).orElseThrow(() -> new NotFound("chain", key)).chain();
    }

    private ModelAndView shown(
            Atlas.Chain chain,
            @Nullable Content content,
            @Nullable Frozen frozen,
            String note,
            Problems problems,
            Locale locale) {
        if (content != null) {
            looks.atSuppliers(Looks.What.PICTURE, content.map());
        }
        var view = FormPage.of("chain/dossier", problems);
        view.addObject("dossier", views.view(chain, content, frozen, note, locale));
        return view;
    }

    @GetMapping(ONE)
    ModelAndView edition(@PathVariable String key, @PathVariable int number, Locale locale) {
        return edition(key, number, new Problems(), locale);
    }

    private ModelAndView edition(String key, int number, Problems problems, Locale locale) {
        var frozen = editions.read(find(key, number));
        return shown(
                frozen.content().map().chain(), frozen.content(), frozen, "", problems, locale);
    }

    private Edition find(String key, int number) {
        return find(editions, key, number);
    }

    static Edition find(Editions editions, String key, int number) {
        return editions.find(key, number).orElseThrow(() -> new NotFound("edition", number));
    }

    @PostMapping(PAGE + "/editions")
    ModelAndView freeze(
            @PathVariable String key,
            @ModelAttribute Typing typed,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var note = Typed.text("note", typed.note, 2, 500, problems);
        if (!problems.none()) {
            return page(key, note, problems, locale);
        }
        var done =
                commands.once(
                        Typed.text(typed.key),
                        new FreezeCommand(key, note),
                        () -> String.valueOf(editions.freeze(key, note).number()));
        flash.addFlashAttribute("done", "edition-frozen");
        return to(key, Integer.parseInt(done.value()));
    }

    private static ModelAndView to(String key, int number) {
        return new ModelAndView("redirect:/chains/" + key + "/dossier/editions/" + number);
    }

    @PostMapping(ONE + "/signature")
    ModelAndView sign(
            @PathVariable String key,
            @PathVariable int number,
            @ModelAttribute Typing typed,
            RedirectAttributes flash,
            Locale locale) {
        return decide(key, number, true, typed, flash, locale);
    }

    @PostMapping(ONE + "/return")
    ModelAndView sendBack(
            @PathVariable String key,
            @PathVariable int number,
            @ModelAttribute Typing typed,
            RedirectAttributes flash,
            Locale locale) {
        return decide(key, number, false, typed, flash, locale);
    }

    private ModelAndView decide(
            String key,
            int number,
            boolean sign,
            Typing typed,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var reason = Typed.reason(typed.reason, problems);
        if (!problems.none()) {
            return edition(key, number, problems, locale);
        }
        var edition = find(key, number);
        commands.once(
                Typed.text(typed.key),
                new DecideCommand(key, number, sign, reason),
                edition.id(),
                () -> {
                    if (sign) {
                        editions.sign(edition.id(), reason);
                    } else {
                        editions.sendBack(edition.id(), reason);
                    }
                });
        flash.addFlashAttribute("done", sign ? "edition-signed" : "edition-returned");
        return to(key, number);
    }

    /** What the page shows, as one file. */
    @GetMapping(PAGE + "/export/{form}")
    ResponseEntity<byte[]> export(
            @PathVariable String key, @PathVariable String form, Locale locale) {
        var draft = drafted(key);
        if (draft != null) {
            return file(draft, null, form, locale);
        }
        var frozen =
                editions.inForce(key)
                        .map(editions::read)
                        .orElseThrow(() -> new NotFound("edition", key));
        return file(frozen.content(), frozen, form, locale);
    }

    @GetMapping(ONE + "/export/{form}")
    ResponseEntity<byte[]> export(
            @PathVariable String key,
            @PathVariable int number,
            @PathVariable String form,
            Locale locale) {
        var frozen = editions.read(find(key, number));
        return file(frozen.content(), frozen, form, locale);
    }

    private ResponseEntity<byte[]> file(
            Content content, @Nullable Frozen frozen, String form, Locale locale) {
        looks.atSuppliers(Looks.What.TABLES, content.map());
        var site = ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString();
        var print =
                new DossierPrint(
                        content, frozen, views.cover(content, frozen), words.in(locale), site);
        return switch (form) {
            case "xlsx" -> workbook.of(print);
            case "docx" -> document.of(print);
            default -> throw new NotFound("form of export", form);
        };
    }
}
