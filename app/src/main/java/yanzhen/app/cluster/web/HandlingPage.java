package yanzhen.app.cluster.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.cluster.Handling;
import yanzhen.app.cluster.Procedure.Step;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Period;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Typed;

/** 认领、转交、放回、委托: the moves beside the decisions of the work queue. */
@Controller
class HandlingPage {

    private static final String TAKE = "take";
    private static final String GIVE = "give";
    private static final String RELEASE = "release";

    private record HandCommand(List<UUID> steps, String how, String colleague) {}

    private record DelegateCommand(UUID deputy, Period days, String reason) {}

    private record EndCommand(UUID ended) {}

    private final Handling handling;
    private final Commands commands;
    private final Clock clock;

    HandlingPage(Handling handling, Commands commands, Clock clock) {
        this.handling = handling;
        this.commands = commands;
        this.clock = clock;
    }

    @PostMapping("/work/handling")
    String hand(
            @RequestParam(required = false) @Nullable Step step,
            @RequestParam(defaultValue = "ALL") WorkPage.Whose whose,
            @RequestParam(value = "chosen", required = false) @Nullable List<UUID> chosen,
            @RequestParam(defaultValue = "") String how,
            @RequestParam(defaultValue = "") String colleague,
            @RequestParam(defaultValue = "") String key,
            RedirectAttributes flash) {
        var back = "redirect:" + WorkPage.address(step, whose);
        var problems = new Problems();
        if (chosen == null || chosen.isEmpty()) {
            problems.add("", null, "chosen", "", "nothing-chosen");
        }
        if (!List.of(TAKE, GIVE, RELEASE).contains(how)) {
            problems.add("", null, "how", how, "unknown-choice", TAKE, GIVE, RELEASE);
        }
        var to = how.equals(GIVE) ? colleague(colleague, problems) : null;
        if (chosen == null || !problems.none()) {
            return told(flash, problems.kept(), back);
        }
        var command = new HandCommand(chosen.stream().sorted().distinct().toList(), how, colleague);
        var answer = commands.once(key, command, () -> String.valueOf(handed(command, to)));
        flash.addFlashAttribute("handed", Integer.valueOf(answer.value()));
        return back;
    }

    private int handed(HandCommand command, @Nullable UUID to) {
        return to != null
                ? handling.give(command.steps, to)
                : command.how.equals(TAKE)
                        ? handling.take(command.steps)
                        : handling.release(command.steps);
    }

    /** One of the viewer's colleagues. */
    private @Nullable UUID colleague(String typed, Problems problems) {
        var found =
                handling.colleagues().stream()
                        .filter(it -> it.account().toString().equals(typed))
                        .findFirst();
        if (found.isEmpty()) {
            problems.add("", null, "colleague", "", "required");
        }
        return found.map(it -> it.account()).orElse(null);
    }

    private static String told(RedirectAttributes flash, List<Problem> problems, String back) {
        flash.addFlashAttribute("unhandled", problems);
        return back;
    }

    /** The last day is typed, and belongs to it. */
    @PostMapping("/work/delegations")
    String delegate(
            @RequestParam(defaultValue = "") String colleague,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String last,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String key,
            RedirectAttributes flash) {
        var problems = new Problems();
        var deputy = colleague(colleague, problems);
        var first = Typed.requiredDay("from", from, problems);
        var end = Typed.requiredDay("last", last, problems);
        var why = Typed.reason(reason, problems);
        if (first != null && end != null && end.isBefore(first)) {
            problems.add("", null, "last", last, "delegation-days");
        } else if (end != null && end.isBefore(LocalDate.now(clock))) {
            problems.add("", null, "last", last, "delegation-over");
        }
        if (deputy == null || first == null || end == null || !problems.none()) {
            return told(flash, problems.kept(), "redirect:/work");
        }
        var command = new DelegateCommand(deputy, new Period(first, end.plusDays(1)), why);
        commands.once(
                key,
                command,
                () -> handling.delegate(deputy, command.days, command.reason).toString());
        flash.addFlashAttribute("done", "delegated");
        return "redirect:/work";
    }

    @PostMapping("/work/delegations/{id}/end")
    String end(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String key,
            RedirectAttributes flash) {
        commands.once(key, new EndCommand(id), id, () -> handling.end(id));
        flash.addFlashAttribute("done", "delegation-ended");
        return "redirect:/work";
    }
}
