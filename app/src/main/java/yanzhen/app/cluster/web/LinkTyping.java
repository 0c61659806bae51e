package yanzhen.app.cluster.web;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import yanzhen.app.cluster.ControlLinks;
import yanzhen.app.cluster.Identifier;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.kernel.Period;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Typed;

/** Reads links of control from a form or a request, with all their problems at once. */
@Component
class LinkTyping {

    private static final int MOST_DOCUMENT = 200;
    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

    /**
     * What the form or the request holds.
     *
     * @param parent id, credit code, or another identifier as kind and value; not read when a link
     *     is corrected
     * @param reason only when it is corrected
     */
    record Typing(
            @Nullable String parent,
            @Nullable String kind,
            @Nullable String share,
            @Nullable String from,
            @Nullable String until,
            @Nullable String document,
            @Nullable String asOf,
            @Nullable String reason) {

        static final Typing NOTHING = new Typing(null, null, null, null, null, null, null, null);
    }

    /** A link to be recorded. */
    record Linking(UUID parent, ControlLinks.Terms terms) {}

    /** What a link is to say from now on. */
    record Correcting(ControlLinks.Terms terms, String reason) {}

    private final Organisations organisations;

    LinkTyping(Organisations organisations) {
        this.organisations = organisations;
    }

    /** The link; null when something is wrong with it. */
    @Nullable Linking linking(UUID child, Typing typed, LocalDate today, Problems problems) {
        var parent = parent(Typed.text("parent", typed.parent, 1, 100, problems), problems);
        if (child.equals(parent)) {
            problems.add("", null, "parent", Typed.text(typed.parent), "control-of-itself");
        }
        var terms = terms(typed, today, problems);
        return problems.none() && parent != null && terms != null
                ? new Linking(parent, terms)
                : null;
    }

    /** The correction; null when something is wrong with it. */
    static @Nullable Correcting correcting(Typing typed, LocalDate today, Problems problems) {
        var reason = Typed.reason(typed.reason, problems);
        var terms = terms(typed, today, problems);
        return problems.none() && terms != null ? new Correcting(terms, reason) : null;
    }

    private @Nullable UUID parent(String typed, Problems problems) {
        if (typed.isEmpty()) {
            return null;
        }
        var found = find(typed);
        if (found == null) {
            problems.add("", null, "parent", typed, "unknown-organisation");
        }
        return found;
    }

    private @Nullable UUID find(String typed) {
        try {
            return typed.length() == 36
                    ? organisations.find(UUID.fromString(typed)).map(it -> it.id()).orElse(null)
                    : organisations
                            .findByKey(Identifier.keyOf(typed))
                            .map(it -> it.id())
                            .orElse(null);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static ControlLinks.@Nullable Terms terms(
            Typing typed, LocalDate today, Problems problems) {
        var kind = Typed.choice("kind", typed.kind, ControlLinks.Kind.class, true, problems);
        var share = share(typed.share, kind, problems);
        var from = Typed.requiredDay("from", typed.from, problems);
        var until = Typed.day("until", typed.until, problems);
        if (from != null && until != null && !from.isBefore(until)) {
            problems.add("", null, "until", until.toString(), "period-empty");
        }
        var document = Typed.text("document", typed.document, 2, MOST_DOCUMENT, problems);
        var asOf = EmergingTyping.day(typed.asOf, today, problems);
        return problems.none() && kind != null && from != null && asOf != null
                ? new ControlLinks.Terms(kind, share, new Period(from, until), document, asOf)
                : null;
    }

    /** In per cent; only of a body that is held. */
    private static @Nullable BigDecimal share(
            @Nullable String typed, ControlLinks.@Nullable Kind kind, Problems problems) {
        var text = Typed.text(typed).replaceFirst("\\s*[%％]$", "");
        if (text.isEmpty()) {
            return null;
        }
        if (kind != null && kind != ControlLinks.Kind.SUBSIDIARY) {
            problems.add("", null, "share", text, "share-of-holding");
            return null;
        }
        if (!text.matches("[0-9]{1,3}([.][0-9]{1,2})?")) {
            problems.add("", null, "share", text, "share-percent");
            return null;
        }
        var share = new BigDecimal(text);
        if (share.signum() == 0 || share.compareTo(WHOLE) > 0) {
            problems.add("", null, "share", text, "share-percent");
            return null;
        }
        return share;
    }
}
