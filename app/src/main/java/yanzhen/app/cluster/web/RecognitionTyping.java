package yanzhen.app.cluster.web;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import yanzhen.app.cluster.Recognitions;
import yanzhen.app.kernel.Period;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Typed;

/** Reads what is granted or revoked from a form or a request, with all problems at once. */
@Component
class RecognitionTyping {

    private static final int MOST_DOCUMENT = 200;

    /** What the form or the request that grants holds. */
    record Grant(
            @Nullable String scheme,
            @Nullable String from,
            @Nullable String until,
            @Nullable String document) {}

    /** What the form or the request that revokes holds: the first day no longer in force. */
    record Revocation(@Nullable String on, @Nullable String reason) {}

    /** A recognition to be granted. */
    record Granting(String scheme, Period period, String document) {}

    /** The end of a recognition. */
    record Revoking(LocalDate on, String reason) {}

    private final Recognitions recognitions;

    RecognitionTyping(Recognitions recognitions) {
        this.recognitions = recognitions;
    }

    /** The recognition; null when something is wrong with it. */
    @Nullable Granting granting(Grant typed, Problems problems) {
        var scheme = Typed.text("scheme", typed.scheme, 1, 100, problems);
        if (!scheme.isEmpty()
                && recognitions.schemes().stream().noneMatch(it -> it.key().equals(scheme))) {
            problems.add("", null, "scheme", scheme, "unknown-scheme");
        }
        var from = Typed.requiredDay("from", typed.from, problems);
        var until = Typed.day("until", typed.until, problems);
        if (from != null && until != null && !from.isBefore(until)) {
            problems.add("", null, "until", until.toString(), "period-empty");
        }
        var document = Typed.text("document", typed.document, 0, MOST_DOCUMENT, problems);
        return problems.none() && from != null
                ? new Granting(scheme, new Period(from, until), document)
                : null;
    }

    /** The revocation; null when something is wrong with it. */
    static @Nullable Revoking revoking(Revocation typed, Problems problems) {
        var on = Typed.requiredDay("on", typed.on, problems);
        var reason = Typed.reason(typed.reason, problems);
        return problems.none() && on != null ? new Revoking(on, reason) : null;
    }
}
