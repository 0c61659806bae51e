package yanzhen.app.challenge.web;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.chain.WeakLink;
import yanzhen.app.chain.WeakLinks;
import yanzhen.app.chain.foresight.Candidates;
import yanzhen.app.chain.foresight.Topic;
import yanzhen.app.chain.foresight.Topics;
import yanzhen.app.challenge.Challenge;
import yanzhen.app.challenge.Origins;
import yanzhen.app.challenge.Wall;
import yanzhen.app.challenge.Wall.Content;
import yanzhen.app.challenge.Wall.Target;
import yanzhen.app.challenge.need.Need;
import yanzhen.app.challenge.need.Needs;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Choice;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Typed;

/** The form of a challenge: drafting it and changing the draft. */
@Controller
class ChallengeForm {

    private static final int FEW_ROWS = 3;

    private record DraftCommand(@Nullable UUID id, Content content) {}

    private record FromTopicCommand(UUID topic, Content content) {}

    private record FromNeedCommand(UUID need, Content content) {}

    private final Wall wall;
    private final WeakLinks weakLinks;
    private final Topics topics;
    private final Candidates candidates;
    private final Origins origins;
    private final Needs needs;
    private final NamedInDraft named;
    private final Shown shown;
    private final Commands commands;
    private final Clock clock;

    ChallengeForm(
            Wall wall,
            WeakLinks weakLinks,
            Topics topics,
            Candidates candidates,
            Origins origins,
            Needs needs,
            NamedInDraft named,
            Shown shown,
            Commands commands,
            Clock clock) {
        this.wall = wall;
        this.weakLinks = weakLinks;
        this.topics = topics;
        this.candidates = candidates;
        this.origins = origins;
        this.needs = needs;
        this.named = named;
        this.shown = shown;
        this.commands = commands;
        this.clock = clock;
    }

    @GetMapping("/challenges/new")
    ModelAndView blank(
            @RequestParam(required = false) @Nullable UUID weakLink,
            @RequestParam(required = false) @Nullable UUID topic,
            @RequestParam(required = false) @Nullable UUID need,
            Locale locale) {
        if (need != null) {
            return form(null, filledIn(callable(need), locale), new Problems(), locale);
        }
        if (topic != null) {
            var found = topics.find(topic).orElseThrow(() -> new NotFound("topic", topic));
            return form(null, filledIn(found, locale), new Problems(), locale);
        }
        var link =
                weakLink == null
                        ? null
                        : weakLinks
                                .find(weakLink)
                                .orElseThrow(() -> new NotFound("weak link", weakLink));
        return form(null, filledIn(link, locale), new Problems(), locale);
    }

    /** A need that was found publishable; any other is not put on the wall. */
    private Need callable(UUID id) {
        var found = needs.find(id).orElseThrow(() -> new NotFound("need", id));
        if (found.state() != Need.State.PUBLISHABLE) {
            throw new Needs.Stuck("call", found.state());
        }
        return found;
    }

    /** All that the need says goes into the form, targets with their test method included. */
    private Draft filledIn(Need need, Locale locale) {
        var it = need.draft();
        var targets = it.targets();
        return new Draft(
                null,
                it.weakLink() == null ? null : it.weakLink().toString(),
                it.owner().toString(),
                null,
                it.title(),
                it.problem(),
                it.category() == null ? null : it.category().name(),
                it.budget() == null ? null : it.budget().toString(),
                it.payer() == null ? it.payerText() : shown.name(it.payer(), locale),
                it.ipRule(),
                it.commitmentText(),
                null,
                it.wantedBy() == null ? null : it.wantedBy().toString(),
                targets.stream().map(Need.Target::metric).toList(),
                targets.stream().map(t -> t.atLeast() ? "at-least" : "at-most").toList(),
                targets.stream().map(t -> t.value() == null ? "" : plain(t.value())).toList(),
                targets.stream().map(Need.Target::unit).toList(),
                targets.stream().map(Need.Target::testMethod).toList(),
                null,
                need.id().toString());
    }

    /** So does what the topic says, and which chains and nodes its candidates are about. */
    private Draft filledIn(Topic topic, Locale locale) {
        var about =
                candidates.byId(topic.draft().candidates()).values().stream()
                        .map(it -> it.draft().name().in(locale))
                        .collect(
                                Collectors.joining(locale.getLanguage().equals("en") ? ", " : "、"));
        var aim = topic.draft().aim();
        return draft(
                null,
                topic.draft().title(),
                aim.isEmpty() ? about : about + "\n" + aim,
                "",
                topic.id());
    }

    /** What the weak link says goes into the form. */
    private static Draft filledIn(@Nullable WeakLink link, Locale locale) {
        if (link == null) {
            return draft(null, "", "", "", null);
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
                link.category().name(),
                null);
    }

    private static Draft draft(
            @Nullable UUID link,
            String title,
            String description,
            String category,
            @Nullable UUID topic) {
        return new Draft(
                null,
                link == null ? null : link.toString(),
                null,
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
                null,
                topic == null ? null : topic.toString(),
                null);
    }

    @GetMapping("/challenges/{id}/edit")
    ModelAndView edit(@PathVariable UUID id, Locale locale) {
        return form(id, typed(draft(id).content()), new Problems(), locale);
    }

    /** What hangs on the wall stays as it is: people have bid on it. */
    private Challenge.Draft draft(UUID id) {
        var found = wall.find(id).orElseThrow(() -> new NotFound("challenge", id));
        if (found instanceof Challenge.Draft draft) {
            return draft;
        }
        throw new Wall.WrongState("redraft");
    }

    private Draft typed(Content it) {
        var targets = it.targets();
        return new Draft(
                null,
                it.weakLink() == null ? null : it.weakLink().toString(),
                it.owner().toString(),
                null,
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
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString(),
                it.deliverBy() == null ? null : it.deliverBy().toString(),
                targets.stream().map(Target::metric).toList(),
                targets.stream().map(t -> t.atLeast() ? "at-least" : "at-most").toList(),
                targets.stream().map(t -> plain(t.value())).toList(),
                targets.stream().map(Target::unit).toList(),
                targets.stream().map(Target::testMethod).toList(),
                null,
                null);
    }

    static String plain(java.math.BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    private ModelAndView form(@Nullable UUID id, Draft typed, Problems problems, Locale locale) {
        var rules = wall.rules();
        var view = FormPage.of("challenge/form", problems);
        view.addObject("id", id);
        view.addObject("typed", typed);
        view.addObject("owners", owners(typed, locale));
        view.addObject("forOthers", named.forOthers());
        view.addObject("categories", Shown.categories());
        view.addObject(
                "rows",
                IntStream.range(0, rows(typed, rules.mostTargets().limit())).boxed().toList());
        view.addObject("needed", rules.required().stream().map(it -> it.field()).toList());
        view.addObject("rules", RuleLine.of(rules, locale));
        view.addObject("mostTargets", rules.mostTargets().limit());
        view.addObject("zone", shown.zone());
        view.addObject("topic", topic(typed));
        view.addObject("need", need(typed));
        view.addObject("weakLink", WeakPoint.of(weakLink(typed), locale));
        return view;
    }

    /** Three rows, then one more than are filled in, up to what the rules allow. */
    private static int rows(Draft typed, int most) {
        var metric = typed.metric();
        int filled = metric == null ? 0 : (int) metric.stream().filter(it -> !it.isBlank()).count();
        int shown = metric == null ? 0 : metric.size();
        return Math.min(
                Draft.TARGETS, Math.max(shown, Math.min(most, Math.max(FEW_ROWS, filled + 1))));
    }

    /** The viewer's own ones, and whose need it is already. */
    private List<Choice> owners(Draft typed, Locale locale) {
        var owners = new java.util.ArrayList<>(shown.own(locale));
        var owner = Typed.id("owner", typed.owner(), new Problems());
        if (owner != null && owners.stream().noneMatch(it -> it.key().equals(owner.toString()))) {
            owners.add(new Choice(owner.toString(), shown.name(owner, locale)));
        }
        return owners;
    }

    private @Nullable Choice topic(Draft typed) {
        var id = Typed.id("topic", typed.topic(), new Problems());
        return id == null
                ? null
                : topics.find(id)
                        .map(it -> new Choice(it.id().toString(), it.draft().title()))
                        .orElse(null);
    }

    private @Nullable Choice need(Draft typed) {
        var id = Typed.id("need", typed.need(), new Problems());
        return id == null
                ? null
                : needs.find(id)
                        .map(it -> new Choice(it.id().toString(), it.draft().title()))
                        .orElse(null);
    }

    private @Nullable WeakLink weakLink(Draft typed) {
        var id = Typed.id("weakLink", typed.weakLink(), new Problems());
        return id == null ? null : weakLinks.find(id).orElse(null);
    }

    @PostMapping("/challenges")
    ModelAndView create(@ModelAttribute Draft typed, RedirectAttributes flash, Locale locale) {
        var problems = new Problems();
        var content = typed.read(clock.getZone(), named, problems);
        if (content == null) {
            return form(null, typed, problems, locale);
        }
        var topic = Typed.id("topic", typed.topic(), new Problems());
        var need = Typed.id("need", typed.need(), new Problems());
        var answer =
                commands.once(
                        Typed.text(typed.key()),
                        topic != null
                                ? new FromTopicCommand(topic, content)
                                : need != null
                                        ? new FromNeedCommand(need, content)
                                        : new DraftCommand(null, content),
                        () -> drafted(content, topic, need).toString());
        flash.addFlashAttribute("done", "drafted");
        return new ModelAndView("redirect:/challenges/" + answer.value());
    }

    private UUID drafted(Content content, @Nullable UUID topic, @Nullable UUID need) {
        var id = wall.draft(content);
        if (topic != null) {
            origins.name(id, topic);
        }
        if (need != null) {
            needs.call(need, id);
        }
        return id;
    }

    @PostMapping("/challenges/{id}")
    ModelAndView change(
            @PathVariable UUID id,
            @ModelAttribute Draft typed,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var content = typed.read(clock.getZone(), named, problems);
        if (content == null) {
            return form(id, typed, problems, locale);
        }
        commands.once(
                Typed.text(typed.key()),
                new DraftCommand(id, content),
                id,
                () -> wall.redraft(id, content));
        flash.addFlashAttribute("done", "drafted");
        return new ModelAndView("redirect:/challenges/" + id);
    }
}
