package yanzhen.app.cluster.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Applications;
import yanzhen.app.cluster.Applications.Application;
import yanzhen.app.cluster.Rounds;
import yanzhen.app.evidence.Commands;
import yanzhen.app.evidence.Files;
import yanzhen.app.evidence.Uploads;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Typed;

/** 申请: the page of one, and the applicant's moves. */
@Controller
class ApplicationPage {

    private static final String ANSWER = "answer-";
    private static final String PAPER = "paper-";
    private static final int MOST_ANSWER = 2_000;
    private static final String SUBMIT = "submit";

    private record SaveCommand(
            UUID application, Map<Integer, String> answers, List<String> files) {}

    private record SubmitCommand(UUID application) {}

    private record WithdrawCommand(UUID application, String reason) {}

    private record DetachCommand(UUID application, UUID paper) {}

    private final ApplicationSights sights;
    private final Applications applications;
    private final Rounds rounds;
    private final Files files;
    private final Commands commands;
    private final Viewers viewers;

    ApplicationPage(
            ApplicationSights sights,
            Applications applications,
            Rounds rounds,
            Files files,
            Commands commands,
            Viewers viewers) {
        this.sights = sights;
        this.applications = applications;
        this.rounds = rounds;
        this.files = files;
        this.commands = commands;
        this.viewers = viewers;
    }

    @GetMapping("/applications/{id}")
    ModelAndView show(@PathVariable UUID id, Locale locale) {
        return sights.page(id, new Problems(), Map.of(), locale);
    }

    /** Keeps what was typed and chosen, and then, if that is asked for, hands it in. */
    @PostMapping("/applications/{id}")
    ModelAndView save(
            @PathVariable UUID id,
            @RequestParam Map<String, String> typed,
            @RequestParam(defaultValue = "") String key,
            @RequestParam(value = "do", defaultValue = "save") String move,
            HttpServletRequest request,
            RedirectAttributes flash,
            Locale locale) {
        var it = own(id);
        var problems = new Problems();
        var answers = answers(it, typed, problems);
        var chosen = chosen(it, uploads(request), problems);
        if (!problems.none() || !keep(key, it, answers, chosen, problems)) {
            return sights.page(id, problems, typed, locale);
        }
        if (move.equals(SUBMIT)) {
            try {
                commands.once(
                        key + "-" + SUBMIT,
                        new SubmitCommand(id),
                        id,
                        () -> applications.submit(id));
            } catch (Problems.Refused e) {
                return sights.page(id, e.problems(), Map.of(), locale).addObject("kept", true);
            }
        }
        flash.addFlashAttribute("done", move.equals(SUBMIT) ? "applied" : "draft-kept");
        return new ModelAndView("redirect:/applications/" + id);
    }

    private Application own(UUID id) {
        var it = applications.find(id).orElseThrow(() -> new NotFound("application", id));
        viewers.current().mustActFor(it.organisation());
        return it;
    }

    private Map<Integer, String> answers(
            Application it, Map<String, String> typed, Problems problems) {
        var round = rounds.find(it.round()).orElseThrow();
        var answers = new TreeMap<Integer, String>();
        for (int place = 1; place <= round.conditions().size(); place++) {
            var text = typed.get(ANSWER + place);
            if (text != null) {
                answers.put(place, Typed.text(ANSWER + place, text, 0, MOST_ANSWER, problems));
            }
        }
        return answers;
    }

    /** None when the form came without any. */
    private static MultiValueMap<String, MultipartFile> uploads(HttpServletRequest request) {
        return request instanceof MultipartHttpServletRequest it
                ? it.getMultiFileMap()
                : new LinkedMultiValueMap<>();
    }

    /** What was chosen for each paper of the procedure. */
    private Map<String, Uploads> chosen(
            Application it, MultiValueMap<String, MultipartFile> sent, Problems problems) {
        var chosen = new TreeMap<String, Uploads>();
        for (var paper : rounds.find(it.round()).orElseThrow().procedure().papers()) {
            var field = PAPER + paper.key();
            chosen.put(paper.key(), Uploads.of(field, sent.get(field)).check(problems));
        }
        return chosen;
    }

    /** One transaction; whether it was kept. */
    private boolean keep(
            String key,
            Application it,
            Map<Integer, String> answers,
            Map<String, Uploads> chosen,
            Problems problems) {
        var command =
                new SaveCommand(
                        it.id(),
                        answers,
                        chosen.values().stream()
                                .flatMap(each ->
                                        each.described().stream()
                                                .map(file -> each.field() + " " + file))
                                .toList());
        try {
            commands.once(
                    key,
                    command,
                    it.id(),
                    () -> {
                        applications.save(it.id(), command.answers);
                        chosen.forEach((paper, files) -> attach(it, paper, files));
                    });
            return true;
        } catch (Files.Unacceptable e) {
            e.tell("file", problems);
            return false;
        }
    }

    private void attach(Application it, String paper, Uploads chosen) {
        chosen.store(files, it.organisation())
                .forEach(each -> applications.attach(it.id(), paper, each.id(), each.name()));
    }

    @PostMapping("/applications/{id}/papers/{paper}/removal")
    String detach(
            @PathVariable UUID id,
            @PathVariable UUID paper,
            @RequestParam(defaultValue = "") String key,
            RedirectAttributes flash) {
        commands.once(key, new DetachCommand(id, paper), id, () -> applications.detach(id, paper));
        flash.addFlashAttribute("done", "paper-removed");
        return "redirect:/applications/" + id;
    }

    @PostMapping("/applications/{id}/withdrawal")
    ModelAndView withdraw(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String key,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var why = Typed.reason(reason, problems);
        if (!problems.none()) {
            return sights.page(id, problems, withdrawal(reason), locale);
        }
        var command = new WithdrawCommand(id, why);
        commands.once(key, command, id, () -> applications.withdraw(id, command.reason));
        flash.addFlashAttribute("done", "application-withdrawn");
        return new ModelAndView("redirect:/applications/" + id);
    }

    private static Map<String, String> withdrawal(@Nullable String reason) {
        return Map.of("withdrawal", reason == null ? "" : reason);
    }
}
