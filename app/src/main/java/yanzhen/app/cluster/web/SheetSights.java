package yanzhen.app.cluster.web;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Applications;
import yanzhen.app.cluster.Applications.Application;
import yanzhen.app.cluster.Applications.Opinion;
import yanzhen.app.cluster.Applications.Passage;
import yanzhen.app.cluster.Casework.Review;
import yanzhen.app.cluster.Rounds;
import yanzhen.app.cluster.Rounds.Round;
import yanzhen.app.cluster.ScoreCard;
import yanzhen.app.cluster.ScoreSheet;
import yanzhen.app.site.NotFound;

/** 评分表: what one viewer may see of the score sheet of an application. */
@Component
class SheetSights {

    private final Applications applications;
    private final Rounds rounds;
    private final Viewers viewers;
    private final Clock clock;

    SheetSights(Applications applications, Rounds rounds, Viewers viewers, Clock clock) {
        this.applications = applications;
        this.rounds = rounds;
        this.viewers = viewers;
        this.clock = clock;
    }

    /** The score sheet of an application by its numbers; null where its round has none. */
    @Nullable ScoreCard card(UUID application) {
        var it =
                applications
                        .find(application)
                        .orElseThrow(() -> new NotFound("application", application));
        var sheet = rounds.find(it.round()).orElseThrow().sheet();
        return sheet == null ? null : ScoreCard.of(sheet, applications.basis(it));
    }

    /**
     * With what comes of it, as far as the viewer may see; null where the round has none.
     *
     * @param own review that the viewer owes or has given; null where there is none
     */
    @Nullable ShownSheet sheet(
            Application it,
            Round round,
            List<Review> reviews,
            List<Passage> passages,
            @Nullable Review own,
            Map<String, String> typed,
            Locale locale) {
        if (round.sheet() == null) {
            return null;
        }
        var basis = applications.basis(it);
        return ShownSheet.of(
                ScoreCard.of(round.sheet(), basis),
                basis,
                opinions(it, round, given(it, reviews, passages), own, typed, locale),
                clock.getZone(),
                locale);
    }

    private ShownSheet.Opinions opinions(
            Application it,
            Round round,
            List<Opinion> given,
            @Nullable Review own,
            Map<String, String> typed,
            Locale locale) {
        var fields = new HashMap<String, String>();
        if (own != null) {
            own.points()
                    .forEach((key, of) -> fields.put(ScoreCard.FIELD + key, ScoreCard.said(of)));
        }
        fields.putAll(typed);
        var mean = given.isEmpty() ? null : mean(given, Objects.requireNonNull(round.sheet()));
        return new ShownSheet.Opinions(
                given.stream().map(Opinion::points).toList(),
                mean,
                mean == null
                        ? null
                        : round.procedure()
                                .band(mean)
                                .map(band -> band.name().in(locale))
                                .orElse(null),
                fields,
                it.state().open());
    }

    /** Points of the experts go to the applicant once all is over, as their opinions do. */
    private List<Opinion> given(Application it, List<Review> reviews, List<Passage> passages) {
        if (viewers.current().seesRegion()) {
            var given = new ArrayList<Opinion>();
            for (var each : reviews) {
                if (each.score() != null) {
                    given.add(new Opinion(each.score(), "", each.points()));
                }
            }
            return given;
        }
        return it.state().ended()
                ? passages.stream().flatMap(each -> each.opinions().stream()).toList()
                : List.of();
    }

    private static BigDecimal mean(List<Opinion> given, ScoreSheet sheet) {
        return ScoreCard.mean(given.stream().map(Opinion::score).toList(), sheet);
    }
}
