package yanzhen.app.cluster.web;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import yanzhen.app.cluster.Enrolment;
import yanzhen.app.cluster.Facts;
import yanzhen.app.cluster.Identifiers;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Regions;
import yanzhen.app.kernel.CreditCode;
import yanzhen.app.kernel.IndustryCode;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Typed;

/** Reads the facts of an organisation from a form or a request, with all their problems at once. */
@Component
class FactsTyping {

    private static final LocalDate EARLIEST = LocalDate.of(1800, 1, 1);

    /**
     * What the form or the request holds.
     *
     * @param code only when it is registered
     * @param override why a failing code is admitted
     * @param identifierKind kind of another identifier; only when it is registered
     * @param reason only when it is corrected
     */
    record Typing(
            @Nullable String key,
            @Nullable String code,
            @Nullable String override,
            @Nullable String identifierKind,
            @Nullable String jurisdiction,
            @Nullable String identifier,
            @Nullable String name,
            @Nullable String nameEn,
            @Nullable String kind,
            @Nullable String district,
            @Nullable String park,
            @Nullable String industry,
            @Nullable String registered,
            @Nullable String address,
            @Nullable String reason) {

        static final Typing NOTHING =
                new Typing(
                        null, null, null, null, null, null, null, null, null, null, null, null,
                        null, null, null);

        static Typing of(Organisation it) {
            return new Typing(
                    null,
                    it.codeText(),
                    null,
                    null,
                    null,
                    null,
                    it.name(),
                    it.nameEn(),
                    it.kind().name(),
                    it.district(),
                    it.park(),
                    it.industry() == null ? null : it.industry().value(),
                    it.registered() == null ? null : it.registered().toString(),
                    it.address(),
                    null);
        }
    }

    /**
     * An organisation to be registered.
     *
     * @param code null where it has none
     * @param other another identifier; there where it has no code
     */
    record Registration(
            @Nullable CreditCode code,
            @Nullable String override,
            Identifiers.@Nullable Statement other,
            Facts facts) {}

    /** Facts to supersede others. */
    record Correction(Facts facts, String reason) {}

    private final Regions regions;
    private final IdentifierTyping identifiers;

    FactsTyping(Regions regions, IdentifierTyping identifiers) {
        this.regions = regions;
        this.identifiers = identifiers;
    }

    /** The organisation; null when something is wrong with it. */
    @Nullable Registration registration(Typing typed, LocalDate today, Problems problems) {
        var override = Typed.text("override", typed.override, 0, 500, problems);
        boolean alone = Typed.text(typed.code).isEmpty();
        var code = alone ? null : code(typed.code, !override.isEmpty(), problems);
        var since = Typed.day("registered", typed.registered, new Problems());
        var other = identifiers.beside(typed, alone, since == null ? today : since, problems);
        if (alone && IdentifierTyping.empty(typed)) {
            problems.add("", null, "code", "", "code-or-identifier");
        }
        var facts = facts(typed, today, problems);
        return facts == null || !problems.none()
                ? null
                : new Registration(
                        code, code == null || code.passesCheck() ? null : override, other, facts);
    }

    /** The correction; null when something is wrong with it. */
    @Nullable Correction correction(Typing typed, LocalDate today, Problems problems) {
        var reason = Typed.reason(typed.reason, problems);
        var facts = facts(typed, today, problems);
        return facts == null ? null : new Correction(facts, reason);
    }

    static @Nullable CreditCode code(@Nullable String typed, boolean admitted, Problems problems) {
        var text = Typed.text(typed);
        if (text.isEmpty()) {
            problems.add("", null, "code", "", "required");
            return null;
        }
        try {
            var code = CreditCode.admittedByOverride(text);
            if (!code.passesCheck() && !admitted) {
                problems.add("", null, "code", text, "credit-code-check");
            }
            return code;
        } catch (IllegalArgumentException e) {
            problems.add("", null, "code", text, "credit-code-form");
            return null;
        }
    }

    /** Name and place only, as far as they are needed to look somebody up. */
    @Nullable Facts sketch(
            String name,
            String nameEn,
            String district,
            String address,
            LocalDate today,
            Problems problems) {
        var kind = Organisation.Kind.ENTERPRISE.name();
        return facts(
                new Typing(
                        null, null, null, null, null, null, name, nameEn, kind, district, null,
                        null, null, address, null),
                today,
                problems);
    }

    private @Nullable Facts facts(Typing typed, LocalDate today, Problems problems) {
        var name = Typed.text("name", typed.name, Facts.LEAST_NAME, Facts.MOST_NAME, problems);
        var nameEn = Typed.text("nameEn", typed.nameEn, 0, Facts.MOST_NAME, problems);
        var kind = Typed.choice("kind", typed.kind, Organisation.Kind.class, true, problems);
        var district = Typed.text("district", typed.district, 1, 10, problems);
        if (!district.isEmpty() && regions.find(district).isEmpty()) {
            problems.add("", null, "district", district, "unknown-reference");
        }
        var park = park(typed.park, district, problems);
        var industry = industry(typed.industry, problems);
        var registered = Typed.day("registered", typed.registered, problems);
        if (registered != null && (registered.isAfter(today) || registered.isBefore(EARLIEST))) {
            problems.add(
                    "",
                    null,
                    "registered",
                    registered.toString(),
                    "registered-range",
                    EARLIEST.toString());
        }
        var address = address(typed.address, problems);
        return problems.none() && kind != null
                ? new Facts(
                        name,
                        nameEn.isEmpty() ? null : nameEn,
                        kind,
                        district,
                        park,
                        industry,
                        registered,
                        address)
                : null;
    }

    private @Nullable String park(@Nullable String typed, String district, Problems problems) {
        var code = Typed.text("park", typed, 0, 20, problems);
        if (code.isEmpty()) {
            return null;
        }
        var found = regions.parks().stream().filter(it -> it.code().equals(code)).findFirst();
        if (found.isEmpty()) {
            problems.add("", null, "park", code, "unknown-reference");
        } else if (!found.get().district().equals(district)) {
            problems.add("", null, "park", code, "park-elsewhere");
        }
        return code;
    }

    private static @Nullable String address(@Nullable String typed, Problems problems) {
        boolean none = Typed.text(typed).isEmpty();
        int least = none ? 0 : Facts.LEAST_ADDRESS;
        var address = Typed.text("address", typed, least, Facts.MOST_ADDRESS, problems);
        return none ? null : address;
    }

    private static @Nullable IndustryCode industry(@Nullable String typed, Problems problems) {
        var text = Typed.text(typed).toUpperCase(java.util.Locale.ROOT);
        if (text.isEmpty()) {
            return null;
        }
        try {
            return new IndustryCode(text);
        } catch (IllegalArgumentException e) {
            problems.add("", null, "industry", text, "industry-code");
            return null;
        }
    }

    /** A version in words, for the page of an organisation. */
    record VersionLine(
            String name,
            @Nullable String nameEn,
            String kind,
            String district,
            String park,
            String industry,
            String registered,
            @Nullable String address,
            String recorded,
            @Nullable String superseded,
            @Nullable String by,
            @Nullable String reason,
            @Nullable LocalDate effective) {}

    VersionLine line(
            Enrolment.Version it,
            java.util.Locale locale,
            java.util.function.Function<java.time.Instant, String> moment) {
        var facts = it.facts();
        return new VersionLine(
                facts.name(),
                facts.nameEn(),
                facts.kind().name(),
                regions.find(facts.district())
                        .map(region -> region.name().in(locale))
                        .orElse(facts.district()),
                facts.park() == null
                        ? "—"
                        : regions.parkNames(locale).getOrDefault(facts.park(), facts.park()),
                facts.industry() == null ? "—" : facts.industry().value(),
                facts.registered() == null ? "—" : facts.registered().toString(),
                facts.address(),
                moment.apply(it.recordedAt()),
                it.supersededAt() == null ? null : moment.apply(it.supersededAt()),
                it.by(),
                it.reason(),
                it.effective());
    }
}
