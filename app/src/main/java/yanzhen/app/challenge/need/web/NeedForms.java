package yanzhen.app.challenge.need.web;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.chain.WeakLink;
import yanzhen.app.challenge.need.Need;
import yanzhen.app.challenge.need.Need.Draft;
import yanzhen.app.challenge.need.Needs;
import yanzhen.app.challenge.need.web.NewNeeds.Typing;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Choice;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Typed;

/** The form of a need: saved with gaps, or handed in with everything checked at once. */
@Controller
class NeedForms {

    private static final int FEW_ROWS = 3;

    /**
     * All that the template may read.
     *
     * @param returned why it was sent back; null when it was not
     */
    record Form(
            @Nullable UUID id,
            Typing typed,
            List<Choice> owners,
            boolean forOthers,
            List<String> categories,
            List<Integer> rows,
            int mostTargets,
            List<NeedViews.RuleLine> rules,
            NeedWords.@Nullable Place place,
            @Nullable String returned) {}

    record DraftCommand(@Nullable UUID id, Draft draft, boolean submits) {}

    private final Needs needs;
    private final NeedWords words;
    private final Commands commands;

    NeedForms(Needs needs, NeedWords words, Commands commands) {
        this.needs = needs;
        this.words = words;
        this.commands = commands;
    }

    @GetMapping("/needs/new")
    ModelAndView blank(@RequestParam(required = false) @Nullable UUID weakLink, Locale locale) {
        var link = words.weakLink(weakLink);
        if (weakLink != null && link == null) {
            throw new NotFound("weak link", weakLink);
        }
        return form(null, filledIn(link, locale), new Problems(), locale);
    }

    /** What the weak link says goes into the form. */
    private static Typing filledIn(@Nullable WeakLink link, Locale locale) {
        if (link == null) {
            return Typing.from(null, "", "", "");
        }
        boolean english = locale.getLanguage().equals("en");
        var reasons =
                link.findings().stream()
                        .map(it -> it.sentence().in(locale))
                        .collect(Collectors.joining(english ? " " : ""));
        return Typing.from(
                link.id(),
                link.nodeName().in(locale),
                link.chainName().in(locale)
                        + " · "
                        + link.nodeName().in(locale)
                        + (english ? ": " : "：")
                        + reasons,
                link.category().name());
    }

    @GetMapping("/needs/{id}/edit")
    ModelAndView edit(@PathVariable UUID id, Locale locale) {
        var need = found(id);
        if (!need.state().editable()) {
            throw new Needs.Stuck("edit", need.state());
        }
        if (!words.runs(need.draft().owner())) {
            throw new NotFound("need", id);
        }
        return form(id, Typing.of(need, words.key(need.draft().payer())), new Problems(), locale);
    }

    private Need found(UUID id) {
        return needs.find(id).orElseThrow(() -> new NotFound("need", id));
    }

    private ModelAndView form(@Nullable UUID id, Typing typed, Problems problems, Locale locale) {
        var rules = needs.rules();
        var view = FormPage.of("need/need-form", problems);
        var link = Typed.id("weakLink", typed.weakLink(), new Problems());
        view.addObject(
                "form",
                new Form(
                        id,
                        typed,
                        words.owners(Typed.id("owner", typed.owner(), new Problems()), locale),
                        words.forOthers(),
                        NeedWords.categories(),
                        IntStream.range(0, rows(typed, rules.mostTargets())).boxed().toList(),
                        rules.mostTargets(),
                        rules.contents().stream()
                                .map(it -> NeedViews.RuleLine.of(it, locale))
                                .toList(),
                        NeedWords.place(words.weakLink(link), locale),
                        returned(id)));
        return view;
    }

    /** Why it was sent back; null when it was not. */
    private @Nullable String returned(@Nullable UUID id) {
        return id == null || found(id).state() != Need.State.RETURNED
                ? null
                : needs.judgements(id).stream()
                        .findFirst()
                        .map(Need.Judgement::reason)
                        .orElse(null);
    }

    /** Three rows, then one more than are filled in, up to what the rules allow. */
    private static int rows(Typing typed, int most) {
        var metric = typed.metric();
        int shown = metric == null ? 0 : metric.size();
        return Math.min(
                NewNeeds.TARGETS, Math.max(shown, Math.min(most, Math.max(FEW_ROWS, shown + 1))));
    }

    @PostMapping("/needs")
    ModelAndView create(@ModelAttribute Typing typed, RedirectAttributes flash, Locale locale) {
        var problems = new Problems();
        var draft = read(typed, problems);
        if (draft == null) {
            return form(null, typed, problems, locale);
        }
        var answer =
                commands.once(
                        Typed.text(typed.key()),
                        new DraftCommand(null, draft, typed.submits()),
                        () -> {
                            var id = needs.draft(draft);
                            if (typed.submits()) {
                                needs.submit(id);
                            }
                            return id.toString();
                        });
        return back(answer.id(), typed, flash);
    }

    /** What is handed in at once is checked as a whole: nothing is stored while anything lacks. */
    private @Nullable Draft read(Typing typed, Problems problems) {
        var draft = NewNeeds.read(typed, words, problems);
        if (draft != null && typed.submits()) {
            problems.include(needs.rules().missing(draft, words.today()));
        }
        return problems.none() ? draft : null;
    }

    private static ModelAndView back(UUID id, Typing typed, RedirectAttributes flash) {
        flash.addFlashAttribute("done", typed.submits() ? "need-submitted" : "need-saved");
        return new ModelAndView("redirect:/needs/" + id);
    }

    @PostMapping("/needs/{id}")
    ModelAndView change(
            @PathVariable UUID id,
            @ModelAttribute Typing typed,
            RedirectAttributes flash,
            Locale locale) {
        found(id);
        var problems = new Problems();
        var draft = read(typed, problems);
        if (draft == null) {
            return form(id, typed, problems, locale);
        }
        commands.once(
                Typed.text(typed.key()),
                new DraftCommand(id, draft, typed.submits()),
                id,
                () -> {
                    needs.edit(id, draft, typed.revision());
                    if (typed.submits()) {
                        needs.submit(id);
                    }
                });
        return back(id, typed, flash);
    }
}
