package yanzhen.app.cluster.web;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import yanzhen.app.cluster.EmergingAreas;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Typed;

/** Reads that an organisation lies in an area of 战略性新兴产业, with all problems at once. */
@Component
class EmergingTyping {

    private static final int MOST_DOCUMENT = 200;

    /** What the form or the request holds. */
    record Typing(@Nullable String area, @Nullable String document, @Nullable String asOf) {
        static final Typing NOTHING = new Typing(null, null, null);
    }

    /** A statement to be recorded. */
    record Stating(String area, String document, LocalDate asOf) {}

    private final EmergingAreas areas;

    EmergingTyping(EmergingAreas areas) {
        this.areas = areas;
    }

    /** The statement; null when something is wrong with it. */
    @Nullable Stating stating(Typing typed, LocalDate today, Problems problems) {
        var area = Typed.text("area", typed.area, 1, 100, problems);
        if (!area.isEmpty() && areas.areas().stream().noneMatch(it -> it.key().equals(area))) {
            problems.add("", null, "area", area, "unknown-reference");
        }
        var document = Typed.text("document", typed.document, 2, MOST_DOCUMENT, problems);
        var asOf = day(typed.asOf, today, problems);
        return problems.none() && asOf != null ? new Stating(area, document, asOf) : null;
    }

    /** Day of a document: none is of tomorrow. */
    static @Nullable LocalDate day(@Nullable String typed, LocalDate today, Problems problems) {
        var asOf = Typed.requiredDay("asOf", typed, problems);
        if (asOf != null && asOf.isAfter(today)) {
            problems.add("", null, "asOf", asOf.toString(), "as-of-later", today.toString());
        }
        return asOf;
    }
}
