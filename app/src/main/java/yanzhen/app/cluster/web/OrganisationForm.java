package yanzhen.app.cluster.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
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
import yanzhen.app.cluster.Enrolment;
import yanzhen.app.cluster.Identifiers;
import yanzhen.app.cluster.LikelySame.Answer;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.cluster.Region;
import yanzhen.app.cluster.Regions;
import yanzhen.app.cluster.web.FactsTyping.Correction;
import yanzhen.app.cluster.web.FactsTyping.Registration;
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
     * @param identifier credit code or what stands in for it; empty when it is registered
     * @param taken the organisation that has the code or the identifier already; null when nobody
     *     has
     * @param question who it may be already; null when nothing is left to ask
     * @param failing whether the code fails its check, so that a reason may be given
     */
    record Form(
            @Nullable UUID id,
            String title,
            String identifier,
            @Nullable UUID taken,
            String takenName,
            LikelyLines.@Nullable Question question,
            boolean failing,
            List<String> kinds,
            List<Choice> districts,
            List<Choice> parks,
            List<Choice> identifierKinds,
            LocalDate today) {}

    private record RegisterCommand(Registration registration, Answer answer) {}

    private record CorrectCommand(UUID organisation, Correction correction, Answer answer) {}

    private final Organisations organisations;
    private final Admission admission;
    private final FactsTyping reading;
    private final IdentifierTyping identifiers;
    private final LikelyLines lines;
    private final Regions regions;
    private final MessageSource messages;
    private final Commands commands;
    private final Viewers viewers;
    private final Clock clock;

    OrganisationForm(
            Organisations organisations,
            Admission admission,
            FactsTyping reading,
            IdentifierTyping identifiers,
            LikelyLines lines,
            Regions regions,
            MessageSource messages,
            Commands commands,
            Viewers viewers,
            Clock clock) {
        this.organisations = organisations;
        this.admission = admission;
        this.reading = reading;
        this.identifiers = identifiers;
        this.lines = lines;
        this.regions = regions;
        this.messages = messages;
        this.commands = commands;
        this.viewers = viewers;
        this.clock = clock;
    }

    @GetMapping("/organisations/new")
    ModelAndView blank(Locale locale) {
        return form(null, Typing.NOTHING, new Problems(), locale);
    }

    @PostMapping("/organisations")
    ModelAndView register(
            @ModelAttribute Typing typed,
            @RequestParam(defaultValue = "") String likely,
            @RequestParam(defaultValue = "") String seen,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var registration = reading.registration(typed, LocalDate.now(clock), problems);
        if (registration == null || !problems.none()) {
            return form(null, typed, problems, locale);
        }
        var question = lines.question(admission.likely(registration), likely, seen, locale);
        if (question != null) {
            return form(null, null, question, typed, problems, locale);
        }
        var command = new RegisterCommand(registration, answer(likely));
        try {
            var answer =
                    commands.once(
                            Typed.text(typed.key()),
                            command,
                            () -> admission.admit(registration, command.answer, locale).toString());
            flash.addFlashAttribute("done", "registered");
            return new ModelAndView("redirect:/organisations/" + answer.value());
        } catch (Enrolment.CodeTaken taken) {
            problems.add("", null, "code", Typed.text(typed.code()), "code-taken");
            return refused(typed, taken.organisation(), problems, locale);
        } catch (Identifiers.Taken taken) {
            problems.add(
                    "", null, "identifier", Typed.text(typed.identifier()), "identifier-taken");
            return refused(typed, taken.organisation(), problems, locale);
        }
    }

    /** Whoever was not asked has said nothing. */
    private static Answer answer(String likely) {
        var answer = LikelyLines.answer(likely);
        return answer == null ? Answer.UNSURE : answer;
    }

    private ModelAndView refused(
            Typing typed, @Nullable UUID holder, Problems problems, Locale locale) {
        var taken = holder == null ? null : organisations.find(holder).orElse(null);
        var refused = form(null, taken, null, typed, problems, locale);
        refused.setStatus(HttpStatus.CONFLICT);
        return refused;
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
            @RequestParam(defaultValue = "") String likely,
            @RequestParam(defaultValue = "") String seen,
            RedirectAttributes flash,
            Locale locale) {
        var organisation = must(id);
        var problems = new Problems();
        var correction = reading.correction(typed, LocalDate.now(clock), problems);
        if (correction == null || !problems.none()) {
            return form(organisation, typed, problems, locale);
        }
        var question = lines.question(admission.likely(id, correction), likely, seen, locale);
        if (question != null) {
            return form(organisation, null, question, typed, problems, locale);
        }
        var command = new CorrectCommand(id, correction, answer(likely));
        commands.once(
                Typed.text(typed.key()),
                command,
                id,
                () -> admission.correct(id, correction, command.answer));
        flash.addFlashAttribute("done", "corrected");
        return new ModelAndView("redirect:/organisations/" + id);
    }

    private Organisation must(UUID id) {
        return organisations.find(id).orElseThrow(() -> new NotFound("organisation", id));
    }

    private ModelAndView form(
            @Nullable Organisation organisation, Typing typed, Problems problems, Locale locale) {
        return form(organisation, null, null, typed, problems, locale);
    }

    private ModelAndView form(
            @Nullable Organisation organisation,
            @Nullable Organisation taken,
            LikelyLines.@Nullable Question question,
            Typing typed,
            Problems problems,
            Locale locale) {
        var view = FormPage.of("cluster/organisation-form", problems);
        view.addObject(
                "form",
                new Form(
                        organisation == null ? null : organisation.id(),
                        organisation == null ? "" : organisation.nameIn(locale),
                        organisation == null ? "" : organisation.identifier().in(locale),
                        taken == null ? null : taken.id(),
                        taken == null ? "" : taken.nameIn(locale),
                        question,
                        !Typed.text(typed.override()).isEmpty()
                                || problems.kept().stream()
                                        .anyMatch(it -> it.code().equals("credit-code-check")),
                        Arrays.stream(Organisation.Kind.values()).map(Enum::name).toList(),
                        districts(locale),
                        parks(locale),
                        identifiers.kinds(locale),
                        LocalDate.now(clock)));
        view.addObject("typed", typed);
        return view;
    }

    private List<Choice> parks(Locale locale) {
        var viewer = viewers.current();
        var districts = regions.names(locale);
        return regions.parks().stream()
                .filter(it -> viewer.runsDistrict(it.district()))
                .map(it ->
                        new Choice(
                                it.code(),
                                "%s · %s"
                                        .formatted(
                                                districts.getOrDefault(
                                                        it.district(), it.district()),
                                                it.name().in(locale))))
                .toList();
    }

    /** An officer of a district may only choose it. */
    private List<Choice> districts(Locale locale) {
        var viewer = viewers.current();
        return regions.places().stream()
                .filter(it -> viewer.runsDistrict(it.code()))
                .map(it -> new Choice(it.code(), placed(it, locale)))
                .toList();
    }

    /** The region is for bodies that lie in none of its districts. */
    private String placed(Region it, Locale locale) {
        var name = it.name().in(locale);
        return it.isDistrict()
                ? name
                : messages.getMessage("organisations.no-district", new Object[] {name}, locale);
    }
}
