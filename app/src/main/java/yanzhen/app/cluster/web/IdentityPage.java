package yanzhen.app.cluster.web;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
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
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.EmergingAreas;
import yanzhen.app.cluster.Enrolment;
import yanzhen.app.cluster.Identifiers;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Choice;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Typed;

/** 标识与产业领域 of an organisation: what other registers call it, and which areas it lies in. */
@Controller
class IdentityPage {

    /**
     * All that the template may read.
     *
     * @param codeless whether it has no credit code, so that one may be recorded
     */
    record Sight(
            UUID id,
            String name,
            boolean synthetic,
            String identifier,
            boolean codeless,
            boolean mayWrite,
            List<Line> lines,
            List<AreaLine> areas,
            List<Choice> kinds,
            List<Choice> allAreas,
            LocalDate today) {

        /** How many identifiers count. */
        public long counting() {
            return lines.stream().filter(it -> it.superseded == null).count();
        }
    }

    /** An identifier; {@code superseded} is when it was withdrawn or recorded anew. */
    record Line(
            UUID id,
            String kind,
            String value,
            boolean leads,
            LocalDate from,
            @Nullable LocalDate until,
            String document,
            String recorded,
            @Nullable String superseded,
            @Nullable String by,
            @Nullable String reason) {}

    /** An area; {@code statement} is what may be withdrawn, null where the industry says it. */
    record AreaLine(
            String name,
            String certainty,
            boolean confirmed,
            @Nullable UUID statement,
            @Nullable String document,
            @Nullable LocalDate asOf,
            String basis) {}

    private record AddCommand(UUID organisation, Identifiers.Statement statement) {}

    private record EndCommand(UUID identifier, LocalDate on, String reason) {}

    private record WithdrawCommand(UUID what, String reason) {}

    private record CodeCommand(UUID organisation, IdentifierTyping.Assigning assigning) {}

    private record AreaCommand(UUID organisation, EmergingTyping.Stating stating) {}

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final Organisations organisations;
    private final Identifiers identifiers;
    private final IdentifierTyping typing;
    private final EmergingAreas areas;
    private final EmergingTyping areaTyping;
    private final Commands commands;
    private final Viewers viewers;
    private final Clock clock;

    IdentityPage(
            Organisations organisations,
            Identifiers identifiers,
            IdentifierTyping typing,
            EmergingAreas areas,
            EmergingTyping areaTyping,
            Commands commands,
            Viewers viewers,
            Clock clock) {
        this.organisations = organisations;
        this.identifiers = identifiers;
        this.typing = typing;
        this.areas = areas;
        this.areaTyping = areaTyping;
        this.commands = commands;
        this.viewers = viewers;
        this.clock = clock;
    }

    /** What was typed into the three forms. */
    private record Forms(
            IdentifierTyping.Typing identifier,
            IdentifierTyping.CodeTyping code,
            EmergingTyping.Typing area) {

        static final Forms BLANK =
                new Forms(
                        IdentifierTyping.Typing.NOTHING,
                        IdentifierTyping.CodeTyping.NOTHING,
                        EmergingTyping.Typing.NOTHING);
    }

    @GetMapping("/organisations/{id}/identity")
    ModelAndView show(@PathVariable UUID id, Locale locale) {
        return page(id, Forms.BLANK, new Problems(), locale);
    }

    @PostMapping("/organisations/{id}/identifiers")
    ModelAndView add(
            @PathVariable UUID id,
            @ModelAttribute IdentifierTyping.Typing typed,
            @RequestParam(defaultValue = "") String key,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var forms = new Forms(typed, Forms.BLANK.code, Forms.BLANK.area);
        var statement = typing.statement(typed, problems);
        if (statement == null) {
            return page(id, forms, problems, locale);
        }
        try {
            commands.once(
                    key,
                    new AddCommand(id, statement),
                    () -> identifiers.add(id, statement).toString());
        } catch (Identifiers.Taken taken) {
            problems.add("", null, "identifier", statement.number().said(), "identifier-taken");
            return refused(id, forms, taken.organisation(), problems, locale);
        }
        return done(id, "identified", flash);
    }

    @PostMapping("/organisations/{id}/identifiers/{identifier}/end")
    ModelAndView end(
            @PathVariable UUID id,
            @PathVariable UUID identifier,
            @ModelAttribute RecognitionTyping.Revocation typed,
            @RequestParam(defaultValue = "") String key,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var ending = RecognitionTyping.revoking(typed, problems);
        if (ending == null) {
            return page(id, Forms.BLANK, problems, locale);
        }
        commands.once(
                key,
                new EndCommand(identifier, ending.on(), ending.reason()),
                id,
                () -> identifiers.end(id, identifier, ending.on(), ending.reason()));
        return done(id, "identifier-ended", flash);
    }

    @PostMapping("/organisations/{id}/identifiers/{identifier}/withdrawal")
    ModelAndView withdraw(
            @PathVariable UUID id,
            @PathVariable UUID identifier,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String key,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var why = Typed.reason(reason, problems);
        if (!problems.none()) {
            return page(id, Forms.BLANK, problems, locale);
        }
        commands.once(
                key,
                new WithdrawCommand(identifier, why),
                id,
                () -> identifiers.withdraw(id, identifier, why));
        return done(id, "identifier-withdrawn", flash);
    }

    @PostMapping("/organisations/{id}/credit-code")
    ModelAndView assign(
            @PathVariable UUID id,
            @ModelAttribute IdentifierTyping.CodeTyping typed,
            @RequestParam(defaultValue = "") String key,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var forms = new Forms(Forms.BLANK.identifier, typed, Forms.BLANK.area);
        var assigning = IdentifierTyping.assigning(typed, problems);
        if (assigning == null) {
            return page(id, forms, problems, locale);
        }
        try {
            commands.once(
                    key,
                    new CodeCommand(id, assigning),
                    id,
                    () ->
                            identifiers.assign(
                                    id,
                                    assigning.code(),
                                    assigning.override(),
                                    assigning.reason()));
        } catch (Enrolment.CodeTaken taken) {
            problems.add("", null, "code", assigning.code().value(), "code-taken");
            return refused(id, forms, taken.organisation(), problems, locale);
        }
        return done(id, "code-assigned", flash);
    }

    @PostMapping("/organisations/{id}/areas")
    ModelAndView state(
            @PathVariable UUID id,
            @ModelAttribute EmergingTyping.Typing typed,
            @RequestParam(defaultValue = "") String key,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var stating = areaTyping.stating(typed, LocalDate.now(clock), problems);
        if (stating == null) {
            var forms = new Forms(Forms.BLANK.identifier, Forms.BLANK.code, typed);
            return page(id, forms, problems, locale);
        }
        commands.once(
                key,
                new AreaCommand(id, stating),
                () ->
                        areas.state(id, stating.area(), stating.document(), stating.asOf())
                                .toString());
        return done(id, "area-stated", flash);
    }

    @PostMapping("/organisations/{id}/areas/{statement}/withdrawal")
    ModelAndView withdrawArea(
            @PathVariable UUID id,
            @PathVariable UUID statement,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String key,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var why = Typed.reason(reason, problems);
        if (!problems.none()) {
            return page(id, Forms.BLANK, problems, locale);
        }
        commands.once(
                key,
                new WithdrawCommand(statement, why),
                id,
                () -> areas.withdraw(id, statement, why));
        return done(id, "area-withdrawn", flash);
    }

    private static ModelAndView done(UUID id, String what, RedirectAttributes flash) {
        flash.addFlashAttribute("done", what);
        return new ModelAndView("redirect:/organisations/" + id + "/identity");
    }

    private ModelAndView refused(
            UUID id, Forms forms, @Nullable UUID holder, Problems problems, Locale locale) {
        var view = page(id, forms, problems, locale);
        view.setStatus(HttpStatus.CONFLICT);
        if (holder != null && !holder.equals(id)) {
            view.addObject("holder", holder);
            view.addObject(
                    "holderName",
                    organisations.find(holder).map(it -> it.nameIn(locale)).orElse(""));
        }
        return view;
    }

    private ModelAndView page(UUID id, Forms typed, Problems problems, Locale locale) {
        var organisation =
                organisations.find(id).orElseThrow(() -> new NotFound("organisation", id));
        var view = FormPage.of("cluster/identity", problems);
        view.addObject("sight", sight(organisation, locale));
        view.addObject("typed", typed.identifier);
        view.addObject("typedCode", typed.code);
        view.addObject("typedArea", typed.area);
        return view;
    }

    private Sight sight(Organisation it, Locale locale) {
        return new Sight(
                it.id(),
                it.nameIn(locale),
                it.synthetic(),
                it.identifier().in(locale),
                it.code() == null,
                viewers.current().runsDistrict(it.district()),
                identifiers.of(it.id()).stream().map(each -> line(each, locale)).toList(),
                areas.of(it).stream().map(each -> area(each, locale)).toList(),
                typing.kinds(locale),
                areas.areas().stream()
                        .map(each -> new Choice(each.key(), each.name().in(locale)))
                        .toList(),
                LocalDate.now(clock));
    }

    private Line line(Identifiers.Entry it, Locale locale) {
        return new Line(
                it.id(),
                it.kindName().in(locale),
                it.number().said(),
                it.leads(),
                it.valid().from(),
                it.valid().until(),
                it.document(),
                said(it.recordedAt()),
                it.supersededAt() == null ? null : said(it.supersededAt()),
                it.by(),
                it.reason());
    }

    private static AreaLine area(EmergingAreas.Of it, Locale locale) {
        var stated = it.stated();
        return new AreaLine(
                it.area().name().in(locale),
                it.certainty().name(),
                it.confirmed(),
                stated == null ? null : stated.id(),
                stated == null ? null : stated.document(),
                stated == null ? null : stated.asOf(),
                it.area().basis());
    }

    private String said(java.time.Instant moment) {
        return MOMENT.format(moment.atZone(clock.getZone()));
    }
}
