package yanzhen.app.challenge.web;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.challenge.Wall.Content;
import yanzhen.app.challenge.Wall.Target;
import yanzhen.app.kernel.Problems;
import yanzhen.app.kernel.Yuan;

/**
 * The form of a challenge, as typed. Every field may be missing; {@link #read} says what is wrong
 * with what is there.
 */
record Draft(
        @Nullable String key,
        @Nullable String weakLink,
        @Nullable String owner,
        @Nullable String title,
        @Nullable String description,
        @Nullable String category,
        @Nullable String reward,
        @Nullable String payer,
        @Nullable String ipRule,
        @Nullable String useCommitment,
        @Nullable String bidDeadline,
        @Nullable String deliverBy,
        @Nullable List<String> metric,
        @Nullable List<String> comparator,
        @Nullable List<String> value,
        @Nullable List<String> unit,
        @Nullable List<String> testMethod) {

    /** How many targets the form has room for. */
    static final int TARGETS = 3;

    static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }

    /** The typed text of a row of the targets; empty when there is none. */
    public String at(@Nullable List<String> column, int row) {
        return column == null || row >= column.size() ? "" : text(column.get(row));
    }

    @Nullable Content read(ZoneId zone, Problems problems) {
        var ownerId = parsed("owner", text(owner), UUID::fromString, "required", problems);
        if (text(title).isEmpty()) {
            problems.add("", null, "title", "", "required");
        }
        var base = parsed("category", text(category), BaseCategory::valueOf, "required", problems);
        var money = optional("reward", reward, Yuan::of, "number", problems);
        if (money != null && money.fen() <= 0) {
            problems.add("", null, "reward", text(reward), "number");
        }
        var deadline =
                optional(
                        "bidDeadline",
                        bidDeadline,
                        it -> LocalDateTime.parse(it).atZone(zone).toInstant(),
                        "date",
                        problems);
        var delivery = optional("deliverBy", deliverBy, LocalDate::parse, "date", problems);
        var link = optional("weakLink", weakLink, UUID::fromString, "unknown-reference", problems);
        var targets = targets(problems);
        if (!problems.none() || ownerId == null || base == null) {
            return null;
        }
        return new Content(
                link,
                ownerId,
                text(title),
                text(description),
                base,
                money,
                text(payer),
                text(ipRule),
                text(useCommitment),
                deadline,
                delivery,
                targets);
    }

    private List<Target> targets(Problems problems) {
        var targets = new ArrayList<Target>();
        for (int row = 0; row < TARGETS; row++) {
            var name = at(metric, row);
            var number = at(value, row);
            if (name.isEmpty() && number.isEmpty()) {
                continue;
            }
            BigDecimal parsed = parsed("targets", number, BigDecimal::new, "number", problems);
            if (name.isEmpty() || at(testMethod, row).isEmpty()) {
                problems.add("", row + 1, "targets", number, "target-incomplete");
            } else if (parsed != null) {
                targets.add(
                        new Target(
                                name,
                                !at(comparator, row).equals("at-most"),
                                parsed,
                                at(unit, row),
                                at(testMethod, row)));
            }
        }
        return targets;
    }

    private static <T> @Nullable T optional(
            String field,
            @Nullable String typed,
            Function<String, T> parser,
            String code,
            Problems problems) {
        return text(typed).isEmpty() ? null : parsed(field, text(typed), parser, code, problems);
    }

    private static <T> @Nullable T parsed(
            String field,
            String typed,
            Function<String, T> parser,
            String code,
            Problems problems) {
        try {
            return parser.apply(typed);
        } catch (IllegalArgumentException | DateTimeParseException e) {
            problems.add("", null, field, typed, code);
            return null;
        }
    }
}
