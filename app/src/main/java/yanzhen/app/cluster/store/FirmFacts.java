package yanzhen.app.cluster.store;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import yanzhen.app.cluster.Tenure;
import yanzhen.app.rules.Amount;
import yanzhen.app.rules.Datum;
import yanzhen.app.rules.Facts;

/**
 * One of many firms: what it reported and holds. The same as {@link JdbcReports#facts} says of one.
 * Its numbers become exact where they are asked for, which is not where they are read.
 */
final class FirmFacts implements Facts {

    final UUID id;
    final boolean firm;
    final String district;
    final String industry;
    final @Nullable LocalDate registered;
    private final List<Tenure> tenures = new ArrayList<>();
    private final Slots slots;
    private final @Nullable BigDecimal[] reported;
    private final @Nullable Amount[] known;

    FirmFacts(
            UUID id,
            boolean firm,
            String district,
            String industry,
            @Nullable LocalDate registered,
            Slots slots) {
        this.id = id;
        this.firm = firm;
        this.district = district;
        this.industry = industry;
        this.registered = registered;
        this.slots = slots;
        this.reported = new BigDecimal[slots.size()];
        this.known = new Amount[slots.size()];
    }

    void report(int slot, BigDecimal value) {
        reported[slot] = value;
    }

    void hold(Tenure tenure) {
        tenures.add(tenure);
    }

    List<Tenure> tenures() {
        return tenures;
    }

    /** What the register knows goes before what was reported. */
    void know(String datum, long value) {
        int slot = slots.of(datum, slots.lastYear());
        if (slot >= 0) {
            known[slot] = Amount.of(value);
        }
    }

    Set<String> heldOn(LocalDate day) {
        return tenures.stream()
                .filter(it -> it.valid().covers(day))
                .map(Tenure::scheme)
                .collect(Collectors.toSet());
    }

    /** First day on which it ever held a scheme that it holds on the day; null when it does not. */
    @Nullable LocalDate since(String scheme, LocalDate day) {
        return heldOn(day).contains(scheme)
                ? tenures.stream()
                        .filter(it -> it.scheme().equals(scheme))
                        .map(Tenure::heldSince)
                        .min(LocalDate::compareTo)
                        .orElse(null)
                : null;
    }

    @Override
    public int lastYear() {
        return slots.lastYear();
    }

    @Override
    public @Nullable Amount value(Datum datum, int year) {
        int slot = slots.of(datum.key(), year);
        if (slot < 0) {
            return null;
        }
        var value = reported[slot];
        if (known[slot] == null && value != null) {
            known[slot] = Amount.of(value);
        }
        return known[slot];
    }
}
