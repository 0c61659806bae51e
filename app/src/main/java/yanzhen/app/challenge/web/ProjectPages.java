package yanzhen.app.challenge.web;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.access.Matrix;
import yanzhen.app.access.Viewers;
import yanzhen.app.challenge.Delivery;
import yanzhen.app.challenge.Delivery.Milestone;
import yanzhen.app.challenge.Delivery.Project;
import yanzhen.app.challenge.Outcome;
import yanzhen.app.challenge.Outcomes;
import yanzhen.app.challenge.Wall;
import yanzhen.app.challenge.Wall.Target;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.evidence.Commands;
import yanzhen.app.evidence.Files;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.NotFound;

/** 项目: milestones with their evidence, the acceptance, and the outcome. */
@Controller
class ProjectPages {

    private static final int MOST_TRL = 9;

    record Line(
            UUID id,
            String title,
            String team,
            String state,
            String startedOn,
            boolean synthetic) {}

    record View(
            Project project,
            String team,
            List<Milestone> milestones,
            List<Target> targets,
            boolean mayDeliver,
            boolean mayDecide,
            boolean mayAccept) {}

    record OutcomeView(
            Outcome outcome,
            String team,
            List<Delivery.Measured> measured,
            boolean mayList,
            boolean mayContract) {}

    record Acceptance(
            @Nullable String key,
            @Nullable List<String> measured,
            @Nullable Integer trlBefore,
            @Nullable Integer trlAfter,
            @Nullable String reason) {}

    private record SubmitCommand(UUID milestone, String note, List<String> names) {}

    private record DecideCommand(UUID milestone, boolean accept, String reason) {}

    private record AcceptCommand(
            UUID project, List<BigDecimal> measured, int before, int after, String reason) {}

    private final Delivery delivery;
    private final Outcomes outcomes;
    private final Wall wall;
    private final Organisations organisations;
    private final Files files;
    private final Commands commands;
    private final Viewers viewers;
    private final Matrix matrix;

    ProjectPages(
            Delivery delivery,
            Outcomes outcomes,
            Wall wall,
            Organisations organisations,
            Files files,
            Commands commands,
            Viewers viewers,
            Matrix matrix) {
        this.delivery = delivery;
        this.outcomes = outcomes;
        this.wall = wall;
        this.organisations = organisations;
        this.files = files;
        this.commands = commands;
        this.viewers = viewers;
        this.matrix = matrix;
    }

    @GetMapping("/projects")
    ModelAndView list(Locale locale) {
        var projects =
                delivery
                        .search(Delivery.Query.all(java.time.LocalDate.MAX), null, 100)
                        .items()
                        .stream()
                        .map(Delivery.Listed::project)
                        .toList();
        var teams = organisations.byId(projects.stream().map(Project::organisation).toList());
        var view = new ModelAndView("challenge/projects");
        view.addObject(
                "lines",
                projects.stream()
                        .map(it -> {
                            var team = teams.get(it.organisation());
                            return new Line(
                                    it.id(),
                                    it.title(),
                                    team == null ? "" : team.nameIn(locale),
                                    it.state().name(),
                                    it.startedOn().toString(),
                                    it.synthetic());
                        })
                        .toList());
        return view;
    }

    @GetMapping("/projects/{id}")
    ModelAndView show(@PathVariable UUID id, Locale locale) {
        return page(id, new Problems(), HttpStatus.OK, locale);
    }

    private Project found(UUID id) {
        return delivery.findProject(id).orElseThrow(() -> new NotFound("project", id));
    }

    private ModelAndView page(UUID id, Problems problems, HttpStatus status, Locale locale) {
        var project = found(id);
        var milestones = delivery.milestones(id);
        var viewer = viewers.current();
        boolean running = project.running();
        boolean done = milestones.stream().allMatch(Milestone::accepted);
        var view = new ModelAndView("challenge/project", status);
        view.addObject(
                "view",
                new View(
                        project,
                        team(project.organisation(), locale),
                        milestones,
                        targets(project),
                        running && viewer.actsFor(project.organisation()),
                        running && viewer.runsRegion(),
                        running && done && viewer.runsRegion()));
        view.addObject("problems", problems.kept());
        return view;
    }

    private List<Target> targets(Project project) {
        return wall.find(project.challenge()).map(it -> it.content().targets()).orElse(List.of());
    }

    private String team(UUID organisation, Locale locale) {
        return organisations.find(organisation).map(it -> it.nameIn(locale)).orElse("");
    }

    /** Files and submission are one transaction; the same form sent twice keeps one. */
    @PostMapping("/projects/{id}/milestones/{milestone}/submit")
    ModelAndView submit(
            @PathVariable UUID id,
            @PathVariable UUID milestone,
            @RequestParam String key,
            @RequestParam String note,
            @RequestParam("file") List<MultipartFile> uploads,
            RedirectAttributes flash,
            Locale locale) {
        var project = found(id);
        viewers.current().mustActFor(project.organisation());
        var chosen = uploads.stream().filter(it -> !it.isEmpty()).toList();
        var problems = new Problems();
        if (chosen.isEmpty()) {
            problems.add("", null, "file", "", "required");
        }
        if (!problems.none()) {
            return page(id, problems, HttpStatus.UNPROCESSABLE_CONTENT, locale);
        }
        var names = chosen.stream().map(it -> String.valueOf(it.getOriginalFilename())).toList();
        try {
            commands.once(
                    key,
                    new SubmitCommand(milestone, note.strip(), names),
                    () -> {
                        delivery.submit(
                                milestone, note.strip(), store(chosen, project.organisation()));
                        return id.toString();
                    });
        } catch (Files.Unacceptable e) {
            problems.add("", null, "file", String.join(", ", names), e.code());
            return page(id, problems, HttpStatus.UNPROCESSABLE_CONTENT, locale);
        }
        flash.addFlashAttribute("done", "submitted");
        return new ModelAndView("redirect:/projects/" + id);
    }

    private List<UUID> store(List<MultipartFile> uploads, UUID organisation) {
        var ids = new ArrayList<UUID>();
        for (var upload : uploads) {
            try (var content = upload.getInputStream()) {
                var name = String.valueOf(upload.getOriginalFilename());
                ids.add(files.store(name, content, organisation).id());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        return ids;
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
        if (reason.isBlank()) {
            var problems = new Problems();
            problems.add("", null, "reason", "", "required");
            return page(id, problems, HttpStatus.UNPROCESSABLE_CONTENT, locale);
        }
        commands.once(
                key,
                new DecideCommand(milestone, accept, reason.strip()),
                () -> {
                    if (accept) {
                        delivery.accept(milestone, reason.strip());
                    } else {
                        delivery.sendBack(milestone, reason.strip());
                    }
                    return id.toString();
                });
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
        var values = ChallengePages.promises(typed.measured, targets(found(id)), problems);
        int before = level("trlBefore", typed.trlBefore, problems);
        int after = level("trlAfter", typed.trlAfter, problems);
        if (Draft.text(typed.reason).isEmpty()) {
            problems.add("", null, "reason", "", "required");
        }
        if (!problems.none()) {
            return page(id, problems, HttpStatus.UNPROCESSABLE_CONTENT, locale);
        }
        var command = new AcceptCommand(id, values, before, after, Draft.text(typed.reason));
        try {
            var outcome =
                    commands.once(
                            Draft.text(typed.key),
                            command,
                            () ->
                                    delivery.acceptOutcome(
                                                    id, values, before, after, command.reason)
                                            .toString());
            flash.addFlashAttribute("done", "accepted");
            return new ModelAndView("redirect:/outcomes/" + outcome.value());
        } catch (Problems.Refused e) {
            return page(id, e.problems(), HttpStatus.UNPROCESSABLE_CONTENT, locale);
        }
    }

    private static int level(String field, @Nullable Integer typed, Problems problems) {
        if (typed == null || typed < 1 || typed > MOST_TRL) {
            problems.add("", null, field, String.valueOf(typed), "trl");
            return 1;
        }
        return typed;
    }

    @GetMapping("/outcomes/{id}")
    ModelAndView outcome(@PathVariable UUID id, Locale locale) {
        var outcome = outcomes.findOutcome(id).orElseThrow(() -> new NotFound("outcome", id));
        var role = viewers.current().role();
        var view = new ModelAndView("challenge/outcome");
        view.addObject(
                "view",
                new OutcomeView(
                        outcome,
                        team(outcome.organisation(), locale),
                        delivery.measured(id),
                        matrix.admits(role, "GET", "/products/new"),
                        matrix.admits(role, "GET", "/contracts/new")));
        return view;
    }
}
