package yanzhen.app.cluster.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
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
import yanzhen.app.cluster.ControlLinks;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.cluster.Recognitions;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.AsOf;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.ListAddress;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Typed;

/** 集团与分支 of an organisation: who stands above and below it, and what they hold together. */
@Controller
class GroupPage {

    private static final int ROWS = 50;
    private static final int CURSOR_VALUES = 2;

    /** What the address holds; all may be missing. */
    record Asked(
            @Nullable LocalDate day,
            @Nullable LocalDate known,
            @Nullable String cursor,
            @Nullable String held) {

        static final Asked TODAY = new Asked(null, null, null, null);

        AsOf asOf(Clock clock) {
            return new AsOf(
                    day == null ? LocalDate.now(clock) : day, RegisterExport.endOf(known, clock));
        }
    }

    /** All that the template may read. */
    record Sight(
            UUID id,
            String name,
            boolean synthetic,
            LocalDate today,
            LocalDate day,
            LocalDate known,
            ControlLinks.GroupCount count,
            List<LinkLines.Line> above,
            List<LinkLines.Line> below,
            long belowCount,
            @Nullable String nextBelow,
            boolean firstBelow,
            ListAddress address,
            List<HeldLine> held,
            @Nullable String nextHeld,
            boolean firstHeld,
            List<String> kinds,
            boolean mayWrite) {

        public boolean past() {
            return !day.equals(today) || !known.equals(today);
        }
    }

    record HeldLine(
            UUID holder,
            String name,
            String identifier,
            int level,
            String scheme,
            LocalDate from,
            @Nullable LocalDate until,
            String document,
            boolean synthetic) {}

    private record AddCommand(UUID child, LinkTyping.Linking linking) {}

    private record EndCommand(UUID link, LocalDate on, String reason) {}

    private record CorrectCommand(UUID link, LinkTyping.Correcting correcting) {}

    private record WithdrawCommand(UUID link, String reason) {}

    private final Organisations organisations;
    private final ControlLinks links;
    private final LinkLines lines;
    private final LinkTyping typing;
    private final Recognitions recognitions;
    private final Commands commands;
    private final Viewers viewers;
    private final Clock clock;

    GroupPage(
            Organisations organisations,
            ControlLinks links,
            LinkLines lines,
            LinkTyping typing,
            Recognitions recognitions,
            Commands commands,
            Viewers viewers,
            Clock clock) {
        this.organisations = organisations;
        this.links = links;
        this.lines = lines;
        this.typing = typing;
        this.recognitions = recognitions;
        this.commands = commands;
        this.viewers = viewers;
        this.clock = clock;
    }

    @GetMapping("/organisations/{id}/group")
    ModelAndView show(@PathVariable UUID id, @ModelAttribute Asked asked, Locale locale) {
        return page(id, asked, LinkTyping.Typing.NOTHING, new Problems(), locale);
    }

    @PostMapping("/organisations/{id}/links")
    ModelAndView add(
            @PathVariable UUID id,
            @ModelAttribute LinkTyping.Typing typed,
            @RequestParam(defaultValue = "") String key,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var linking = typing.linking(id, typed, LocalDate.now(clock), problems);
        if (linking == null) {
            return page(id, Asked.TODAY, typed, problems, locale);
        }
        try {
            commands.once(
                    key,
                    new AddCommand(id, linking),
                    () -> links.add(id, linking.parent(), linking.terms()).toString());
        } catch (ControlLinks.Circle | ControlLinks.Overlaps refused) {
            problems.add(said("parent", Typed.text(typed.parent()), refused, locale));
            return refused(id, typed, problems, locale);
        }
        return done(id, "linked", flash);
    }

    @PostMapping("/organisations/{id}/links/{link}/correction")
    ModelAndView correct(
            @PathVariable UUID id,
            @PathVariable UUID link,
            @ModelAttribute LinkTyping.Typing typed,
            @RequestParam(defaultValue = "") String key,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var correcting = LinkTyping.correcting(typed, LocalDate.now(clock), problems);
        if (correcting == null) {
            return page(id, Asked.TODAY, LinkTyping.Typing.NOTHING, problems, locale);
        }
        try {
            commands.once(
                    key,
                    new CorrectCommand(link, correcting),
                    link,
                    () -> links.correct(link, correcting.terms(), correcting.reason()));
        } catch (ControlLinks.Circle | ControlLinks.Overlaps refused) {
            problems.add(said("from", Typed.text(typed.from()), refused, locale));
            return refused(id, LinkTyping.Typing.NOTHING, problems, locale);
        }
        return done(id, "link-corrected", flash);
    }

    @PostMapping("/organisations/{id}/links/{link}/end")
    ModelAndView end(
            @PathVariable UUID id,
            @PathVariable UUID link,
            @ModelAttribute RecognitionTyping.Revocation typed,
            @RequestParam(defaultValue = "") String key,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var ending = RecognitionTyping.revoking(typed, problems);
        if (ending == null) {
            return page(id, Asked.TODAY, LinkTyping.Typing.NOTHING, problems, locale);
        }
        commands.once(
                key,
                new EndCommand(link, ending.on(), ending.reason()),
                link,
                () -> links.end(link, ending.on(), ending.reason()));
        return done(id, "link-ended", flash);
    }

    @PostMapping("/organisations/{id}/links/{link}/withdrawal")
    ModelAndView withdraw(
            @PathVariable UUID id,
            @PathVariable UUID link,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String key,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var why = Typed.reason(reason, problems);
        if (!problems.none()) {
            return page(id, Asked.TODAY, LinkTyping.Typing.NOTHING, problems, locale);
        }
        commands.once(key, new WithdrawCommand(link, why), link, () -> links.withdraw(link, why));
        return done(id, "link-withdrawn", flash);
    }

    /** The path is said in the reader's language. */
    private yanzhen.app.kernel.Problem said(
            String field, String value, yanzhen.app.site.Conflict refused, Locale locale) {
        var details =
                refused instanceof ControlLinks.Circle circle
                        ? List.of(path(circle.path(), locale))
                        : List.<String>of();
        return new yanzhen.app.kernel.Problem("", null, field, value, refused.code(), details);
    }

    private String path(List<UUID> path, Locale locale) {
        var bodies = organisations.byId(new HashSet<>(path));
        return path.stream()
                .map(it -> {
                    var body = bodies.get(it);
                    return body == null ? it.toString() : body.nameIn(locale);
                })
                .collect(Collectors.joining(" → "));
    }

    private static ModelAndView done(UUID id, String what, RedirectAttributes flash) {
        flash.addFlashAttribute("done", what);
        return new ModelAndView("redirect:/organisations/" + id + "/group");
    }

    private ModelAndView refused(
            UUID id, LinkTyping.Typing typed, Problems problems, Locale locale) {
        var view = page(id, Asked.TODAY, typed, problems, locale);
        view.setStatus(HttpStatus.CONFLICT);
        return view;
    }

    private ModelAndView page(
            UUID id, Asked asked, LinkTyping.Typing typed, Problems problems, Locale locale) {
        var organisation =
                organisations.find(id).orElseThrow(() -> new NotFound("organisation", id));
        var view = FormPage.of("cluster/group", problems);
        view.addObject("sight", sight(organisation, asked, locale));
        view.addObject("typed", typed);
        return view;
    }

    private Sight sight(Organisation it, Asked asked, Locale locale) {
        var today = LocalDate.now(clock);
        var asOf = asked.asOf(clock);
        boolean present = asked.day == null && asked.known == null;
        var after = Cursor.read(asked.cursor, CURSOR_VALUES).orElse(null);
        var below = links.below(it.id(), asOf, after, ROWS);
        var heldAfter = Cursor.read(asked.held, CURSOR_VALUES).orElse(null);
        var held = links.held(it.id(), asOf, heldAfter, ROWS);
        var schemes =
                recognitions.schemes().stream()
                        .collect(
                                Collectors.toMap(
                                        each -> each.key(), each -> each.name().in(locale)));
        return new Sight(
                it.id(),
                it.nameIn(locale),
                it.synthetic(),
                today,
                asOf.day(),
                asked.known == null ? today : asked.known,
                links.count(it.id(), asOf),
                lines.above(it.id(), asOf, present, locale),
                lines.of(below.items(), present, locale),
                links.countBelow(it.id(), asOf),
                below.next(),
                after == null,
                ListAddress.of("/organisations/" + it.id() + "/group")
                        .with("day", asked.day)
                        .with("known", asked.known),
                held.items().stream().map(each -> held(each, schemes, locale)).toList(),
                held.next(),
                heldAfter == null,
                java.util.Arrays.stream(ControlLinks.Kind.values()).map(Enum::name).toList(),
                present && viewers.current().runsDistrict(it.district()));
    }

    private static HeldLine held(
            ControlLinks.GroupHeld it, Map<String, String> schemes, Locale locale) {
        return new HeldLine(
                it.holder().id(),
                it.holder().nameIn(locale),
                it.holder().identifier().in(locale),
                it.level(),
                schemes.getOrDefault(it.scheme(), it.scheme()),
                it.valid().from(),
                it.valid().until(),
                it.document(),
                it.holder().synthetic());
    }
}
