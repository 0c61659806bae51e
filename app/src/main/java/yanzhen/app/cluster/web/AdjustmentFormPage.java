package yanzhen.app.cluster.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
import yanzhen.app.cluster.Adjustments;
import yanzhen.app.cluster.Adjustments.Adjustable;
import yanzhen.app.cluster.Adjustments.Adjustment;
import yanzhen.app.cluster.Adjustments.Kind;
import yanzhen.app.cluster.Adjustments.Paper;
import yanzhen.app.cluster.Adjustments.Revision;
import yanzhen.app.cluster.Adjustments.Wish;
import yanzhen.app.cluster.CertificateNumber;
import yanzhen.app.cluster.Certificates;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.cluster.Procedure;
import yanzhen.app.cluster.web.AdjustmentTyping.Typing;
import yanzhen.app.evidence.Commands;
import yanzhen.app.evidence.Files;
import yanzhen.app.evidence.Uploads;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.NotFound;

/** 申请调整: the form of a request, new or sent back, with what is known already filled in. */
@Controller
class AdjustmentFormPage {

    private static final String PAPER = "paper-";
    private static final String SUCCESSOR = "successor-";

    /**
     * All that the template may read.
     *
     * @param again the request that was sent back; null for a new one
     * @param reason why it was sent back; null otherwise
     */
    record Sight(
            UUID organisation,
            String title,
            String name,
            @Nullable String nameEn,
            String code,
            Kind kind,
            List<Kind> kinds,
            @Nullable UUID again,
            @Nullable String reason,
            List<HeldLine> held,
            List<PaperLine> papers,
            List<StageLine> stages,
            String source,
            boolean confirmed,
            @Nullable String reading,
            LocalDate today) {}

    /**
     * A recognition that may be touched.
     *
     * @param fits whether its scheme knows the kind
     * @param successor credit code as typed
     */
    record HeldLine(
            UUID recognition,
            String scheme,
            LocalDate from,
            @Nullable LocalDate last,
            @Nullable String number,
            boolean fits,
            boolean chosen,
            String successor) {}

    /** A paper of the procedure, with those that were handed in before. */
    record PaperLine(String key, String name, boolean required, List<Paper> before) {}

    record StageLine(String step, String acts, int days) {}

    private record FileCommand(UUID organisation, Kind kind, Wish wish, List<String> files) {}

    private record ResubmitCommand(UUID adjustment, Wish wish, List<String> files) {}

    private final Adjustments adjustments;
    private final AdjustmentTyping typing;
    private final AdjustmentWords words;
    private final Organisations organisations;
    private final Certificates certificates;
    private final Files files;
    private final Commands commands;
    private final Clock clock;

    AdjustmentFormPage(
            Adjustments adjustments,
            AdjustmentTyping typing,
            AdjustmentWords words,
            Organisations organisations,
            Certificates certificates,
            Files files,
            Commands commands,
            Clock clock) {
        this.adjustments = adjustments;
        this.typing = typing;
        this.words = words;
        this.organisations = organisations;
        this.certificates = certificates;
        this.files = files;
        this.commands = commands;
        this.clock = clock;
    }

    @GetMapping("/organisations/{id}/adjustments/new")
    ModelAndView blank(
            @PathVariable UUID id, @RequestParam(defaultValue = "NAME") Kind kind, Locale locale) {
        var it = own(id);
        return form(it, kind, null, filled(it, kind), new Problems(), locale);
    }

    /** What is known already: the present names, and all recognitions that the kind fits. */
    private Typing filled(Organisation it, Kind kind) {
        var touched =
                adjustments.adjustable(it.id()).stream()
                        .filter(each -> each.kinds().contains(kind))
                        .filter(each -> each.valid().covers(LocalDate.now(clock)))
                        .map(each -> each.recognition().toString())
                        .toList();
        var nameEn = it.nameEn() == null ? "" : it.nameEn();
        return new Typing("", it.name(), nameEn, touched, Map.of(), "", "");
    }

    @PostMapping("/organisations/{id}/adjustments")
    ModelAndView file(
            @PathVariable UUID id,
            @RequestParam Kind kind,
            @RequestParam MultiValueMap<String, String> typed,
            HttpServletRequest request,
            RedirectAttributes flash,
            Locale locale) {
        var it = own(id);
        var read = typing(typed);
        var problems = new Problems();
        var wish = typing.wish(kind, read, problems);
        var rule = Optional.ofNullable(adjustments.rules().get(kind));
        var chosen = chosen(rule, request, problems);
        if (wish == null || !problems.none()) {
            return form(it, kind, null, read, problems, locale);
        }
        var command = new FileCommand(id, kind, wish, described(chosen));
        try {
            var answer =
                    commands.once(
                            key(typed),
                            command,
                            () -> adjustments.file(id, kind, wish, store(chosen, id)).toString());
            flash.addFlashAttribute("done", "adjustment-filed");
            return new ModelAndView("redirect:/adjustments/" + answer.value());
        } catch (Problems.Refused e) {
            return form(it, kind, null, read, e.problems(), locale);
        } catch (Files.Unacceptable e) {
            e.tell("file", problems);
            return form(it, kind, null, read, problems, locale);
        }
    }

    @GetMapping("/adjustments/{id}/edit")
    ModelAndView edit(@PathVariable UUID id, Locale locale) {
        var it = adjustment(id);
        words.mustAnswerFor(it);
        var organisation = organisation(it.organisation());
        var last = adjustments.revisions(id).getFirst();
        return form(organisation, it.kind(), it, again(last), new Problems(), locale);
    }

    /** As it was handed in last. */
    private Typing again(Revision last) {
        var wish = last.wish();
        var successors = new HashMap<String, String>();
        var touched = new ArrayList<String>();
        for (var each : wish.touched()) {
            touched.add(each.recognition().toString());
            if (each.successor() != null) {
                successors.put(each.recognition().toString(), organisation(each.successor()).key());
            }
        }
        return new Typing(
                wish.effective().toString(),
                wish.name() == null ? "" : wish.name(),
                wish.nameEn() == null ? "" : wish.nameEn(),
                touched,
                successors,
                "",
                wish.statement());
    }

    @PostMapping("/adjustments/{id}")
    ModelAndView resubmit(
            @PathVariable UUID id,
            @RequestParam MultiValueMap<String, String> typed,
            HttpServletRequest request,
            RedirectAttributes flash,
            Locale locale) {
        var it = adjustment(id);
        words.mustAnswerFor(it);
        var organisation = organisation(it.organisation());
        var read = typing(typed);
        var problems = new Problems();
        var wish = typing.wish(it.kind(), read, problems);
        var chosen = chosen(Optional.of(it.rule()), request, problems);
        if (wish == null || !problems.none()) {
            return form(organisation, it.kind(), it, read, problems, locale);
        }
        var command = new ResubmitCommand(id, wish, described(chosen));
        try {
            commands.once(
                    key(typed),
                    command,
                    id,
                    () -> adjustments.resubmit(id, wish, store(chosen, it.organisation())));
        } catch (Problems.Refused e) {
            return form(organisation, it.kind(), it, read, e.problems(), locale);
        } catch (Files.Unacceptable e) {
            e.tell("file", problems);
            return form(organisation, it.kind(), it, read, problems, locale);
        }
        flash.addFlashAttribute("done", "adjustment-filed");
        return new ModelAndView("redirect:/adjustments/" + id);
    }

    private static String key(MultiValueMap<String, String> typed) {
        var key = typed.getFirst("key");
        return key == null ? "" : key;
    }

    private static Typing typing(MultiValueMap<String, String> typed) {
        var successors = new TreeMap<String, String>();
        typed.toSingleValueMap()
                .forEach((field, value) -> {
                    if (field.startsWith(SUCCESSOR)) {
                        successors.put(field.substring(SUCCESSOR.length()), value);
                    }
                });
        return new Typing(
                first(typed, "effective"),
                first(typed, "name"),
                first(typed, "nameEn"),
                List.copyOf(typed.getOrDefault("touched", List.of())),
                successors,
                first(typed, "successor"),
                first(typed, "statement"));
    }

    private static String first(MultiValueMap<String, String> typed, String field) {
        var value = typed.getFirst(field);
        return value == null ? "" : value.strip();
    }

    /** What was chosen for each paper of the procedure. */
    private static Map<String, Uploads> chosen(
            Optional<Procedure> rule, HttpServletRequest request, Problems problems) {
        MultiValueMap<String, MultipartFile> sent =
                request instanceof MultipartHttpServletRequest it
                        ? it.getMultiFileMap()
                        : new LinkedMultiValueMap<>();
        var chosen = new TreeMap<String, Uploads>();
        rule.map(Procedure::papers)
                .orElse(List.of())
                .forEach(paper -> {
                    var field = PAPER + paper.key();
                    chosen.put(paper.key(), Uploads.of(field, sent.get(field)).check(problems));
                });
        return chosen;
    }

    private static List<String> described(Map<String, Uploads> chosen) {
        return chosen.values().stream()
                .flatMap(each -> each.described().stream().map(file -> each.field() + " " + file))
                .toList();
    }

    private List<Paper> store(Map<String, Uploads> chosen, UUID organisation) {
        var papers = new ArrayList<Paper>();
        chosen.forEach((paper, uploads) ->
                uploads.store(files, organisation)
                        .forEach(file -> papers.add(new Paper(paper, file.id(), file.name()))));
        return papers;
    }

    private Organisation organisation(UUID id) {
        return organisations.find(id).orElseThrow(() -> new NotFound("organisation", id));
    }

    private Organisation own(UUID id) {
        var it = organisation(id);
        words.mustFileFor(it);
        return it;
    }

    private Adjustment adjustment(UUID id) {
        return adjustments.find(id).orElseThrow(() -> new NotFound("adjustment", id));
    }

    private ModelAndView form(
            Organisation it,
            Kind kind,
            @Nullable Adjustment again,
            Typing typed,
            Problems problems,
            Locale locale) {
        var rules = adjustments.rules();
        var rule = again == null ? rules.get(kind) : again.rule();
        if (rule == null) {
            throw new NotFound("adjustment", kind);
        }
        var numbers = certificates.numbers(it.id());
        var before =
                again == null
                        ? List.<Paper>of()
                        : adjustments.revisions(again.id()).getFirst().papers();
        var view = FormPage.of("cluster/adjustment-form", problems);
        view.addObject("listed", words.listed(problems, rule, locale));
        view.addObject("typed", typed);
        view.addObject(
                "sight",
                new Sight(
                        it.id(),
                        it.nameIn(locale),
                        it.name(),
                        it.nameEn(),
                        it.key(),
                        kind,
                        List.copyOf(rules.keySet()),
                        again == null ? null : again.id(),
                        again == null ? null : again.reason(),
                        adjustments.adjustable(it.id()).stream()
                                .map(each -> held(each, kind, typed, numbers, locale))
                                .toList(),
                        rule.papers().stream().map(each -> paper(each, before, locale)).toList(),
                        rule.stages().stream()
                                .map(each ->
                                        new StageLine(
                                                each.step().name(),
                                                each.acts().name(),
                                                each.days()))
                                .toList(),
                        "%s %s".formatted(rule.document(), rule.place()),
                        rule.confirmed(),
                        rule.reading() == null ? null : rule.reading().in(locale),
                        LocalDate.now(clock)));
        return view;
    }

    private static HeldLine held(
            Adjustable it,
            Kind kind,
            Typing typed,
            Map<UUID, CertificateNumber> numbers,
            Locale locale) {
        var id = it.recognition().toString();
        var until = it.valid().until();
        var number = numbers.get(it.recognition());
        return new HeldLine(
                it.recognition(),
                it.scheme().name().in(locale),
                it.valid().from(),
                until == null ? null : until.minusDays(1),
                number == null ? null : number.value(),
                it.kinds().contains(kind),
                typed.touched().contains(id),
                typed.successors().getOrDefault(id, ""));
    }

    private static PaperLine paper(Procedure.Paper it, List<Paper> before, Locale locale) {
        return new PaperLine(
                it.key(),
                it.name().in(locale),
                it.required(),
                before.stream().filter(each -> each.paper().equals(it.key())).toList());
    }
}
