package yanzhen.app.chain.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.Looks;
import yanzhen.app.chain.Proposals;
import yanzhen.app.chain.Proposals.Proposal;
import yanzhen.app.chain.Proposals.Query;
import yanzhen.app.chain.Proposals.State;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Choice;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.ListAddress;
import yanzhen.app.site.Sheet;
import yanzhen.app.site.Typed;

/** 更正建议: what bodies and owners have proposed, and its review; a body's own entries. */
@Controller
class ProposalPages {

    private static final int ROWS = 50;
    private static final int EXPORTED = 10_000;
    private static final int SEEN = 20;
    private static final List<String> HEADS =
            List.of(
                    "chains.chain",
                    "node.name",
                    "update.about",
                    "proposal.kind",
                    "proposal.before",
                    "proposal.after",
                    "supplier.source",
                    "supplier.as-of",
                    "proposal.by",
                    "proposal.at",
                    "proposal.state",
                    "proposal.reason",
                    "chain.mark");

    /** What the address holds; all may be missing. */
    record Asked(@Nullable String chain, @Nullable String state, @Nullable String cursor) {

        Query query() {
            return new Query(
                    Typed.text(chain),
                    state == null
                            ? State.WAITING
                            : Arrays.stream(State.values())
                                    .filter(it -> it.name().equals(state))
                                    .findFirst()
                                    .orElse(null));
        }

        ListAddress address() {
            var query = query();
            return ListAddress.of("/proposals")
                    .with("chain", query.chain())
                    .with("state", query.state() == null ? "" : query.state().name());
        }
    }

    /** All that the template may read. */
    record View(
            String chain,
            String state,
            List<Line> lines,
            long waiting,
            List<Entry> entries,
            List<Seen> seen,
            List<Choice> chains,
            List<String> states,
            boolean mayDecide,
            boolean body,
            ListAddress address,
            boolean first,
            @Nullable String next,
            String reason,
            Set<UUID> chosen) {

        public boolean anyWaits() {
            return lines.stream().anyMatch(Line::waits);
        }
    }

    /**
     * A proposal.
     *
     * @param before and after what the fact says and shall say, in words
     * @param mine whether the viewer may take it back
     */
    record Line(
            UUID id,
            UUID node,
            String chain,
            String chainName,
            String nodeName,
            String factKind,
            String about,
            String kind,
            String before,
            LocalDate beforeAsOf,
            String after,
            String sourceTitle,
            @Nullable String sourceUrl,
            LocalDate asOf,
            @Nullable String note,
            String body,
            String by,
            String at,
            State state,
            boolean waits,
            @Nullable String decidedAt,
            @Nullable String decidedBy,
            @Nullable String reason,
            boolean mine,
            boolean synthetic) {}

    /** A record on a body of the viewer. */
    record Entry(
            UUID provision,
            UUID node,
            String chain,
            String chainName,
            String nodeName,
            String organisation,
            String share,
            LocalDate asOf,
            LocalDate staleAfter,
            boolean stale,
            boolean waiting,
            boolean synthetic) {}

    /** An office looked at records on a body of the viewer; which person is not told. */
    record Seen(String at, String office, String what, String chainName, String organisation) {}

    /** What the form of a review sends. */
    record Review(@Nullable String key, @Nullable List<UUID> chosen, @Nullable String reason) {

        List<UUID> proposals(Problems problems) {
            var all = chosen == null ? List.<UUID>of() : chosen;
            if (all.isEmpty()) {
                problems.add("", null, "proposal", "", "proposal-none");
            }
            return all.stream().distinct().sorted().toList();
        }
    }

    record AcceptCommand(List<UUID> proposals) {}

    record RefuseCommand(List<UUID> proposals, String reason) {}

    record TakeBackCommand(UUID proposal) {}

    private final Looks looks;
    private final Proposals proposals;
    private final Atlas atlas;
    private final Posts posts;
    private final Commands commands;
    private final Viewers viewers;
    private final Matrix matrix;
    private final MessageSource messages;
    private final Clock clock;

    ProposalPages(
            Looks looks,
            Proposals proposals,
            Atlas atlas,
            Posts posts,
            Commands commands,
            Viewers viewers,
            Matrix matrix,
            MessageSource messages,
            Clock clock) {
        this.looks = looks;
        this.proposals = proposals;
        this.atlas = atlas;
        this.posts = posts;
        this.commands = commands;
        this.viewers = viewers;
        this.matrix = matrix;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping("/proposals")
    ModelAndView show(@ModelAttribute Asked asked, Locale locale) {
        return page(asked, new Review(null, null, ""), new Problems(), locale);
    }

    @PostMapping("/proposals/acceptance")
    ModelAndView accept(
            @ModelAttribute Asked asked,
            @ModelAttribute Review typed,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var chosen = typed.proposals(problems);
        if (!problems.none()) {
            return page(asked, typed, problems, locale);
        }
        commands.once(
                Typed.text(typed.key),
                new AcceptCommand(chosen),
                () -> {
                    proposals.accept(chosen);
                    return "accepted";
                });
        flash.addFlashAttribute("done", "proposals-accepted");
        return new ModelAndView("redirect:" + asked.address().first());
    }

    @PostMapping("/proposals/refusal")
    ModelAndView refuse(
            @ModelAttribute Asked asked,
            @ModelAttribute Review typed,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var chosen = typed.proposals(problems);
        var reason = Typed.reason(typed.reason, problems);
        if (!problems.none()) {
            return page(asked, typed, problems, locale);
        }
        commands.once(
                Typed.text(typed.key),
                new RefuseCommand(chosen, reason),
                () -> {
                    proposals.refuse(chosen, reason);
                    return "refused";
                });
        flash.addFlashAttribute("done", "proposals-refused");
        return new ModelAndView("redirect:" + asked.address().first());
    }

    @PostMapping("/proposals/{id}/withdrawal")
    ModelAndView takeBack(
            @PathVariable UUID id, @ModelAttribute Review typed, RedirectAttributes flash) {
        commands.once(
                Typed.text(typed.key), new TakeBackCommand(id), id, () -> proposals.takeBack(id));
        flash.addFlashAttribute("done", "proposal-taken-back");
        return new ModelAndView("redirect:/proposals");
    }

    private ModelAndView page(Asked asked, Review typed, Problems problems, Locale locale) {
        var view = FormPage.of("chain/proposals", problems);
        view.addObject("proposals", view(asked, typed, locale));
        return view;
    }

    private View view(Asked asked, Review typed, Locale locale) {
        var query = asked.query();
        var found = proposals.search(query, asked.cursor, ROWS);
        var viewer = viewers.current();
        return new View(
                query.chain(),
                query.state() == null ? "" : query.state().name(),
                lines(found.items(), locale),
                proposals.waiting(),
                proposals.ownEntries().stream().map(it -> entry(it, locale)).toList(),
                seen(locale),
                atlas.chains().stream()
                        .map(it -> new Choice(it.chain().key(), it.chain().name().in(locale)))
                        .toList(),
                Arrays.stream(State.values()).map(Enum::name).toList(),
                matrix.admits(viewer.role(), "POST", "/proposals/acceptance"),
                !viewer.organisations().isEmpty(),
                asked.address(),
                Typed.text(asked.cursor).isEmpty(),
                found.next(),
                Typed.text(typed.reason),
                typed.chosen == null ? Set.of() : new HashSet<>(typed.chosen));
    }

    private List<Seen> seen(Locale locale) {
        var found = looks.atOwn(SEEN);
        var names = posts.names(List.of(), locale);
        return found.stream()
                .map(it ->
                        new Seen(
                                Times.said(it.at(), clock),
                                it.district() == null
                                        ? say("role." + it.role(), locale)
                                        : names.of(it.district(), null),
                                it.what().name(),
                                it.chainName().in(locale),
                                it.organisationName().in(locale)))
                .toList();
    }

    private List<Line> lines(List<Proposal> found, Locale locale) {
        looks.atSuppliers(Looks.What.NODE, found, Proposal::chain, Proposal::node);
        var names =
                posts.names(
                        found.stream()
                                .map(Proposal::organisation)
                                .filter(Objects::nonNull)
                                .toList(),
                        locale);
        return found.stream().map(it -> line(it, names, locale)).toList();
    }

    private Line line(Proposal it, Posts.Names names, Locale locale) {
        var said = it.said();
        var decided = it.decidedAt();
        var viewer = viewers.current();
        var before = it.before() == null ? it.about().in(locale) : share(it.before(), locale);
        return new Line(
                it.id(),
                it.node(),
                it.chain(),
                it.chainName().in(locale),
                it.nodeName().in(locale),
                it.factKind(),
                it.before() == null ? "" : it.about().in(locale),
                said.kind().name(),
                before,
                it.beforeAsOf(),
                after(it, before, locale),
                said.sourceTitle(),
                said.sourceUrl(),
                said.asOf(),
                said.note(),
                names.of(it.district(), it.organisation()),
                it.proposedBy(),
                Times.said(it.proposedAt(), clock),
                it.state(),
                it.state() == State.WAITING,
                decided == null ? null : Times.said(decided, clock),
                it.decidedBy(),
                it.reason(),
                viewer.actsFor(it.organisation()) || viewer.oversees(it.district()),
                it.synthetic());
    }

    private String after(Proposal it, String before, Locale locale) {
        var value = it.said().value();
        return switch (it.said().kind()) {
            case CONFIRM -> before;
            case WITHDRAW -> say("proposal.gone", locale);
            case CHANGE -> value == null ? "" : it.before() == null ? value : share(value, locale);
        };
    }

    private String share(String share, Locale locale) {
        return switch (share) {
            case "", Proposals.Said.UNKNOWN -> say("supplier.unknown", locale);
            case Proposals.Said.NEGLIGIBLE -> say("supplier.negligible", locale);
            default -> share + "%";
        };
    }

    private Entry entry(Proposals.Entry it, Locale locale) {
        return new Entry(
                it.provision(),
                it.node(),
                it.chain(),
                it.chainName().in(locale),
                it.nodeName().in(locale),
                it.organisationName().in(locale),
                share(it.share(), locale),
                it.asOf(),
                it.staleAfter(),
                LocalDate.now(clock).isAfter(it.staleAfter()),
                it.waiting() != null,
                it.synthetic());
    }

    @GetMapping("/proposals/export/{form}")
    ResponseEntity<byte[]> export(
            @PathVariable String form, @ModelAttribute Asked asked, Locale locale) {
        var kind = Sheet.Form.of(form);
        var sheet = new Sheet("proposals", HEADS, it -> say(it, locale));
        lines(proposals.search(asked.query(), null, EXPORTED).items(), locale)
                .forEach(it ->
                        sheet.add(
                                it.chainName,
                                it.nodeName,
                                it.about.isEmpty()
                                        ? say("fact.kind." + it.factKind, locale)
                                        : it.about,
                                say("proposal.kind." + it.kind, locale),
                                it.before,
                                it.after,
                                it.sourceTitle,
                                it.asOf,
                                it.body,
                                it.at,
                                say("proposal.state." + it.state, locale),
                                it.reason == null ? "" : it.reason,
                                it.synthetic ? say("site.synthetic", locale) : ""));
        return sheet.download(kind);
    }

    private String say(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }
}
