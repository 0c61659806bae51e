package yanzhen.app.chain.taskforce.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.taskforce.Direction;
import yanzhen.app.chain.taskforce.Plan.Draft;
import yanzhen.app.chain.taskforce.ResponseRules.Kind;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Typed;

/** Reads a measure from a form or a request, with all its problems at once. */
final class NewPlans {

    /** Rows of organisations that the form shows. */
    static final int ORGANISATIONS = 4;

    private static final int MOST_FIELD = 500;

    /**
     * What the form or the request holds.
     *
     * @param kind key of a kind of option
     * @param organisations keys of the register
     * @param field values of the kind's own fields, in their order
     */
    record Typing(
            @Nullable String key,
            @Nullable String chain,
            @Nullable String node,
            @Nullable String direction,
            @Nullable String kind,
            @Nullable String title,
            @Nullable String effect,
            @Nullable List<String> organisations,
            @Nullable String owner,
            @Nullable String due,
            @Nullable List<String> field) {

        /** The typed text of a row; empty when there is none. */
        public String at(@Nullable List<String> column, int row) {
            return column == null || row >= column.size() ? "" : Typed.text(column.get(row));
        }
    }

    private NewPlans() {}

    /** The draft; null when something is wrong with it. */
    static @Nullable Draft read(
            Typing typed, Kind kind, Words words, Locale locale, Problems problems) {
        var direction = Typed.choice("direction", typed.direction, Direction.class, true, problems);
        if (direction != null && !kind.directions().contains(direction)) {
            problems.add("", null, "direction", "", "plan-direction");
        }
        var title = Typed.text("title", typed.title, 2, 200, problems);
        var effect = Typed.text("effect", typed.effect, 2, 1000, problems);
        var due = Typed.requiredDay("due", typed.due, problems);
        var owner = Typed.id("owner", typed.owner, problems);
        if (Typed.text(typed.owner).isEmpty()) {
            problems.add("", null, "owner", "", "required");
        }
        var organisations = organisations(typed, words, problems);
        var fields = fields(typed, kind, locale, problems);
        return direction == null || due == null || owner == null || !problems.none()
                ? null
                : new Draft(
                        direction, kind.key(), title, effect, organisations, owner, due, fields);
    }

    private static List<UUID> organisations(Typing typed, Words words, Problems problems) {
        var found = new ArrayList<UUID>();
        for (var it : typed.organisations == null ? List.<String>of() : typed.organisations) {
            var id = words.organisation("organisations", it, problems);
            if (id != null && !found.contains(id)) {
                found.add(id);
            }
        }
        return found;
    }

    private static Map<String, String> fields(
            Typing typed, Kind kind, Locale locale, Problems problems) {
        var fields = new LinkedHashMap<String, String>();
        for (int at = 0; at < kind.fields().size(); at++) {
            var field = kind.fields().get(at);
            var said =
                    Typed.text(
                            field.name().in(locale),
                            typed.at(typed.field, at),
                            field.required() ? 2 : 0,
                            MOST_FIELD,
                            problems);
            if (!said.isEmpty()) {
                fields.put(field.key(), said);
            }
        }
        return fields;
    }
}
