package yanzhen.app.plan;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.challenge.Outcome;
import yanzhen.app.challenge.Outcomes;
import yanzhen.app.cluster.Holding;
import yanzhen.app.cluster.Recognitions;
import yanzhen.app.kernel.AsOf;
import yanzhen.app.kernel.Yuan;
import yanzhen.app.loop.Contract;
import yanzhen.app.loop.Contract.Registration;
import yanzhen.app.loop.Contracts;
import yanzhen.app.plan.OwnRule.AcceptedOutcomes;
import yanzhen.app.plan.OwnRule.NoRecords;
import yanzhen.app.plan.OwnRule.RecognitionsInForce;
import yanzhen.app.plan.OwnRule.RegisteredContracts;
import yanzhen.app.plan.OwnRule.StatisticsOnly;

/**
 * 自有记录的统计: counts the platform's own records for indicators, as of a day and as known at a moment.
 * Reading and list come from the same rows, so that the list sums to the reading.
 */
@Component
public class OwnRecords {

    private static final int DECIMALS = 6;
    private static final BigDecimal YUAN_IN_YI = BigDecimal.valueOf(100_000_000);
    private static final BigDecimal PERCENT = BigDecimal.valueOf(100);

    private final Recognitions recognitions;
    private final Outcomes outcomes;
    private final Contracts contracts;

    OwnRecords(Recognitions recognitions, Outcomes outcomes, Contracts contracts) {
        this.recognitions = recognitions;
        this.outcomes = outcomes;
        this.contracts = contracts;
    }

    /** The readings of all these indicators by number, in at most three queries. */
    @Transactional(readOnly = true)
    public Map<Integer, OwnReading> read(
            List<Indicator> indicators, PlanPeriod plan, AsOf asOf, PublicReadings figures) {
        var stocks = stocks(indicators, asOf);
        var accepted = accepted(indicators, asOf);
        var readings = new LinkedHashMap<Integer, OwnReading>();
        for (var it : indicators) {
            readings.put(it.number(), read(it, plan, asOf, figures, stocks, accepted));
        }
        return readings;
    }

    /** Asked only when one of the indicators counts outcomes. */
    private List<Outcome> accepted(List<Indicator> indicators, AsOf asOf) {
        return indicators.stream().anyMatch(it -> it.own() instanceof AcceptedOutcomes)
                ? outcomes.accepted(asOf)
                : List.of();
    }

    /** The stocks of the indicators that count recognitions, by number. */
    private Map<Integer, Recognitions.Stock> stocks(List<Indicator> indicators, AsOf asOf) {
        var numbers = new ArrayList<Integer>();
        var groups = new ArrayList<Set<String>>();
        for (var it : indicators) {
            if (it.own() instanceof RecognitionsInForce(var schemes)) {
                numbers.add(it.number());
                groups.add(Set.copyOf(schemes));
            }
        }
        if (groups.isEmpty()) {
            return Map.of();
        }
        var found = recognitions.stocks(groups, asOf);
        var stocks = new HashMap<Integer, Recognitions.Stock>();
        for (int at = 0; at < numbers.size(); at++) {
            stocks.put(numbers.get(at), found.get(at));
        }
        return stocks;
    }

    private OwnReading read(
            Indicator indicator,
            PlanPeriod plan,
            AsOf asOf,
            PublicReadings figures,
            Map<Integer, Recognitions.Stock> stocks,
            List<Outcome> accepted) {
        return switch (indicator.own()) {
            case RecognitionsInForce _ ->
                    stock(stocks.getOrDefault(indicator.number(), Recognitions.Stock.NOTHING));
            case AcceptedOutcomes(var category) -> accepted(of(category, accepted, plan), plan);
            case RegisteredContracts(var denominator) ->
                    turnover(asOf, figures.of(denominator, String.valueOf(asOf.day().getYear())));
            case StatisticsOnly _ -> new OwnReading.StatisticsOnly();
            case NoRecords(var note) -> new OwnReading.NotKept(note);
        };
    }

    private static OwnReading stock(Recognitions.Stock held) {
        return held.held() == 0
                ? new OwnReading.NoneYet()
                : new OwnReading.Stock(held.held(), held.organisations(), held.synthetic());
    }

    private static OwnReading accepted(List<Outcome> found, PlanPeriod plan) {
        long within = found.stream().filter(it -> plan.covers(it.acceptedOn())).count();
        return found.isEmpty()
                ? new OwnReading.NoneYet()
                : new OwnReading.Accepted(
                        within, found.size() - within, found.stream().anyMatch(Outcome::synthetic));
    }

    private static List<Outcome> of(String category, List<Outcome> accepted, PlanPeriod plan) {
        return accepted.stream()
                .filter(it -> it.category().name().equals(category))
                .filter(it -> it.acceptedOn().isAfter(plan.baseline()))
                .toList();
    }

    private OwnReading turnover(AsOf asOf, Optional<Figure> denominator) {
        var total = contracts.total(newYear(asOf), asOf);
        if (total.count() == 0) {
            return new OwnReading.NoneYet();
        }
        return new OwnReading.Turnover(
                asOf.day().getYear(),
                total,
                denominator.orElse(null),
                denominator.map(it -> ratio(total.total(), it)));
    }

    /** Yuan over 亿元, in per cent. */
    private static BigDecimal ratio(Yuan total, Figure denominator) {
        return total.amount()
                .multiply(PERCENT)
                .divide(denominator.value().multiply(YUAN_IN_YI), DECIMALS, RoundingMode.HALF_UP);
    }

    /** The records that the reading counts, the latest first. */
    @Transactional(readOnly = true)
    public List<Counted> counted(Indicator indicator, PlanPeriod plan, AsOf asOf) {
        return switch (indicator.own()) {
            case RecognitionsInForce(var schemes) -> holdings(schemes, asOf);
            case AcceptedOutcomes(var category) ->
                    of(category, outcomes.accepted(asOf), plan).stream()
                            .map(it ->
                                    (Counted)
                                            new Counted.OfOutcome(it, plan.covers(it.acceptedOn())))
                            .sorted(LATEST_FIRST)
                            .toList();
            case RegisteredContracts _ -> contracts(asOf);
            case StatisticsOnly _ -> List.of();
            case NoRecords _ -> List.of();
        };
    }

    private static final Comparator<Counted> LATEST_FIRST =
            Comparator.comparing(Counted::day).reversed();

    private List<Counted> holdings(List<String> schemes, AsOf asOf) {
        var rank = new HashMap<String, Integer>();
        schemes.forEach(it -> rank.put(it, rank.size()));
        var seen = new HashSet<UUID>();
        return recognitions.holdings(rank.keySet(), asOf).stream()
                .sorted(
                        Comparator.comparing((Holding it) -> rank.getOrDefault(it.scheme(), 0))
                                .thenComparing(it -> it.valid().from(), Comparator.reverseOrder())
                                .thenComparing(Holding::recognition))
                .map(it -> (Counted) new Counted.OfRecognition(it, seen.add(it.organisation())))
                .toList();
    }

    private List<Counted> contracts(AsOf asOf) {
        var from = newYear(asOf);
        var seen = contracts.registered(from, asOf);
        var rows = new ArrayList<Counted>();
        seen.forEach(it -> rows.add(new Counted.OfContract(it, decided(it, asOf.day()))));
        var all = contracts.total(from, asOf);
        long closed = all.count() - seen.size();
        if (closed > 0) {
            var own = seen.stream().map(Contract::total).reduce(Yuan.ZERO, Yuan::plus);
            rows.add(
                    new Counted.OfClosedContracts(
                            closed, all.total().minus(own), asOf.day(), all.synthetic()));
        }
        return rows;
    }

    private static LocalDate decided(Contract contract, LocalDate otherwise) {
        return contract.registration() instanceof Registration.Registered(_, var on, _)
                ? on
                : otherwise;
    }

    private static LocalDate newYear(AsOf asOf) {
        return asOf.day().withDayOfYear(1);
    }
}
