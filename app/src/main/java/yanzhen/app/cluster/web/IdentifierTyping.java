package yanzhen.app.cluster.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import yanzhen.app.cluster.IdentifierKind;
import yanzhen.app.cluster.Identifiers;
import yanzhen.app.cluster.OtherIdentifier;
import yanzhen.app.kernel.CreditCode;
import yanzhen.app.kernel.Period;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Choice;
import yanzhen.app.site.Typed;

/** Reads identifiers from a form or a request, with all their problems at once. */
@Component
class IdentifierTyping {

    private static final int MOST_DOCUMENT = 200;
    private static final int MOST_VALUE = 60;

    /** What the form or the request holds. */
    record Typing(
            @Nullable String identifierKind,
            @Nullable String jurisdiction,
            @Nullable String identifier,
            @Nullable String from,
            @Nullable String until,
            @Nullable String document) {

        static final Typing NOTHING = new Typing(null, null, null, null, null, null);
    }

    /** What the form or the request holds that gives a body its credit code. */
    record CodeTyping(@Nullable String code, @Nullable String override, @Nullable String reason) {

        static final CodeTyping NOTHING = new CodeTyping(null, null, null);
    }

    /** A credit code to be recorded. */
    record Assigning(CreditCode code, @Nullable String override, String reason) {}

    private final Identifiers identifiers;

    IdentifierTyping(Identifiers identifiers) {
        this.identifiers = identifiers;
    }

    /** The kinds to choose from. */
    List<Choice> kinds(Locale locale) {
        return identifiers.kinds().stream()
                .map(it -> new Choice(it.key(), it.name().in(locale)))
                .toList();
    }

    /** The identifier with its days; null when something is wrong with it. */
    Identifiers.@Nullable Statement statement(Typing typed, Problems problems) {
        var number = number(typed.identifierKind, typed.jurisdiction, typed.identifier, problems);
        var from = Typed.requiredDay("from", typed.from, problems);
        var until = Typed.day("until", typed.until, problems);
        if (from != null && until != null && !from.isBefore(until)) {
            problems.add("", null, "until", until.toString(), "period-empty");
        }
        var document = Typed.text("document", typed.document, 0, MOST_DOCUMENT, problems);
        return problems.none() && number != null && from != null
                ? new Identifiers.Statement(number, new Period(from, until), document)
                : null;
    }

    /**
     * What stands in for a credit code, or stands beside it; null when nothing was typed or
     * something is wrong.
     *
     * @param alone whether there is no code, so that the kind must be one that may stand in for it
     * @param since first of its days
     */
    Identifiers.@Nullable Statement beside(
            FactsTyping.Typing typed, boolean alone, LocalDate since, Problems problems) {
        if (empty(typed)) {
            return null;
        }
        var number =
                number(typed.identifierKind(), typed.jurisdiction(), typed.identifier(), problems);
        if (number == null) {
            return null;
        }
        if (alone && !kind(number.kind()).leads()) {
            problems.add("", null, "identifierKind", number.kind(), "identifier-never-leads");
        }
        return new Identifiers.Statement(number, Period.since(since), "");
    }

    /** Whether no other identifier was typed. */
    static boolean empty(FactsTyping.Typing typed) {
        return Typed.text(typed.identifierKind()).isEmpty()
                && Typed.text(typed.identifier()).isEmpty();
    }

    private IdentifierKind kind(String key) {
        return identifiers.kinds().stream()
                .filter(it -> it.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private @Nullable OtherIdentifier number(
            @Nullable String kindTyped,
            @Nullable String jurisdictionTyped,
            @Nullable String valueTyped,
            Problems problems) {
        var key = Typed.text("identifierKind", kindTyped, 1, 20, problems);
        var found = identifiers.kinds().stream().filter(it -> it.key().equals(key)).findFirst();
        if (found.isEmpty() && !key.isEmpty()) {
            problems.add("", null, "identifierKind", key, "unknown-reference");
        }
        var value =
                OtherIdentifier.plain(
                        Typed.text("identifier", valueTyped, 1, MOST_VALUE, problems));
        if (found.isEmpty() || value.isEmpty()) {
            return null;
        }
        return checked(
                found.get(), OtherIdentifier.plain(Typed.text(jurisdictionTyped)), value, problems);
    }

    private static @Nullable OtherIdentifier checked(
            IdentifierKind kind, String jurisdiction, String value, Problems problems) {
        var faults = kind.faults(jurisdiction, value);
        faults.forEach(it ->
                problems.add(
                        "",
                        null,
                        it.field(),
                        it.field().equals("identifier") ? value : jurisdiction,
                        it.code()));
        return faults.isEmpty()
                ? new OtherIdentifier(
                        kind.key(), jurisdiction.isEmpty() ? null : jurisdiction, value)
                : null;
    }

    /** The code for a body that has none; null when something is wrong with it. */
    static @Nullable Assigning assigning(CodeTyping typed, Problems problems) {
        var override = Typed.text("override", typed.override, 0, 500, problems);
        var code = FactsTyping.code(typed.code, !override.isEmpty(), problems);
        var reason = Typed.reason(typed.reason, problems);
        return problems.none() && code != null
                ? new Assigning(code, code.passesCheck() ? null : override, reason)
                : null;
    }
}
