package yanzhen.app.cluster.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Applications;
import yanzhen.app.cluster.Applications.Application;
import yanzhen.app.cluster.Applications.State;
import yanzhen.app.cluster.Casework;
import yanzhen.app.cluster.Casework.Waiting;
import yanzhen.app.cluster.Conditions;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.cluster.Procedure.Stage;
import yanzhen.app.cluster.Recognitions;
import yanzhen.app.cluster.Regions;
import yanzhen.app.cluster.Rounds;
import yanzhen.app.cluster.Rounds.Round;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Typed;

/** 批次: what it is, who has applied and how far they are, as far as the viewer may see. */
@Controller
class RoundPage {

    /**
     * All that the template may read.
     *
     * @param version name of the rules that it follows; null where the scheme has no other
     * @param applicants organisations of the viewer that may begin or have begun
     * @param mayCompare whether there is a comparison by score sheet for the viewer
     * @param seesAll whether the table holds every application that the viewer decides on
     */
    record Sight(
            Round round,
            String scheme,
            @Nullable String version,
            String state,
            LocalDate lastDay,
            List<Stage> stages,
            @Nullable String reading,
            List<String> papers,
            List<Applicant> applicants,
            List<Line> lines,
            List<QuotaLine> quotas,
            Map<String, Long> counts,
            boolean seesAll,
            boolean mayClose,
            boolean mayCompare,
            boolean district) {}

    /**
     * An organisation for which the viewer acts.
     *
     * @param application null when it has none in this round
     */
    record Applicant(UUID id, String name, @Nullable UUID application, String state) {}

    /**
     * An application.
     *
     * @param step where it is; empty unless it is under way
     */
    record Line(
            UUID id,
            UUID organisation,
            String name,
            String district,
            String state,
            String step,
            @Nullable LocalDate due,
            boolean late,
            @Nullable String score,
            boolean synthetic) {}

    record QuotaLine(String district, int places, int taken, int left) {}

    private record BeginCommand(UUID round, UUID organisation) {}

    private record CloseCommand(UUID round, LocalDate lastDay, String reason) {}

    private final Rounds rounds;
    private final Conditions conditions;
    private final Applications applications;
    private final Casework casework;
    private final Recognitions recognitions;
    private final Organisations organisations;
    private final Regions regions;
    private final Commands commands;
    private final Viewers viewers;
    private final Clock clock;

    RoundPage(
            Rounds rounds,
            Conditions conditions,
            Applications applications,
            Casework casework,
            Recognitions recognitions,
            Organisations organisations,
            Regions regions,
            Commands commands,
            Viewers viewers,
            Clock clock) {
        this.rounds = rounds;
        this.conditions = conditions;
        this.applications = applications;
        this.casework = casework;
        this.recognitions = recognitions;
        this.organisations = organisations;
        this.regions = regions;
        this.commands = commands;
        this.viewers = viewers;
        this.clock = clock;
    }

    @GetMapping("/rounds/{id}")
    ModelAndView show(@PathVariable UUID id, Locale locale) {
        return page(id, new Problems(), locale);
    }

    @PostMapping("/rounds/{id}/applications")
    String begin(
            @PathVariable UUID id,
            @RequestParam UUID organisation,
            @RequestParam(defaultValue = "") String key) {
        var command = new BeginCommand(id, organisation);
        var answer =
                commands.once(
                        key,
                        command,
                        () -> applications.begin(id, command.organisation).toString());
        return "redirect:/applications/" + answer.value();
    }

    @PostMapping("/rounds/{id}/closing")
    ModelAndView close(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String lastDay,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String key,
            RedirectAttributes flash,
            Locale locale) {
        var round = found(id);
        var problems = new Problems();
        var last = Typed.requiredDay("lastDay", lastDay, problems);
        var why = Typed.reason(reason, problems);
        if (last != null && last.isBefore(round.opens())) {
            problems.add("", null, "lastDay", lastDay, "period-empty");
        }
        if (!problems.none() || last == null) {
            return page(id, problems, locale);
        }
        var command = new CloseCommand(id, last, why);
        commands.once(
                key,
                command,
                id,
                () -> rounds.closeOn(id, command.lastDay.plusDays(1), command.reason));
        flash.addFlashAttribute("done", "round-closing");
        return new ModelAndView("redirect:/rounds/" + id);
    }

    private Round found(UUID id) {
        return rounds.find(id).orElseThrow(() -> new NotFound("round", id));
    }

    private ModelAndView page(UUID id, Problems problems, Locale locale) {
        var round = found(id);
        var viewer = viewers.current();
        var today = LocalDate.now(clock);
        var seen = applications.of(id);
        var districts = regions.names(locale);
        boolean officer = viewer.seesRegion() || viewer.is(Role.DISTRICT_OFFICER);
        var view = FormPage.of("cluster/round", problems);
        view.addObject(
                "sight",
                new Sight(
                        round,
                        RoundsPage.names(recognitions, locale)
                                .getOrDefault(round.scheme(), round.scheme()),
                        version(round, locale),
                        round.state(today),
                        round.closes().minusDays(1),
                        round.procedure().stages(),
                        round.procedure().reading() == null
                                ? null
                                : round.procedure().reading().in(locale),
                        round.procedure().papers().stream()
                                .map(it -> it.name().in(locale))
                                .toList(),
                        applicants(round, seen, locale),
                        lines(id, seen, districts, locale),
                        quotas(id, districts),
                        seen.stream()
                                .collect(
                                        Collectors.groupingBy(
                                                it -> it.state().name(), Collectors.counting())),
                        officer,
                        viewer.runsRegion(),
                        round.sheet() != null && viewer.seesRegion(),
                        viewer.is(Role.DISTRICT_OFFICER)));
        return view;
    }

    /** Null also where the pack has that version no longer. */
    private @Nullable String version(Round round, Locale locale) {
        var key = round.version().key();
        return conditions
                .versions(round.scheme())
                .flatMap(it -> it.find(key))
                .map(it -> VersionSights.name(it, locale))
                .orElse(null);
    }

    private List<Applicant> applicants(Round round, List<Application> seen, Locale locale) {
        var viewer = viewers.current();
        var own = organisations.byId(viewer.organisations());
        var begun = new HashMap<UUID, Application>();
        seen.stream()
                .filter(it -> it.state() != State.WITHDRAWN)
                .forEach(it -> begun.put(it.organisation(), it));
        boolean open =
                round.takes(LocalDate.now(clock))
                        && round.kind() == Rounds.Kind.RECOGNITION
                        && viewer.is(Role.ENTERPRISE, Role.INSTITUTE);
        var applicants = new ArrayList<Applicant>();
        for (var each : own.values()) {
            var application = begun.get(each.id());
            if (open || application != null) {
                applicants.add(
                        new Applicant(
                                each.id(),
                                each.nameIn(locale),
                                application == null ? null : application.id(),
                                application == null ? "" : application.state().name()));
            }
        }
        applicants.sort(Comparator.comparing(Applicant::name));
        return List.copyOf(applicants);
    }

    private List<Line> lines(
            UUID round, List<Application> seen, Map<String, String> names, Locale locale) {
        var called =
                organisations.byId(
                        seen.stream()
                                .map(Application::organisation)
                                .collect(Collectors.toCollection(HashSet::new)));
        var waiting = new HashMap<UUID, Waiting>();
        var viewer = viewers.current();
        if (viewer.runsRegion() || viewer.is(Role.DISTRICT_OFFICER)) {
            casework.queue(round, null).forEach(it -> waiting.put(it.application(), it));
        }
        return seen.stream().map(it -> line(it, called, waiting, names, locale)).toList();
    }

    private Line line(
            Application it,
            Map<UUID, Organisation> called,
            Map<UUID, Waiting> waiting,
            Map<String, String> districts,
            Locale locale) {
        var organisation = called.get(it.organisation());
        var at = waiting.get(it.id());
        return new Line(
                it.id(),
                it.organisation(),
                organisation == null ? "" : organisation.nameIn(locale),
                districts.getOrDefault(it.district(), it.district()),
                it.state().name(),
                at == null ? "" : at.kind().name(),
                at == null ? null : at.due(),
                at != null && at.late(LocalDate.now(clock)),
                it.score() == null ? null : it.score().stripTrailingZeros().toPlainString(),
                it.synthetic());
    }

    private List<QuotaLine> quotas(UUID round, Map<String, String> names) {
        return rounds.quotas(round).stream()
                .map(it ->
                        new QuotaLine(
                                names.getOrDefault(it.district(), it.district()),
                                it.places(),
                                it.taken(),
                                it.places() - it.taken()))
                .toList();
    }
}
