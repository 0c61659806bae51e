package yanzhen.app.challenge.web;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.access.Matrix;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.chain.WeakLink;
import yanzhen.app.chain.WeakLinks;
import yanzhen.app.challenge.Challenge;
import yanzhen.app.challenge.Wall;
import yanzhen.app.challenge.Wall.Bid;
import yanzhen.app.challenge.Wall.Content;
import yanzhen.app.challenge.Wall.Target;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.kernel.Yuan;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.RailEntry;

/** 揭榜: the wall, the form of a challenge, bids and the award. */
@Controller
class ChallengePages {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    record Line(
            UUID id,
            String title,
            String category,
            String owner,
            @Nullable String reward,
            @Nullable String deadline,
            String state,
            boolean synthetic) {}

    record View(
            UUID id,
            Content content,
            String state,
            String owner,
            @Nullable String reward,
            @Nullable String deadline,
            @Nullable WeakPoint weakLink,
            List<BidLine> bids,
            boolean sealed,
            boolean mayPublish,
            boolean mayEdit,
            boolean mayAward,
            List<Bidder> bidders,
            @Nullable UUID project,
            boolean synthetic) {}

    record WeakPoint(
            UUID id, String chain, UUID node, String name, String chainName, String reason) {}

    record Bidder(UUID id, String name) {}

    record BidLine(
            UUID id,
            String bidder,
            UUID organisation,
            String approach,
            String price,
            List<String> promises,
            String digest,
            String at,
            @Nullable String decision,
            @Nullable String reason) {}

    record TypedBid(
            @Nullable String key,
            @Nullable UUID organisation,
            @Nullable String approach,
            @Nullable String price,
            @Nullable List<String> promise) {}

    record TypedAward(
            @Nullable String key,
            @Nullable UUID bid,
            @Nullable String reason,
            @Nullable String others) {}

    private record DraftCommand(@Nullable UUID id, Content content) {}

    private record PublishCommand(UUID id) {}

    private record BidCommand(
            UUID challenge,
            UUID organisation,
            String approach,
            Yuan price,
            List<BigDecimal> promises) {}

    private record AwardCommand(UUID bid, String reason, String others) {}

    private final Wall wall;
    private final WeakLinks weakLinks;
    private final Organisations organisations;
    private final Commands commands;
    private final Viewers viewers;
    private final Matrix matrix;
    private final Clock clock;

    ChallengePages(
            Wall wall,
            WeakLinks weakLinks,
            Organisations organisations,
            Commands commands,
            Viewers viewers,
            Matrix matrix,
            Clock clock) {
        this.wall = wall;
        this.weakLinks = weakLinks;
        this.organisations = organisations;
        this.commands = commands;
        this.viewers = viewers;
        this.matrix = matrix;
        this.clock = clock;
    }

    @GetMapping("/challenges")
    ModelAndView list(Locale locale) {
        var challenges =
                wall.search(Wall.Query.all(), null, 100).items().stream()
                        .map(Wall.Listed::challenge)
                        .toList();
        var names = names(challenges.stream().map(it -> it.content().owner()).toList(), locale);
        var view = new ModelAndView("challenge/wall");
        view.addObject("lines", challenges.stream().map(it -> line(it, names)).toList());
        view.addObject("open", wall.count(new Wall.Query("", "OPEN", "", "", Wall.Sort.STATE)));
        view.addObject("mayDraft", admits("GET", "/challenges/new"));
        return view;
    }

    private Line line(Challenge it, Map<UUID, String> names) {
        return new Line(
                it.id(),
                it.content().title(),
                it.content().category().name(),
                names.getOrDefault(it.content().owner(), ""),
                money(it.content().reward()),
                time(it.content().bidDeadline()),
                state(it),
                it.synthetic());
    }

    private String state(Challenge it) {
        return it.shownState(clock.instant());
    }

    private Map<UUID, String> names(List<UUID> ids, Locale locale) {
        return organisations.byId(ids).values().stream()
                .collect(Collectors.toMap(Organisation::id, it -> it.nameIn(locale)));
    }

    private static @Nullable String money(@Nullable Yuan amount) {
        return amount == null ? null : "%,.2f".formatted(amount.amount());
    }

    private @Nullable String time(@Nullable Instant moment) {
        return moment == null ? null : MINUTE.format(moment.atZone(clock.getZone()));
    }

    private boolean admits(String method, String path) {
        return matrix.admits(viewers.current().role(), method, path);
    }

    @GetMapping("/challenges/new")
    ModelAndView blank(@RequestParam(required = false) @Nullable UUID weakLink, Locale locale) {
        var link =
                weakLink == null
                        ? null
                        : weakLinks
                                .find(weakLink)
                                .orElseThrow(() -> new NotFound("weak link", weakLink));
        return form(null, filledIn(link, locale), new Problems(), HttpStatus.OK, locale);
    }

    /** What the weak link says goes into the form. */
    private static Draft filledIn(@Nullable WeakLink link, Locale locale) {
        if (link == null) {
            return draft(null, "", "", "");
        }
        boolean english = locale.getLanguage().equals("en");
        var reasons =
                link.findings().stream()
                        .map(it -> it.sentence().in(locale))
                        .collect(Collectors.joining(english ? " " : ""));
        return draft(
                link.id(),
                link.nodeName().in(locale),
                link.chainName().in(locale)
                        + " · "
                        + link.nodeName().in(locale)
                        + (english ? ": " : "：")
                        + reasons,
                link.category().name());
    }

    private static Draft draft(
            @Nullable UUID link, String title, String description, String category) {
        return new Draft(
                null,
                link == null ? null : link.toString(),
                null,
                title,
                description,
                category,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    @GetMapping("/challenges/{id}/edit")
    ModelAndView edit(@PathVariable UUID id, Locale locale) {
        var it = found(id).content();
        var targets = it.targets();
        var typed =
                new Draft(
                        null,
                        it.weakLink() == null ? null : it.weakLink().toString(),
                        it.owner().toString(),
                        it.title(),
                        it.description(),
                        it.category().name(),
                        it.reward() == null ? null : it.reward().toString(),
                        it.payer(),
                        it.ipRule(),
                        it.useCommitment(),
                        it.bidDeadline() == null
                                ? null
                                : LocalDateTime.ofInstant(it.bidDeadline(), clock.getZone())
                                        .toString(),
                        it.deliverBy() == null ? null : it.deliverBy().toString(),
                        targets.stream().map(Target::metric).toList(),
                        targets.stream().map(t -> t.atLeast() ? "at-least" : "at-most").toList(),
                        targets.stream().map(t -> t.value().toPlainString()).toList(),
                        targets.stream().map(Target::unit).toList(),
                        targets.stream().map(Target::testMethod).toList());
        return form(id, typed, new Problems(), HttpStatus.OK, locale);
    }

    private ModelAndView form(
            @Nullable UUID id, Draft typed, Problems problems, HttpStatus status, Locale locale) {
        var view = new ModelAndView("challenge/form", status);
        view.addObject("id", id);
        view.addObject("typed", typed);
        view.addObject("problems", problems.kept());
        view.addObject("owners", owners(locale));
        view.addObject("categories", BaseCategory.values());
        view.addObject("rows", List.of(0, 1, 2).subList(0, Draft.TARGETS));
        var link = typed.weakLink();
        view.addObject(
                "weakLink",
                link == null || link.isBlank()
                        ? null
                        : weakLinks
                                .find(UUID.fromString(link))
                                .map(it -> weakPoint(it, locale))
                                .orElse(null));
        return view;
    }

    /** An officer names the owner by his mandates; a firm is the owner itself. */
    private List<Bidder> owners(Locale locale) {
        return names(List.copyOf(viewers.current().organisations()), locale).entrySet().stream()
                .map(it -> new Bidder(it.getKey(), it.getValue()))
                .toList();
    }

    @PostMapping("/challenges")
    ModelAndView create(@ModelAttribute Draft typed, RedirectAttributes flash, Locale locale) {
        var problems = new Problems();
        var content = typed.read(clock.getZone(), problems);
        if (content == null) {
            return form(null, typed, problems, HttpStatus.UNPROCESSABLE_CONTENT, locale);
        }
        var answer =
                commands.once(
                        Draft.text(typed.key()),
                        new DraftCommand(null, content),
                        () -> wall.draft(content).toString());
        flash.addFlashAttribute("done", "drafted");
        return new ModelAndView("redirect:/challenges/" + answer.value());
    }

    @PostMapping("/challenges/{id}")
    ModelAndView change(
            @PathVariable UUID id,
            @ModelAttribute Draft typed,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var content = typed.read(clock.getZone(), problems);
        if (content == null) {
            return form(id, typed, problems, HttpStatus.UNPROCESSABLE_CONTENT, locale);
        }
        commands.once(
                Draft.text(typed.key()),
                new DraftCommand(id, content),
                () -> {
                    wall.redraft(id, content);
                    return id.toString();
                });
        flash.addFlashAttribute("done", "drafted");
        return new ModelAndView("redirect:/challenges/" + id);
    }

    @PostMapping("/challenges/{id}/publish")
    ModelAndView publish(
            @PathVariable UUID id,
            @RequestParam String key,
            RedirectAttributes flash,
            Locale locale) {
        try {
            commands.once(
                    key,
                    new PublishCommand(id),
                    () -> {
                        wall.publish(id);
                        return id.toString();
                    });
        } catch (Problems.Refused e) {
            return page(id, e.problems(), HttpStatus.UNPROCESSABLE_CONTENT, locale);
        }
        flash.addFlashAttribute("done", "published");
        return new ModelAndView("redirect:/challenges/" + id);
    }

    @GetMapping("/challenges/{id}")
    ModelAndView show(@PathVariable UUID id, Locale locale) {
        return page(id, new Problems(), HttpStatus.OK, locale);
    }

    private Challenge found(UUID id) {
        return wall.find(id).orElseThrow(() -> new NotFound("challenge", id));
    }

    private ModelAndView page(UUID id, Problems problems, HttpStatus status, Locale locale) {
        var view = new ModelAndView("challenge/challenge", status);
        view.addObject("challenge", view(found(id), locale));
        view.addObject("problems", problems.kept());
        return view;
    }

    private View view(Challenge it, Locale locale) {
        var viewer = viewers.current();
        var bids = wall.bids(it.id());
        var names = names(with(it.content().owner(), bids), locale);
        boolean open = state(it).equals("OPEN");
        boolean runs =
                viewer.runsRegion()
                        || viewer.is(Role.CHAIN_TASK_FORCE)
                        || viewer.actsFor(it.content().owner());
        var link = it.content().weakLink();
        return new View(
                it.id(),
                it.content(),
                state(it),
                names.getOrDefault(it.content().owner(), ""),
                money(it.content().reward()),
                time(it.content().bidDeadline()),
                link == null
                        ? null
                        : weakLinks.find(link).map(w -> weakPoint(w, locale)).orElse(null),
                bids.stream().map(bid -> bidLine(bid, names)).toList(),
                open,
                runs && it instanceof Challenge.Draft,
                runs && it instanceof Challenge.Draft,
                viewer.runsRegion() && state(it).equals("CLOSED") && !bids.isEmpty(),
                open ? bidders(viewer, it, bids, locale) : List.of(),
                wall.project(it.id()).orElse(null),
                it.synthetic());
    }

    private static List<UUID> with(UUID owner, List<Bid> bids) {
        var ids = new ArrayList<UUID>();
        ids.add(owner);
        bids.forEach(it -> ids.add(it.organisation()));
        return ids;
    }

    /** Those of the viewer's organisations that could still bid. */
    private List<Bidder> bidders(Viewer viewer, Challenge it, List<Bid> bids, Locale locale) {
        if (!viewer.is(Role.ENTERPRISE, Role.INSTITUTE)) {
            return List.of();
        }
        return owners(locale).stream()
                .filter(who -> !who.id.equals(it.content().owner()))
                .filter(who -> bids.stream().noneMatch(bid -> bid.organisation().equals(who.id)))
                .toList();
    }

    private BidLine bidLine(Bid it, Map<UUID, String> names) {
        return new BidLine(
                it.id(),
                names.getOrDefault(it.organisation(), ""),
                it.organisation(),
                it.approach(),
                String.valueOf(money(it.price())),
                it.promises().stream().map(p -> p.stripTrailingZeros().toPlainString()).toList(),
                it.digest(),
                String.valueOf(time(it.submittedAt())),
                it.decision(),
                it.reason());
    }

    private static WeakPoint weakPoint(WeakLink it, Locale locale) {
        return new WeakPoint(
                it.id(),
                it.chain(),
                it.node(),
                it.nodeName().in(locale),
                it.chainName().in(locale),
                it.findings().isEmpty() ? "" : it.findings().getFirst().sentence().in(locale));
    }

    @PostMapping("/challenges/{id}/bids")
    ModelAndView bid(
            @PathVariable UUID id,
            @ModelAttribute TypedBid typed,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var targets = found(id).content().targets();
        var price = amount(typed.price, problems);
        var promises = promises(typed.promise, targets, problems);
        var organisation = typed.organisation;
        if (Draft.text(typed.approach).isEmpty()) {
            problems.add("", null, "approach", "", "required");
        }
        if (organisation == null) {
            problems.add("", null, "organisation", "", "required");
        }
        if (!problems.none() || price == null || organisation == null) {
            return page(id, problems, HttpStatus.UNPROCESSABLE_CONTENT, locale);
        }
        viewers.current().mustActFor(organisation);
        var command = new BidCommand(id, organisation, Draft.text(typed.approach), price, promises);
        commands.once(
                Draft.text(typed.key),
                command,
                () ->
                        wall.bid(
                                        id,
                                        organisation,
                                        new Wall.Offer(command.approach, price, promises))
                                .toString());
        flash.addFlashAttribute("done", "bid");
        return new ModelAndView("redirect:/challenges/" + id);
    }

    private static @Nullable Yuan amount(@Nullable String typed, Problems problems) {
        try {
            var amount = Yuan.of(Draft.text(typed));
            if (amount.fen() > 0) {
                return amount;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        problems.add("", null, "price", Draft.text(typed), "number");
        return null;
    }

    /** One number for each target, in order. */
    static List<BigDecimal> promises(
            @Nullable List<String> typed, List<Target> targets, Problems problems) {
        var values = new ArrayList<BigDecimal>();
        for (int at = 0; at < targets.size(); at++) {
            var text = typed == null || at >= typed.size() ? "" : typed.get(at).strip();
            try {
                values.add(new BigDecimal(text));
            } catch (NumberFormatException e) {
                problems.add("", at + 1, targets.get(at).metric(), text, "number");
            }
        }
        return values;
    }

    @PostMapping("/challenges/{id}/award")
    ModelAndView award(
            @PathVariable UUID id,
            @ModelAttribute TypedAward typed,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var chosen = typed.bid;
        if (chosen == null) {
            problems.add("", null, "bid", "", "required");
        }
        if (Draft.text(typed.reason).isEmpty()) {
            problems.add("", null, "reason", "", "required");
        }
        if (Draft.text(typed.others).isEmpty() && wall.bids(id).size() > 1) {
            problems.add("", null, "others", "", "required");
        }
        if (!problems.none() || chosen == null) {
            return page(id, problems, HttpStatus.UNPROCESSABLE_CONTENT, locale);
        }
        var command = new AwardCommand(chosen, Draft.text(typed.reason), Draft.text(typed.others));
        var project =
                commands.once(
                        Draft.text(typed.key),
                        command,
                        () -> wall.award(chosen, command.reason, command.others).toString());
        flash.addFlashAttribute("done", "awarded");
        return new ModelAndView("redirect:/projects/" + project.value());
    }

    /** The entries of this module in the rail. */
    @Configuration(proxyBeanMethods = false)
    static class Rail {
        @Bean
        RailEntry challengesEntry() {
            return new RailEntry(40, "challenges", "/challenges");
        }

        @Bean
        RailEntry projectsEntry() {
            return new RailEntry(45, "projects", "/projects");
        }
    }
}
