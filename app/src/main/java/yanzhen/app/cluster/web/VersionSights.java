package yanzhen.app.cluster.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Conditions;
import yanzhen.app.cluster.Conditions.Condition;
import yanzhen.app.cluster.Regions;
import yanzhen.app.cluster.SchemeVersion;
import yanzhen.app.cluster.SchemeVersion.Basis;
import yanzhen.app.cluster.SchemeVersions;
import yanzhen.app.kernel.Bilingual;

/** Versions of the rules of a scheme as its page shows them. */
@Component
class VersionSights {

    /**
     * What the page says of versions.
     *
     * @param several whether there is something to choose
     * @param next the one that begins next, while the one in force is shown; null where none is
     *     known
     * @param lapsed day on which the last rules ended where none are in force; null where some are
     * @param maySimulate whether the viewer may see what would come of a version
     * @param changes against the version before; none where it is the first
     * @param before name of the version before; null where it is the first
     */
    record Sight(
            Shown shown,
            boolean several,
            List<Shown> all,
            @Nullable Shown next,
            @Nullable LocalDate lapsed,
            boolean maySimulate,
            @Nullable String before,
            List<Difference> changes,
            List<Passing> transition,
            @Nullable Source transitionSource,
            List<Quota> quotas,
            @Nullable Source quotaSource) {}

    /**
     * One version.
     *
     * @param last last day; null while the end is open
     * @param state IN_FORCE, COMING or OVER
     */
    record Shown(
            String key,
            @Nullable String name,
            @Nullable LocalDate from,
            @Nullable LocalDate last,
            String state,
            String basis,
            boolean confirmed,
            @Nullable String reading) {}

    /**
     * A condition of both versions, or of one.
     *
     * @param kind NEW, GONE, CHANGED or SAME
     * @param before null where it is new, or people judged
     * @param now null where it is gone, or people judge
     */
    record Difference(
            String kind, String name, @Nullable ShownRule before, @Nullable ShownRule now) {}

    /** What the transition says: a sentence of the messages, and its day if it has one. */
    record Passing(String sentence, @Nullable LocalDate day) {}

    /** Where something is written, or what we took it to be. */
    record Source(@Nullable String document, boolean confirmed, @Nullable String reading) {}

    /** Places of a district; of the others where it is null. */
    record Quota(@Nullable String district, int places) {}

    private final Conditions conditions;
    private final Regions regions;
    private final Viewers viewers;

    VersionSights(Conditions conditions, Regions regions, Viewers viewers) {
        this.conditions = conditions;
        this.regions = regions;
        this.viewers = viewers;
    }

    Sight of(
            String scheme,
            SchemeVersions versions,
            SchemeVersion version,
            List<Condition> now,
            LocalDate today,
            Locale locale) {
        var before = versions.before(version);
        var transition = version.transition();
        var quotas = version.quotas();
        return new Sight(
                shown(version, today, locale),
                versions.all().size() > 1,
                versions.all().reversed().stream().map(it -> shown(it, today, locale)).toList(),
                version.covers(today)
                        ? versions.coming(today).stream()
                                .findFirst()
                                .map(it -> shown(it, today, locale))
                                .orElse(null)
                        : null,
                versions.inForce(today).isPresent() ? null : versions.standing(today).until(),
                viewers.current().seesRegion() || viewers.current().is(Role.DISTRICT_OFFICER),
                before == null ? null : name(before, locale),
                before == null
                        ? List.of()
                        : differences(conditions.of(scheme, before.key()), now, locale),
                transition == null ? List.of() : passing(transition),
                transition == null
                        ? null
                        : source(transition.basis(), transition.reading(), locale),
                quotas == null ? List.of() : quotas(quotas, locale),
                quotas == null ? null : source(quotas.basis(), quotas.reading(), locale));
    }

    static @Nullable String name(SchemeVersion version, Locale locale) {
        return version.name() == null ? null : version.name().in(locale);
    }

    private static Shown shown(SchemeVersion it, LocalDate today, Locale locale) {
        var until = it.until();
        return new Shown(
                it.key(),
                name(it, locale),
                it.from(),
                until == null ? null : until.minusDays(1),
                it.covers(today) ? "IN_FORCE" : it.begun(today) ? "OVER" : "COMING",
                it.basis().toString(),
                it.basis().confirmed(),
                it.reading() == null ? null : it.reading().in(locale));
    }

    private static Source source(
            @Nullable Basis basis, @Nullable Bilingual reading, Locale locale) {
        return new Source(
                basis == null ? null : basis.toString(),
                basis != null && basis.confirmed(),
                reading == null ? null : reading.in(locale));
    }

    private static List<Passing> passing(SchemeVersion.Transition it) {
        var passing = new ArrayList<Passing>();
        var calls = it.callsUntil();
        passing.add(new Passing(calls == null ? "calls" : "calls-until", calls));
        var evaluations = it.evaluationsUntil();
        passing.add(
                new Passing(
                        evaluations == null ? "evaluations" : "evaluations-until", evaluations));
        var held = it.heldUntil();
        passing.add(new Passing(held == null ? "held" : "held-until", held));
        passing.add(new Passing(it.cycleAnew() ? "cycle-anew" : "cycle", null));
        passing.add(new Passing("under-way", null));
        return passing;
    }

    /** Of the same name are one; those of the version before that are gone stand at the end. */
    static List<Difference> differences(
            List<Condition> before, List<Condition> now, Locale locale) {
        var old = new LinkedHashMap<String, Condition>();
        before.forEach(it -> old.put(it.name().zh(), it));
        var differences = new ArrayList<Difference>();
        for (var it : now) {
            var was = old.remove(it.name().zh());
            var rule = rule(it, locale);
            var oldRule = was == null ? null : rule(was, locale);
            var kind = was == null ? "NEW" : Objects.equals(oldRule, rule) ? "SAME" : "CHANGED";
            differences.add(new Difference(kind, it.name().in(locale), oldRule, rule));
        }
        old.values()
                .forEach(it ->
                        differences.add(
                                new Difference(
                                        "GONE", it.name().in(locale), rule(it, locale), null)));
        return differences;
    }

    private static @Nullable ShownRule rule(Condition it, Locale locale) {
        return it.rule() == null ? null : ShownRule.of(it.rule(), null, locale);
    }

    private List<Quota> quotas(SchemeVersion.Quotas it, Locale locale) {
        Map<String, String> names = regions.names(locale);
        var quotas = new ArrayList<Quota>();
        for (var district : regions.districts()) {
            var places = it.districts().get(district.code());
            if (places != null) {
                quotas.add(new Quota(names.getOrDefault(district.code(), district.code()), places));
            }
        }
        if (it.others() != null) {
            quotas.add(new Quota(null, it.others()));
        }
        return quotas;
    }
}
