package yanzhen.app.cluster.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
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
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Enrolment;
import yanzhen.app.cluster.Facts;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.cluster.Regions;
import yanzhen.app.cluster.web.FactsTyping.Typing;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Choice;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Typed;

/** 登记机构、更正信息. */
@Controller
class OrganisationForm {

    /**
     * All that the template may read.
     *
     * @param id null when it is registered
     * @param taken the organisation that has the code already; null when nobody has
     * @param failing whether the code fails its check, so that a reason may be given
     */
    record Form(
            @Nullable UUID id,
            String title,
            @Nullable UUID taken,
            String takenName,
            boolean failing,
            List<String> kinds,
            List<Choice> districts,
            LocalDate today) {}

    private record CorrectCommand(UUID organisation, Facts facts, String reason) {}

    private final Organisations organisations;
    private final Enrolment enrolment;
    private final FactsTyping reading;
    private final Regions regions;
    private final Commands commands;
    private final Viewers viewers;
    private final Clock clock;

    OrganisationForm(
            Organisations organisations,
            Enrolment enrolment,
            FactsTyping reading,
            Regions regions,
            Commands commands,
            Viewers viewers,
            Clock clock) {
        this.organisations = organisations;
        this.enrolment = enrolment;
        this.reading = reading;
        this.regions = regions;
        this.commands = commands;
        this.viewers = viewers;
        this.clock = clock;
    }

    @GetMapping("/organisations/new")
    ModelAndView blank(Locale locale) {
        return form(null, Typing.NOTHING, new Problems(), locale);
    }

    @PostMapping("/organisations")
    ModelAndView register(@ModelAttribute Typing typed, RedirectAttributes flash, Locale locale) {
        var problems = new Problems();
        var registration = reading.registration(typed, LocalDate.now(clock), problems);
        if (registration == null || !problems.none()) {
            return form(null, typed, problems, locale);
        }
        try {
            var answer =
                    commands.once(
                            Typed.text(typed.key()),
                            registration,
                            () ->
                                    enrolment
                                            .register(
                                                    registration.code(),
                                                    registration.override(),
                                                    registration.facts())
                                            .toString());
            flash.addFlashAttribute("done", "registered");
            return new ModelAndView("redirect:/organisations/" + answer.value());
        } catch (Enrolment.CodeTaken taken) {
            problems.add("", null, "code", registration.code().value(), "code-taken");
            var refused = form(null, typed, problems, locale);
            refused.setStatus(HttpStatus.CONFLICT);
            return refused;
        }
    }

    @GetMapping("/organisations/{id}/edit")
    ModelAndView edit(@PathVariable UUID id, Locale locale) {
        var organisation = must(id);
        return form(organisation, Typing.of(organisation), new Problems(), locale);
    }

    @PostMapping("/organisations/{id}")
    ModelAndView correct(
            @PathVariable UUID id,
            @ModelAttribute Typing typed,
            RedirectAttributes flash,
            Locale locale) {
        var organisation = must(id);
        var problems = new Problems();
        var correction = reading.correction(typed, LocalDate.now(clock), problems);
        if (correction == null || !problems.none()) {
            return form(organisation, typed, problems, locale);
        }
        var command = new CorrectCommand(id, correction.facts(), correction.reason());
        commands.once(
                Typed.text(typed.key()),
                command,
                id,
                () -> enrolment.correct(id, command.facts, command.reason));
        flash.addFlashAttribute("done", "corrected");
        return new ModelAndView("redirect:/organisations/" + id);
    }

    private Organisation must(UUID id) {
        return organisations.find(id).orElseThrow(() -> new NotFound("organisation", id));
    }

    private ModelAndView form(
            @Nullable Organisation organisation, Typing typed, Problems problems, Locale locale) {
        var taken =
                problems.kept().stream()
                        .filter(it -> it.code().equals("code-taken"))
                        .findFirst()
                        .flatMap(it ->
                                organisations.findByCode(
                                        new yanzhen.app.kernel.CreditCode(it.value())));
        var view = FormPage.of("cluster/organisation-form", problems);
        view.addObject(
                "form",
                new Form(
                        organisation == null ? null : organisation.id(),
                        organisation == null ? "" : organisation.nameIn(locale),
                        taken.map(Organisation::id).orElse(null),
                        taken.map(it -> it.nameIn(locale)).orElse(""),
                        !Typed.text(typed.override()).isEmpty()
                                || problems.kept().stream()
                                        .anyMatch(it -> it.code().equals("credit-code-check")),
                        Arrays.stream(Organisation.Kind.values()).map(Enum::name).toList(),
                        districts(locale),
                        LocalDate.now(clock)));
        view.addObject("typed", typed);
        return view;
    }

    /** An officer of a district may only choose it. */
    private List<Choice> districts(Locale locale) {
        var viewer = viewers.current();
        return regions.districts().stream()
                .filter(it -> viewer.runsDistrict(it.code()))
                .map(it -> new Choice(it.code(), it.name().in(locale)))
                .toList();
    }
}
