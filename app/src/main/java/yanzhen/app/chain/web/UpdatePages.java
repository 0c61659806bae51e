package yanzhen.app.chain.web;

import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.access.Matrix;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.Looks;
import yanzhen.app.chain.Proposals;
import yanzhen.app.chain.UpdateRequest;
import yanzhen.app.chain.UpdateRequests;
import yanzhen.app.chain.UpdateRequests.Confirmation;
import yanzhen.app.chain.UpdateRequests.Query;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Choice;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.ListAddress;
import yanzhen.app.site.Sheet;
import yanzhen.app.site.Typed;

/**
 * 待更新: what is asked of the viewer, or of anybody for those who see the region, and the answers.
 */
@Controller
class UpdatePages {

    private static final int ROWS = 50;
    private static final int EXPORTED = 10_000;
    private static final List<String> STATES =
            List.of("WAITING", "OPEN", "OVERDUE", "CONFIRMED", "ANSWERED", "WITHDRAWN");
    private static final List<String> HEADS =
            List.of(
                    "chains.chain",
                    "node.name",
                    "update.kind",
                    "update.about",
                    "supplier.share",
                    "supplier.as-of",
                    "update.due",
                    "update.state",
                    "update.asked",
                    "update.reminders",
                    "update.note",
                    "chain.mark");

    /** What the address holds; all may be missing. */
    record Asked(
            @Nullable String chain,
            @Nullable UUID node,
            @Nullable String kind,
            @Nullable String state,
            @Nullable Boolean mine,
            @Nullable String cursor) {

        static final Asked NOTHING = new Asked(null, null, null, null, null, null);

        Query query() {
            return new Query(
                    Typed.text(chain),
                    node,
                    Typed.text(kind),
                    state == null ? Query.WAITING : state,
                    Boolean.TRUE.equals(mine));
        }

        ListAddress address() {
            var query = query();
            return ListAddress.of("/updates")
                    .with("chain", query.chain())
                    .with("node", query.node())
                    .with("kind", query.kind())
                    .with("state", query.state())
                    .with("mine", query.mine() ? true : null);
        }
    }

    /** All that the template may read. */
    record View(
            Query query,
            List<Line> lines,
            UpdateRequests.Count count,
            long proposals,
            List<Choice> chains,
            List<String> kinds,
            List<String> states,
            boolean region,
            boolean keeps,
            boolean mayAnswer,
            boolean unfiltered,
            ListAddress address,
            boolean first,
            @Nullable String next,
            Answer typed,
            Set<UUID> chosen) {

        public boolean anyAnswerable() {
            return lines.stream().anyMatch(Line::answerable);
        }
    }

    /**
     * A request.
     *
     * @param days how many are left; negative when it is overdue
     * @param other address of the form that says something else
     */
    record Line(
            UUID id,
            UUID node,
            String chain,
            String chainName,
            String nodeName,
            String kind,
            String about,
            String share,
            LocalDate asOf,
            LocalDate due,
            long days,
            UpdateRequest.State state,
            String asked,
            int reminders,
            @Nullable String note,
            @Nullable String notedBy,
            boolean proposed,
            boolean waits,
            boolean answerable,
            String other,
            @Nullable String endedAt,
            @Nullable String endedBy,
            boolean synthetic) {}

    /** What the form sends. */
    record Answer(
            @Nullable String key,
            @Nullable List<UUID> chosen,
            @Nullable String sourceTitle,
            @Nullable String sourceUrl,
            @Nullable String asOf,
            @Nullable String note) {

        static final Answer NOTHING = new Answer(null, null, "", "", "", "");

        List<UUID> requests(Problems problems) {
            var all = chosen == null ? List.<UUID>of() : chosen;
            if (all.isEmpty()) {
                problems.add("", null, "request", "", "update-none");
            }
            return all.stream().distinct().sorted().toList();
        }
    }

    record ConfirmCommand(List<UUID> requests, Confirmation said) {}

    record PassOnCommand(List<UUID> requests, String note) {}

    private final Looks looks;
    private final UpdateRequests requests;
    private final Proposals proposals;
    private final Atlas atlas;
    private final Posts posts;
    private final Commands commands;
    private final Viewers viewers;
    private final Matrix matrix;
    private final MessageSource messages;
    private final Clock clock;

    UpdatePages(
            Looks looks,
            UpdateRequests requests,
            Proposals proposals,
            Atlas atlas,
            Posts posts,
            Commands commands,
            Viewers viewers,
            Matrix matrix,
            MessageSource messages,
            Clock clock) {
        this.looks = looks;
        this.requests = requests;
        this.proposals = proposals;
        this.atlas = atlas;
        this.posts = posts;
        this.commands = commands;
        this.viewers = viewers;
        this.matrix = matrix;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping("/updates")
    ModelAndView show(@ModelAttribute Asked asked, Locale locale) {
        return page(asked, Answer.NOTHING, new Problems(), locale);
    }

    @PostMapping("/updates/confirmation")
    ModelAndView confirm(
            @ModelAttribute Asked asked,
            @ModelAttribute Answer typed,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var chosen = typed.requests(problems);
        var said = said(typed, problems);
        if (said == null || !problems.none()) {
            return page(asked, typed, problems, locale);
        }
        try {
            var answer =
                    commands.once(
                            Typed.text(typed.key),
                            new ConfirmCommand(chosen, said),
                            () -> requests.confirm(chosen, said) ? "confirmed" : "proposed");
            flash.addFlashAttribute("done", "update-" + answer.value());
        } catch (Problems.Refused e) {
            return page(asked, typed, e.problems(), locale);
        }
        return new ModelAndView("redirect:" + asked.address().first());
    }

    private @Nullable Confirmation said(Answer typed, Problems problems) {
        var title = Typed.text("sourceTitle", typed.sourceTitle, 2, 200, problems);
        var url = Typed.text(typed.sourceUrl);
        if (!url.isEmpty() && !NewSources.isUrl(url)) {
            problems.add("", null, "sourceUrl", url, "url");
        }
        var asOf = Typed.requiredDay("asOf", typed.asOf, problems);
        if (asOf != null && asOf.isAfter(LocalDate.now(clock))) {
            problems.add("", null, "asOf", asOf.toString(), "day-ahead");
        }
        return asOf == null ? null : new Confirmation(title, url.isEmpty() ? null : url, asOf);
    }

    @PostMapping("/updates/passing-on")
    ModelAndView passOn(
            @ModelAttribute Asked asked,
            @ModelAttribute Answer typed,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var chosen = typed.requests(problems);
        var note = Typed.text("note", typed.note, 2, 500, problems);
        if (!problems.none()) {
            return page(asked, typed, problems, locale);
        }
        commands.once(
                Typed.text(typed.key),
                new PassOnCommand(chosen, note),
                () -> {
                    requests.passOn(chosen, note);
                    return "passed-on";
                });
        flash.addFlashAttribute("done", "update-passed-on");
        return new ModelAndView("redirect:" + asked.address().first());
    }

    private ModelAndView page(Asked asked, Answer typed, Problems problems, Locale locale) {
        var view = FormPage.of("chain/updates", problems);
        view.addObject("updates", view(asked, typed, locale));
        return view;
    }

    private View view(Asked asked, Answer typed, Locale locale) {
        var query = asked.query();
        var found = requests.search(query, asked.cursor, ROWS);
        var viewer = viewers.current();
        return new View(
                query,
                lines(found.items(), locale),
                requests.count(query),
                proposals.waiting(),
                atlas.chains().stream()
                        .map(it -> new Choice(it.chain().key(), it.chain().name().in(locale)))
                        .toList(),
                NewFacts.KINDS,
                STATES,
                viewer.seesRegion(),
                keeps(),
                matrix.admits(viewer.role(), "POST", "/updates/confirmation"),
                query.equals(Asked.NOTHING.query()),
                asked.address(),
                Typed.text(asked.cursor).isEmpty(),
                found.next(),
                typed,
                typed.chosen == null ? Set.of() : new HashSet<>(typed.chosen));
    }

    private boolean keeps() {
        return viewers.current().is(Role.CITY_OFFICER, Role.CHAIN_TASK_FORCE);
    }

    private List<Line> lines(List<UpdateRequest> found, Locale locale) {
        looks.atSuppliers(Looks.What.NODE, found, UpdateRequest::chain, UpdateRequest::node);
        var names = posts.namesOf(found.stream().map(UpdateRequest::asked).toList(), locale);
        return found.stream().map(it -> line(it, names, locale)).toList();
    }

    private Line line(UpdateRequest it, Posts.Names names, Locale locale) {
        var today = LocalDate.now(clock);
        var ended = it.endedAt();
        return new Line(
                it.id(),
                it.node(),
                it.chain(),
                it.chainName().in(locale),
                it.nodeName().in(locale),
                it.kind(),
                it.about().in(locale),
                share(it.share(), locale),
                it.asOf(),
                it.due(),
                ChronoUnit.DAYS.between(today, it.due()),
                it.state(),
                names.of(it.asked()),
                it.reminders(),
                it.note(),
                it.notedBy(),
                it.proposed(),
                it.state().waits(),
                answerable(it),
                other(it),
                ended == null ? null : Times.said(ended, clock),
                it.endedBy(),
                it.synthetic());
    }

    private boolean answerable(UpdateRequest it) {
        var viewer = viewers.current();
        var asked = it.asked();
        return it.state().waits()
                && (keeps()
                        || (!it.proposed()
                                && (viewer.actsFor(asked.organisation())
                                        || viewer.oversees(asked.district()))));
    }

    private String other(UpdateRequest it) {
        var fact =
                "/chains/%s/nodes/%s/%s/%s/"
                        .formatted(
                                it.chain(),
                                it.node(),
                                it.kind().equals(UpdateRequest.PROVISION) ? "provisions" : "facts",
                                it.fact());
        return fact + (keeps() ? "edit" : "proposals/new");
    }

    private String share(@Nullable String share, Locale locale) {
        if (share == null) {
            return "";
        }
        return switch (share) {
            case "" -> say("supplier.unknown", locale);
            case NewStatements.NEGLIGIBLE -> say("supplier.negligible", locale);
            default -> share + "%";
        };
    }

    @GetMapping("/updates/export/{form}")
    ResponseEntity<byte[]> export(
            @PathVariable String form, @ModelAttribute Asked asked, Locale locale) {
        var kind = Sheet.Form.of(form);
        var sheet = new Sheet("updates", HEADS, it -> say(it, locale));
        lines(requests.search(asked.query(), null, EXPORTED).items(), locale)
                .forEach(it ->
                        sheet.add(
                                it.chainName,
                                it.nodeName,
                                say("fact.kind." + it.kind, locale),
                                it.about,
                                it.share,
                                it.asOf,
                                it.due,
                                say("update.state." + it.state, locale),
                                it.asked,
                                it.reminders,
                                it.note == null ? "" : it.note,
                                it.synthetic ? say("site.synthetic", locale) : ""));
        return sheet.download(kind);
    }

    private String say(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }
}
