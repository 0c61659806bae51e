package yanzhen.app.challenge.need.web;

import java.util.Locale;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.challenge.need.Needs;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Typed;

/** One need, handed in and taken back. */
@Controller
class NeedPage {

    record SubmitCommand(UUID need) {}

    record WithdrawCommand(UUID need, String reason) {}

    private final Needs needs;
    private final NeedViews views;
    private final Commands commands;

    NeedPage(Needs needs, NeedViews views, Commands commands) {
        this.needs = needs;
        this.views = views;
        this.commands = commands;
    }

    @GetMapping("/needs/{id}")
    ModelAndView show(@PathVariable UUID id, Locale locale) {
        return page(id, new Problems(), locale);
    }

    private ModelAndView page(UUID id, Problems problems, Locale locale) {
        var need = needs.find(id).orElseThrow(() -> new NotFound("need", id));
        var view = FormPage.of("need/need", problems);
        view.addObject("need", views.of(need, locale));
        return view;
    }

    static ModelAndView back(UUID id, String done, RedirectAttributes flash) {
        flash.addFlashAttribute("done", done);
        return new ModelAndView("redirect:/needs/" + id);
    }

    @PostMapping("/needs/{id}/submission")
    ModelAndView submit(
            @PathVariable UUID id,
            @RequestParam String key,
            RedirectAttributes flash,
            Locale locale) {
        try {
            commands.once(key, new SubmitCommand(id), id, () -> needs.submit(id));
        } catch (Problems.Refused refused) {
            return page(id, refused.problems(), locale);
        }
        return back(id, "need-submitted", flash);
    }

    @PostMapping("/needs/{id}/withdrawal")
    ModelAndView withdraw(
            @PathVariable UUID id,
            @RequestParam String key,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var why = Typed.reason(reason, problems);
        if (!problems.none()) {
            return page(id, problems, locale);
        }
        commands.once(key, new WithdrawCommand(id, why), id, () -> needs.withdraw(id, why));
        return back(id, "need-withdrawn", flash);
    }
}
