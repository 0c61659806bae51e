package yanzhen.app.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.chain.WeakLink;
import yanzhen.app.chain.WeakLinks;
import yanzhen.app.challenge.Outcome;
import yanzhen.app.challenge.Outcomes;
import yanzhen.app.challenge.Trace;
import yanzhen.app.challenge.Traces;
import yanzhen.app.kernel.AsOf;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.loop.Contracts;
import yanzhen.app.loop.Product;
import yanzhen.app.loop.Products;
import yanzhen.app.plan.OwnRule.AcceptedOutcomes;
import yanzhen.app.plan.OwnRule.RegisteredContracts;
import yanzhen.app.plan.PlanThread.Reached;
import yanzhen.app.plan.PlanThread.Ref;
import yanzhen.app.plan.PlanThread.Stage;
import yanzhen.app.plan.PlanThread.Station;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Slice;

/**
 * 脉络: puts threads together from what the modules below have stored. Whatever its length, a thread
 * costs one query for each kind of step.
 */
@Component
public class Threads {

    private final WeakLinks weakLinks;
    private final Traces traces;
    private final Outcomes outcomes;
    private final Products products;
    private final Contracts contracts;
    private final Plans plans;
    private final OwnRecords own;

    Threads(
            WeakLinks weakLinks,
            Traces traces,
            Outcomes outcomes,
            Products products,
            Contracts contracts,
            Plans plans,
            OwnRecords own) {
        this.weakLinks = weakLinks;
        this.traces = traces;
        this.outcomes = outcomes;
        this.products = products;
        this.contracts = contracts;
        this.plans = plans;
        this.own = own;
    }

    /**
     * The thread that a step is part of, with all its branches.
     *
     * @throws NotFound when there is no such step, or the viewer may not know of it
     */
    @Transactional(readOnly = true)
    public PlanThread of(Ref start, AsOf asOf) {
        var way = new ArrayList<Ref>(List.of(start));
        for (var above = above(start, asOf); above.isPresent(); ) {
            way.add(above.get());
            above = above(above.get(), asOf);
        }
        var gathered = below(way.getLast(), asOf);
        var stations = gathered.stations();
        var along = along(start, way, stations);
        return new PlanThread(stations, reached(gathered, asOf), start, along);
    }

    /** What it came from; empty at the root of a thread. */
    private Optional<Ref> above(Ref ref, AsOf asOf) {
        return switch (ref.stage()) {
            case WEAK_LINK -> {
                found(ref, weakLinks.find(ref.id()));
                yield Optional.empty();
            }
            case CHALLENGE -> ref(Stage.WEAK_LINK, found(ref, traces.challenge(ref.id())).before());
            case PROJECT -> ref(Stage.CHALLENGE, found(ref, traces.project(ref.id())).before());
            case OUTCOME ->
                    ref(Stage.PROJECT, found(ref, outcomes.findOutcome(ref.id())).project());
            case PRODUCT -> ref(Stage.OUTCOME, found(ref, products.find(ref.id())).outcome());
            case CONTRACT -> {
                var step = found(ref, contracts.step(ref.id(), asOf));
                yield ref(Stage.PRODUCT, step.product())
                        .or(() -> ref(Stage.OUTCOME, step.outcome()));
            }
        };
    }

    private static Optional<Ref> ref(Stage stage, @Nullable UUID id) {
        return Optional.ofNullable(id).map(it -> new Ref(stage, it));
    }

    private static <T> T found(Ref ref, Optional<T> it) {
        return it.orElseThrow(() -> new NotFound("thread through", ref.key()));
    }

    private Gathered below(Ref root, AsOf asOf) {
        return switch (root.stage()) {
            case WEAK_LINK -> {
                var ids = List.of(root.id());
                yield gather(weakLinks.byId(ids), traces.challengesOf(ids), asOf);
            }
            case CHALLENGE -> gather(Map.of(), traces.challenge(root.id()).stream().toList(), asOf);
            case PRODUCT -> {
                var roots = List.copyOf(products.byId(List.of(root.id())).values());
                yield new Gathered(
                        Map.of(), List.of(), List.of(), List.of(), roots, about(roots, asOf));
            }
            case CONTRACT ->
                    new Gathered(
                            Map.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            contracts.step(root.id(), asOf).stream().toList());
            case PROJECT, OUTCOME ->
                    throw new IllegalStateException(
                            "A %s always comes from something.".formatted(root.stage()));
        };
    }

    private Gathered gather(Map<UUID, WeakLink> links, List<Trace> challenges, AsOf asOf) {
        var projects = traces.projectsOf(challenges.stream().map(Trace::id).toList());
        var accepted = traces.outcomesOf(projects.stream().map(Trace::id).toList());
        var ids = accepted.stream().map(Outcome::id).toList();
        var listed = products.ofOutcomes(ids, asOf);
        var steps = new LinkedHashMap<UUID, Contracts.Step>();
        Stream.concat(contracts.steps(ids, asOf).stream(), about(listed, asOf).stream())
                .forEach(it -> steps.putIfAbsent(it.id(), it));
        return new Gathered(
                links, challenges, projects, accepted, listed, List.copyOf(steps.values()));
    }

    private List<Contracts.Step> about(List<Product> listed, AsOf asOf) {
        return contracts.ofProducts(listed.stream().map(Product::id).toList(), asOf);
    }

    /** All steps of one or more threads, each kind read once. */
    private record Gathered(
            Map<UUID, WeakLink> links,
            List<Trace> challenges,
            List<Trace> projects,
            List<Outcome> outcomes,
            List<Product> products,
            List<Contracts.Step> contracts) {

        List<Station> stations() {
            var all = new ArrayList<Station>();
            links.values().forEach(it -> all.add(station(it)));
            challenges.forEach(it ->
                    all.add(station(it, Stage.CHALLENGE, "challenge.state.", Stage.WEAK_LINK)));
            projects.forEach(
                    it -> all.add(station(it, Stage.PROJECT, "project.state.", Stage.CHALLENGE)));
            outcomes.forEach(it -> all.add(station(it)));
            products.forEach(it -> all.add(station(it)));
            var shown = products.stream().map(Product::id).collect(Collectors.toSet());
            contracts.forEach(it -> all.add(station(it, shown)));
            return all;
        }

        private static Station station(WeakLink it) {
            return new Station(
                    new Ref(Stage.WEAK_LINK, it.id()),
                    it.nodeName(),
                    it.findings().isEmpty() ? "thread.no-longer-weak" : "state.weak",
                    null,
                    "/chains/" + it.chain() + "/nodes/" + it.node(),
                    List.of(),
                    it.synthetic());
        }

        private static Station station(Trace it, Stage stage, String states, Stage from) {
            return new Station(
                    new Ref(stage, it.id()),
                    same(it.title()),
                    states + it.state(),
                    it.day(),
                    it.path(),
                    ref(from, it.before()).stream().toList(),
                    it.synthetic());
        }

        private static Station station(Outcome it) {
            return new Station(
                    new Ref(Stage.OUTCOME, it.id()),
                    same(it.title()),
                    "response.outcome.accepted",
                    it.acceptedOn(),
                    "/outcomes/" + it.id(),
                    List.of(new Ref(Stage.PROJECT, it.project())),
                    it.synthetic());
        }

        private static Station station(Product it) {
            return new Station(
                    new Ref(Stage.PRODUCT, it.id()),
                    same((it.name() + " " + it.model()).strip()),
                    it.listed() ? "product.LISTED" : "product.WITHDRAWN",
                    it.listedOn(),
                    it.path(),
                    ref(Stage.OUTCOME, it.outcome()).stream().toList(),
                    it.synthetic());
        }

        /** A contract about a product comes from that product; what it says is its parties'. */
        private static Station station(Contracts.Step it, Set<UUID> products) {
            var product = it.product();
            var from =
                    product != null && products.contains(product)
                            ? ref(Stage.PRODUCT, product)
                            : ref(Stage.OUTCOME, it.outcome());
            return new Station(
                    new Ref(Stage.CONTRACT, it.id()),
                    same("contract.type." + it.type()),
                    "contract.state." + it.state(),
                    it.day(),
                    it.total() == null ? null : "/contracts/" + it.id(),
                    from.stream().toList(),
                    it.synthetic());
        }

        private static Bilingual same(String title) {
            return new Bilingual(title, title);
        }
    }

    /** The way up from the start, and everything below it. */
    private static Set<String> along(Ref start, List<Ref> way, List<Station> stations) {
        var along = way.stream().map(Ref::key).collect(Collectors.toCollection(HashSet::new));
        var below = new HashSet<String>(Set.of(start.key()));
        for (var station : stations) {
            if (station.before().stream().map(Ref::key).anyMatch(below::contains)) {
                below.add(station.ref().key());
            }
        }
        along.addAll(below);
        return along;
    }

    private List<Reached> reached(Gathered gathered, AsOf asOf) {
        var outline = plans.outline(asOf.knownAt());
        if (outline.isEmpty()) {
            return List.of();
        }
        var period = outline.get().period();
        var indicators =
                plans.indicators(asOf.knownAt()).stream()
                        .filter(it -> !counted(it, gathered).isEmpty())
                        .toList();
        var readings = own.read(indicators, period, asOf, PublicReadings.of(plans.figures(), asOf));
        var late =
                gathered.outcomes().stream()
                        .filter(it -> it.acceptedOn().isAfter(period.end()))
                        .map(it -> new Ref(Stage.OUTCOME, it.id()))
                        .collect(Collectors.toSet());
        return indicators.stream()
                .map(it -> {
                    var from = counted(it, gathered);
                    return new Reached(
                            it,
                            Objects.requireNonNullElseGet(
                                    readings.get(it.number()), OwnReading.NoneYet::new),
                            from,
                            from.stream().filter(late::contains).toList());
                })
                .toList();
    }

    /** Whether a step of a thread can count for the indicator. */
    public static boolean canReach(Indicator indicator) {
        return switch (indicator.own()) {
            case AcceptedOutcomes _ -> true;
            case RegisteredContracts _ -> true;
            case OwnRule.RecognitionsInForce _ -> false;
            case OwnRule.StatisticsOnly _ -> false;
            case OwnRule.NoRecords _ -> false;
        };
    }

    /** What of these the indicator counts. */
    private static List<Ref> counted(Indicator indicator, Gathered gathered) {
        return switch (indicator.own()) {
            case AcceptedOutcomes(var category) ->
                    gathered.outcomes().stream()
                            .filter(it -> it.category().name().equals(category))
                            .map(it -> new Ref(Stage.OUTCOME, it.id()))
                            .toList();
            case RegisteredContracts _ ->
                    gathered.contracts().stream()
                            .filter(it -> it.state().equals("REGISTERED"))
                            .map(it -> new Ref(Stage.CONTRACT, it.id()))
                            .toList();
            case OwnRule.RecognitionsInForce _ -> List.of();
            case OwnRule.StatisticsOnly _ -> List.of();
            case OwnRule.NoRecords _ -> List.of();
        };
    }

    /**
     * What to look for.
     *
     * @param words part of the challenge's title; empty for all
     * @param chain key; empty for all
     * @param indicator only threads that this indicator counts; null for all
     */
    public record Query(String words, String chain, @Nullable Integer indicator) {}

    /**
     * One challenge with what came of it, in a line.
     *
     * @param link null when the challenge did not come from a chain
     * @param steps how many steps of each stage there are
     * @param last the furthest station, the latest of its stage
     * @param indicators numbers of the indicators that count something of it
     */
    public record Line(
            Trace challenge,
            @Nullable WeakLink link,
            Map<Stage, Long> steps,
            Station last,
            List<Integer> indicators) {}

    /** Challenges that are or were on the wall, the latest first; two values make the cursor. */
    @Transactional(readOnly = true)
    public Slice<Line> search(Query query, @Nullable Cursor after, int size, AsOf asOf) {
        var slice = traces.challenges(asked(query, asOf), after, size);
        return new Slice<>(lines(slice.items(), asOf), slice.next());
    }

    @Transactional(readOnly = true)
    public long count(Query query, AsOf asOf) {
        return traces.count(asked(query, asOf));
    }

    private Traces.Query asked(Query query, AsOf asOf) {
        var indicator = query.indicator();
        return new Traces.Query(
                query.words(),
                query.chain(),
                indicator == null ? null : challengesCounted(indicator, asOf));
    }

    private Set<UUID> challengesCounted(int number, AsOf asOf) {
        var accepted = outcomes.accepted(asOf);
        var all =
                new Gathered(
                        Map.of(),
                        List.of(),
                        List.of(),
                        accepted,
                        List.of(),
                        contracts.steps(accepted.stream().map(Outcome::id).toList(), asOf));
        var counted =
                plans.indicators(asOf.knownAt()).stream()
                        .filter(it -> it.number() == number)
                        .flatMap(it -> counted(it, all).stream())
                        .map(Ref::id)
                        .collect(Collectors.toSet());
        all.contracts().stream()
                .filter(it -> counted.contains(it.id()))
                .map(Contracts.Step::outcome)
                .filter(Objects::nonNull)
                .toList()
                .forEach(counted::add);
        return accepted.stream()
                .filter(it -> counted.contains(it.id()))
                .map(Outcome::challenge)
                .collect(Collectors.toSet());
    }

    private List<Line> lines(List<Trace> challenges, AsOf asOf) {
        var links =
                weakLinks.byId(
                        challenges.stream()
                                .map(Trace::before)
                                .filter(Objects::nonNull)
                                .distinct()
                                .toList());
        var gathered = gather(links, challenges, asOf);
        var stations = gathered.stations();
        var indicators = plans.indicators(asOf.knownAt());
        return challenges.stream()
                .map(it -> line(it, links, stations, indicators, gathered))
                .toList();
    }

    private static Line line(
            Trace challenge,
            Map<UUID, WeakLink> links,
            List<Station> stations,
            List<Indicator> indicators,
            Gathered gathered) {
        var mine = below(new Ref(Stage.CHALLENGE, challenge.id()), stations);
        var keys = mine.stream().map(it -> it.ref().key()).collect(Collectors.toSet());
        var before = challenge.before();
        return new Line(
                challenge,
                before == null ? null : links.get(before),
                mine.stream()
                        .collect(
                                Collectors.groupingBy(
                                        it -> it.ref().stage(), Collectors.counting())),
                mine.getLast(),
                indicators.stream()
                        .filter(it -> reaches(it, gathered, keys))
                        .map(Indicator::number)
                        .toList());
    }

    private static boolean reaches(
            Indicator indicator, Gathered gathered, Collection<String> keys) {
        return counted(indicator, gathered).stream().map(Ref::key).anyMatch(keys::contains);
    }

    /** The station itself and all that came of it. */
    private static List<Station> below(Ref root, List<Station> stations) {
        var keys = new LinkedHashSet<String>(Set.of(root.key()));
        return stations.stream()
                .filter(it ->
                        it.ref().equals(root)
                                || it.before().stream().map(Ref::key).anyMatch(keys::contains))
                .filter(it -> keys.add(it.ref().key()) || it.ref().equals(root))
                .toList();
    }
}
