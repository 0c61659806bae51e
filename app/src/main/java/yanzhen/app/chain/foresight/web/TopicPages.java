package yanzhen.app.chain.foresight.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.chain.Response;
import yanzhen.app.chain.foresight.Candidate;
import yanzhen.app.chain.foresight.Candidates;
import yanzhen.app.chain.foresight.Concern;
import yanzhen.app.chain.foresight.Ranking;
import yanzhen.app.chain.foresight.Ranking.Ranked;
import yanzhen.app.chain.foresight.Studies;
import yanzhen.app.chain.foresight.Topic;
import yanzhen.app.chain.foresight.Topic.State;
import yanzhen.app.chain.foresight.Topics;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.kernel.Yuan;
import yanzhen.app.site.Choice;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.ListAddress;
import yanzhen.app.site.Money;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Sheet;
import yanzhen.app.site.Typed;

/** 预研课题组合: drawn, ranked, held against a budget; and one topic of it. */
@Controller
class TopicPages {

    static final String TOPICS = "/foresight/topics";

    private static final List<String> HEADS =
            List.of(
                    "topic.rank",
                    "topic.title",
                    "topic.points",
                    "foresight.horizon",
                    "candidate.readiness",
                    "topic.importance",
                    "topic.feasibility",
                    "topic.lead",
                    "topic.budget.yuan",
                    "topic.fits",
                    "topic.state",
                    "foresight.mark");

    /** 排序. */
    enum Sort {
        RANK,
        BUDGET,
        READINESS,
        TITLE
    }

    /** What the address holds; all may be missing. */
    record Asked(
            @Nullable String q,
            @Nullable String chain,
            @Nullable String horizon,
            @Nullable String state,
            @Nullable String budget,
            @Nullable Sort sort,
            @Nullable Boolean desc) {}

    /** All that the template of the portfolio may read. */
    record Portfolio(
            List<Line> lines,
            int all,
            Bubbles picture,
            List<Total> byHorizon,
            List<Total> byChain,
            String budgetAll,
            @Nullable String budgetFits,
            @Nullable String budgetLeft,
            int fits,
            ListAddress address,
            Asked asked,
            List<Choice> chains,
            List<Choice> bands,
            List<String> states,
            String weights,
            String why,
            boolean mayAdd) {}

    record Line(
            UUID id,
            String title,
            int rank,
            String points,
            String horizon,
            int level,
            String importance,
            String feasibility,
            String lead,
            String budget,
            Yuan exact,
            @Nullable Boolean fits,
            String state,
            @Nullable Response response,
            boolean synthetic) {}

    record Total(String name, int topics, String budget) {}

    /** All that the template of one topic may read. */
    record View(
            Line head,
            String aim,
            List<Choice> candidates,
            List<Stone> milestones,
            List<Response> responses,
            List<String> moves,
            boolean mayWork,
            boolean mayChallenge) {}

    record Stone(String title, String due, @Nullable String doneOn, boolean late) {}

    /** All that the form's template may read. */
    record Form(
            @Nullable UUID id,
            NewTopics.Typing typed,
            List<Choice> candidates,
            List<Choice> bands,
            List<Integer> rows) {}

    record AddCommand(Topic.Draft draft) {}

    record EditCommand(UUID topic, Topic.Draft draft, String reason) {}

    record MoveCommand(UUID topic, State to, String reason) {}

    private final Topics topics;
    private final Candidates candidates;
    private final Studies studies;
    private final Words words;
    private final Commands commands;

    TopicPages(
            Topics topics, Candidates candidates, Studies studies, Words words, Commands commands) {
        this.topics = topics;
        this.candidates = candidates;
        this.studies = studies;
        this.words = words;
        this.commands = commands;
    }

    /** Topics with all that ranks them. */
    private record Ground(List<Topic> topics, Map<UUID, Candidate> candidates) {

        List<Concern> concerns(Topic topic) {
            return topic.draft().candidates().stream()
                    .map(candidates::get)
                    .filter(java.util.Objects::nonNull)
                    .flatMap(it -> it.draft().concerns().stream())
                    .toList();
        }
    }

    private Ground ground(List<Topic> all) {
        return new Ground(
                all,
                candidates.byId(
                        all.stream()
                                .flatMap(it -> it.draft().candidates().stream())
                                .distinct()
                                .toList()));
    }

    private static boolean passes(Topic it, Asked asked, Ground ground) {
        var words = Typed.text(asked.q).toLowerCase(Locale.ROOT);
        var text = it.draft().title() + " " + it.draft().lead() + " " + it.draft().aim();
        var chain = Typed.text(asked.chain);
        var horizon = Typed.text(asked.horizon);
        var state = Typed.text(asked.state);
        return text.toLowerCase(Locale.ROOT).contains(words)
                && (chain.isEmpty()
                        || ground.concerns(it).stream().anyMatch(on -> on.chain().equals(chain)))
                && (horizon.isEmpty() || it.draft().horizon().equals(horizon))
                && (state.isEmpty() || it.state().name().equals(state));
    }

    private List<Ranked> ranked(Asked asked, Ground ground, @Nullable Yuan budget) {
        var passing =
                ground.topics.stream()
                        .filter(it -> it.state() != State.STOPPED)
                        .filter(it -> passes(it, asked, ground))
                        .toList();
        var stopped = Typed.text(asked.state).equals(State.STOPPED.name());
        return Ranking.of(
                stopped
                        ? ground.topics.stream().filter(it -> passes(it, asked, ground)).toList()
                        : passing,
                ground.candidates,
                studies.latest(),
                words.rules(),
                budget);
    }

    private static List<Ranked> sorted(List<Ranked> ranked, Asked asked) {
        Comparator<Ranked> by =
                switch (asked.sort == null ? Sort.RANK : asked.sort) {
                    case RANK -> Comparator.comparingInt(Ranked::rank);
                    case BUDGET ->
                            Comparator.comparing((Ranked it) -> it.topic().draft().budget())
                                    .reversed();
                    case READINESS -> Comparator.comparingInt(Ranked::readiness).reversed();
                    case TITLE -> Comparator.comparing(it -> it.topic().draft().title());
                };
        return ranked.stream()
                .sorted(Boolean.TRUE.equals(asked.desc) ? by.reversed() : by)
                .toList();
    }

    @GetMapping(TOPICS)
    ModelAndView show(@ModelAttribute Asked asked, Locale locale) {
        var problems = new Problems();
        var budget = budget(asked, problems);
        var ground = ground(topics.all());
        var ranked = ranked(asked, ground, budget);
        var view = FormPage.of("foresight/topics", problems);
        view.addObject("portfolio", portfolio(asked, ground, ranked, budget, locale));
        return view;
    }

    /** Typed in 万元; what cannot be read is a problem and asks about none. */
    private static @Nullable Yuan budget(Asked asked, Problems problems) {
        var text = Typed.text(asked.budget);
        if (text.isEmpty()) {
            return null;
        }
        var tenThousands = Typed.yuan("budget", text, problems);
        return tenThousands == null
                ? null
                : Yuan.of(tenThousands.amount().movePointRight(4).setScale(2));
    }

    private Portfolio portfolio(
            Asked asked, Ground ground, List<Ranked> ranked, @Nullable Yuan budget, Locale locale) {
        var rules = words.rules();
        var taken = sum(ranked.stream().filter(it -> Boolean.TRUE.equals(it.fits())).toList());
        return new Portfolio(
                sorted(ranked, asked).stream().map(it -> line(it, locale)).toList(),
                ground.topics.size(),
                picture(ranked, locale),
                byHorizon(ranked, locale),
                byChain(ranked, ground, locale),
                Money.said(sum(ranked), locale),
                budget == null ? null : Money.said(taken, locale),
                budget == null ? null : Money.said(budget.minus(taken), locale),
                (int) ranked.stream().filter(it -> Boolean.TRUE.equals(it.fits())).count(),
                address(asked),
                asked,
                words.chains(locale),
                words.bands(locale),
                java.util.Arrays.stream(State.values()).map(Enum::name).toList(),
                words.say(
                        "topics.weights",
                        locale,
                        rules.weights().importance(),
                        rules.weights().feasibility(),
                        rules.weights().readiness(),
                        rules.weights().horizon()),
                rules.weights().why().in(locale),
                words.may("GET", TOPICS + "/new"));
    }

    private static ListAddress address(Asked asked) {
        return ListAddress.of(TOPICS)
                .with("q", Typed.text(asked.q))
                .with("chain", Typed.text(asked.chain))
                .with("horizon", Typed.text(asked.horizon))
                .with("state", Typed.text(asked.state))
                .with("budget", Typed.text(asked.budget))
                .sorted(
                        asked.sort == null ? Sort.RANK : asked.sort,
                        Boolean.TRUE.equals(asked.desc))
                .largestFirst(Sort.BUDGET, Sort.READINESS);
    }

    private static Yuan sum(List<Ranked> ranked) {
        return ranked.stream().map(it -> it.topic().draft().budget()).reduce(Yuan.ZERO, Yuan::plus);
    }

    private Bubbles picture(List<Ranked> ranked, Locale locale) {
        var rules = words.rules();
        return Bubbles.of(
                ranked.stream()
                        .map(it ->
                                new Bubbles.Drawn(
                                        it.topic().id(),
                                        it.rank(),
                                        it.topic().draft().title(),
                                        rules.place(it.topic().draft().horizon()),
                                        it.readiness(),
                                        it.importance(),
                                        it.fits()))
                        .toList(),
                rules.bands().stream().map(it -> it.name().in(locale)).toList());
    }

    private List<Total> byHorizon(List<Ranked> ranked, Locale locale) {
        return words.bands(locale).stream()
                .map(band ->
                        total(
                                band.name(),
                                ranked.stream()
                                        .filter(it ->
                                                it.topic().draft().horizon().equals(band.key()))
                                        .toList(),
                                locale))
                .toList();
    }

    private static Total total(String name, List<Ranked> of, Locale locale) {
        return new Total(name, of.size(), Money.said(sum(of), locale));
    }

    /** A topic over two chains counts in both, so that these may sum to more than there is. */
    private List<Total> byChain(List<Ranked> ranked, Ground ground, Locale locale) {
        var by = new TreeMap<String, List<Ranked>>();
        for (var it : ranked) {
            ground.concerns(it.topic()).stream()
                    .map(Concern::chain)
                    .distinct()
                    .forEach(on -> by.computeIfAbsent(on, _ -> new ArrayList<>()).add(it));
        }
        return words.chains(locale).stream()
                .filter(it -> by.containsKey(it.key()))
                .map(it -> total(it.name(), by.getOrDefault(it.key(), List.of()), locale))
                .toList();
    }

    private Line line(Ranked it, Locale locale) {
        var draft = it.topic().draft();
        var responses = it.topic().responses();
        return new Line(
                it.topic().id(),
                draft.title(),
                it.rank(),
                it.points().toPlainString(),
                Words.band(words.rules(), draft.horizon(), locale),
                it.readiness(),
                number(it.importance()),
                number(it.feasibility()),
                draft.lead(),
                Money.said(draft.budget(), locale),
                draft.budget(),
                it.fits(),
                it.topic().state().name(),
                responses.isEmpty() ? null : responses.getFirst(),
                it.topic().synthetic());
    }

    private static String number(@Nullable Double value) {
        return value == null ? "" : StudyViews.number(value);
    }

    @GetMapping(TOPICS + "/export/{form}")
    ResponseEntity<byte[]> export(
            @PathVariable String form, @ModelAttribute Asked asked, Locale locale) {
        var kind = Sheet.Form.of(form);
        var ground = ground(topics.all());
        var sheet =
                new Sheet(words.say("topics.title", locale), HEADS, it -> words.say(it, locale));
        for (var it : sorted(ranked(asked, ground, budget(asked, new Problems())), asked)) {
            var line = line(it, locale);
            sheet.add(
                    line.rank,
                    line.title,
                    it.points(),
                    line.horizon,
                    line.level,
                    line.importance,
                    line.feasibility,
                    line.lead,
                    line.exact.amount(),
                    line.fits == null ? "" : words.say(line.fits ? "site.yes" : "site.no", locale),
                    words.say("topic.state." + line.state, locale),
                    line.synthetic ? words.say("site.synthetic", locale) : "");
        }
        return sheet.download(kind);
    }

    @GetMapping(TOPICS + "/new")
    ModelAndView blank(@RequestParam(required = false) @Nullable UUID candidate, Locale locale) {
        var it = candidate == null ? null : candidates.find(candidate).orElse(null);
        var typed =
                new NewTopics.Typing(
                        null,
                        it == null ? "" : it.draft().name().in(locale),
                        it == null ? "" : it.draft().description(),
                        "",
                        "",
                        it == null ? "" : it.draft().horizon(),
                        it == null ? List.of() : List.of(it.id().toString()),
                        null,
                        null,
                        null,
                        "");
        return form(null, typed, new Problems(), locale);
    }

    private ModelAndView form(
            @Nullable UUID id, NewTopics.Typing typed, Problems problems, Locale locale) {
        var view = FormPage.of("foresight/topic-form", problems);
        view.addObject(
                "form",
                new Form(
                        id,
                        typed,
                        candidates.search(Candidates.Query.all(), null, 500).items().stream()
                                .map(it ->
                                        new Choice(
                                                it.id().toString(), it.draft().name().in(locale)))
                                .toList(),
                        words.bands(locale),
                        IntStream.range(0, NewTopics.MILESTONES).boxed().toList()));
        return view;
    }

    @PostMapping(TOPICS)
    ModelAndView add(
            @ModelAttribute NewTopics.Typing typed, RedirectAttributes flash, Locale locale) {
        var problems = new Problems();
        var draft = NewTopics.read(typed, words.rules(), problems);
        if (draft == null) {
            return form(null, typed, problems, locale);
        }
        var answer =
                commands.once(
                        Typed.text(typed.key()),
                        new AddCommand(draft),
                        () -> topics.add(draft).toString());
        return back(answer.id(), "topic-added", flash);
    }

    private static ModelAndView back(UUID id, String done, RedirectAttributes flash) {
        flash.addFlashAttribute("done", done);
        return new ModelAndView("redirect:" + TOPICS + "/" + id);
    }

    private Topic found(UUID id) {
        return topics.find(id).orElseThrow(() -> new NotFound("topic", id));
    }

    @GetMapping(TOPICS + "/{id}")
    ModelAndView one(@PathVariable UUID id, Locale locale) {
        return page(id, new Problems(), locale);
    }

    private ModelAndView page(UUID id, Problems problems, Locale locale) {
        var topic = found(id);
        var ground = ground(List.of(topic));
        var head =
                Ranking.of(
                                topics.all().stream()
                                        .filter(it ->
                                                it.state() != State.STOPPED || it.id().equals(id))
                                        .toList(),
                                ground(topics.all()).candidates,
                                studies.latest(),
                                words.rules(),
                                null)
                        .stream()
                        .filter(it -> it.topic().id().equals(id))
                        .findFirst()
                        .orElseThrow(() -> new NotFound("topic", id));
        var named = new LinkedHashMap<UUID, String>();
        ground.candidates.forEach((key, it) -> named.put(key, it.draft().name().in(locale)));
        var view = FormPage.of("foresight/topic", problems);
        view.addObject(
                "view",
                new View(
                        line(head, locale),
                        topic.draft().aim(),
                        named.entrySet().stream()
                                .map(it -> new Choice(it.getKey().toString(), it.getValue()))
                                .toList(),
                        topic.draft().milestones().stream().map(this::stone).toList(),
                        topic.responses(),
                        topic.state().next().stream().map(Enum::name).toList(),
                        words.may("GET", TOPICS + "/new"),
                        topic.state().canMove() && words.may("GET", "/challenges/new")));
        return view;
    }

    private Stone stone(Topic.Milestone it) {
        var done = it.doneOn();
        return new Stone(
                it.title(),
                it.due().toString(),
                done == null ? null : done.toString(),
                done == null && it.due().isBefore(words.today()));
    }

    @GetMapping(TOPICS + "/{id}/edit")
    ModelAndView edit(@PathVariable UUID id, Locale locale) {
        return form(id, NewTopics.Typing.of(found(id).draft()), new Problems(), locale);
    }

    @PostMapping(TOPICS + "/{id}")
    ModelAndView change(
            @PathVariable UUID id,
            @ModelAttribute NewTopics.Typing typed,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var reason = Typed.reason(typed.reason(), problems);
        var draft = NewTopics.read(typed, words.rules(), problems);
        if (draft == null) {
            return form(id, typed, problems, locale);
        }
        commands.once(
                Typed.text(typed.key()),
                new EditCommand(id, draft, reason),
                id,
                () -> topics.edit(id, draft, reason));
        return back(id, "topic-edited", flash);
    }

    @PostMapping(TOPICS + "/{id}/state")
    ModelAndView move(
            @PathVariable UUID id,
            @RequestParam String key,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var state = Typed.choice("to", to, State.class, true, problems);
        var why = Typed.reason(reason, problems);
        if (state == null || !problems.none()) {
            return page(id, problems, locale);
        }
        commands.once(key, new MoveCommand(id, state, why), id, () -> topics.move(id, state, why));
        return back(id, "topic-moved", flash);
    }
}
