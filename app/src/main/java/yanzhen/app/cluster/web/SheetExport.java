package yanzhen.app.cluster.web;

import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import yanzhen.app.cluster.Applications;
import yanzhen.app.cluster.Applications.Application;
import yanzhen.app.cluster.Casework;
import yanzhen.app.cluster.Casework.Review;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.cluster.Regions;
import yanzhen.app.cluster.Rounds;
import yanzhen.app.cluster.Rounds.Round;
import yanzhen.app.cluster.ScoreCard;
import yanzhen.app.cluster.ScoreSheet;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Sheet;

/**
 * 评分对比: the applications of a round beside each other, a row for each and a column for each item of
 * the score sheet. Before an expert has said anything a row holds what can be computed.
 */
@Controller
class SheetExport {

    private static final List<String> BEFORE =
            List.of("column.code", "column.name", "column.district", "application.state");
    private static final List<String> AFTER =
            List.of("application.score", "sheet.band", "sheet.opinions", "column.mark");

    private final Applications applications;
    private final Casework casework;
    private final Rounds rounds;
    private final Organisations organisations;
    private final Regions regions;
    private final MessageSource messages;

    SheetExport(
            Applications applications,
            Casework casework,
            Rounds rounds,
            Organisations organisations,
            Regions regions,
            MessageSource messages) {
        this.applications = applications;
        this.casework = casework;
        this.rounds = rounds;
        this.organisations = organisations;
        this.regions = regions;
        this.messages = messages;
    }

    @GetMapping("/rounds/{id}/comparison/{form}")
    void compare(
            @PathVariable UUID id,
            @PathVariable String form,
            HttpServletResponse answer,
            Locale locale) {
        var round = rounds.find(id).orElseThrow(() -> new NotFound("round", id));
        var sheet = round.sheet();
        if (sheet == null) {
            throw new NotFound("sheet", id);
        }
        var rows = rows(round, sheet, locale);
        Sheet.stream(
                answer,
                round.title(),
                Sheet.Form.of(form),
                heads(sheet, locale),
                out -> rows.forEach(it -> out.add(it.toArray())));
    }

    private List<String> heads(ScoreSheet sheet, Locale locale) {
        var heads = new ArrayList<String>();
        BEFORE.forEach(it -> heads.add(say(it, locale)));
        for (var item : sheet.items()) {
            var key = "sheet.column." + item.part();
            heads.add(
                    messages.getMessage(
                            key,
                            new Object[] {item.name().in(locale), ScoreCard.said(item.weight())},
                            locale));
        }
        AFTER.forEach(it -> heads.add(say(it, locale)));
        return heads;
    }

    private List<List<@Nullable Object>> rows(Round round, ScoreSheet sheet, Locale locale) {
        var handedIn =
                applications.of(round.id()).stream().filter(it -> it.revision() > 0).toList();
        var called = organisations.byId(handedIn.stream().map(Application::organisation).toList());
        var reviews = casework.reviewsOf(round.id());
        var districts = regions.names(locale);
        var rows = new ArrayList<List<@Nullable Object>>();
        for (var it : handedIn) {
            var row = new ArrayList<@Nullable Object>();
            var organisation = called.get(it.organisation());
            row.add(organisation == null ? null : organisation.key());
            row.add(organisation == null ? null : organisation.nameIn(locale));
            row.add(districts.getOrDefault(it.district(), it.district()));
            row.add(say("application.state." + it.state(), locale));
            addPoints(row, it, round, sheet, given(reviews.get(it.id())), locale);
            row.add(it.synthetic() ? say("site.synthetic", locale) : null);
            rows.add(row);
        }
        return rows;
    }

    private static List<Review> given(@Nullable List<Review> reviews) {
        return reviews == null
                ? List.of()
                : reviews.stream().filter(it -> it.score() != null).toList();
    }

    private void addPoints(
            List<@Nullable Object> row,
            Application it,
            Round round,
            ScoreSheet sheet,
            List<Review> given,
            Locale locale) {
        var points = given.isEmpty() ? computed(it, sheet) : means(given, sheet);
        sheet.items().forEach(item -> row.add(points.get(item.key())));
        var total =
                given.isEmpty()
                        ? null
                        : ScoreCard.mean(
                                given.stream()
                                        .map(each -> Objects.requireNonNull(each.score()))
                                        .toList(),
                                sheet);
        row.add(total);
        row.add(
                total == null
                        ? null
                        : round.procedure()
                                .band(total)
                                .map(band -> band.name().in(locale))
                                .orElse(null));
        row.add(given.size());
    }

    private Map<String, BigDecimal> computed(Application it, ScoreSheet sheet) {
        var points = new HashMap<String, BigDecimal>();
        for (var line : ScoreCard.of(sheet, applications.basis(it)).lines()) {
            if (!line.open()) {
                points.put(line.item().key(), line.least());
            }
        }
        return points;
    }

    private static Map<String, BigDecimal> means(List<Review> given, ScoreSheet sheet) {
        var means = new HashMap<String, BigDecimal>();
        for (var item : sheet.items()) {
            means.put(
                    item.key(),
                    ScoreCard.mean(
                            given.stream()
                                    .map(it ->
                                            it.points().getOrDefault(item.key(), BigDecimal.ZERO))
                                    .toList(),
                            sheet));
        }
        return means;
    }

    private String say(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }
}
