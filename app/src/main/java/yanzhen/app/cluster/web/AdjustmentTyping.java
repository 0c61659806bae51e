package yanzhen.app.cluster.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import yanzhen.app.cluster.Adjustments.Kind;
import yanzhen.app.cluster.Adjustments.Touched;
import yanzhen.app.cluster.Adjustments.Wish;
import yanzhen.app.cluster.Facts;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Typed;

/** Reads what an adjustment asks for from a form or a request, with all its problems at once. */
@Component
class AdjustmentTyping {

    private static final int LEAST_STATEMENT = 2;

    /** So that it fits with the notice's number into the reason of an ended recognition. */
    private static final int MOST_STATEMENT = 250;

    /**
     * What the form or the request holds.
     *
     * @param touched ids of recognitions
     * @param successors credit codes by recognition, of those that have one of their own
     * @param successor credit code for all others
     */
    record Typing(
            String effective,
            String name,
            String nameEn,
            List<String> touched,
            Map<String, String> successors,
            String successor,
            String statement) {

        static final Typing NOTHING = new Typing("", "", "", List.of(), Map.of(), "", "");
    }

    private final Organisations organisations;

    AdjustmentTyping(Organisations organisations) {
        this.organisations = organisations;
    }

    /** What is asked for; null when something is wrong with it. */
    @Nullable Wish wish(Kind kind, Typing typed, Problems problems) {
        var day = Typed.requiredDay("effective", typed.effective, problems);
        boolean renames = kind == Kind.NAME;
        var name =
                renames
                        ? Typed.text(
                                "name", typed.name, Facts.LEAST_NAME, Facts.MOST_NAME, problems)
                        : null;
        var nameEn =
                renames ? Typed.text("nameEn", typed.nameEn, 0, Facts.MOST_NAME, problems) : "";
        var statement =
                Typed.text("statement", typed.statement, LEAST_STATEMENT, MOST_STATEMENT, problems);
        var touched = touched(kind, typed, problems);
        return problems.none()
                ? new Wish(
                        Objects.requireNonNull(day),
                        name,
                        nameEn.isEmpty() ? null : nameEn,
                        touched,
                        statement)
                : null;
    }

    private List<Touched> touched(Kind kind, Typing typed, Problems problems) {
        var touched = new ArrayList<Touched>();
        for (var each : typed.touched) {
            var recognition = Typed.id("touched", each, problems);
            if (recognition != null) {
                var own = Typed.text(typed.successors.get(each));
                var code = own.isEmpty() ? Typed.text(typed.successor) : own;
                touched.add(
                        new Touched(
                                recognition,
                                kind == Kind.SUCCESSION ? successor(code, problems) : null));
            }
        }
        if (typed.touched.isEmpty()) {
            problems.add("", null, "touched", "", "adjustment-nothing");
        }
        return touched;
    }

    /** Null with a problem when the register has no such code. */
    private @Nullable UUID successor(String code, Problems problems) {
        if (code.isEmpty()) {
            problems.add("", null, "successor", "", "required");
            return null;
        }
        var found = organisations.findByKey(code.toUpperCase(java.util.Locale.ROOT));
        if (found.isPresent()) {
            return found.get().id();
        }
        problems.add("", null, "successor", code, "adjustment-unknown-successor");
        return null;
    }

    /** A day in the words of a form. */
    static String said(@Nullable LocalDate day) {
        return day == null ? "" : day.toString();
    }
}
