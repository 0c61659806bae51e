package yanzhen.app.cluster.store;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;
import yanzhen.app.cluster.Applications.Revision;
import yanzhen.app.cluster.Rounds.Round;
import yanzhen.app.cluster.ScoreBasis;
import yanzhen.app.cluster.ScoreBasis.Origin;
import yanzhen.app.kernel.IndustryCode;
import yanzhen.app.rules.Amount;
import yanzhen.app.rules.Datum;
import yanzhen.app.rules.Facts;

/** 数据快照: the numbers that a round reads, exact, as they were handed in. */
record Snapshot(int lastYear, Map<String, Amount> values) implements Facts {

    /** As texts by datum and year; what is not known is not there. */
    static Map<String, String> of(Round round, Facts facts) {
        var numbers = new TreeMap<String, String>();
        round.needs()
                .forEach((datum, years) -> {
                    for (int back = 0; back < years; back++) {
                        int year = facts.lastYear() - back;
                        if (facts.value(datum, year) instanceof Amount.Known(var value)) {
                            numbers.put(key(datum, year), text(value));
                        }
                    }
                });
        return numbers;
    }

    static Facts read(Revision revision) {
        var values = new HashMap<String, Amount>();
        revision.numbers().forEach((key, text) -> values.put(key, new Amount.Known(read(text))));
        return new Snapshot(revision.lastYear(), Map.copyOf(values));
    }

    /** Whence those numbers come, as far as somebody reported them. */
    static Map<String, Origin> origins(Map<String, String> numbers, ScoreBasis basis) {
        var origins = new TreeMap<>(basis.origins());
        origins.keySet().retainAll(numbers.keySet());
        return origins;
    }

    /** What a score sheet reads of what was handed in. */
    static ScoreBasis basis(Revision revision) {
        var industry = revision.industry();
        return new ScoreBasis(
                read(revision),
                industry == null ? null : new IndustryCode(industry),
                revision.origins());
    }

    private static String key(Datum datum, int year) {
        return datum.key() + year;
    }

    private static String text(BigFraction value) {
        return value.getNumerator() + "/" + value.getDenominator();
    }

    private static BigFraction read(String text) {
        int slash = text.indexOf('/');
        return BigFraction.of(
                new BigInteger(text.substring(0, slash)),
                new BigInteger(text.substring(slash + 1)));
    }

    @Override
    public @Nullable Amount value(Datum datum, int year) {
        return values.get(key(datum, year));
    }
}
