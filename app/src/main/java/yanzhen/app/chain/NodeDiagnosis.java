package yanzhen.app.chain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.Finding.Severity;
import yanzhen.app.kernel.SourceNote;
import yanzhen.app.kernel.SourceNote.Confidence;

/**
 * 节点诊断: what the rules find at one node, from the facts on its suppliers and on itself.
 *
 * <p>Concentration is the Herfindahl–Hirschman index: the sum of the squares of the shares in
 * percent, 0 to 10 000. It is computed only when every supplier's share is known; so is the foreign
 * share. An unknown share is not 0. A negligible share is known to weigh nothing; who has it counts
 * as a supplier at home or abroad, but not as one who could take over. Cost: one pass over the
 * facts for each rule.
 *
 * <p>Where totals of countries are known the foreign share is taken from them, never from both;
 * suppliers are counted without them. A total of several countries ({@code ZZ}) is neither foreign
 * nor domestic, so a foreign share beside it is the least that it can be.
 *
 * <p>Countries are counted and weighed by totals where there are any, like the foreign share. What
 * hangs on the node comes from the {@linkplain Position edges of its chain}, and what hangs on its
 * makers from a {@linkplain SystemicRiskOf run over all firms}. A rule whose measure cannot be had
 * says nothing, which {@link Sureness} tells: how many rules were answered, and how much weight the
 * others could still add.
 */
public final class NodeDiagnosis {

    private static final String HOME = "CN";
    private static final BigDecimal WHOLE = new BigDecimal(100);

    /**
     * One fact on a supplier.
     *
     * @param country ISO 3166-1 alpha-2
     * @param share percent of the node's market; null when not known
     * @param negligible whether the share is known to be too small to be told
     * @param total whether it speaks of all makers of the country together
     * @param ground how far it can be trusted and until when
     */
    public record Supply(
            String country,
            @Nullable BigDecimal share,
            boolean negligible,
            boolean total,
            Ground ground) {

        public static Supply of(Provision it) {
            var said = it.statement();
            return new Supply(
                    said.country(),
                    said.share(),
                    said.negligible(),
                    said.total(),
                    Ground.of(it, said.source()));
        }
    }

    /**
     * What a fact rests on.
     *
     * @param asOf day of which it speaks
     * @param staleAfter last day on which it still counts as fresh
     */
    public record Ground(LocalDate asOf, LocalDate staleAfter, Confidence confidence) {

        static Ground of(Fact fact, SourceNote source) {
            return new Ground(source.asOf(), fact.staleAfter(), source.confidence());
        }
    }

    /** A fact on the node itself, as the rules see it. */
    public record Told(NodeFact.Kind kind, String value, Ground ground) {

        public static Told of(NodeFact it) {
            var said = it.statement();
            return new Told(said.kind(), said.value(), Ground.of(it, said.source()));
        }
    }

    /**
     * What is known of a node.
     *
     * @param supplies its suppliers
     * @param facts on the thing itself that hold on the day and that rules may ask for
     * @param position where it stands; null when its chain has no edges
     * @param risk percent of all output that is at risk when the maker fails of whom most hangs;
     *     null when no run over a supply network knows its makers
     */
    public record Known(
            List<Supply> supplies,
            List<Told> facts,
            @Nullable Position position,
            @Nullable BigDecimal risk) {

        public Known {
            supplies = List.copyOf(supplies);
            facts = List.copyOf(facts);
        }

        /** By its suppliers alone. */
        public static Known of(List<Supply> supplies) {
            return new Known(supplies, List.of(), null, null);
        }

        /** By its suppliers, and those facts that hold on the day and count. */
        public static Known of(
                List<Provision> supplies,
                List<NodeFact> facts,
                LocalDate day,
                @Nullable Position position,
                @Nullable BigDecimal risk) {
            return new Known(
                    supplies.stream().map(Supply::of).toList(),
                    facts.stream()
                            .filter(it -> it.statement().kind().counts())
                            .filter(it -> it.statement().holdsOn(day))
                            .map(Told::of)
                            .toList(),
                    position,
                    risk);
        }

        private Optional<BigDecimal> number(NodeFact.Kind kind) {
            return said(kind).map(BigDecimal::new);
        }

        private Optional<String> said(NodeFact.Kind kind) {
            return facts.stream().filter(it -> it.kind == kind).map(Told::value).findFirst();
        }

        private Stream<Ground> grounds() {
            return Stream.concat(
                    supplies.stream().map(Supply::ground), facts.stream().map(Told::ground));
        }
    }

    private NodeDiagnosis() {}

    /**
     * What one rule says of a node.
     *
     * @param measure null when it cannot be computed: a share or every fact is missing
     * @param finding null when the rule did not fire
     */
    public record Judgement(Rule rule, @Nullable BigDecimal measure, @Nullable Finding finding) {}

    /**
     * Applies every rule.
     *
     * @param day the day of the question, for staleness
     * @return what fired, in the order of the rules
     */
    public static List<Finding> of(Known known, List<Rule> rules, LocalDate day) {
        return judge(known, rules, day).stream()
                .map(Judgement::finding)
                .filter(Objects::nonNull)
                .toList();
    }

    /** The same with the rules that did not fire, so that it can be shown how it was reached. */
    public static List<Judgement> judge(Known known, List<Rule> rules, LocalDate day) {
        var judgements = new ArrayList<Judgement>();
        for (var rule : rules) {
            var measure = measured(rule.measure(), known, day);
            judgements.add(
                    new Judgement(
                            rule, measure.orElse(null), measure.flatMap(rule::judge).orElse(null)));
        }
        return judgements;
    }

    /**
     * 把握: how sure a verdict is.
     *
     * @param asked how many rules there are
     * @param answered how many of them could be answered
     * @param open weight that the others could add at most
     * @param least the weakest confidence of any fact that was read; null when there was none
     */
    public record Sureness(int asked, int answered, int open, @Nullable Confidence least) {

        static Sureness of(Known known, List<Judgement> judgements) {
            return new Sureness(
                    judgements.size(),
                    (int) judgements.stream().filter(it -> it.measure != null).count(),
                    judgements.stream()
                            .filter(it -> it.measure == null)
                            .mapToInt(it -> it.rule.atMost())
                            .sum(),
                    known.grounds()
                            .map(Ground::confidence)
                            .max(Comparator.naturalOrder())
                            .orElse(null));
        }
    }

    /** How sure what the rules say of a node is. */
    public static Sureness sureness(Known known, List<Judgement> judgements) {
        return Sureness.of(known, judgements);
    }

    /** The worst of what was found; sound when nothing was. */
    public static State state(List<Finding> findings) {
        if (has(findings, Severity.WEAK)) {
            return State.WEAK;
        }
        if (has(findings, Severity.UNKNOWN)) {
            return State.UNKNOWN;
        }
        return has(findings, Severity.WATCH) ? State.WATCH : State.SOUND;
    }

    /** 节点状态. */
    public enum State {
        WEAK,
        WATCH,
        SOUND,
        UNKNOWN;

        public String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private static boolean has(List<Finding> findings, Severity severity) {
        return findings.stream().anyMatch(it -> it.severity() == severity);
    }

    private static Optional<BigDecimal> measured(Rule.Measure measure, Known known, LocalDate day) {
        var supplies = known.supplies;
        return switch (measure) {
            case FACTS -> Optional.of(BigDecimal.valueOf(supplies.size()));
            case PROVIDERS -> providers(bodies(supplies));
            case DOMESTIC_PROVIDERS -> counted(supplies, domestic(supplies));
            case HHI -> shares(bodies(supplies)).map(NodeDiagnosis::sumOfSquares);
            case FOREIGN_SHARE -> {
                var basis = byCountry(supplies);
                yield shares(basis).map(_ -> foreign(basis));
            }
            case LARGEST_COUNTRY -> largestCountry(supplies);
            case COUNTRY_HHI -> {
                var basis = byCountry(supplies);
                yield toldApart(basis)
                        ? shares(basis).map(_ -> sumOfSquares(sums(basis)))
                        : Optional.empty();
            }
            case STALE_FACTS -> stale(known, day);
            case DATA_AGE -> age(known, day);
            case READINESS -> known.number(NodeFact.Kind.READINESS);
            case FOREIGN_DEPENDENCE -> known.number(NodeFact.Kind.FOREIGN_DEPENDENCE);
            case SUBSTITUTES ->
                    known.said(NodeFact.Kind.SUBSTITUTABLE)
                            .map(it -> it.equals("true") ? BigDecimal.ONE : BigDecimal.ZERO);
            case RECOVERY_GAP ->
                    known.number(NodeFact.Kind.RECOVERY_DAYS)
                            .flatMap(back ->
                                    known.number(NodeFact.Kind.SURVIVAL_DAYS).map(back::subtract));
            case SYSTEMIC_RISK -> Optional.ofNullable(known.risk);
            case PRODUCTS_STOPPED, CHOKE_POINT, TIERS_BEHIND ->
                    Optional.ofNullable(known.position).map(it -> placed(measure, it));
        };
    }

    private static BigDecimal placed(Rule.Measure measure, Position position) {
        return switch (measure) {
            case PRODUCTS_STOPPED ->
                    position.products() == 0
                            ? BigDecimal.ZERO
                            : BigDecimal.valueOf(100L * position.stopped())
                                    .divide(
                                            BigDecimal.valueOf(position.products()),
                                            1,
                                            RoundingMode.HALF_UP);
            case CHOKE_POINT -> BigDecimal.valueOf(position.throughIt());
            default -> BigDecimal.valueOf(position.tiersBehind());
        };
    }

    private static Optional<BigDecimal> stale(Known known, LocalDate day) {
        long all = known.grounds().count();
        return all == 0
                ? Optional.empty()
                : Optional.of(
                        BigDecimal.valueOf(
                                known.grounds().filter(it -> day.isAfter(it.staleAfter)).count()));
    }

    /** Since the youngest of all: before that nobody has looked. */
    private static Optional<BigDecimal> age(Known known, LocalDate day) {
        return known.grounds()
                .map(Ground::asOf)
                .max(Comparator.naturalOrder())
                .map(it -> BigDecimal.valueOf(Math.max(0, ChronoUnit.MONTHS.between(it, day))));
    }

    /** Of one country alone everything comes, shares or not; from home nothing hangs on another. */
    private static Optional<BigDecimal> largestCountry(List<Supply> supplies) {
        var basis = byCountry(supplies);
        var from =
                basis.stream()
                        .filter(it -> !it.negligible)
                        .map(Supply::country)
                        .distinct()
                        .toList();
        if (from.size() == 1 && toldApart(basis)) {
            return Optional.of(atHome(from.getFirst()) ? BigDecimal.ZERO : WHOLE);
        }
        return shares(basis)
                .map(_ ->
                        byCountryAbroad(basis).stream()
                                .max(Comparator.naturalOrder())
                                .orElse(BigDecimal.ZERO));
    }

    private static List<BigDecimal> byCountryAbroad(List<Supply> supplies) {
        return sums(supplies.stream().filter(it -> abroad(it.country)).toList());
    }

    private static boolean toldApart(List<Supply> supplies) {
        return supplies.stream().noneMatch(it -> it.country.equals(Provision.Statement.VARIOUS));
    }

    /** Known shares by country. */
    private static List<BigDecimal> sums(List<Supply> supplies) {
        var sums = new TreeMap<String, BigDecimal>();
        for (var supply : supplies) {
            if (supply.share != null) {
                sums.merge(supply.country, supply.share, BigDecimal::add);
            }
        }
        return List.copyOf(sums.values());
    }

    private static List<Supply> bodies(List<Supply> supplies) {
        return supplies.stream().filter(it -> !it.total).toList();
    }

    /** Totals where there are any, else the suppliers. */
    private static List<Supply> byCountry(List<Supply> supplies) {
        var totals = supplies.stream().filter(Supply::total).toList();
        return totals.isEmpty() ? supplies : totals;
    }

    /** Those who could take over; unknown when there are none to count. */
    private static Optional<BigDecimal> providers(List<Supply> bodies) {
        long able = bodies.stream().filter(it -> !it.negligible).count();
        return able == 0 ? Optional.empty() : Optional.of(BigDecimal.valueOf(able));
    }

    /** Suppliers at home; a total of the home country stands for at least one. */
    private static long domestic(List<Supply> supplies) {
        long bodies = bodies(supplies).stream().filter(NodeDiagnosis::atHome).count();
        return bodies > 0 ? bodies : supplies.stream().filter(NodeDiagnosis::atHome).count();
    }

    /** Without any fact nothing can be counted. */
    private static Optional<BigDecimal> counted(List<Supply> supplies, long count) {
        return supplies.isEmpty() ? Optional.empty() : Optional.of(BigDecimal.valueOf(count));
    }

    /** All shares; nothing when there are none or one is unknown. */
    private static Optional<List<BigDecimal>> shares(List<Supply> supplies) {
        var known = supplies.stream().map(Supply::share).filter(Objects::nonNull).toList();
        long told = supplies.stream().filter(it -> !it.negligible).count();
        return known.isEmpty() || known.size() < told ? Optional.empty() : Optional.of(known);
    }

    private static boolean atHome(Supply supply) {
        return atHome(supply.country());
    }

    /** 境内: counted as domestic by the rules; Hong Kong, Macao and Taiwan are 境外. */
    public static boolean atHome(String country) {
        return country.equals(HOME);
    }

    /** 境外: known to be abroad. */
    public static boolean abroad(String country) {
        return !atHome(country) && !country.equals(Provision.Statement.VARIOUS);
    }

    private static BigDecimal foreign(List<Supply> supplies) {
        return supplies.stream()
                .filter(it -> abroad(it.country))
                .map(Supply::share)
                .filter(Objects::nonNull)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal sumOfSquares(List<BigDecimal> shares) {
        return shares.stream().map(it -> it.multiply(it)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
