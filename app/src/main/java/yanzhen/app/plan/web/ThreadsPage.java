package yanzhen.app.plan.web;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;
import yanzhen.app.chain.Atlas;
import yanzhen.app.kernel.AsOf;
import yanzhen.app.plan.PlanThread;
import yanzhen.app.plan.PlanThread.Reached;
import yanzhen.app.plan.PlanThread.Ref;
import yanzhen.app.plan.PlanThread.Stage;
import yanzhen.app.plan.PlanThread.Station;
import yanzhen.app.plan.Plans;
import yanzhen.app.plan.Threads;
import yanzhen.app.site.Choice;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.ListAddress;
import yanzhen.app.site.Sheet;
import yanzhen.app.site.Typed;

/** 脉络: from a weak link to the indicators, entered at any step, and the list of all threads. */
@Controller
class ThreadsPage {

    private static final List<String> HEADS =
            List.of(
                    "thread.stage.CHALLENGE",
                    "thread.stage.WEAK_LINK",
                    "threads.chain",
                    "threads.reached",
                    "threads.state",
                    "threads.day",
                    "threads.indicators",
                    "overview.mark");

    private static final int ROWS = 50;
    private static final int EXPORTED = 10_000;
    private static final String INDICATOR = "INDICATOR";

    /** What the address holds; a step, or what to list. */
    record Asked(
            @Nullable UUID weakLink,
            @Nullable UUID challenge,
            @Nullable UUID project,
            @Nullable UUID outcome,
            @Nullable UUID product,
            @Nullable UUID contract,
            @Nullable Integer indicator,
            @Nullable String q,
            @Nullable String chain,
            @Nullable String cursor) {

        Optional<Ref> start() {
            return Stream.of(
                            ref(Stage.WEAK_LINK, weakLink),
                            ref(Stage.CHALLENGE, challenge),
                            ref(Stage.PROJECT, project),
                            ref(Stage.OUTCOME, outcome),
                            ref(Stage.PRODUCT, product),
                            ref(Stage.CONTRACT, contract))
                    .flatMap(Optional::stream)
                    .findFirst();
        }

        private static Optional<Ref> ref(Stage stage, @Nullable UUID id) {
            return Optional.ofNullable(id).map(it -> new Ref(stage, it));
        }

        Threads.Query query() {
            return new Threads.Query(Typed.text(q), Typed.text(chain), indicator);
        }
    }

    /** All that the template of one thread may read. */
    record View(
            String name,
            String answer,
            String next,
            Loom loom,
            List<Row> rows,
            boolean synthetic) {}

    /** One station in the table. */
    record Row(
            String stage,
            String title,
            @Nullable String path,
            String state,
            String tone,
            String day,
            String from,
            boolean start,
            boolean synthetic) {}

    /** All that the template of the list may read. */
    record Listing(
            List<Line> lines,
            long count,
            @Nullable String next,
            boolean first,
            ListAddress address,
            Threads.Query query,
            List<Choice> chains,
            List<Choice> indicators) {}

    /**
     * One thread of the list.
     *
     * @param dots one for each stage: whether it was reached
     */
    record Line(
            UUID challenge,
            String title,
            @Nullable String link,
            @Nullable String chain,
            List<Boolean> dots,
            String reached,
            String state,
            String tone,
            String day,
            List<Integer> indicators,
            boolean synthetic) {}

    private final Threads threads;
    private final Plans plans;
    private final Atlas atlas;
    private final Words words;
    private final OwnWords own;
    private final Clock clock;

    ThreadsPage(Threads threads, Plans plans, Atlas atlas, Words words, OwnWords own, Clock clock) {
        this.threads = threads;
        this.plans = plans;
        this.atlas = atlas;
        this.words = words;
        this.own = own;
        this.clock = clock;
    }

    @GetMapping("/threads")
    ModelAndView show(@ModelAttribute Asked asked, Locale locale) {
        return asked.start().map(it -> one(it, locale)).orElseGet(() -> list(asked, locale));
    }

    private AsOf now() {
        return AsOf.now(clock);
    }

    private ModelAndView one(Ref start, Locale locale) {
        var thread = threads.of(start, now());
        var view = new ModelAndView("plan/thread");
        view.addObject("view", view(thread, locale));
        return view;
    }

    private View view(PlanThread thread, Locale locale) {
        var marks = marks(thread, locale);
        var titles = marks.stream().collect(Collectors.toMap(Loom.Mark::key, Loom.Mark::title));
        var root = marks.getFirst();
        return new View(
                root.title(),
                answer(thread, locale),
                words.say("thread.next." + furthest(thread), locale),
                Loom.of(marks, columns()),
                marks.stream().map(it -> row(it, titles, locale)).toList(),
                thread.stations().stream().anyMatch(Station::synthetic));
    }

    private static List<String> columns() {
        var columns = new ArrayList<String>();
        for (var stage : Stage.values()) {
            columns.add(stage.name());
        }
        columns.add(INDICATOR);
        return columns;
    }

    /** The number of each kind, in words. */
    private String answer(PlanThread thread, Locale locale) {
        var counts =
                thread.stations().stream()
                        .collect(
                                Collectors.groupingBy(
                                        it -> it.ref().stage(), Collectors.counting()));
        var parts =
                Stream.of(Stage.values())
                        .filter(it -> it != Stage.WEAK_LINK && counts.containsKey(it))
                        .map(it ->
                                words.say(
                                        "thread.count." + it, locale, counts.getOrDefault(it, 0L)))
                        .collect(Collectors.joining(words.say("thread.comma", locale)));
        var numbers =
                thread.reached().stream()
                        .map(it -> String.valueOf(it.indicator().number()))
                        .collect(Collectors.joining(words.say("thread.comma", locale)));
        if (parts.isEmpty()) {
            return words.say("thread.answer.none", locale);
        }
        return numbers.isEmpty()
                ? words.say("thread.answer.open", locale, parts)
                : words.say("thread.answer", locale, parts, numbers);
    }

    private static String furthest(PlanThread thread) {
        return thread.reached().isEmpty()
                ? thread.stations().getLast().ref().stage().name()
                : INDICATOR;
    }

    private List<Loom.Mark> marks(PlanThread thread, Locale locale) {
        var marks = new ArrayList<Loom.Mark>();
        for (var it : thread.stations()) {
            marks.add(mark(it, thread, locale));
        }
        for (var it : thread.reached()) {
            marks.add(mark(it, thread, locale));
        }
        return marks;
    }

    private Loom.Mark mark(Station it, PlanThread thread, Locale locale) {
        var key = it.ref().key();
        return new Loom.Mark(
                key,
                columns().indexOf(it.ref().stage().name()),
                title(it, locale),
                it.path(),
                words.say(it.state(), locale),
                tone(it.state()),
                it.day() == null ? "" : it.day().toString(),
                it.before().stream().map(Ref::key).toList(),
                thread.along().contains(key),
                it.ref().equals(thread.start()),
                it.synthetic());
    }

    /** A contract is called by its type: its own name is its parties' affair. */
    private String title(Station it, Locale locale) {
        var title = it.title().in(locale);
        return it.ref().stage() == Stage.CONTRACT ? words.say(title, locale) : title;
    }

    private Loom.Mark mark(Reached it, PlanThread thread, Locale locale) {
        var said = own.of(it.indicator(), it.own(), locale);
        var from = it.from().stream().map(Ref::key).toList();
        boolean late = it.late().size() == it.from().size();
        return new Loom.Mark(
                "indicator-" + it.indicator().number(),
                Stage.values().length,
                it.indicator().number() + " " + it.indicator().name().in(locale),
                "/indicators/" + it.indicator().number() + "?of=own",
                late
                        ? words.say("thread.late", locale)
                        : words.say("thread.reading", locale, said.value()),
                late ? "watch" : "good",
                late ? said.detail() : "",
                from,
                from.stream().anyMatch(thread.along()::contains),
                false,
                said.synthetic());
    }

    private Row row(Loom.Mark it, Map<String, String> titles, Locale locale) {
        return new Row(
                columns().get(it.column()),
                it.title(),
                it.path(),
                it.state(),
                it.tone(),
                it.day(),
                it.before().stream()
                        .map(key -> titles.getOrDefault(key, ""))
                        .filter(title -> !title.isEmpty())
                        .collect(Collectors.joining(words.say("thread.comma", locale))),
                it.start(),
                it.synthetic());
    }

    /** Colour says how it stands: done, under way, to be looked at, refused. */
    static String tone(String state) {
        var last = state.substring(state.lastIndexOf('.') + 1);
        return switch (last) {
            case "weak", "REFUSED" -> "bad";
            case "CLOSED" -> "watch";
            case "OPEN", "AWARDED", "RUNNING", "PENDING" -> "busy";
            case "COMPLETED", "accepted", "LISTED", "REGISTERED", "no-longer-weak" -> "good";
            default -> "";
        };
    }

    private ModelAndView list(Asked asked, Locale locale) {
        var query = asked.query();
        var after = Cursor.read(asked.cursor, 2).orElse(null);
        var slice = threads.search(query, after, ROWS, now());
        var view = new ModelAndView("plan/threads");
        view.addObject(
                "listing",
                new Listing(
                        slice.items().stream().map(it -> line(it, locale)).toList(),
                        threads.count(query, now()),
                        slice.next(),
                        after == null,
                        address(query),
                        query,
                        atlas.chains().stream()
                                .map(it ->
                                        new Choice(it.chain().key(), it.chain().name().in(locale)))
                                .toList(),
                        countable(locale)));
        return view;
    }

    private static ListAddress address(Threads.Query query) {
        return ListAddress.of("/threads")
                .with("q", query.words())
                .with("chain", query.chain())
                .with("indicator", query.indicator());
    }

    /** The indicators that a thread can reach. */
    private List<Choice> countable(Locale locale) {
        return plans.indicators(clock.instant()).stream()
                .filter(it -> Threads.canReach(it))
                .map(it ->
                        new Choice(
                                String.valueOf(it.number()),
                                it.number() + " " + it.name().in(locale)))
                .toList();
    }

    private Line line(Threads.Line it, Locale locale) {
        var link = it.link();
        var dots = new ArrayList<Boolean>();
        dots.add(link != null);
        for (var stage : Stage.values()) {
            if (stage != Stage.WEAK_LINK) {
                dots.add(it.steps().containsKey(stage));
            }
        }
        dots.add(!it.indicators().isEmpty());
        return new Line(
                it.challenge().id(),
                it.challenge().title(),
                link == null ? null : link.nodeName().in(locale),
                link == null ? null : link.chainName().in(locale),
                dots,
                it.last().ref().stage().name(),
                words.say(it.last().state(), locale),
                tone(it.last().state()),
                it.last().day() == null ? "" : it.last().day().toString(),
                it.indicators(),
                it.challenge().synthetic());
    }

    @GetMapping("/threads/export/{form}")
    ResponseEntity<byte[]> export(
            @PathVariable String form, @ModelAttribute Asked asked, Locale locale) {
        var kind = Sheet.Form.of(form);
        var sheet =
                new Sheet(words.say("threads.title", locale), HEADS, it -> words.say(it, locale));
        for (var found : threads.search(asked.query(), null, EXPORTED, now()).items()) {
            var line = line(found, locale);
            sheet.add(
                    line.title,
                    line.link,
                    line.chain,
                    words.say("thread.stage." + line.reached, locale),
                    line.state,
                    line.day,
                    line.indicators.stream().map(String::valueOf).collect(Collectors.joining(" ")),
                    line.synthetic ? words.say("site.synthetic", locale) : "");
        }
        return sheet.download(kind);
    }
}
