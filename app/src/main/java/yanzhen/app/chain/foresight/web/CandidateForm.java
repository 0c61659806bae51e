package yanzhen.app.chain.foresight.web;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.chain.foresight.Candidate.Draft;
import yanzhen.app.chain.foresight.Candidates;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Choice;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Typed;

/** The form of a candidate: adding one and changing what is stated. */
@Controller
class CandidateForm {

    /** All that the template may read. */
    record Form(
            @Nullable UUID id,
            NewCandidates.Typing typed,
            List<Choice> chains,
            List<Choice> bands,
            List<Choice> likely) {}

    record AddCommand(Draft draft) {}

    record EditCommand(UUID candidate, Draft draft, String reason) {}

    private final Candidates candidates;
    private final Words words;
    private final Commands commands;

    CandidateForm(Candidates candidates, Words words, Commands commands) {
        this.candidates = candidates;
        this.words = words;
        this.commands = commands;
    }

    @GetMapping(CandidatesPage.CANDIDATES + "/new")
    ModelAndView blank(Locale locale) {
        return form(null, NewCandidates.Typing.nothing(), new Problems(), locale);
    }

    /** While somebody types: candidates that may be the same. */
    @GetMapping(CandidatesPage.CANDIDATES + "/likely")
    String likely(
            @RequestParam(defaultValue = "") String nameZh,
            @RequestParam(defaultValue = "") String nameEn,
            @RequestParam(required = false) @Nullable UUID id,
            Model model,
            Locale locale) {
        model.addAttribute("likely", likely(nameZh, nameEn, id, locale));
        return "foresight/candidate-form :: likely";
    }

    private List<Choice> likely(String zh, String en, @Nullable UUID id, Locale locale) {
        return java.util.stream.Stream.concat(
                        candidates.likely(zh).stream(), candidates.likely(en).stream())
                .filter(it -> !it.id().equals(id))
                .map(it -> new Choice(it.id().toString(), it.draft().name().in(locale)))
                .distinct()
                .toList();
    }

    @PostMapping(CandidatesPage.CANDIDATES)
    ModelAndView add(
            @ModelAttribute NewCandidates.Typing typed, RedirectAttributes flash, Locale locale) {
        var problems = new Problems();
        var draft = NewCandidates.read(typed, words.places(), words.rules(), problems);
        if (draft == null) {
            return form(null, typed, problems, locale);
        }
        var answer =
                commands.once(
                        Typed.text(typed.key()),
                        new AddCommand(draft),
                        () -> candidates.add(draft).toString());
        flash.addFlashAttribute("done", "candidate-added");
        return new ModelAndView("redirect:" + CandidatesPage.CANDIDATES + "/" + answer.value());
    }

    @GetMapping(CandidatesPage.CANDIDATES + "/{id}/edit")
    ModelAndView edit(@PathVariable UUID id, Locale locale) {
        var it = candidates.find(id).orElseThrow(() -> new NotFound("candidate", id));
        return form(
                id, NewCandidates.Typing.of(it, words.places(), locale), new Problems(), locale);
    }

    @PostMapping(CandidatesPage.CANDIDATES + "/{id}")
    ModelAndView change(
            @PathVariable UUID id,
            @ModelAttribute NewCandidates.Typing typed,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var reason = Typed.reason(typed.reason(), problems);
        var draft = NewCandidates.read(typed, words.places(), words.rules(), problems);
        if (draft == null) {
            return form(id, typed, problems, locale);
        }
        commands.once(
                Typed.text(typed.key()),
                new EditCommand(id, draft, reason),
                id,
                () -> candidates.edit(id, draft, reason));
        flash.addFlashAttribute("done", "candidate-edited");
        return new ModelAndView("redirect:" + CandidatesPage.CANDIDATES + "/" + id);
    }

    private ModelAndView form(
            @Nullable UUID id, NewCandidates.Typing typed, Problems problems, Locale locale) {
        var view = FormPage.of("foresight/candidate-form", problems);
        var likely = likely(Typed.text(typed.nameZh()), Typed.text(typed.nameEn()), id, locale);
        view.addObject(
                "form", new Form(id, typed, words.chains(locale), words.bands(locale), likely));
        view.addObject("likely", likely);
        return view;
    }
}
