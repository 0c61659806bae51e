package yanzhen.app.cluster.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.cluster.Standing;
import yanzhen.app.cluster.Survey;
import yanzhen.app.rules.Kind;
import yanzhen.app.rules.Rule;
import yanzhen.app.rules.Wording;

/** Says in words what a list of a formation holds. */
@Component
class FirmRows {

    /**
     * A firm in a scheme.
     *
     * @param code credit code; null where there is none
     * @param identifier the code or what stands in for it, for people
     * @param reason key of why it is due; null in the other lists
     * @param day on which it is due; empty in the other lists
     * @param undecided conditions that cannot be decided
     */
    record Row(
            UUID id,
            @Nullable String code,
            String identifier,
            String name,
            boolean synthetic,
            String district,
            String industry,
            String key,
            String scheme,
            List<Gap> gaps,
            @Nullable String reason,
            String day,
            String from,
            int undecided) {}

    /**
     * A condition that is lacking.
     *
     * @param rule the comparison that stands in the way; empty where none can be named
     * @param found what the firm has; empty with it
     * @param distance in per cent of what is required; empty where it cannot be said
     */
    record Gap(String condition, String rule, String found, String distance) {}

    private final Organisations organisations;
    private final FormationFilter filter;

    FirmRows(Organisations organisations, FormationFilter filter) {
        this.organisations = organisations;
        this.filter = filter;
    }

    /** One row for each entry, in their order and with one query. */
    List<Row> of(Survey survey, List<FirmList.Entry> entries, Locale locale) {
        var bodies = organisations.byId(entries.stream().map(it -> it.firm().id()).toList());
        var districts = filter.names(locale);
        var rows = new ArrayList<Row>();
        for (var entry : entries) {
            var body = bodies.get(entry.firm().id());
            if (body != null) {
                rows.add(row(survey, entry, body, districts, locale));
            }
        }
        return rows;
    }

    private static Row row(
            Survey survey,
            FirmList.Entry entry,
            Organisation body,
            Map<String, String> districts,
            Locale locale) {
        var scheme = survey.schemes().get(entry.scheme());
        var due = entry.due();
        var gaps = new ArrayList<Gap>();
        for (var gap : due == null ? entry.standing().gaps() : List.<Standing.Gap>of()) {
            gaps.add(gap(gap, scheme.conditions().get(gap.condition()).name().in(locale), locale));
        }
        return new Row(
                body.id(),
                body.codeText(),
                body.identifier().in(locale),
                body.nameIn(locale),
                body.synthetic(),
                districts.getOrDefault(body.district(), body.district()),
                entry.firm().industry(),
                scheme.key(),
                scheme.terms().scheme().name().in(locale),
                List.copyOf(gaps),
                due == null ? null : due.reason().name(),
                due == null ? "" : due.day().toString(),
                due == null ? "" : due.valid().from().toString(),
                entry.standing().undecided());
    }

    private static Gap gap(Standing.Gap gap, String condition, Locale locale) {
        var shortfall = gap.shortfall();
        if (shortfall == null) {
            return new Gap(condition, "", "", "");
        }
        Rule.Comparison comparison = shortfall.comparison();
        return new Gap(
                condition,
                Wording.of(comparison, locale).text(),
                comparison.kind().said(shortfall.found(), locale),
                said(shortfall.distance(), locale));
    }

    private static String said(@Nullable BigFraction distance, Locale locale) {
        return distance == null ? "" : Kind.SHARE.said(distance, locale);
    }

    /** Bodies of these identities, for lists that have nothing else to say. */
    Map<UUID, Organisation> bodies(List<UUID> ids) {
        return new HashMap<>(organisations.byId(ids));
    }
}
