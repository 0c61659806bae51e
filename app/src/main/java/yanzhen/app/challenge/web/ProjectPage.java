package yanzhen.app.challenge.web;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.challenge.Delivery;
import yanzhen.app.challenge.Delivery.Milestone;
import yanzhen.app.challenge.Delivery.Project;
import yanzhen.app.challenge.Wall;
import yanzhen.app.challenge.Wall.Target;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Typed;

/** One project: its milestones with their evidence, and the acceptance. */
@Controller
class ProjectPage {

    private static final int MOST_TRL = 9;

    /** All that the template may read. */
    record View(
            Project project,
            String team,
            @Nullable WeakPoint weakLink,
            List<MilestoneView> milestones,
            List<TargetView> targets,
            String next,
            int accepted,
            boolean mayDeliver,
            boolean mayDecide,
            boolean mayAccept,
            boolean maySee) {}

    record MilestoneView(
            UUID id,
            int ordinal,
            String title,
            LocalDate due,
            int share,
            String state,
            List<SubmissionView> submissions) {}

    record SubmissionView(
            int round,
            String note,
            @Nullable String at,
            @Nullable String decision,
            @Nullable String reason,
            @Nullable String decidedAt,
            List<Delivery.Evidence> evidence) {}

    record TargetView(String metric, String sign, String value, String unit, String test) {}

    /** The form of one milestone, as typed. */
    record TypedStep(UUID milestone, String words) {}

    /** The form of the acceptance, as typed. */
    record Acceptance(
            @Nullable String key,
            @Nullable List<String> measured,
            @Nullable String trlBefore,
            @Nullable String trlAfter,
            @Nullable String reason) {

        @Nullable AcceptCommand read(UUID project, List<Target> targets, Problems problems) {
            var values = Numbers.oneForEach(targets, measured, problems);
            int before = level("trlBefore", trlBefore, problems);
            int after = level("trlAfter", trlAfter, problems);
            var why = Typed.reason(reason, problems);
            return problems.none() ? new AcceptCommand(project, values, before, after, why) : null;
        }
    }

    record DecideCommand(UUID milestone, boolean accept, String reason) {

        void on(Delivery delivery) {
            if (accept) {
                delivery.accept(milestone, reason);
            } else {
                delivery.sendBack(milestone, reason);
            }
        }
    }

    record AcceptCommand(
            UUID project, List<BigDecimal> measured, int before, int after, String reason) {

        /** The outcome that it brought. */
        UUID on(Delivery delivery) {
            return delivery.acceptOutcome(project, measured, before, after, reason);
        }
    }

    private final Delivery delivery;
    private final Wall wall;
    private final yanzhen.app.chain.WeakLinks weakLinks;
    private final Shown shown;
    private final Handing handing;
    private final Commands commands;
    private final Viewers viewers;

    ProjectPage(
            Delivery delivery,
            Wall wall,
            yanzhen.app.chain.WeakLinks weakLinks,
            Shown shown,
            Handing handing,
            Commands commands,
            Viewers viewers) {
        this.delivery = delivery;
        this.wall = wall;
        this.weakLinks = weakLinks;
        this.shown = shown;
        this.handing = handing;
        this.commands = commands;
        this.viewers = viewers;
    }

    @GetMapping("/projects/{id}")
    ModelAndView show(@PathVariable UUID id, Locale locale) {
        return page(id, new Problems(), locale);
    }

    private Project found(UUID id) {
        return delivery.findProject(id).orElseThrow(() -> new NotFound("project", id));
    }

    /**
     * The page with what is wrong.
     *
     * @param form which of its forms was sent: the name under which the template finds it
     * @param typed what was sent with it; nobody types it twice
     */
    private ModelAndView refused(
            UUID id, Problems problems, String form, Object typed, Locale locale) {
        return page(id, problems, locale).addObject(form, typed);
    }

    private ModelAndView page(UUID id, Problems problems, Locale locale) {
        var project = found(id);
        var challenge = wall.find(project.challenge()).orElse(null);
        var milestones = delivery.milestones(id);
        var viewer = viewers.current();
        boolean done = milestones.stream().allMatch(Milestone::accepted);
        var link = challenge == null ? null : challenge.content().weakLink();
        var view = FormPage.of("challenge/project", problems);
        view.addObject(
                "view",
                new View(
                        project,
                        shown.name(project.organisation(), locale),
                        link == null
                                ? null
                                : WeakPoint.of(weakLinks.find(link).orElse(null), locale),
                        milestones.stream().map(it -> milestone(it, locale)).toList(),
                        challenge == null
                                ? List.of()
                                : challenge.content().targets().stream()
                                        .map(ProjectPage::target)
                                        .toList(),
                        next(project, milestones, viewer),
                        (int) milestones.stream().filter(Milestone::accepted).count(),
                        project.running() && viewer.actsFor(project.organisation()),
                        project.running() && viewer.runsRegion(),
                        project.running() && done && viewer.runsRegion(),
                        viewer.seesRegion() || viewer.actsFor(project.organisation())));
        return view;
    }

    private static TargetView target(Target it) {
        return new TargetView(
                it.metric(),
                it.atLeast() ? "≥" : "≤",
                ChallengeForm.plain(it.value()),
                it.unit(),
                it.testMethod());
    }

    private MilestoneView milestone(Milestone it, Locale locale) {
        return new MilestoneView(
                it.id(),
                it.ordinal(),
                it.title().in(locale),
                it.due(),
                it.share(),
                it.overdue(shown.today()) ? "OVERDUE" : it.state().name(),
                it.submissions().stream().map(this::submission).toList());
    }

    private SubmissionView submission(Delivery.Submission it) {
        return new SubmissionView(
                it.round(),
                it.note(),
                shown.moment(it.submittedAt()),
                it.decision(),
                it.reason(),
                shown.moment(it.decidedAt()),
                it.evidence());
    }

    /** Who is to act: the message key says it to this viewer. */
    private static String next(Project project, List<Milestone> milestones, Viewer viewer) {
        if (!project.running()) {
            return "project.next.COMPLETED";
        }
        var first = milestones.stream().filter(it -> !it.accepted()).findFirst();
        if (first.isEmpty()) {
            return viewer.runsRegion() ? "project.next.ACCEPT.officer" : "project.next.ACCEPT";
        }
        boolean submitted = first.get().state() == Delivery.MilestoneState.SUBMITTED;
        if (submitted) {
            return viewer.runsRegion() ? "project.next.DECIDE.officer" : "project.next.DECIDE";
        }
        return viewer.actsFor(project.organisation())
                ? "project.next.SUBMIT.team"
                : "project.next.SUBMIT";
    }

    /** Files and submission are one transaction; the same form sent twice keeps one. */
    @PostMapping("/projects/{id}/milestones/{milestone}/submit")
    ModelAndView submit(
            @PathVariable UUID id,
            @PathVariable UUID milestone,
            @RequestParam String key,
            @RequestParam(defaultValue = "") String note,
            @RequestParam(value = "file", required = false) @Nullable List<MultipartFile> uploads,
            RedirectAttributes flash,
            Locale locale) {
        var project = found(id);
        viewers.current().mustActFor(project.organisation());
        var problems = new Problems();
        if (handing.in(key, project, milestone, note, uploads, problems) == null) {
            return refused(id, problems, "sent", new TypedStep(milestone, note), locale);
        }
        flash.addFlashAttribute("done", "submitted");
        return new ModelAndView("redirect:/projects/" + id);
    }

    @PostMapping("/projects/{id}/milestones/{milestone}/decide")
    ModelAndView decide(
            @PathVariable UUID id,
            @PathVariable UUID milestone,
            @RequestParam String key,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam boolean accept,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var why = Typed.reason(reason, problems);
        if (!problems.none()) {
            return refused(id, problems, "sent", new TypedStep(milestone, reason), locale);
        }
        var command = new DecideCommand(milestone, accept, why);
        commands.once(key, command, id, () -> command.on(delivery));
        flash.addFlashAttribute("done", accept ? "milestone-accepted" : "sent-back");
        return new ModelAndView("redirect:/projects/" + id);
    }

    @PostMapping("/projects/{id}/acceptance")
    ModelAndView accept(
            @PathVariable UUID id,
            @ModelAttribute Acceptance typed,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var targets =
                wall.find(found(id).challenge())
                        .map(it -> it.content().targets())
                        .orElse(List.of());
        var command = typed.read(id, targets, problems);
        if (command == null) {
            return refused(id, problems, "acceptance", typed, locale);
        }
        try {
            var outcome =
                    commands.once(
                            Typed.text(typed.key), command, () -> command.on(delivery).toString());
            flash.addFlashAttribute("done", "accepted");
            return new ModelAndView("redirect:/outcomes/" + outcome.value());
        } catch (Problems.Refused e) {
            return refused(id, e.problems(), "acceptance", typed, locale);
        }
    }

    private static int level(String field, @Nullable String typed, Problems problems) {
        var text = Typed.text(typed);
        if (text.matches("[1-9]")) {
            return Integer.parseInt(text);
        }
        problems.add("", null, field, text, "trl", String.valueOf(MOST_TRL));
        return 1;
    }
}
