package yanzhen.app.cluster.web;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import yanzhen.app.cluster.Duplicates.Reason;
import yanzhen.app.cluster.LikelyRows;
import yanzhen.app.cluster.LikelySame;
import yanzhen.app.cluster.LikelySame.Likely;
import yanzhen.app.cluster.Regions;
import yanzhen.app.site.Typed;

/** 可能是同一家, in the words of a page. */
@Component
class LikelyLines {

    /** Reasons shown of a pair; the strongest. */
    private static final int REASONS = 5;

    /**
     * Somebody who may be meant.
     *
     * @param id null where it is an earlier row of the same table
     * @param row the earlier row; null where it is in the register
     * @param place district and address; empty where nothing is known
     */
    record Line(
            @Nullable UUID id,
            @Nullable Integer row,
            String code,
            String name,
            String place,
            String likeness,
            List<DuplicatesPage.ReasonLine> reasons) {}

    /**
     * What the form asks before it stores anything.
     *
     * @param seen ids of all that it shows, for the form to bring back
     */
    record Question(List<Line> lines, String seen) {}

    /**
     * A row of a table that may be somebody.
     *
     * @param answer how it was answered; null while it was not
     */
    record RowLine(
            int line,
            String code,
            String name,
            @Nullable String address,
            List<Line> likely,
            @Nullable String answer) {}

    private final Regions regions;

    LikelyLines(Regions regions) {
        this.regions = regions;
    }

    /**
     * Null when nothing is left to ask: nobody is likely, or all were shown and answered for.
     *
     * @param answer name of a {@link LikelySame.Answer}; else there is none yet
     * @param seen ids of those that were shown
     */
    @Nullable Question question(List<Likely> likely, String answer, String seen, Locale locale) {
        boolean answered = answer(answer) != null;
        if (likely.isEmpty()
                || (answered
                        && likely.stream()
                                .allMatch(
                                        it -> seen.contains(it.organisation().id().toString())))) {
            return null;
        }
        var names = regions.names(locale);
        return new Question(
                likely.stream().map(it -> line(it, names, locale)).toList(),
                String.join(
                        ",",
                        likely.stream().map(it -> it.organisation().id().toString()).toList()));
    }

    /** Null when it is none. */
    static LikelySame.@Nullable Answer answer(String typed) {
        return switch (Typed.text(typed)) {
            case "UNSURE" -> LikelySame.Answer.UNSURE;
            case "DIFFERENT" -> LikelySame.Answer.DIFFERENT;
            default -> null;
        };
    }

    private static Line line(Likely it, Map<String, String> names, Locale locale) {
        var body = it.organisation();
        var district = names.getOrDefault(body.district(), body.district());
        var address = body.address();
        return new Line(
                body.id(),
                null,
                body.key(),
                body.nameIn(locale),
                address == null ? district : address,
                percent(it.probability()),
                reasons(it.reasons()));
    }

    RowLine row(LikelyRows.Row it) {
        var answer = it.answer();
        return new RowLine(
                it.line(),
                it.key(),
                it.name(),
                it.address(),
                it.likely().stream().map(LikelyLines::line).toList(),
                answer == null ? null : answer.name());
    }

    private static Line line(LikelyRows.Likely it) {
        var address = it.address();
        return new Line(
                it.organisation(),
                it.earlierLine(),
                it.key(),
                it.name(),
                address == null ? "" : address,
                percent(it.probability()),
                reasons(it.reasons()));
    }

    private static String percent(BigDecimal probability) {
        return DuplicatesPage.percent(probability);
    }

    private static List<DuplicatesPage.ReasonLine> reasons(List<Reason> reasons) {
        return DuplicatesPage.reasons(reasons, REASONS).stream()
                .map(it ->
                        new DuplicatesPage.ReasonLine(
                                it.level(), it.speaksFor(), plain(it.level(), it.detail())))
                .toList();
    }

    /** What the level does not say itself: once where both sides read the same. */
    private static String plain(String level, String detail) {
        if (level.startsWith("FORM_")) {
            return "";
        }
        var sides = detail.split(" / ", -1);
        return sides.length == 2 && sides[0].equals(sides[1]) ? sides[0] : detail;
    }
}
