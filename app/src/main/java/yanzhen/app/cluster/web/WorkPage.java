package yanzhen.app.cluster.web;

import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Adjustments;
import yanzhen.app.cluster.Applications;
import yanzhen.app.cluster.Applications.Application;
import yanzhen.app.cluster.Casework;
import yanzhen.app.cluster.Casework.Award;
import yanzhen.app.cluster.Casework.Handler;
import yanzhen.app.cluster.Casework.Review;
import yanzhen.app.cluster.Casework.Waiting;
import yanzhen.app.cluster.Handling;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.cluster.Procedure.Step;
import yanzhen.app.cluster.Procedure.Verdict;
import yanzhen.app.cluster.Recognitions;
import yanzhen.app.cluster.Regions;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Choice;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.Typed;

/** 待办: what waits for the viewer: an officer's steps, an expert's opinions, a firm's own. */
@Controller
class WorkPage {

    /**
     * All that the template may read.
     *
     * @param step of which the table is; null when there is none
     * @param verdicts that may end it
     * @param decides whether it is the last step, which asks for a document and a day
     */
    record Sight(
            long late,
            int waiting,
            Map<String, Long> counts,
            @Nullable Step step,
            List<Line> lines,
            List<Verdict> verdicts,
            boolean decides,
            boolean officer,
            List<Task> reviews,
            List<Own> own,
            LocalDate today,
            int adjustments,
            List<OwnAdjustment> ownAdjustments,
            Whose whose,
            Map<String, Long> shares,
            List<Choice> colleagues,
            List<DelegationLine> delegations,
            Typing typing) {}

    /** 谁的: whose work is shown. */
    enum Whose {
        ALL,
        /** The viewer's own, and that of those for whom the viewer stands in. */
        MINE,
        /** That nobody has taken. */
        FREE;

        boolean includes(@Nullable Handler handler, @Nullable UUID viewer) {
            return switch (this) {
                case ALL -> true;
                case MINE ->
                        handler != null && (handler.deputy() || handler.account().equals(viewer));
                case FREE -> handler == null;
            };
        }
    }

    /**
     * A delegation of the viewer, or to the viewer.
     *
     * @param own whether it is the viewer's work
     * @param last last day on which it holds
     */
    record DelegationLine(
            UUID id,
            boolean own,
            String officer,
            String deputy,
            LocalDate from,
            LocalDate last,
            boolean holds,
            String reason) {}

    /** A request of adjustment of an organisation of the viewer. */
    record OwnAdjustment(
            UUID id, String name, String kind, String state, @Nullable String reason) {}

    /** A step that waits. */
    record Line(
            UUID step,
            UUID application,
            UUID organisation,
            String name,
            String round,
            UUID roundId,
            String district,
            LocalDate since,
            LocalDate due,
            long days,
            boolean late,
            int opinions,
            int appointed,
            @Nullable String score,
            int objections,
            boolean synthetic,
            @Nullable Handler handler) {}

    /** An opinion that is owed or given. */
    record Task(UUID application, String name, String scheme, boolean given, boolean recused) {}

    /** An application of an organisation of the viewer. */
    record Own(UUID id, String name, String scheme, String state, @Nullable String reason) {}

    /** The form of a decision, as typed. */
    record Typing(List<UUID> chosen, String verdict, String reason, String from, String document) {
        static final Typing NOTHING = new Typing(List.of(), "", "", "", "");
    }

    private record DecideCommand(
            List<UUID> steps, Verdict verdict, String reason, @Nullable Award award) {}

    private static final int MOST_AT_ONCE = 500;
    private static final int MOST_DOCUMENT = 200;

    private final Casework casework;
    private final Applications applications;
    private final Adjustments adjustments;
    private final Organisations organisations;
    private final Recognitions recognitions;
    private final Regions regions;
    private final Handling handling;
    private final Commands commands;
    private final Viewers viewers;
    private final Clock clock;

    WorkPage(
            Casework casework,
            Applications applications,
            Adjustments adjustments,
            Organisations organisations,
            Recognitions recognitions,
            Regions regions,
            Handling handling,
            Commands commands,
            Viewers viewers,
            Clock clock) {
        this.casework = casework;
        this.applications = applications;
        this.adjustments = adjustments;
        this.organisations = organisations;
        this.recognitions = recognitions;
        this.regions = regions;
        this.handling = handling;
        this.commands = commands;
        this.viewers = viewers;
        this.clock = clock;
    }

    @GetMapping("/work")
    ModelAndView show(
            @RequestParam(required = false) @Nullable Step step,
            @RequestParam(defaultValue = "ALL") Whose whose,
            Locale locale) {
        return page(step, whose, Typing.NOTHING, new Problems(), locale);
    }

    /** Ends the chosen steps, all of them or none. */
    @PostMapping("/work/decisions")
    ModelAndView decide(
            @RequestParam(required = false) @Nullable Step step,
            @RequestParam(defaultValue = "ALL") Whose whose,
            @RequestParam(value = "chosen", required = false) @Nullable List<UUID> chosen,
            @RequestParam(defaultValue = "") String verdict,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String document,
            @RequestParam(defaultValue = "") String key,
            RedirectAttributes flash,
            Locale locale) {
        var typing =
                new Typing(
                        chosen == null ? List.of() : List.copyOf(chosen),
                        verdict,
                        reason,
                        from,
                        document);
        var problems = new Problems();
        var command = read(typing, step == Step.DECISION, problems);
        if (command == null) {
            return page(step, whose, typing, problems, locale);
        }
        try {
            decide(key, command);
        } catch (Problems.Refused e) {
            return page(step, whose, typing, e.problems(), locale);
        }
        flash.addFlashAttribute("done", "decided");
        return new ModelAndView("redirect:" + address(step, whose));
    }

    static String address(@Nullable Step step, Whose whose) {
        return "/work?whose=" + whose + (step == null ? "" : "&step=" + step);
    }

    private void decide(String key, DecideCommand command) {
        commands.once(
                key,
                command,
                command.steps.getFirst(),
                () ->
                        casework.decide(
                                command.steps, command.verdict, command.reason, command.award));
    }

    private static @Nullable DecideCommand read(Typing typing, boolean decides, Problems problems) {
        if (typing.chosen.isEmpty()) {
            problems.add("", null, "chosen", "", "nothing-chosen");
        }
        if (typing.chosen.size() > MOST_AT_ONCE) {
            problems.add(
                    "",
                    null,
                    "chosen",
                    String.valueOf(typing.chosen.size()),
                    "chosen-many",
                    String.valueOf(MOST_AT_ONCE));
        }
        var verdict = Typed.choice("verdict", typing.verdict, Verdict.class, true, problems);
        var reason = Typed.reason(typing.reason, problems);
        var award =
                decides && verdict == Verdict.PASSED
                        ? award(typing.from, typing.document, problems)
                        : null;
        return problems.none() && verdict != null
                ? new DecideCommand(typing.chosen, verdict, reason, award)
                : null;
    }

    /** The day and the document of a recognition; null when one is wrong. */
    static @Nullable Award award(String from, String document, Problems problems) {
        var day = Typed.requiredDay("from", from, problems);
        var notice = Typed.text("document", document, 1, MOST_DOCUMENT, problems);
        return day == null ? null : new Award(day, notice);
    }

    private ModelAndView page(
            @Nullable Step asked, Whose whose, Typing typing, Problems problems, Locale locale) {
        var viewer = viewers.current();
        boolean officer = viewer.runsRegion() || viewer.is(Role.DISTRICT_OFFICER);
        var queue = officer ? casework.queue(null, null) : List.<Waiting>of();
        var changes = officer ? adjustments.queue() : List.<Adjustments.Waiting>of();
        var counts = new EnumMap<Step, Long>(Step.class);
        queue.forEach(it -> counts.merge(it.kind(), 1L, Long::sum));
        var step = asked != null || counts.isEmpty() ? asked : counts.keySet().iterator().next();
        var names = RoundsPage.names(recognitions, locale);
        var today = LocalDate.now(clock);
        var view = FormPage.of("cluster/work", problems);
        view.addObject(
                "sight",
                new Sight(
                        queue.stream().filter(it -> it.late(today)).count()
                                + changes.stream().filter(it -> it.late(today)).count(),
                        queue.size() + changes.size(),
                        named(counts),
                        step,
                        lines(queue, step, whose, locale),
                        step == null ? List.of() : step.verdicts(),
                        step == Step.DECISION,
                        officer,
                        viewer.is(Role.EXPERT) ? tasks(names, locale) : List.of(),
                        officer ? List.of() : own(names, locale),
                        today,
                        changes.size(),
                        officer ? List.of() : ownAdjustments(locale),
                        whose,
                        shares(queue, step),
                        handling.colleagues().stream()
                                .map(it -> new Choice(it.account().toString(), it.name()))
                                .toList(),
                        officer ? delegations(today) : List.of(),
                        typing));
        return view;
    }

    private Map<String, Long> shares(List<Waiting> queue, @Nullable Step step) {
        var account = viewers.current().account();
        var shares = new java.util.LinkedHashMap<String, Long>();
        for (var whose : Whose.values()) {
            shares.put(
                    whose.name(),
                    queue.stream()
                            .filter(it -> it.kind() == step)
                            .filter(it -> whose.includes(it.handler(), account))
                            .count());
        }
        return shares;
    }

    private List<DelegationLine> delegations(LocalDate today) {
        var account = viewers.current().account();
        return handling.delegations().stream()
                .map(it ->
                        new DelegationLine(
                                it.id(),
                                it.officer().equals(account),
                                it.officerName(),
                                it.deputyName(),
                                it.days().from(),
                                java.util.Objects.requireNonNull(it.days().until()).minusDays(1),
                                it.holdsOn(today),
                                it.reason()))
                .toList();
    }

    private static Map<String, Long> named(EnumMap<Step, Long> counts) {
        var named = new java.util.LinkedHashMap<String, Long>();
        counts.forEach((step, count) -> named.put(step.name(), count));
        return named;
    }

    private List<Line> lines(List<Waiting> queue, @Nullable Step step, Whose whose, Locale locale) {
        var names = regions.names(locale);
        var account = viewers.current().account();
        return queue.stream()
                .filter(it -> it.kind() == step)
                .filter(it -> whose.includes(it.handler(), account))
                .map(it -> line(it, names.getOrDefault(it.district(), it.district()), locale))
                .toList();
    }

    private Line line(Waiting it, String district, Locale locale) {
        var today = LocalDate.now(clock);
        var since = it.since().atZone(clock.getZone()).toLocalDate();
        return new Line(
                it.step(),
                it.application(),
                it.organisation(),
                it.nameIn(locale),
                it.roundTitle(),
                it.round(),
                district,
                since,
                it.due(),
                ChronoUnit.DAYS.between(since, today),
                it.late(today),
                it.opinions(),
                it.appointed(),
                it.score() == null ? null : it.score().stripTrailingZeros().toPlainString(),
                it.objections(),
                it.synthetic(),
                it.handler());
    }

    private List<Task> tasks(Map<String, String> names, Locale locale) {
        var reviews = casework.ownReviews();
        var found = applications.byId(reviews.stream().map(Review::application).toList());
        var called =
                organisations.byId(
                        found.values().stream()
                                .map(Application::organisation)
                                .collect(Collectors.toCollection(HashSet::new)));
        return reviews.stream()
                .filter(it -> found.containsKey(it.application()))
                .map(it -> task(it, found.get(it.application()), called, names, locale))
                .toList();
    }

    private static Task task(
            Review review,
            @Nullable Application it,
            Map<UUID, yanzhen.app.cluster.Organisation> called,
            Map<String, String> names,
            Locale locale) {
        var organisation = it == null ? null : called.get(it.organisation());
        return new Task(
                review.application(),
                organisation == null ? "" : organisation.nameIn(locale),
                it == null ? "" : names.getOrDefault(it.scheme(), it.scheme()),
                review.givenAt() != null,
                review.recused() != null);
    }

    private List<OwnAdjustment> ownAdjustments(Locale locale) {
        var mine = viewers.current().organisations();
        var called = organisations.byId(mine);
        return adjustments.all().stream()
                .filter(it -> mine.contains(it.organisation()))
                .map(it -> {
                    var organisation = called.get(it.organisation());
                    return new OwnAdjustment(
                            it.id(),
                            organisation == null ? "" : organisation.nameIn(locale),
                            it.kind().name(),
                            it.state().name(),
                            it.reason());
                })
                .toList();
    }

    private List<Own> own(Map<String, String> names, Locale locale) {
        var called = organisations.byId(viewers.current().organisations());
        return applications.own().stream()
                .map(it ->
                        new Own(
                                it.id(),
                                called.containsKey(it.organisation())
                                        ? called.get(it.organisation()).nameIn(locale)
                                        : "",
                                names.getOrDefault(it.scheme(), it.scheme()),
                                it.state().name(),
                                it.reason()))
                .toList();
    }
}
