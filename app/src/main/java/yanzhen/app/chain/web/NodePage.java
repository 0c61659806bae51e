package yanzhen.app.chain.web;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import yanzhen.app.access.Matrix;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.Finding;
import yanzhen.app.chain.Looks;
import yanzhen.app.chain.NodeDiagnosis;
import yanzhen.app.chain.NodeDiagnosis.Known;
import yanzhen.app.chain.NodeDiagnosis.Sureness;
import yanzhen.app.chain.NodeFact;
import yanzhen.app.chain.NodeFacts;
import yanzhen.app.chain.Position;
import yanzhen.app.chain.Provision;
import yanzhen.app.chain.Provisions;
import yanzhen.app.chain.Reach;
import yanzhen.app.chain.Response;
import yanzhen.app.chain.SystemicRiskOf;
import yanzhen.app.chain.taskforce.web.AtNode;
import yanzhen.app.site.NotFound;

/** One node: why it is in its state, who can supply it, what hangs on it, what is being done. */
@Controller
class NodePage {

    private static final BigDecimal WHOLE = new BigDecimal(100);
    private static final int TURNS = 5;

    /** All that the template may read. */
    record View(
            NodeLine line,
            String kind,
            String owner,
            Source basis,
            Verdict verdict,
            List<Supplier> suppliers,
            Shares shares,
            List<Past> past,
            List<Told> facts,
            List<PastFact> pastFacts,
            List<Standing> places,
            List<Neighbour> before,
            List<Neighbour> after,
            Affected affected,
            List<Response> responses,
            boolean mayChallenge,
            boolean mayNeed,
            boolean mayEdit,
            boolean mayAsk,
            NodeKeeping.View keeping,
            NodeProtection.View protection) {}

    /**
     * What the latest run says.
     *
     * @param at when it ran, to the minute
     * @param rules every rule with what it measured; empty without a pack
     * @param source place in the plan; empty without a pack
     */
    record Verdict(
            List<Reason> findings,
            LocalDate day,
            String at,
            List<Reckoning> rules,
            String source,
            String note,
            @Nullable Sureness sureness,
            @Nullable Position position,
            @Nullable MakersRisk risk,
            List<Turn> turns) {}

    /**
     * What hangs on those who make it.
     *
     * @param percent of all output that is at risk when the most important of them fails
     * @param set key and version of the data set
     */
    record MakersRisk(
            String percent, int makers, String set, LocalDate asOf, UUID run, boolean synthetic) {
        static MakersRisk of(SystemicRiskOf.MakersRisk it) {
            return new MakersRisk(
                    it.percent().toPlainString(),
                    it.makers(),
                    it.dataSet() + " v" + it.version(),
                    it.asOf(),
                    it.run(),
                    it.synthetic());
        }
    }

    record Reason(String severity, String sentence, int weight) {}

    record Turn(String at, @Nullable String before, String after, String reason) {}

    record Supplier(
            UUID id,
            @Nullable UUID organisation,
            String name,
            String country,
            String countryName,
            @Nullable String share,
            boolean negligible,
            boolean total,
            Source source,
            LocalDate staleAfter,
            boolean stale,
            @Nullable String by,
            String at) {}

    /**
     * The known shares together.
     *
     * @param unknown how many suppliers have none
     */
    record Shares(String sum, boolean above, int unknown) {}

    /** A fact that is present no longer. */
    record Past(
            String name,
            String countryName,
            @Nullable String share,
            boolean negligible,
            Source source,
            String at,
            @Nullable String by,
            String ended,
            String endedAt,
            @Nullable String endedBy,
            String reason) {}

    /**
     * A fact on the node.
     *
     * @param until first day on which it holds no longer; null while no end is known
     * @param holds whether it holds today
     */
    record Told(
            UUID id,
            String kind,
            String value,
            @Nullable String reference,
            String owner,
            Source source,
            LocalDate from,
            @Nullable LocalDate until,
            boolean holds,
            LocalDate staleAfter,
            boolean stale,
            @Nullable String by,
            String at) {}

    /** A fact that is present no longer. */
    record PastFact(
            Told told, String ended, String endedAt, @Nullable String endedBy, String reason) {}

    /** Where the node stands in one of its chains. */
    record Standing(
            String chain, String chainName, String stage, boolean essential, boolean home) {}

    record Neighbour(UUID id, String name, String state, boolean essential, int steps) {}

    /** Everything downstream. */
    record Affected(List<Neighbour> nodes, int essential) {}

    private final Atlas atlas;
    private final Provisions provisions;
    private final SystemicRiskOf risks;
    private final NodeFacts facts;
    private final AtNode atNode;
    private final NodeKeeping keeping;
    private final NodeProtection protection;
    private final Looks looks;
    private final Countries countries;
    private final Viewers viewers;
    private final Matrix matrix;
    private final Clock clock;

    NodePage(
            Atlas atlas,
            Provisions provisions,
            SystemicRiskOf risks,
            NodeFacts facts,
            AtNode atNode,
            NodeKeeping keeping,
            NodeProtection protection,
            Looks looks,
            Countries countries,
            Viewers viewers,
            Matrix matrix,
            Clock clock) {
        this.atlas = atlas;
        this.provisions = provisions;
        this.risks = risks;
        this.facts = facts;
        this.atNode = atNode;
        this.keeping = keeping;
        this.protection = protection;
        this.looks = looks;
        this.countries = countries;
        this.viewers = viewers;
        this.matrix = matrix;
        this.clock = clock;
    }

    @GetMapping("/chains/{key}/nodes/{id}")
    String show(@PathVariable String key, @PathVariable UUID id, Model model, Locale locale) {
        var map = atlas.map(key).orElseThrow(() -> new NotFound("chain", key));
        var node = map.node(id).orElseThrow(() -> new NotFound("node", id));
        looks.atSuppliers(Looks.What.NODE, key, List.of(id));
        model.addAttribute("node", view(map, node, locale));
        model.addAttribute("work", atNode.of(map, node, locale));
        return "chain/node";
    }

    private View view(Atlas.Map map, Atlas.Node node, Locale locale) {
        var history = provisions.history(node.id());
        var present = present(history);
        var shelter = protection.of(map.chain().key(), node.id(), locale);
        var told = facts.history(node.id());
        return new View(
                NodeLine.of(map, node, locale),
                node.kind(),
                map.chain().owner().in(locale),
                Source.of(map.chain().basis(), locale),
                verdict(map, node, shelter.withheld(), locale),
                present.stream().map(it -> supplier(it, locale)).toList(),
                shares(present),
                history.stream().filter(it -> !it.present()).map(it -> past(it, locale)).toList(),
                told.stream()
                        .filter(NodeFact::present)
                        .sorted(
                                Comparator.comparing((NodeFact it) -> it.statement().kind())
                                        .thenComparing(it -> it.statement().value()))
                        .map(it -> told(it, locale))
                        .toList(),
                told.stream().filter(it -> !it.present()).map(it -> pastFact(it, locale)).toList(),
                standings(node.id(), locale),
                beside(map, node, locale, Atlas.Edge::consumer, Atlas.Edge::supplier),
                beside(map, node, locale, Atlas.Edge::supplier, Atlas.Edge::consumer),
                affected(map, node, locale),
                node.weakLink() == null ? List.of() : atlas.responses(node.weakLink()),
                admits("GET", "/challenges/new"),
                admits("GET", "/needs/new"),
                admits(
                        "GET",
                        "/chains/" + map.chain().key() + "/nodes/" + node.id() + "/provisions/new"),
                admits("GET", "/what-if/new"),
                keeping.of(map.chain().key(), node.id(), present, locale),
                shelter);
    }

    private boolean admits(String method, String path) {
        return matrix.admits(viewers.current().role(), method, path);
    }

    private static List<Provision> present(List<Provision> history) {
        return history.stream()
                .filter(Provision::present)
                .sorted(
                        Comparator.comparing(
                                it -> it.statement().share(),
                                Comparator.nullsLast(Comparator.reverseOrder())))
                .toList();
    }

    /** What is withheld cannot be reckoned again: the rules would judge by what is left. */
    private Verdict verdict(Atlas.Map map, Atlas.Node node, boolean withheld, Locale locale) {
        var run = map.run();
        var facts = provisions.of(node.id(), run.knownAt());
        var judged = atlas.judged(run.id(), node.id());
        var risk = risks.nodes(List.of(node.id()), run.knownAt()).get(node.id());
        var known =
                Known.of(
                        facts,
                        this.facts.of(node.id(), run.knownAt()),
                        run.day(),
                        judged.position(),
                        risk == null ? null : risk.percent());
        var book = atlas.rulebookOf(run.id());
        return new Verdict(
                atlas.findings(run.id(), node.id()).stream().map(it -> reason(it, locale)).toList(),
                run.day(),
                Times.said(run.knownAt(), clock),
                withheld
                        ? List.of()
                        : book.map(it -> reckonings(it, facts, known, run.day(), locale))
                                .orElse(List.of()),
                book.map(it -> it.source().toString()).orElse(""),
                book.map(it -> it.note().in(locale)).orElse(""),
                judged.sureness(),
                judged.position(),
                risk == null || withheld ? null : MakersRisk.of(risk),
                atlas.turns(node.id(), TURNS).stream().map(it -> turn(it, locale)).toList());
    }

    private static List<Reckoning> reckonings(
            Atlas.Rulebook book, List<Provision> facts, Known known, LocalDate day, Locale locale) {
        return NodeDiagnosis.judge(known, book.rules(), day).stream()
                .map(it -> Reckoning.of(it, facts, known, locale))
                .toList();
    }

    private static Reason reason(Finding it, Locale locale) {
        return new Reason(
                it.severity().name().toLowerCase(Locale.ROOT),
                it.sentence().in(locale),
                it.weight());
    }

    private Turn turn(Atlas.Turn it, Locale locale) {
        return new Turn(
                Times.said(it.at(), clock),
                it.before() == null ? null : it.before().key(),
                it.after().key(),
                it.reason() == null ? "" : it.reason().in(locale));
    }

    private Supplier supplier(Provision it, Locale locale) {
        var said = it.statement();
        return new Supplier(
                it.id(),
                said.organisation(),
                said.provider().in(locale),
                said.country(),
                countries.name(said.country(), locale),
                share(said.share()),
                said.negligible(),
                said.total(),
                Source.of(said.source()),
                it.staleAfter(),
                it.stale(LocalDate.now(clock)),
                it.recordedBy(),
                Times.said(it.recordedAt(), clock));
    }

    private static @Nullable String share(@Nullable BigDecimal share) {
        return share == null ? null : Reckoning.plain(share);
    }

    /** Of single suppliers; only where none is known, of the totals of countries. */
    private static Shares shares(List<Provision> all) {
        var bodies = all.stream().filter(it -> !it.statement().total()).toList();
        var present =
                (bodies.stream().anyMatch(it -> it.statement().share() != null) ? bodies : all)
                        .stream().filter(it -> !it.statement().negligible()).toList();
        var known =
                present.stream()
                        .map(it -> it.statement().share())
                        .filter(Objects::nonNull)
                        .toList();
        var sum = known.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Shares(
                Reckoning.plain(sum), sum.compareTo(WHOLE) > 0, present.size() - known.size());
    }

    private Past past(Provision it, Locale locale) {
        var said = it.statement();
        var end = Objects.requireNonNull(it.end());
        return new Past(
                said.provider().in(locale),
                countries.name(said.country(), locale),
                share(said.share()),
                said.negligible(),
                Source.of(said.source()),
                Times.said(it.recordedAt(), clock),
                it.recordedBy(),
                end.kind().name(),
                Times.said(end.at(), clock),
                end.by(),
                end.reason());
    }

    private Told told(NodeFact it, Locale locale) {
        var said = it.statement();
        var today = LocalDate.now(clock);
        return new Told(
                it.id(),
                said.kind().name(),
                said.value(),
                said.reference(),
                said.owner().in(locale),
                Source.of(said.source()),
                said.validFrom(),
                said.validUntil(),
                said.holdsOn(today),
                it.staleAfter(),
                it.stale(today),
                it.recordedBy(),
                Times.said(it.recordedAt(), clock));
    }

    private PastFact pastFact(NodeFact it, Locale locale) {
        var end = Objects.requireNonNull(it.end());
        return new PastFact(
                told(it, locale),
                end.kind().name(),
                Times.said(end.at(), clock),
                end.by(),
                end.reason());
    }

    private List<Standing> standings(UUID node, Locale locale) {
        return atlas.places(node).stream()
                .map(it ->
                        new Standing(
                                it.chain(),
                                it.chainName().in(locale),
                                it.stage().in(locale),
                                it.essential(),
                                it.home()))
                .toList();
    }

    private static List<Neighbour> beside(
            Atlas.Map map,
            Atlas.Node node,
            Locale locale,
            Function<Atlas.Edge, UUID> here,
            Function<Atlas.Edge, UUID> there) {
        var ids =
                map.edges().stream()
                        .filter(it -> here.apply(it).equals(node.id()))
                        .collect(Collectors.toMap(there, _ -> 1, (one, _) -> one));
        return neighbours(map, ids, locale);
    }

    private static Affected affected(Atlas.Map map, Atlas.Node node, Locale locale) {
        var nodes =
                new ArrayList<>(neighbours(map, Reach.downstream(node.id(), map.edges()), locale));
        nodes.sort(Comparator.comparingInt(Neighbour::steps));
        return new Affected(
                List.copyOf(nodes), (int) nodes.stream().filter(Neighbour::essential).count());
    }

    private static List<Neighbour> neighbours(
            Atlas.Map map, Map<UUID, Integer> steps, Locale locale) {
        return map.nodes().stream()
                .filter(it -> steps.containsKey(it.id()))
                .map(it ->
                        new Neighbour(
                                it.id(),
                                it.name().in(locale),
                                it.state().key(),
                                it.essential(),
                                steps.getOrDefault(it.id(), 1)))
                .toList();
    }
}
