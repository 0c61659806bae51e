package yanzhen.app.cluster.web;

import java.time.LocalDate;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import yanzhen.app.cluster.Conditions;
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

    /**
     * What the form or the request that revokes holds.
     *
     * @param on the first day no longer in force
     * @param ground Chinese name of one of the pack's grounds; may be left out
     */
    record Revocation(@Nullable String on, @Nullable String reason, @Nullable String ground) {}

    /** A recognition to be granted. */
    record Granting(String scheme, Period period, String document) {}

    /** The end of a recognition. */
    record Revoking(LocalDate on, String reason) {}

    private final Recognitions recognitions;
    private final Conditions conditions;

    RecognitionTyping(Recognitions recognitions, Conditions conditions) {
        this.recognitions = recognitions;
        this.conditions = conditions;
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

    /** The same with the ground, which the reason then begins with. */
    @Nullable Revoking revokingOnGround(Revocation typed, Problems problems) {
        var ground = Typed.text(typed.ground);
        if (!ground.isEmpty() && !revocations().contains(ground)) {
            problems.add("", null, "ground", ground, "unknown-ground");
        }
        var revoking = revoking(typed, problems);
        return revoking == null || ground.isEmpty()
                ? revoking
                : new Revoking(revoking.on, ground + "：" + revoking.reason);
    }

    private Set<String> revocations() {
        return conditions.grounds().stream()
                .filter(it -> it.way() == Conditions.Way.REVOCATION)
                .map(it -> it.name().zh())
                .collect(Collectors.toSet());
    }
}
