package yanzhen.app.cluster.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Identities;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Typed;

/** 一次归并或拆分: what passed, and taking it back. */
@Controller
class StepPage {

    /** All that the template may read. */
    record Sight(
            IdentityLines.StepLine step,
            List<PassedGroup> passed,
            boolean maySee,
            boolean mayUndo,
            String reason) {}

    record PassedGroup(String kind, List<PassedLine> items) {}

    /**
     * One thing that passed.
     *
     * @param present whether it is where it was passed, or brought back, to
     */
    record PassedLine(
            String id,
            String label,
            @Nullable String path,
            boolean present,
            @Nullable Boolean returned) {}

    private record UndoCommand(UUID step, String reason) {}

    private final Identities identities;
    private final IdentityLines lines;
    private final Commands commands;
    private final Viewers viewers;

    StepPage(Identities identities, IdentityLines lines, Commands commands, Viewers viewers) {
        this.identities = identities;
        this.lines = lines;
        this.commands = commands;
        this.viewers = viewers;
    }

    @GetMapping("/organisations/steps/{step}")
    ModelAndView show(@PathVariable UUID step, Locale locale) {
        return page(step, "", new Problems(), locale);
    }

    private ModelAndView page(UUID id, String reason, Problems problems, Locale locale) {
        var step = identities.find(id).orElseThrow(() -> new NotFound("identity step", id));
        var viewer = viewers.current();
        return FormPage.of("cluster/identity-step", problems)
                .addObject(
                        "sight",
                        new Sight(
                                lines.step(step, locale),
                                passed(identities.passed(id), locale),
                                viewer.seesRegion(),
                                viewer.runsRegion() && step.undone() == null,
                                reason));
    }

    private static List<PassedGroup> passed(List<Identities.Passed> passed, Locale locale) {
        var groups = new LinkedHashMap<String, List<PassedLine>>();
        for (var it : passed) {
            var item = it.item();
            groups.computeIfAbsent(it.kind(), _ -> new ArrayList<>())
                    .add(
                            new PassedLine(
                                    it.id(),
                                    it.label().in(locale),
                                    item == null ? null : item.path(),
                                    item != null,
                                    it.returned()));
        }
        return groups.entrySet().stream()
                .map(it -> new PassedGroup(it.getKey(), it.getValue()))
                .toList();
    }

    @PostMapping("/organisations/steps/{step}/undo")
    ModelAndView undo(
            @PathVariable UUID step,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String key,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var why = Typed.reason(reason, problems);
        if (!problems.none()) {
            return page(step, why, problems, locale);
        }
        commands.once(key, new UndoCommand(step, why), step, () -> identities.undo(step, why));
        flash.addFlashAttribute("done", "identity-undone");
        return new ModelAndView("redirect:/organisations/steps/" + step);
    }
}
