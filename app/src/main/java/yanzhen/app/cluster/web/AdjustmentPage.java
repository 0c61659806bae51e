package yanzhen.app.cluster.web;

import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.cluster.Adjustments;
import yanzhen.app.cluster.Procedure.Verdict;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Typed;

/** 调整申请: the page of one, the officers' decisions and the applicant's withdrawal. */
@Controller
class AdjustmentPage {

    static final int MOST_DOCUMENT = 200;

    private record DecideCommand(
            UUID step, Verdict verdict, String reason, @Nullable String document) {}

    private record WithdrawCommand(UUID adjustment, String reason) {}

    private final AdjustmentSights sights;
    private final Adjustments adjustments;
    private final Commands commands;

    AdjustmentPage(AdjustmentSights sights, Adjustments adjustments, Commands commands) {
        this.sights = sights;
        this.adjustments = adjustments;
        this.commands = commands;
    }

    @GetMapping("/adjustments/{id}")
    ModelAndView show(@PathVariable UUID id, Locale locale) {
        return sights.page(id, new Problems(), Map.of(), locale);
    }

    @PostMapping("/adjustments/{id}/decision")
    ModelAndView decide(
            @PathVariable UUID id,
            @RequestParam UUID step,
            @RequestParam(defaultValue = "false") boolean decides,
            @RequestParam Map<String, String> typed,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var verdict = Typed.choice("verdict", typed.get("verdict"), Verdict.class, true, problems);
        var reason = Typed.reason(typed.get("reason"), problems);
        var document =
                decides && verdict == Verdict.PASSED
                        ? Typed.text("document", typed.get("document"), 1, MOST_DOCUMENT, problems)
                        : null;
        if (!problems.none() || verdict == null) {
            return sights.page(id, problems, typed, locale);
        }
        var command = new DecideCommand(step, verdict, reason, document);
        try {
            commands.once(
                    typed.getOrDefault("key", ""),
                    command,
                    id,
                    () ->
                            adjustments.decide(
                                    step, command.verdict, command.reason, command.document));
        } catch (Problems.Refused e) {
            return sights.page(id, e.problems(), typed, locale);
        }
        flash.addFlashAttribute("done", "decided");
        return new ModelAndView("redirect:/adjustments/" + id);
    }

    @PostMapping("/adjustments/{id}/withdrawal")
    ModelAndView withdraw(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String key,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var why = Typed.reason(reason, problems);
        if (!problems.none()) {
            return sights.page(id, problems, Map.of("withdrawal", reason), locale);
        }
        var command = new WithdrawCommand(id, why);
        commands.once(key, command, id, () -> adjustments.withdraw(id, command.reason));
        flash.addFlashAttribute("done", "application-withdrawn");
        return new ModelAndView("redirect:/adjustments/" + id);
    }
}
