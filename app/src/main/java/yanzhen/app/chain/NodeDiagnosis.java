package yanzhen.app.chain;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.Finding.Severity;

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
 * <p>It looks at the node alone and knows neither stocks, prices nor what happens further down the
 * chain.
 */
public final class NodeDiagnosis {

    private static final String HOME = "CN";

    /**
     * One fact on a supplier.
     *
     * @param country ISO 3166-1 alpha-2
     * @param share percent of the node's market; null when not known
     * @param staleAfter last day on which the fact still counts as fresh
     * @param negligible whether the share is known to be too small to be told
     * @param total whether it speaks of all makers of the country together
     */
    public record Supply(
            String country,
            @Nullable BigDecimal share,
            LocalDate staleAfter,
            boolean negligible,
            boolean total) {

        /** Of one supplier with a share or an unknown one. */
        public Supply(String country, @Nullable BigDecimal share, LocalDate staleAfter) {
            this(country, share, staleAfter, false, false);
        }

        public static Supply of(Provision it) {
            var said = it.statement();
            return new Supply(
                    said.country(), said.share(), it.staleAfter(), said.negligible(), said.total());
        }
    }

    /**
     * What is known of a node: its suppliers, and what its facts say of the thing itself.
     *
     * @param readiness 1 to 9; null when not known
     * @param foreignDependence percent of the need that is met from abroad; null when not known
     * @param substitutable whether something else can take its place; null when not known
     */
    public record Known(
            List<Supply> supplies,
            @Nullable BigDecimal readiness,
            @Nullable BigDecimal foreignDependence,
            @Nullable Boolean substitutable) {

        public Known {
            supplies = List.copyOf(supplies);
        }

        /** By its suppliers alone. */
        public static Known of(List<Supply> supplies) {
            return new Known(supplies, null, null, null);
        }

        /** By its suppliers, and the facts that hold on the day. */
        public static Known of(
                List<Supply> supplies, List<NodeFact.Statement> facts, LocalDate day) {
            return new Known(
                    supplies,
                    number(facts, NodeFact.Kind.READINESS, day),
                    number(facts, NodeFact.Kind.FOREIGN_DEPENDENCE, day),
                    said(facts, NodeFact.Kind.SUBSTITUTABLE, day)
                            .map(Boolean::valueOf)
                            .orElse(null));
        }

        private static @Nullable BigDecimal number(
                List<NodeFact.Statement> facts, NodeFact.Kind kind, LocalDate day) {
            return said(facts, kind, day).map(BigDecimal::new).orElse(null);
        }

        private static Optional<String> said(
                List<NodeFact.Statement> facts, NodeFact.Kind kind, LocalDate day) {
            return facts.stream()
                    .filter(it -> it.kind() == kind && it.holdsOn(day))
                    .map(NodeFact.Statement::value)
                    .findFirst();
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
            case STALE_FACTS ->
                    counted(
                            supplies,
                            supplies.stream().filter(it -> day.isAfter(it.staleAfter())).count());
            case HHI -> shares(bodies(supplies)).map(NodeDiagnosis::sumOfSquares);
            case FOREIGN_SHARE -> {
                var basis = byCountry(supplies);
                yield shares(basis).map(_ -> foreign(basis));
            }
            case READINESS -> Optional.ofNullable(known.readiness);
            case FOREIGN_DEPENDENCE -> Optional.ofNullable(known.foreignDependence);
            case SUBSTITUTES ->
                    Optional.ofNullable(known.substitutable)
                            .map(it -> it ? BigDecimal.ONE : BigDecimal.ZERO);
        };
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
